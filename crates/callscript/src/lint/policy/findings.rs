//! The findings of one policy in one script: the first of them, and which come the same way, so that one cure may do.
//!
//! Must not know what is asked.

use crate::base::diagnostic::Diagnostic;

/// The most findings of one policy in one script.
const MOST: usize = 20;

/// A finding without its help.
pub(super) struct Told {
    pub(super) finding: Diagnostic,
    /// The places of the links of its path; none if a comment silences it.
    pub(super) way: Vec<usize>,
}

/// The findings of one policy in one script, without their help.
#[derive(Default)]
pub(super) struct Findings {
    told: Vec<Told>,
    /// How many there are beside these.
    more: usize,
}

impl Findings {
    /// Adds one; it is not made if there are too many already.
    pub(super) fn add(&mut self, told: impl FnOnce() -> Told) {
        if self.told.len() < MOST {
            self.told.push(told());
        } else {
            self.more += 1;
        }
    }

    /// All of them; `help` is told with how many others one begins alike, and the last link that they have in common.
    pub(super) fn finish(self, help: impl Fn(Option<(usize, usize)>) -> String) -> Vec<Diagnostic> {
        let helps: Vec<String> = self.told.iter().map(|told| help(self.alike(&told.way))).collect();
        let mut findings: Vec<Diagnostic> =
            self.told.into_iter().zip(helps).map(|(told, help)| told.finding.help(help)).collect();
        if let Some(last) = findings.last_mut().filter(|_| self.more > 0) {
            last.message = format!("{} (and at {} more places)", last.message, self.more);
        }
        findings
    }

    /// How many other ways have the same first link, and the last link that all of these begin with.
    fn alike(&self, way: &[usize]) -> Option<(usize, usize)> {
        let alike: Vec<&[usize]> =
            self.told.iter().map(|told| &*told.way).filter(|other| other.first() == way.first()).collect();
        let common = |other: &&[usize]| other.iter().zip(way).take_while(|(one, other)| one == other).count();
        let length = alike.iter().map(common).min()?;
        let others = alike.len().checked_sub(1).filter(|others| *others > 0)?;
        Some((others, *way.get(length.checked_sub(1)?)?))
    }
}
