//! A file system whose n-th call fails, or that stops after it, and that knows what would survive a power cut.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use callscript_cli::{Disk, FileCall, FileCallKind};

/// What happens at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// It fails: the disk is full.
    NoSpace,
    /// It fails: the disk is faulty.
    Io,
    /// It fails, and so does every call after it.
    Broken,
    /// A signal interrupts it.
    Interrupted,
    /// It writes one byte.
    Short,
    /// It writes one byte, and then the disk is full.
    ShortThenNoSpace,
    /// It is made, and then the program is killed.
    Killed,
    /// It writes one byte, and then the program is killed.
    KilledInWrite,
}

pub(super) const FAULTS: [Fault; 8] = [
    Fault::NoSpace,
    Fault::Io,
    Fault::Broken,
    Fault::Interrupted,
    Fault::Short,
    Fault::ShortThenNoSpace,
    Fault::Killed,
    Fault::KilledInWrite,
];

impl Fault {
    /// Whether a call can fail like this.
    pub(super) fn concerns(self, kind: FileCallKind) -> bool {
        use FileCallKind::{Create, Rename, SetLength, Sync, Write};
        match self {
            Self::NoSpace => [Create, Rename, SetLength, Sync, Write].contains(&kind),
            Self::Short | Self::ShortThenNoSpace | Self::KilledInWrite => kind == Write,
            Self::Io | Self::Broken | Self::Interrupted | Self::Killed => true,
        }
    }

    pub(super) fn kills(self) -> bool {
        matches!(self, Self::Killed | Self::KilledInWrite)
    }

    /// Whether nothing should come of it.
    pub(super) fn is_harmless(self) -> bool {
        matches!(self, Self::Interrupted | Self::Short)
    }

    /// What an error should say.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::NoSpace | Self::ShortThenNoSpace => "no space left on device",
            _ => "input/output error",
        }
    }
}

/// A file system of one folder.
pub(super) struct Failing(Mutex<State>);

struct State {
    /// At which call what happens.
    fault: Option<(usize, Fault)>,
    calls: Vec<(FileCallKind, String)>,
    mode: Mode,
    folder: PathBuf,
    /// The names that are on disk, with the numbers of their files.
    names: BTreeMap<String, u64>,
    /// What of each file is on disk. The files stay open, so that no number is used again.
    contents: HashMap<u64, (Vec<u8>, File)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Well,
    Full,
    Broken,
    Killed,
}

impl Failing {
    /// The file system of a folder, everything in which is on disk.
    pub(super) fn new(folder: &Path, fault: Option<(usize, Fault)>) -> Arc<Self> {
        let folder = fs::canonicalize(folder).unwrap();
        let mut state = State {
            fault,
            calls: Vec::new(),
            mode: Mode::Well,
            folder,
            names: BTreeMap::new(),
            contents: HashMap::new(),
        };
        state.sync_names();
        for name in state.names.clone().into_keys() {
            state.sync_file(&state.folder.join(name));
        }
        Arc::new(Self(Mutex::new(state)))
    }

    pub(super) fn disk(self: &Arc<Self>) -> Disk {
        let failing = Arc::clone(self);
        Disk::failing(move |call| failing.state().before(call))
    }

    /// The calls so far, with the names of their files.
    pub(super) fn calls(&self) -> Vec<(FileCallKind, String)> {
        self.state().calls.clone()
    }

    pub(super) fn is_killed(&self) -> bool {
        self.state().mode == Mode::Killed
    }

    /// Loses what was not synced: names and contents.
    pub(super) fn cut_power(&self) {
        let state = self.state();
        for entry in fs::read_dir(&state.folder).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        for (name, number) in &state.names {
            let content = state.contents.get(number).map(|(content, _)| &content[..]).unwrap_or_default();
            fs::write(state.folder.join(name), content).unwrap();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    fn before(&mut self, FileCall { kind, path }: FileCall<'_>) -> io::Result<usize> {
        let number = self.calls.len();
        self.calls.push((kind, name_of(path, &self.folder)));
        let error = |code| Err(io::Error::from_raw_os_error(code));
        match self.mode {
            Mode::Killed | Mode::Broken => return error(libc_codes::EIO),
            Mode::Full if kind == FileCallKind::Write => return error(libc_codes::ENOSPC),
            Mode::Full | Mode::Well => {}
        }
        let fault = self.fault.filter(|(at, _)| *at == number).map(|(_, fault)| fault);
        match fault {
            None => {}
            Some(Fault::NoSpace) => return error(libc_codes::ENOSPC),
            Some(Fault::Io) => return error(libc_codes::EIO),
            Some(Fault::Broken) => {
                self.mode = Mode::Broken;
                return error(libc_codes::EIO);
            }
            Some(Fault::Interrupted) => return Err(io::ErrorKind::Interrupted.into()),
            Some(Fault::Short) => return Ok(1),
            Some(Fault::ShortThenNoSpace) => {
                self.mode = Mode::Full;
                return Ok(1);
            }
            Some(Fault::Killed) => self.mode = Mode::Killed,
            Some(Fault::KilledInWrite) => {
                self.mode = Mode::Killed;
                return Ok(1);
            }
        }
        if kind == FileCallKind::Sync {
            if path.is_dir() { self.sync_names() } else { self.sync_file(path) }
        }
        Ok(usize::MAX)
    }

    fn sync_names(&mut self) {
        let entries = fs::read_dir(&self.folder).unwrap().map(Result::unwrap);
        let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().ino()));
        self.names = named.collect();
    }

    fn sync_file(&mut self, path: &Path) {
        let file = File::open(path).unwrap();
        self.contents.insert(file.metadata().unwrap().ino(), (fs::read(path).unwrap(), file));
    }
}

/// The name of a file in the folder, `.` for the folder, and one name for all temporary files.
fn name_of(path: &Path, folder: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if fs::canonicalize(path).is_ok_and(|path| path == folder) {
        ".".to_owned()
    } else if name.starts_with(".callscript-") {
        "temporary".to_owned()
    } else {
        name
    }
}

/// The errors of the system, which have the same numbers on Linux and macOS.
mod libc_codes {
    pub(super) const EIO: i32 = 5;
    pub(super) const ENOSPC: i32 = 28;
}
