//! Reads a `callscript.toml`. It names rules, and only the linter has the list of all rules.

use crate::base::source::Source;
use crate::document::config::Config;
use crate::lint::rules;

impl Config {
    /// Reads a configuration. Reading never fails: faults become findings of the library that gets the configuration.
    pub fn read(source: Source) -> Self {
        Self::of(source, &rules::all().collect::<Vec<_>>())
    }
}
