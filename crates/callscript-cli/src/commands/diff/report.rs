//! What `diff` has to say, whatever the format.

use std::sync::Arc;

use callscript::diff::{Diff, Findings};
use rayon::prelude::*;

use super::versions::{Pair, Version};

/// Every script of which there is something to say.
pub(super) struct Report {
    pub(super) scripts: Vec<Compared>,
    /// How many scripts are as they were.
    pub(super) same: usize,
}

/// One script, before and now.
pub(super) struct Compared {
    pub(super) old: Option<Version>,
    pub(super) new: Option<Version>,
    pub(super) moved: bool,
    pub(super) diff: Diff,
    pub(super) findings: Findings,
}

/// What became of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Added,
    Removed,
    Changed,
    /// It says what it said; but its file has another place, or what is found in it is another, since scripts that it runs
    /// have changed.
    Same,
}

impl Report {
    pub(super) fn new(pairs: Vec<Pair>) -> Self {
        let compared: Vec<_> = pairs.into_par_iter().map(Compared::new).collect();
        let all = compared.len();
        let scripts: Vec<_> = compared.into_iter().filter(Compared::has_changes).collect();
        Self { same: all - scripts.len(), scripts }
    }

    /// Whether there is anything to say.
    pub(super) fn has_changes(&self) -> bool {
        !self.scripts.is_empty()
    }

    /// How many scripts are in that state.
    pub(super) fn count(&self, state: State) -> usize {
        self.scripts.iter().filter(|script| script.state() == state).count()
    }
}

impl Compared {
    fn new(pair: Pair) -> Self {
        let Pair { old, new, moved } = pair;
        let file = |version: &Option<Version>| version.as_ref().map(|version| Arc::clone(&version.file));
        let diff = Diff::new(file(&old).as_deref(), file(&new).as_deref());
        let found = |version: &Option<Version>| version.as_ref().map(|version| version.findings.clone());
        let findings = diff.findings(&found(&old).unwrap_or_default(), &found(&new).unwrap_or_default());
        Self { old, new, moved, diff, findings }
    }

    fn has_changes(&self) -> bool {
        self.moved || !self.diff.changes.is_empty() || !self.findings.new.is_empty() || !self.findings.gone.is_empty()
    }

    pub(super) fn state(&self) -> State {
        match (&self.old, &self.new) {
            (None, _) => State::Added,
            (_, None) => State::Removed,
            _ if self.diff.changes.is_empty() => State::Same,
            _ => State::Changed,
        }
    }

    /// What became of it, in a word.
    pub(super) fn fate(&self) -> &'static str {
        match self.state() {
            State::Added => "new",
            State::Removed => "gone",
            State::Changed => "changed",
            State::Same if self.moved => "moved",
            State::Same => "affected",
        }
    }

    /// How many nodes the script has, or had.
    pub(super) fn nodes(&self) -> usize {
        self.new.as_ref().or(self.old.as_ref()).map_or(0, |version| version.file.node_count())
    }

    /// The script's id: the new one, if there is any.
    pub(super) fn id(&self) -> Option<&str> {
        let version = self.new.as_ref().or(self.old.as_ref())?;
        version.file.id()
    }

    /// The file's name: the new one, if there is any.
    pub(super) fn name(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |version| &version.name)
    }
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Same => "same",
        }
    }
}
