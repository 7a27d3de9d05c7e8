//! A folder in which a target performs commands, and what holds of each command.

use std::ffi::OsString;
use std::fs;
use std::iter;
use std::path::PathBuf;

use callscript_cli::{Clock, Console, Disk, Lines, perform};
use tempfile::TempDir;

/// A folder that is used again for the next bytes. It is alone in another, so that what is beside it is our own, too.
pub(super) struct Room {
    _outer: TempDir,
    folder: PathBuf,
}

/// What came of a command.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) status: u8,
    pub(super) out: Vec<u8>,
    pub(super) err: String,
}

thread_local! {
    static ROOM: Room = Room::new();
}

impl Room {
    fn new() -> Self {
        let outer = TempDir::new().expect("a folder for temporary files");
        let folder = outer.path().join("room");
        fs::create_dir(&folder).expect("a folder");
        Self { _outer: outer, folder }
    }

    /// Calls `work` with the folder of this thread, which holds these files alone.
    pub(super) fn with<T>(files: &[(&str, &[u8])], work: impl FnOnce(&Self) -> T) -> T {
        ROOM.with(|room| {
            for entry in fs::read_dir(&room.folder).expect("a folder").flatten() {
                let _ = fs::remove_file(entry.path());
            }
            for (name, bytes) in files {
                fs::write(room.path(name), bytes).expect("a file");
            }
            work(room)
        })
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_default()
    }

    /// Performs a command. It says why it cannot do its work, and nothing that it shows steers a terminal.
    pub(super) fn run(&self, arguments: &[&str], mut input: &[u8]) -> Came {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            input: &mut input,
            typed: false,
            lines: Lines::Input,
            colour: false,
            width: None,
            folder: self.folder.clone(),
            clock: Clock::utc(),
            disk: Disk::default(),
        };
        let words = iter::once("callscript").chain(arguments.iter().copied()).map(OsString::from);
        let status = perform(words, &mut console).into();
        let err = String::from_utf8(err).expect("errors are UTF-8");
        assert!(status < 2 || err.contains("error: "), "{arguments:?} says why it failed: {err}");
        if arguments[0] != "lsp" {
            let shown = std::str::from_utf8(&out).expect("output is UTF-8");
            let steers = |text: &str| text.chars().any(|sign| sign.is_control() && !"\n\r\t".contains(sign));
            assert!(!steers(shown) && !steers(&err), "{arguments:?}: {shown:?} {err:?}");
        }
        Came { status, out, err }
    }

    /// Performs a command that writes JSON.
    pub(super) fn json(&self, arguments: &[&str]) -> Option<serde_json::Value> {
        let came = self.run(&[arguments, &["--format", "json"]].concat(), b"");
        if came.out.is_empty() {
            return None;
        }
        Some(serde_json::from_slice(&came.out).expect("this is JSON"))
    }
}
