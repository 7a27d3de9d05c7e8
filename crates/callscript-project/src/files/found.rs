//! What was found at some paths.
//!
//! Must not know how it is found.

use crate::error::FileError;
use crate::file_cache::Located;

/// What was found at some paths.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let found = Files::new(Source::MAX_BYTES).find(&["../../trees".into()]);
/// assert!(found.scripts.len() > 5 && found.scenarios > 0 && found.faults.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Found {
    /// The scripts, each once, in the order of the paths; those of a folder ordered by the bytes of their paths.
    pub scripts: Vec<Located>,
    /// The number of files in the folders that are not scripts.
    pub passed_over: usize,
    /// How many of these are scenario files, judged by their names.
    pub scenarios: usize,
    /// What could not be read.
    pub faults: Vec<FileError>,
}

impl Found {
    /// Replaces the script that was found at the same place.
    pub fn put(&mut self, script: Located) {
        if let Some(found) = self.scripts.iter_mut().find(|found| found.place == script.place) {
            *found = script;
        }
    }
}
