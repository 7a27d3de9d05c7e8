//! Reading files into scripts, in parallel and each once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::concern::Concern;
use super::disk::{self, FileError};
use super::{File, Located};
use crate::base::source::Source;

/// What was read so far.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) max_bytes: u64,
    /// Of the files that are wanted for themselves the YAML is kept.
    pub(super) keeps_trees: bool,
    /// By place: the script, or none if there is no script.
    files: HashMap<PathBuf, Option<Arc<File>>>,
}

/// A file that is to be read.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its name for people.
    pub(super) shown: String,
    pub(super) place: PathBuf,
    /// Somebody named it, so that it is a script whatever it holds.
    pub(super) named: bool,
}

/// What came of reading one file.
enum Reading {
    Known(Option<Arc<File>>),
    Text(Source),
}

impl Wanted {
    pub(super) fn named(shown: &str, place: &Path) -> Self {
        Self { shown: shown.to_owned(), place: place.to_owned(), named: true }
    }
}

impl Known {
    pub(super) fn new(max_bytes: u64) -> Self {
        Self { max_bytes, keeps_trees: false, files: HashMap::new() }
    }

    /// How much is read of a file at most.
    pub(super) fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// Takes what stands at `place` for no script, unless it is known already.
    pub(super) fn leave_out(&mut self, place: PathBuf) {
        self.files.entry(place).or_insert(None);
    }

    /// Takes `file` for what stands at `place`.
    pub(super) fn put(&mut self, place: &Path, file: Arc<File>) {
        self.files.insert(place.to_owned(), Some(file));
    }

    /// The scripts in these files, none for what is no script or does not concern us; and whether there is any of the
    /// latter.
    pub(super) fn read(
        &mut self,
        wanted: &[Wanted],
        concern: Option<&Concern<'_>>,
    ) -> (Vec<Result<Option<Located>, FileError>>, bool) {
        let mut texts: Vec<_> = wanted.par_iter().map(|wanted| self.text(wanted)).collect();
        let dropped = concern.is_some_and(|concern| drop_what_does_not_concern(concern, &mut texts));
        let keeps = self.keeps_trees && concern.is_none();
        let files: Vec<_> = texts.into_par_iter().map(|text| text.map(|text| text.into_file(keeps))).collect();
        let located = wanted.iter().zip(files).map(|(wanted, file)| {
            let file = file?;
            if file.is_some() || concern.is_none() {
                self.files.insert(wanted.place.clone(), file.clone());
            }
            Ok(file.map(|file| Located { file, place: wanted.place.clone() }))
        });
        (located.collect(), dropped)
    }

    fn text(&self, wanted: &Wanted) -> Result<Reading, FileError> {
        match self.files.get(&wanted.place) {
            Some(Some(file)) => return Ok(Reading::Known(Some(Arc::clone(file)))),
            Some(None) if !wanted.named => return Ok(Reading::Known(None)),
            _ => {}
        }
        let bytes = disk::read(&wanted.place, &wanted.shown, self.max_bytes)?;
        if !wanted.named && !is_script(&bytes) {
            return Ok(Reading::Known(None));
        }
        Ok(Reading::Text(Source::from_bytes(wanted.shown.as_str(), bytes, self.max_bytes)))
    }
}

impl Reading {
    fn into_file(self, keeps_tree: bool) -> Option<Arc<File>> {
        let read = if keeps_tree { File::read_to_keep } else { File::read };
        match self {
            Self::Known(file) => file,
            Self::Text(source) => Some(Arc::new(read(source))),
        }
    }
}

/// The first of all that stand at one place; it was named if any of them was.
pub(super) fn unique(wanted: Vec<Wanted>) -> Vec<Wanted> {
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

fn drop_what_does_not_concern(concern: &Concern<'_>, texts: &mut [Result<Reading, FileError>]) -> bool {
    let all = texts.iter().map(|text| match text {
        Ok(Reading::Text(source)) => source.text(),
        Ok(Reading::Known(Some(file))) => file.source().text(),
        _ => "",
    });
    let selected = concern.select(&all.collect::<Vec<_>>());
    let mut dropped = false;
    for (text, selected) in texts.iter_mut().zip(selected) {
        if matches!(text, Ok(Reading::Text(_))) && !selected {
            *text = Ok(Reading::Known(None));
            dropped = true;
        }
    }
    dropped
}

/// Whether a file with these bytes is a script: one of the lines starts with `callscript:`.
pub fn is_script(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.any(|line| line.starts_with(b"callscript:"))
}
