//! A file to read, with its path and the name that people see.
//!
//! Must not know what is in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug)]
pub(crate) struct FileToRead {
    /// Its name as people see it.
    pub(crate) shown: String,
    pub(crate) place: PathBuf,
    /// Whether a path names the file itself: then it counts as a script, whatever its content.
    pub(crate) named: bool,
}

impl FileToRead {
    pub(crate) fn named(shown: &str, place: &Path) -> Self {
        Self { shown: shown.to_owned(), place: place.to_owned(), named: true }
    }
}

/// Keeps the first of all entries with the same path; it counts as named if any of them was.
pub(crate) fn unique(wanted: Vec<FileToRead>) -> Vec<FileToRead> {
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    let mut kept: Vec<FileToRead> = Vec::new();
    for one in wanted {
        match seen.get(&one.place).and_then(|&at| kept.get_mut(at)) {
            Some(earlier) => earlier.named |= one.named,
            None => {
                seen.insert(one.place.clone(), kept.len());
                kept.push(one);
            }
        }
    }
    kept
}
