//! What `diff` has to say, whatever the form.

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::internal::diff::story::Story;
use callscript::internal::diff::{Diff, Findings, State};
use callscript::library::File;

/// Every script of which there is something to say.
#[derive(Debug)]
pub struct Report {
    /// They, in order.
    pub scripts: Vec<Compared>,
    /// How many scripts are as they were.
    pub same: usize,
}

/// One script, before and now.
#[derive(Debug)]
pub struct Compared {
    /// As it was, if it was there.
    pub old: Option<Version>,
    /// As it is, if it is there.
    pub new: Option<Version>,
    /// The file has another place in its folder.
    pub moved: bool,
    /// What changed.
    pub diff: Diff,
    /// What is found now and was not, and the other way around.
    pub findings: Findings,
    /// The tags by which policies choose what they watch in it now.
    pub watched: BTreeSet<String>,
}

/// One form of a script.
#[derive(Debug)]
pub struct Version {
    /// The file's name as it was given.
    pub name: String,
    /// The file.
    pub file: Arc<File>,
}

impl Report {
    /// Leaves out the scripts of which there is nothing to say.
    pub fn new(compared: Vec<Compared>) -> Self {
        let all = compared.len();
        let scripts: Vec<_> = compared.into_iter().filter(Compared::has_changes).collect();
        Self { same: all - scripts.len(), scripts }
    }

    /// Whether there is anything to say.
    pub fn has_changes(&self) -> bool {
        !self.scripts.is_empty()
    }

    /// How many scripts are in that state.
    pub(super) fn count(&self, state: State) -> usize {
        self.scripts.iter().filter(|script| script.state() == state).count()
    }
}

impl Compared {
    fn has_changes(&self) -> bool {
        self.moved || !self.diff.changes.is_empty() || !self.findings.new.is_empty() || !self.findings.gone.is_empty()
    }

    /// What became of it. One that says what it said is told of if its file has another place, or if what is found in it is
    /// another, since scripts that it runs have changed.
    pub(super) fn state(&self) -> State {
        self.diff.state
    }

    /// The changes in words.
    pub(super) fn story(&self) -> Story<'_> {
        Story::new(&self.diff, &self.findings, &self.watched)
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
