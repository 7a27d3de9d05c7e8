//! What is known of a script and all that it runs: each is walked by itself, those that are run first.
//!
//! Must not know how figures are shown.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::map::{Known, map};
use super::walk::{Walked, walk};
use crate::script::{Exit, Script};

/// What is known of a script and of all that it runs, by id; the script itself is the last.
pub(super) fn know(script: &Script) -> IndexMap<&str, Known<'_>> {
    let mut known = IndexMap::new();
    for script in callees_first(script) {
        let map = map(script, &known);
        let Walked { endings, visits, without_retries } = walk(&map, script.outcomes.len());
        let endings = endings.into_iter().map(|ending| ending.map(Rc::new)).collect();
        known.insert(script.id(), Known { script, map, endings, visits, without_retries });
    }
    known
}

/// A script and all that a call of it can run, each after those that it runs itself.
fn callees_first(root: &Script) -> Vec<&Script> {
    let mut order = Vec::new();
    let mut entered = HashSet::new();
    let mut open = vec![(root, false)];
    while let Some((script, done)) = open.pop() {
        if done {
            order.push(script);
        } else if entered.insert(script.id()) {
            open.push((script, true));
            open.extend(callees(script).map(|callee| (callee, false)));
            // What comes after the end comes after that of the outermost script alone.
            let after = root.after.as_ref().filter(|_| script.id() == root.id());
            open.extend(after.map(|after| (&*after.script, false)));
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
