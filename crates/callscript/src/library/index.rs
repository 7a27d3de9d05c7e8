//! What a library knows of its scripts together.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::File;
use crate::analysis::definite_assignment::{self, Flow};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Name;
use crate::document::{Action, Document, Outcome, Take};

/// Who is called what in a library.
#[derive(Debug)]
pub(crate) struct Index<'l> {
    /// By id, the first script that has it.
    scripts: HashMap<&'l str, usize>,
    /// By name, the first action.
    actions: HashMap<&'l str, (usize, &'l Action)>,
    /// By id, the first outcome that could be read whole.
    outcomes: HashMap<&'l str, (usize, &'l Outcome)>,
    /// By script and name, the variables that others take.
    taken: HashSet<(&'l str, &'l str)>,
    /// Of each file, if somebody asked: what it sets where.
    flows: Vec<OnceLock<Flow>>,
    /// Of each file, once it was checked: its errors among the others.
    pub(crate) errors: Vec<OnceLock<Vec<Diagnostic>>>,
}

impl<'l> Index<'l> {
    pub(crate) fn new(files: &'l [Arc<File>]) -> Self {
        let mut index = Self {
            scripts: HashMap::new(),
            actions: HashMap::new(),
            outcomes: HashMap::new(),
            taken: HashSet::new(),
            flows: files.iter().map(|_| OnceLock::new()).collect(),
            errors: files.iter().map(|_| OnceLock::new()).collect(),
        };
        for (at, file) in files.iter().enumerate() {
            if let Some(id) = file.id() {
                index.scripts.entry(id).or_insert(at);
            }
            for (_, action) in file.document().actions() {
                index.actions.entry(&action.name.value).or_insert((at, action));
            }
            for (script, take) in takes(file.document()) {
                index.taken.insert((&script.value, &take.from.value));
            }
            for (id, outcome) in file.document().outcomes.iter().filter(|(_, outcome)| !outcome.faulty) {
                index.outcomes.entry(id).or_insert((at, outcome));
            }
        }
        index
    }

    /// The place of the script of that id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.scripts.get(id).copied()
    }

    /// Some scripts and all that they run, each after those that it runs itself; of a circle in some order.
    pub(crate) fn callees_first(&self, files: &[Arc<File>], roots: &[usize]) -> Vec<usize> {
        let mut order = Vec::new();
        let mut entered = vec![false; files.len()];
        let mut open: Vec<_> = roots.iter().rev().map(|&root| (root, false)).collect();
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
    pub(crate) index: &'l Index<'l>,
    /// Which are reported on.
    pub(crate) reported: &'l [bool],
}

impl<'l> Linked<'l> {
    /// The place of the script of that id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.index.place(id)
    }

    /// The script of that id.
    pub(crate) fn script(&self, id: &str) -> Option<&'l File> {
        self.place(id).map(|at| &*self.files[at])
    }

    /// The place of the script of that id, if it has no errors. One that is not checked yet is in a circle with this one.
    pub(crate) fn faultless(&self, id: &str) -> Option<usize> {
        let place = self.place(id)?;
        let errors = self.index.errors.get(place)?.get()?;
        (!self.files[place].has_known_errors() && errors.is_empty()).then_some(place)
    }

    /// What is set where in the file at that place.
    pub(crate) fn flow(&self, place: usize) -> Option<&'l Flow> {
        let (file, flow) = (self.files.get(place)?, self.index.flows.get(place)?);
        Some(flow.get_or_init(|| definite_assignment::build(file.document(), file.graph()).0))
    }

    /// Whether some script takes a variable of the script of that id.
    pub(crate) fn is_taken(&self, script: &str, variable: &str) -> bool {
        self.index.taken.contains(&(script, variable))
    }

    /// Whether a file that is called like that id could not be read, and is reported on: that is the finding then.
    pub(crate) fn is_told_unreadable(&self, id: &str) -> bool {
        let files = self.files.iter().zip(self.reported);
        let mut told = files.filter(|(file, reported)| **reported && file.document().unreadable);
        told.any(|(file, _)| {
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

/// Every variable that a script takes from one that it runs, with that one's id.
fn takes(document: &Document) -> impl Iterator<Item = (&Name, &Take)> {
    let after = document.after.iter().filter_map(|after| Some((after.script.as_ref()?, &after.take)));
    let after = after.flat_map(|(script, take)| take.iter().map(move |take| (script, take)));
    let runs =
        document.subscripts().flat_map(|(_, run)| run.then.iter().map(move |branch| (&run.script, &branch.edge.take)));
    after.chain(runs.flat_map(|(script, take)| take.iter().map(move |take| (script, take))))
}
