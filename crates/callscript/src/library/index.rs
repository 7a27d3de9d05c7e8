//! An index of a library: its scripts, actions and outcomes by name.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::File;
use crate::analysis::definite_assignment::Cfg;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Name;
use crate::document::{Action, Document, Outcome, Take};

/// Scripts, actions and outcomes by name, and results that are shared between files.
#[derive(Debug)]
pub(crate) struct Index<'l> {
    /// The index of the first script with an id.
    scripts: HashMap<&'l str, usize>,
    /// The first action with a name, with the index of its file.
    pub(super) actions: HashMap<&'l str, (usize, &'l Action)>,
    /// The first outcome with an id that could be read entirely, with the index of its file.
    pub(super) outcomes: HashMap<&'l str, (usize, &'l Outcome)>,
    /// The variables that callers take: the id of the script, and the variable's name.
    pub(super) taken: HashSet<(&'l str, &'l str)>,
    /// The ids of scripts of which callers may take any variable: what they take could not be read.
    pub(super) taken_unread: HashSet<&'l str>,
    /// For each file, its control-flow graph for definite assignment, built on first use.
    pub(super) cfgs: Vec<OnceLock<Cfg>>,
    /// For each file, its errors that depend on other files, once they are computed.
    pub(crate) errors: Vec<OnceLock<Vec<Diagnostic>>>,
}

impl<'l> Index<'l> {
    pub(crate) fn new(files: &'l [Arc<File>]) -> Self {
        let mut index = Self {
            scripts: HashMap::new(),
            actions: HashMap::new(),
            outcomes: HashMap::new(),
            taken: HashSet::new(),
            taken_unread: HashSet::new(),
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
        index.find_taken_unread(files);
        index
    }

    fn find_taken_unread(&mut self, files: &'l [Arc<File>]) {
        for file in files {
            if file.document.may_name_anything || file.document.unreadable {
                let words = file.source.text().split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
                let others = words.filter(|word| self.scripts.contains_key(word) && file.id() != Some(word));
                self.taken_unread.extend(others);
            }
        }
        let declares = |script: &str, variable: &str| {
            let callee = self.scripts.get(script).map(|&at| files[at].document());
            callee.is_none_or(|callee| callee.declares_variable(variable))
        };
        let misspelt = self.taken.iter().filter(|(script, variable)| !declares(script, variable));
        let misspelt: Vec<&str> = misspelt.map(|(script, _)| *script).collect();
        self.taken_unread.extend(misspelt);
    }

    /// The index of the script with an id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.scripts.get(id).copied()
    }

    /// The files in `roots` and all that they run, callees first: a post-order traversal. In a cycle, the order is
    /// arbitrary.
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

/// Every variable that a script takes from one that it runs, with the id of that script.
fn takes(document: &Document) -> impl Iterator<Item = (&Name, &Take)> {
    let after = document.after.iter().filter_map(|after| Some((after.script.as_ref()?, &after.take)));
    let after = after.flat_map(|(script, take)| take.iter().map(move |take| (script, take)));
    let runs =
        document.subscripts().flat_map(|(_, run)| run.then.iter().map(move |branch| (&run.script, &branch.edge.take)));
    after.chain(runs.flat_map(|(script, take)| take.iter().map(move |take| (script, take))))
}
