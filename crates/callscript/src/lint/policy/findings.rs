//! The findings of one policy in one script: limits their number, and finds those with a common beginning, which one
//! fix may cure.
//!
//! Must not know what the policy requires.

use crate::base::diagnostic::Diagnostic;

/// The maximum number of findings of one policy in one script.
const MOST: usize = 20;

/// A violation of a policy: a finding without its help.
pub(super) struct Violation {
    pub(super) finding: Diagnostic,
    /// The indices of the links of its path; empty if a comment silences the finding.
    pub(super) way: Vec<usize>,
}

/// What the paths of several findings have in common.
#[derive(Clone, Copy)]
pub(super) struct SharedPrefix {
    /// The number of other findings.
    pub(super) others: usize,
    /// The index of the last common link.
    pub(super) last: usize,
}

/// The findings of one policy in one script, without their help.
#[derive(Default)]
pub(super) struct Findings {
    shown: Vec<Violation>,
    /// The number of findings beyond the maximum.
    more: usize,
}

impl Findings {
    /// Adds a finding. It is only computed if the maximum is not reached.
    pub(super) fn add(&mut self, found: impl FnOnce() -> Violation) {
        if self.shown.len() < MOST {
            self.shown.push(found());
        } else {
            self.more += 1;
        }
    }

    /// All findings, each with the help that `help` gives for the beginning that it shares with others.
    pub(super) fn finish(self, help: impl Fn(Option<SharedPrefix>) -> String) -> Vec<Diagnostic> {
        let helps: Vec<String> = self.shown.iter().map(|found| help(self.shared_prefix(&found.way))).collect();
        let mut findings: Vec<Diagnostic> =
            self.shown.into_iter().zip(helps).map(|(found, help)| found.finding.help(help)).collect();
        if let Some(last) = findings.last_mut().filter(|_| self.more > 0) {
            last.message = format!("{} (and at {} more places)", last.message, self.more);
        }
        findings
    }

    /// The longest beginning that a path shares with all other paths that have the same first link.
    fn shared_prefix(&self, way: &[usize]) -> Option<SharedPrefix> {
        let alike: Vec<&[usize]> =
            self.shown.iter().map(|found| &*found.way).filter(|other| other.first() == way.first()).collect();
        let common = |other: &&[usize]| other.iter().zip(way).take_while(|(one, other)| one == other).count();
        let length = alike.iter().map(common).min()?;
        let others = alike.len().checked_sub(1).filter(|others| *others > 0)?;
        Some(SharedPrefix { others, last: *way.get(length.checked_sub(1)?)? })
    }
}
