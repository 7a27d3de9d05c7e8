//! Performs commands in this process, in temporary folders.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write;
use std::iter;
use std::path::{Path, PathBuf};

use callscript_cli::{Clock, Console, Disk, Lines, perform};
use serde_json::Value;
use tempfile::TempDir;

/// The exit status and output of a command.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A temporary folder in which to perform commands.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A temporary folder with a copy of a file, or of the contents of a folder, of the repository.
    pub(crate) fn of(path: &str) -> Self {
        let place = Self::new();
        place.copy(&repository(path));
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Copies a file, or the contents of a folder, into this folder.
    pub(crate) fn copy(&self, from: &Path) -> &Self {
        if from.is_dir() {
            for name in names(from) {
                copy(&from.join(&name), &self.path().join(name));
            }
        } else {
            copy(from, &self.path().join(from.file_name().unwrap()));
        }
        self
    }

    /// Performs a command in this folder.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.run_with(arguments, b"")
    }

    /// Performs a command in this folder, with `input` on standard input.
    pub(crate) fn run_with<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Run {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = self.perform(arguments, input, &mut out, &mut err);
        let [out, err] = [out, err].map(|bytes| String::from_utf8(bytes).unwrap());
        Run { status, out, err }
    }

    /// The same, as if the input were typed in a terminal.
    pub(crate) fn type_with<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Run {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = self.perform_as(true, arguments, input, &mut out, &mut err);
        let [out, err] = [out, err].map(|bytes| String::from_utf8(bytes).unwrap());
        Run { status, out, err }
    }

    /// Performs a command in this folder with these streams, and returns its exit status.
    pub(crate) fn perform<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        input: &[u8],
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> u8 {
        self.perform_as(false, arguments, input, out, err)
    }

    fn perform_as<A: AsRef<OsStr>>(
        &self,
        typed: bool,
        arguments: impl IntoIterator<Item = A>,
        mut input: &[u8],
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> u8 {
        let arguments = arguments.into_iter().map(|argument| argument.as_ref().to_owned());
        let (input, lines, folder, clock) = (&mut input, Lines::Input, self.path().to_owned(), Clock::utc());
        let disk = Disk::default();
        let mut console = Console { out, err, input, typed, lines, colour: false, width: None, folder, clock, disk };
        perform(iter::once(OsString::from("callscript")).chain(arguments), &mut console).into()
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir(to).unwrap();
        for name in names(from) {
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        // Not `fs::copy`, which would copy a read-only permission of the fixture.
        fs::write(to, fs::read(from).unwrap()).unwrap();
    }
}

/// The absolute path of a path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The file names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The names of the fixtures in a folder: everything except snapshots, accepted or not.
pub(crate) fn fixtures(folder: &Path) -> Vec<String> {
    let mut names = names(folder);
    names.retain(|name| !name.contains(".snap"));
    names
}

/// Compares a text with the snapshot `folder/name.snap`.
pub(crate) fn snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Replaces times, which differ from call to call.
pub(crate) fn forget_times(record: &mut Value) {
    match record {
        Value::Object(map) => {
            for (key, value) in map {
                if ["at", "ended", "seconds", "started"].contains(&key.as_str()) {
                    *value = Value::Null;
                }
                forget_times(value);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(forget_times),
        _ => {}
    }
}
