//! Checks a file of scenarios against its script.
//!
//! Must not know how a scenario is performed.

mod names;

#[cfg(test)]
mod tests;

use crate::base::diagnostic::Diagnostic;
use crate::document::scenario::File;
use crate::script::Script;

impl File {
    /// A finding if none of the `known` scripts is the one that the file names.
    pub fn unknown_script(&self, known: &[&str]) -> Option<Diagnostic> {
        names::unknown_script(self, known)
    }

    /// Checks the file against its script: finds names that the script does not have.
    pub fn check(&self, script: &Script) -> Vec<Diagnostic> {
        names::check(self, script)
    }
}
