//! The report of `diff`, independent of the output format.

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::internal::diff::story::Story;
use callscript::internal::diff::{Diff, Findings, State};
use callscript::library::File;

/// The scripts with changes.
#[derive(Debug)]
pub struct Report {
    /// These scripts, in order.
    pub scripts: Vec<Compared>,
    /// The number of unchanged scripts.
    pub same: usize,
}

/// One script, before and now.
#[derive(Debug)]
pub struct Compared {
    /// The old version; `None` if the script is new.
    pub old: Option<Version>,
    /// The new version; `None` if the script was removed.
    pub new: Option<Version>,
    /// Whether the file was moved.
    pub moved: bool,
    /// What changed.
    pub diff: Diff,
    /// The findings that are new, and those that are gone.
    pub findings: Findings,
    /// The tags by which policies select the steps that they watch in the new version.
    pub watched: BTreeSet<String>,
}

/// One version of a script.
#[derive(Debug)]
pub struct Version {
    /// The file's name, as given.
    pub name: String,
    /// The file.
    pub file: Arc<File>,
}

impl Report {
    /// Drops the scripts without changes.
    pub fn new(compared: Vec<Compared>) -> Self {
        let all = compared.len();
        let scripts: Vec<_> = compared.into_iter().filter(Compared::has_changes).collect();
        Self { same: all - scripts.len(), scripts }
    }

    /// Whether any script has changes.
    pub fn has_changes(&self) -> bool {
        !self.scripts.is_empty()
    }

    /// The number of scripts in this state.
    pub(super) fn count(&self, state: State) -> usize {
        self.scripts.iter().filter(|script| script.state() == state).count()
    }
}

impl Compared {
    fn has_changes(&self) -> bool {
        self.moved || !self.diff.changes.is_empty() || !self.findings.new.is_empty() || !self.findings.gone.is_empty()
    }

    /// The state of the script. An unchanged script is in the report only if its file was moved, or its findings have
    /// changed because a script that it runs has changed.
    pub(super) fn state(&self) -> State {
        self.diff.state
    }

    /// The changes, described in words.
    pub(super) fn story(&self) -> Story<'_> {
        Story::new(&self.diff, &self.findings, &self.watched)
    }

    /// The state in one word.
    pub(super) fn state_word(&self) -> &'static str {
        match self.state() {
            State::Added => "new",
            State::Removed => "gone",
            State::Changed => "changed",
            State::Same if self.moved => "moved",
            State::Same => "affected",
        }
    }

    /// The number of nodes: in the new version, if there is one.
    pub(super) fn nodes(&self) -> usize {
        self.new.as_ref().or(self.old.as_ref()).map_or(0, |version| version.file.node_count())
    }

    /// The script's id: the new one, if there is one.
    pub(super) fn id(&self) -> Option<&str> {
        let version = self.new.as_ref().or(self.old.as_ref())?;
        version.file.id()
    }

    /// The file's name: the new one, if there is one.
    pub(super) fn name(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |version| &version.name)
    }
}
