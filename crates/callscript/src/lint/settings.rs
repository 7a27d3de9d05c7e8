//! The door to a `callscript.toml`, which names rules: only the linter knows them all.

use crate::base::source::Source;
use crate::document::config::Config;
use crate::lint::rules;

impl Config {
    /// Reads a configuration. It never fails: what is wrong becomes a finding of the library that it is given to.
    pub fn read(source: Source) -> Self {
        Self::of(source, &rules::all().collect::<Vec<_>>())
    }
}
