//! What a library knows of its scripts together.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::File;
use crate::analysis::definite_assignment::Cfg;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Name;
use crate::document::{Action, Document, Outcome, Take};

/// Who is called what in a library.
#[derive(Debug)]
pub(crate) struct Index<'l> {
    /// By id, the first script that has it.
    scripts: HashMap<&'l str, usize>,
    /// By name, the first action.
    pub(super) actions: HashMap<&'l str, (usize, &'l Action)>,
    /// By id, the first outcome that could be read whole.
    pub(super) outcomes: HashMap<&'l str, (usize, &'l Outcome)>,
    /// By script and name, the variables that others take.
    pub(super) taken: HashSet<(&'l str, &'l str)>,
    /// Of each file, if somebody asked: what it sets where.
    pub(super) cfgs: Vec<OnceLock<Cfg>>,
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
            cfgs: files.iter().map(|_| OnceLock::new()).collect(),
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

/// Every variable that a script takes from one that it runs, with that one's id.
fn takes(document: &Document) -> impl Iterator<Item = (&Name, &Take)> {
    let after = document.after.iter().filter_map(|after| Some((after.script.as_ref()?, &after.take)));
    let after = after.flat_map(|(script, take)| take.iter().map(move |take| (script, take)));
    let runs =
        document.subscripts().flat_map(|(_, run)| run.then.iter().map(move |branch| (&run.script, &branch.edge.take)));
    after.chain(runs.flat_map(|(script, take)| take.iter().map(move |take| (script, take))))
}
