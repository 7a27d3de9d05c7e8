//! What a library knows of its scripts together.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::File;
use crate::document::{Action, Document, ExitKind, Outcome};

/// Who is called what in a library.
#[derive(Debug)]
pub(crate) struct Index<'l> {
    /// By id, the first script that has it.
    scripts: HashMap<&'l str, usize>,
    /// By name, the first action.
    actions: HashMap<&'l str, (usize, &'l Action)>,
    /// By id, the first outcome that could be read whole.
    outcomes: HashMap<&'l str, (usize, &'l Outcome)>,
}

impl<'l> Index<'l> {
    pub(crate) fn new(files: &'l [Arc<File>]) -> Self {
        let mut index = Self { scripts: HashMap::new(), actions: HashMap::new(), outcomes: HashMap::new() };
        for (at, file) in files.iter().enumerate() {
            if let Some(id) = file.id() {
                index.scripts.entry(id).or_insert(at);
            }
            for (_, action) in actions(file.document()) {
                index.actions.entry(&action.name.value).or_insert((at, action));
            }
            for (id, outcome) in file.document().outcomes.iter().filter(|(_, outcome)| !outcome.faulty) {
                index.outcomes.entry(id).or_insert((at, outcome));
            }
        }
        index
    }

    /// A script and all that it runs, each after those that it runs itself; of a circle in some order.
    pub(crate) fn callees_first(&self, files: &[Arc<File>], root: usize) -> Vec<usize> {
        let mut order = Vec::new();
        let mut entered = vec![false; files.len()];
        let mut open = vec![(root, false)];
        while let Some((at, done)) = open.pop() {
            if done {
                order.push(at);
            } else if !std::mem::replace(&mut entered[at], true) {
                open.push((at, true));
                let callees = files[at].document().runs().filter_map(|(_, run)| self.scripts.get(run.value.as_str()));
                open.extend(callees.map(|&callee| (callee, false)));
            }
        }
        order
    }
}

/// The library of the script that is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linked<'l> {
    pub(crate) files: &'l [Arc<File>],
    /// Which of them is checked.
    pub(crate) at: usize,
    pub(super) index: &'l Index<'l>,
    /// Which are reported on.
    pub(crate) reported: &'l [bool],
}

impl<'l> Linked<'l> {
    /// The place of the script of that id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.index.scripts.get(id).copied()
    }

    /// The script of that id.
    pub(crate) fn script(&self, id: &str) -> Option<&'l File> {
        self.place(id).map(|at| &*self.files[at])
    }

    /// Whether a file that could not be read is called like that id.
    pub(crate) fn may_be_unreadable(&self, id: &str) -> bool {
        let mut unreadable = self.files.iter().filter(|file| file.document().unreadable);
        unreadable.any(|file| {
            let name = Path::new(file.source().name()).file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.split('.').next() == Some(id))
        })
    }

    /// The first action of that name.
    pub(crate) fn first_action(&self, name: &str) -> Option<(&'l File, &'l Action)> {
        let (at, action) = self.index.actions.get(name)?;
        Some((&*self.files[*at], action))
    }

    /// The first outcome of that id.
    pub(crate) fn first_outcome(&self, id: &str) -> Option<(&'l File, &'l Outcome)> {
        let (at, outcome) = self.index.outcomes.get(id)?;
        Some((&*self.files[*at], outcome))
    }
}

/// Every action of a script, with the node that it stands in.
pub(crate) fn actions(document: &Document) -> impl Iterator<Item = (&str, &Action)> {
    document.nodes.iter().flat_map(|(id, node)| {
        node.exits.iter().filter_map(move |exit| match &exit.kind {
            ExitKind::Action(action) => Some((id.as_str(), action)),
            _ => None,
        })
    })
}
