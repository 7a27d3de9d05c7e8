//! The changes of one script, indexed by node.

use std::collections::{HashMap, HashSet};

use crate::insight::diff::{Change, Diff, Part};

/// The changes of one script, indexed by node.
pub(super) struct Context<'d> {
    pub(super) diff: &'d Diff,
    /// Old names of renamed keys, by new path.
    renamed: HashMap<&'d [String], &'d str>,
    /// The changes in each node.
    by_node: HashMap<&'d str, Vec<&'d Change>>,
    /// The changes outside the nodes.
    pub(super) others: Vec<&'d Change>,
    /// The number of nodes that were moved within the file.
    pub(super) moved_nodes: usize,
    /// The tags by which policies select nodes, but which no node has any more.
    pub(super) unwatched: HashSet<&'d str>,
}

impl<'d> Context<'d> {
    pub(super) fn new(diff: &'d Diff, unwatched: HashSet<&'d str>) -> Self {
        let mut cx = Self {
            diff,
            renamed: HashMap::new(),
            by_node: HashMap::new(),
            others: Vec::new(),
            moved_nodes: 0,
            unwatched,
        };
        for change in &diff.changes {
            if let Change::Renamed { path, old, .. } = change {
                cx.renamed.insert(path, old);
            }
            match change.path().as_slice() {
                [nodes, _] if nodes == "nodes" && matches!(change, Change::Moved { .. }) => cx.moved_nodes += 1,
                [nodes, node, ..] if nodes == "nodes" => cx.by_node.entry(node).or_default().push(change),
                _ => cx.others.push(change),
            }
        }
        cx
    }

    /// The old part at a path (with new names).
    pub(super) fn before(&self, path: &[String]) -> Option<&'d Part> {
        (0..path.len()).try_fold(&self.diff.old, |part, at| {
            let key = self.renamed.get(&path[..=at]).copied().unwrap_or(&path[at]);
            part.map()?.get(key)
        })
    }

    /// The new part at a path.
    pub(super) fn now(&self, path: &[String]) -> Option<&'d Part> {
        self.diff.new.at(path)
    }

    /// The changes in a node.
    pub(super) fn of_node(&self, id: &str) -> &[&'d Change] {
        self.by_node.get(id).map_or(&[], Vec::as_slice)
    }
}
