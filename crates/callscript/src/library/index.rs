//! An index of a library: its scripts, actions and outcomes by name.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::File;
use crate::analysis::definite_assignment::Cfg;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Name;
use crate::base::value::Pattern;
use crate::document::{Action, Document, Outcome, Take};

/// Scripts, actions and outcomes by name, and results that are shared between files.
#[derive(Debug)]
pub(crate) struct Index<'l> {
    /// The index of the first script with an id.
    scripts: HashMap<&'l str, usize>,
    /// The indices of all scripts with an id that several have.
    doubled: HashMap<&'l str, Vec<usize>>,
    /// For each file, whether its script may run itself, through others.
    circular: OnceLock<Vec<bool>>,
    /// The first action with a name, with the index of its file.
    pub(super) actions: HashMap<&'l str, (usize, &'l Action)>,
    /// The first outcome with an id that could be read entirely, with the index of its file.
    pub(super) outcomes: HashMap<&'l str, (usize, &'l Outcome)>,
    /// The variables that callers take: the id of the script, and the variable's name.
    pub(super) taken: HashSet<(&'l str, &'l str)>,
    /// The ids of scripts of which callers may take any variable: what they take could not be read.
    pub(super) taken_unread: HashSet<&'l str>,
    /// The patterns that are beyond the budget of the library.
    large_patterns: HashSet<&'l str>,
    /// For each file, its control-flow graph for definite assignment, built on first use.
    pub(super) cfgs: Vec<OnceLock<Cfg>>,
    /// For each file, its errors that depend on other files, once they are computed.
    pub(crate) errors: Vec<OnceLock<Vec<Diagnostic>>>,
}

impl<'l> Index<'l> {
    pub(crate) fn new(files: &'l [Arc<File>]) -> Self {
        let mut index = Self {
            scripts: HashMap::new(),
            doubled: HashMap::new(),
            circular: OnceLock::new(),
            actions: HashMap::new(),
            outcomes: HashMap::new(),
            taken: HashSet::new(),
            taken_unread: HashSet::new(),
            large_patterns: large_patterns(files),
            cfgs: files.iter().map(|_| OnceLock::new()).collect(),
            errors: files.iter().map(|_| OnceLock::new()).collect(),
        };
        for (at, file) in files.iter().enumerate() {
            if let Some(id) = file.id() {
                match index.scripts.entry(id) {
                    Entry::Vacant(first) => _ = first.insert(at),
                    Entry::Occupied(first) => {
                        index.doubled.entry(id).or_insert_with(|| vec![*first.get()]).push(at);
                    }
                }
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

    /// The indices of all scripts with an id, if several have it.
    pub(crate) fn doubled(&self, id: &str) -> &[usize] {
        self.doubled.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether a script may run itself, through others.
    pub(crate) fn may_be_circular(&self, files: &[Arc<File>], at: usize) -> bool {
        self.circular.get_or_init(|| self.circular(files))[at]
    }

    /// For each file, whether a circle leads to it and it leads to one.
    fn circular(&self, files: &[Arc<File>]) -> Vec<bool> {
        let place = |run: &Name| self.place(&run.value);
        let runs: Vec<Vec<usize>> =
            files.iter().map(|file| file.document().runs().filter_map(|(_, run)| place(run)).collect()).collect();
        let mut run_by = vec![Vec::new(); files.len()];
        for (from, to) in runs.iter().enumerate().flat_map(|(at, to)| to.iter().map(move |to| (at, *to))) {
            run_by[to].push(from);
        }
        let (leads, led_to) = (in_endless_paths(&runs, &run_by), in_endless_paths(&run_by, &runs));
        leads.into_iter().zip(led_to).map(|(leads, led_to)| leads && led_to).collect()
    }

    /// Whether a pattern is beyond the budget of the library.
    pub(crate) fn is_large(&self, pattern: &Pattern) -> bool {
        self.large_patterns.contains(pattern.as_str())
    }

    /// The files in `roots` and all that they run, callees first: a post-order traversal. In a cycle, the order is
    /// arbitrary.
    pub(crate) fn callees_first(&self, files: &[Arc<File>], roots: &[usize]) -> Vec<usize> {
        self.callees_first_but(files, roots, &vec![false; files.len()])
    }

    /// As `callees_first`, without the files that are known already, and what these alone run.
    pub(crate) fn callees_first_but(&self, files: &[Arc<File>], roots: &[usize], known: &[bool]) -> Vec<usize> {
        let mut order = Vec::new();
        let mut entered = known.to_vec();
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

/// For each place, whether paths from it have no end. `sources` are the places that lead to each.
fn in_endless_paths(targets: &[Vec<usize>], sources: &[Vec<usize>]) -> Vec<bool> {
    let mut left: Vec<usize> = targets.iter().map(Vec::len).collect();
    let mut ended: Vec<usize> = (0..left.len()).filter(|&at| left[at] == 0).collect();
    while let Some(at) = ended.pop() {
        for &source in &sources[at] {
            left[source] -= 1;
            if left[source] == 0 {
                ended.push(source);
            }
        }
    }
    left.into_iter().map(|left| left > 0).collect()
}

/// The patterns beyond the budget of a library, in the order of its files. Equal ones count once.
fn large_patterns(files: &[Arc<File>]) -> HashSet<&str> {
    let (mut seen, mut large, mut size) = (HashSet::new(), HashSet::new(), 0);
    for (_, pattern) in files.iter().flat_map(|file| file.document.patterns()) {
        if seen.insert(pattern.as_str()) {
            if size + pattern.size() > Pattern::BUDGET {
                large.insert(pattern.as_str());
            } else {
                size += pattern.size();
            }
        }
    }
    large
}

/// Every variable that a script takes from one that it runs, with the id of that script.
fn takes(document: &Document) -> impl Iterator<Item = (&Name, &Take)> {
    let after = document.after.iter().filter_map(|after| Some((after.script.as_ref()?, &after.take)));
    let after = after.flat_map(|(script, take)| take.iter().map(move |take| (script, take)));
    let runs =
        document.subscripts().flat_map(|(_, run)| run.then.iter().map(move |branch| (&run.script, &branch.edge.take)));
    after.chain(runs.flat_map(|(script, take)| take.iter().map(move |take| (script, take))))
}
