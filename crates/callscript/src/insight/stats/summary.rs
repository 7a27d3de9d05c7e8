//! Summaries of a script and all that it runs, computed callees first.
//!
//! Must not know how figures are shown.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::walk::{Totals, walk};
use super::walk_graph::{Summary, build};
use crate::script::{Exit, Script};

/// The summaries of a script and of all that it runs, by id. The last is the script itself.
pub(super) fn summaries(script: &Script) -> IndexMap<&str, Summary<'_>> {
    let mut summaries = IndexMap::new();
    for script in callees_first(script) {
        let graph = build(script, &summaries);
        let Totals { endings, visits, without_retries } = walk(&graph, script.outcomes.len());
        let endings = endings.into_iter().map(|ending| ending.map(Rc::new)).collect();
        summaries.insert(script.id(), Summary { script, graph, endings, visits, without_retries });
    }
    summaries
}

/// A script and all that a call of it can run, callees first.
fn callees_first(root: &Script) -> Vec<&Script> {
    let mut order = Vec::new();
    let mut entered = HashSet::new();
    let mut stack = vec![(root, false)];
    while let Some((script, done)) = stack.pop() {
        if done {
            order.push(script);
        } else if entered.insert(script.id()) {
            stack.push((script, true));
            stack.extend(callees(script).map(|callee| (callee, false)));
            // Only the `after` of the outermost script runs.
            let after = root.after.as_ref().filter(|_| script.id() == root.id());
            stack.extend(after.map(|after| (&*after.script, false)));
        }
    }
    order
}

fn callees(script: &Script) -> impl Iterator<Item = &Script> {
    script.nodes.iter().filter_map(|node| match &node.exit {
        Exit::Run(run) => Some(&*run.script),
        _ => None,
    })
}
