//! Reads files into scripts, in parallel, and each file once.
//!
//! Must not know how the files were found, nor what a script means.

use std::collections::HashMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::{Concern, File};
use callscript::source::Source;
use rayon::prelude::*;

use crate::disk;
use crate::error::FileError;
use crate::file_to_read::FileToRead;
use crate::kind::{is_scenarios, is_script};

/// A script and its path.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let script = Files::new(Source::MAX_BYTES).script("../../trees/cold-call.yaml".as_ref())?;
/// assert_eq!(script.file.id(), Some("cold-call"));
/// assert!(script.place().is_absolute());
/// # Ok::<(), callscript_project::FileError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Located {
    /// The script.
    pub file: Arc<File>,
    /// Its path, without links. A relative path means that the script is in no folder, and so in no library.
    pub(crate) place: PathBuf,
}

impl Located {
    /// Its path, without links. A script that is in no folder has a relative path.
    pub fn place(&self) -> &Path {
        &self.place
    }
}

/// The files read so far.
#[derive(Debug)]
pub(crate) struct FileCache {
    pub(crate) max_bytes: u64,
    /// Whether to keep the YAML tree of files that are not read only because they may concern others.
    pub(crate) keeps_trees: bool,
    /// By path: the script, or `None` if the file is not a script.
    files: HashMap<PathBuf, Option<Arc<File>>>,
    /// By path: the content of scenario files that were read to see whether they are scripts. `None` if the caller does
    /// not need it.
    pub(crate) scenarios: Option<HashMap<PathBuf, Vec<u8>>>,
}

/// The result of reading some files.
pub(crate) struct ReadScripts {
    /// In the order of the files; `None` for a file that is not a script or that [`Concern`] does not select.
    pub(crate) scripts: Vec<Result<Option<Located>, FileError>>,
    /// Whether a script was dropped because [`Concern`] does not select it.
    pub(crate) is_partial: bool,
}

/// The result of reading one file.
enum Reading {
    Known(Option<Arc<File>>),
    Text(Source),
    Scenarios(Vec<u8>),
}

impl FileCache {
    pub(crate) fn new(max_bytes: u64) -> Self {
        Self { max_bytes, keeps_trees: false, files: HashMap::new(), scenarios: None }
    }

    /// The maximum number of bytes read of a file.
    pub(crate) fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// The paths of the scripts among the files.
    pub(crate) fn scripts(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter(|(_, file)| file.is_some()).map(|(place, _)| place.as_path())
    }

    /// Marks the file at `place` as not a script, unless it is already known.
    pub(crate) fn exclude(&mut self, place: PathBuf) {
        self.files.entry(place).or_insert(None);
    }

    /// Uses `file` in place of whatever is at `place`.
    pub(crate) fn put(&mut self, place: &Path, file: Arc<File>) {
        self.files.insert(place.to_owned(), Some(file));
    }

    /// Reads these files; with a `concern`, only the scripts that it selects.
    pub(crate) fn read(&mut self, wanted: &[FileToRead], concern: Option<&Concern<'_>>) -> ReadScripts {
        let mut texts: Vec<_> = wanted.par_iter().map(|wanted| self.text(wanted)).collect();
        self.keep_scenarios(wanted, &mut texts);
        let is_partial = concern.is_some_and(|concern| drop_unconcerned(concern, &mut texts));
        let keeps = self.keeps_trees && concern.is_none();
        let files: Vec<_> = texts.into_par_iter().map(|text| text.map(|text| text.into_file(keeps))).collect();
        let located = wanted.iter().zip(files).map(|(wanted, file)| {
            let file = file?;
            if file.is_some() || concern.is_none() {
                self.files.insert(wanted.place.clone(), file.clone());
            }
            Ok(file.map(|file| Located { file, place: wanted.place.clone() }))
        });
        ReadScripts { scripts: located.collect(), is_partial }
    }

    /// Stores the content of scenario files.
    fn keep_scenarios(&mut self, wanted: &[FileToRead], texts: &mut [Result<Reading, FileError>]) {
        for (wanted, text) in wanted.iter().zip(texts) {
            if let (Some(scenarios), Ok(Reading::Scenarios(bytes))) = (&mut self.scenarios, text) {
                scenarios.insert(wanted.place.clone(), mem::take(bytes));
            }
        }
    }

    fn text(&self, wanted: &FileToRead) -> Result<Reading, FileError> {
        match self.files.get(&wanted.place) {
            Some(Some(file)) => return Ok(Reading::Known(Some(Arc::clone(file)))),
            Some(None) if !wanted.named => return Ok(Reading::Known(None)),
            _ => {}
        }
        let bytes =
            disk::read_start(&wanted.place, self.max_bytes).map_err(|reason| FileError::new(&wanted.shown, reason))?;
        if !wanted.named && !is_script(&bytes) {
            let is_kept = self.scenarios.is_some() && is_scenarios(&wanted.place);
            return Ok(if is_kept { Reading::Scenarios(bytes) } else { Reading::Known(None) });
        }
        Ok(Reading::Text(Source::from_bytes(wanted.shown.as_str(), bytes, self.max_bytes)))
    }
}

impl Reading {
    fn into_file(self, keeps_tree: bool) -> Option<Arc<File>> {
        let read = if keeps_tree { File::read_to_keep } else { File::read };
        match self {
            Self::Known(file) => file,
            Self::Scenarios(_) => None,
            Self::Text(source) => Some(Arc::new(read(source))),
        }
    }
}

fn drop_unconcerned(concern: &Concern<'_>, texts: &mut [Result<Reading, FileError>]) -> bool {
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
