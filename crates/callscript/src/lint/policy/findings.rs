//! The findings of one policy in one script: the first of them, and which come the same way, so that one cure may do.
//!
//! Must not know what is asked.

use crate::base::diagnostic::Diagnostic;

/// The most findings of one policy in one script.
const MOST: usize = 20;

/// A finding without its help.
pub(super) struct PolicyFinding {
    pub(super) finding: Diagnostic,
    /// The places of the links of its path; none if a comment silences it.
    pub(super) way: Vec<usize>,
}

/// What other findings have in common with one.
#[derive(Clone, Copy)]
pub(super) struct SharedPrefix {
    /// How many others there are.
    pub(super) others: usize,
    /// The last link that all their paths begin with.
    pub(super) last: usize,
}

/// The findings of one policy in one script, without their help.
#[derive(Default)]
pub(super) struct Findings {
    shown: Vec<PolicyFinding>,
    /// How many there are beside these.
    more: usize,
}

impl Findings {
    /// Adds one; it is not made if there are too many already.
    pub(super) fn add(&mut self, found: impl FnOnce() -> PolicyFinding) {
        if self.shown.len() < MOST {
            self.shown.push(found());
        } else {
            self.more += 1;
        }
    }

    /// All of them; `help` is told which others begin like one.
    pub(super) fn finish(self, help: impl Fn(Option<SharedPrefix>) -> String) -> Vec<Diagnostic> {
        let helps: Vec<String> = self.shown.iter().map(|found| help(self.shared_prefix(&found.way))).collect();
        let mut findings: Vec<Diagnostic> =
            self.shown.into_iter().zip(helps).map(|(found, help)| found.finding.help(help)).collect();
        if let Some(last) = findings.last_mut().filter(|_| self.more > 0) {
            last.message = format!("{} (and at {} more places)", last.message, self.more);
        }
        findings
    }

    /// The other ways with the same first link.
    fn shared_prefix(&self, way: &[usize]) -> Option<SharedPrefix> {
        let alike: Vec<&[usize]> =
            self.shown.iter().map(|found| &*found.way).filter(|other| other.first() == way.first()).collect();
        let common = |other: &&[usize]| other.iter().zip(way).take_while(|(one, other)| one == other).count();
        let length = alike.iter().map(common).min()?;
        let others = alike.len().checked_sub(1).filter(|others| *others > 0)?;
        Some(SharedPrefix { others, last: *way.get(length.checked_sub(1)?)? })
    }
}
