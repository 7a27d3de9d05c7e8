//! The files in `tests/frozen`, and how to resume a call from them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Place, Run, names, repository};

/// A copy of the scripts and all journals of a folder, so that the originals are never written to.
pub(crate) fn place(journals: &str) -> Place {
    let place = Place::new();
    for part in ["scripts", "calls", "broken"] {
        place.copy(&folder(&format!("{journals}/{part}")));
    }
    place
}

pub(crate) fn take_up(place: &Place, journal: &str, more: &[&str], lines: &str) -> Run {
    let script = format!("{}.yaml", script_of(&fs::read(place.path().join(journal)).unwrap()));
    place.run_with([&["run", script.as_str(), "--resume", journal], more].concat(), lines.as_bytes())
}

/// The id of the script of a journal.
pub(crate) fn script_of(journal: &[u8]) -> String {
    let header: Value = serde_json::from_slice(journal.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    header["script"].as_str().unwrap().to_owned()
}

pub(crate) fn same(now: &str, file: &str) {
    let then = String::from_utf8(frozen(file)).unwrap();
    assert_eq!(
        now, then,
        "`tests/frozen/{file}` is not what comes out now: the file must not change, the program must"
    );
}

pub(crate) fn folder(path: &str) -> PathBuf {
    repository("tests/frozen").join(path)
}

pub(crate) fn frozen(path: &str) -> Vec<u8> {
    fs::read(folder(path)).unwrap()
}

/// The names of the calls that are kept, sorted.
pub(crate) fn calls(folder_of: &str) -> Vec<String> {
    let names = names(&folder(folder_of).join("calls"));
    names.iter().map(|name| name.strip_suffix(".jsonl").unwrap().to_owned()).collect()
}
