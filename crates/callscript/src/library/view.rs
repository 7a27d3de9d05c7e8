//! What rules see of the other scripts of a library.
//!
//! Findings in those are data here. Must not know rules.

use std::path::Path;
use std::sync::Arc;

use super::File;
use super::index::Index;
use crate::analysis::definite_assignment::{self, Cfg};
use crate::document::{Action, Outcome};

/// The library, from the perspective of the script that is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linked<'l> {
    pub(crate) files: &'l [Arc<File>],
    /// The index of that script's file.
    pub(crate) at: usize,
    pub(crate) index: &'l Index<'l>,
    /// For each file, whether it is reported on.
    pub(crate) reported: &'l [bool],
}

impl<'l> Linked<'l> {
    /// The index of the script with an id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.index.place(id)
    }

    /// The script with an id.
    pub(crate) fn script(&self, id: &str) -> Option<&'l File> {
        self.place(id).map(|at| &*self.files[at])
    }

    /// The index of the script with an id, if it has no errors. A script that is not checked yet does not count; it is
    /// in a cycle with this one.
    pub(crate) fn faultless(&self, id: &str) -> Option<usize> {
        let place = self.place(id)?;
        let errors = self.index.errors.get(place)?.get()?;
        (!self.files[place].has_known_errors() && errors.is_empty()).then_some(place)
    }

    /// The control-flow graph of a file, for definite assignment.
    pub(crate) fn cfg(&self, place: usize) -> Option<&'l Cfg> {
        let (file, cfg) = (self.files.get(place)?, self.index.cfgs.get(place)?);
        Some(cfg.get_or_init(|| definite_assignment::build(file.document(), file.graph()).0))
    }

    /// Whether some script takes this variable of this script, or may take it: something in that one could not be read.
    pub(crate) fn is_taken(&self, script: &str, variable: &str) -> bool {
        self.index.taken.contains(&(script, variable)) || self.index.taken_unread.contains(script)
    }

    /// Whether a file named like this script is unreadable and reported on. Then no further finding is needed.
    pub(crate) fn is_reported_unreadable(&self, id: &str) -> bool {
        let files = self.files.iter().zip(self.reported);
        let mut reported = files.filter(|(file, reported)| **reported && file.document().unreadable);
        reported.any(|(file, _)| {
            let name = Path::new(file.source().name()).file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.split('.').next() == Some(id))
        })
    }

    /// The first action with a name.
    pub(crate) fn first_action(&self, name: &str) -> Option<(&'l File, &'l Action)> {
        let (at, action) = self.index.actions.get(name)?;
        Some((&*self.files[*at], action))
    }

    /// The first outcome with an id.
    pub(crate) fn first_outcome(&self, id: &str) -> Option<(&'l File, &'l Outcome)> {
        let (at, outcome) = self.index.outcomes.get(id)?;
        Some((&*self.files[*at], outcome))
    }
}
