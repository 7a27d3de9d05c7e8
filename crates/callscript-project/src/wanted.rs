//! A file that is to be read, by its place and by its name for people.
//!
//! Must not know what is read from it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file that is to be read.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// Its name for people.
    pub(crate) shown: String,
    pub(crate) place: PathBuf,
    /// Somebody named it, so that it is a script whatever it holds.
    pub(crate) named: bool,
}

impl Wanted {
    pub(crate) fn named(shown: &str, place: &Path) -> Self {
        Self { shown: shown.to_owned(), place: place.to_owned(), named: true }
    }
}

/// The first of all that stand at one place; it was named if any of them was.
pub(crate) fn unique(wanted: Vec<Wanted>) -> Vec<Wanted> {
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    let mut kept: Vec<Wanted> = Vec::new();
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
