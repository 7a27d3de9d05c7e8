//! What is wrong with a file of scenarios, given its script.
//!
//! Must not know how a scenario is performed.

mod names;

#[cfg(test)]
mod tests;

use crate::base::diagnostic::Diagnostic;
use crate::document::scenario::File;
use crate::script::Script;

impl File {
    /// The finding that its script is none of these.
    pub fn unknown_script(&self, known: &[&str]) -> Option<Diagnostic> {
        names::unknown_script(self, known)
    }

    /// What is wrong with it, given its script: names that lead nowhere there.
    pub fn check(&self, script: &Script) -> Vec<Diagnostic> {
        names::check(self, script)
    }
}
