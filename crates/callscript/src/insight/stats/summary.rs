//! Summaries of a script and all that it runs, computed callees first.
//!
//! Must not know how figures are shown.

use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::walk::{Totals, walk};
use super::walk_graph::{Summary, build};
use crate::script::{Exit, Script};

/// Scripts, and all that they run, with their summaries: callees first.
pub(super) struct Summaries<'s> {
    pub(super) by_id: IndexMap<&'s str, Summary<'s>>,
    /// For each summary, what a call of the script can run, itself included. A script counts as often as it is run.
    sizes: Vec<Size>,
}

#[derive(Default)]
struct Size {
    scripts: usize,
    /// Whether the retries of one were ignored.
    without_retries: bool,
}

impl<'s> Summaries<'s> {
    /// The summaries of these scripts of one library, each computed once however many others run it.
    pub(super) fn of(scripts: &[&'s Script]) -> Self {
        let (mut by_id, mut sizes) = (IndexMap::new(), Vec::new());
        let roots = scripts.iter().flat_map(|root| after(root).chain([*root]));
        for script in callees_first(roots) {
            let graph = build(script, &by_id);
            let Totals { endings, visits, without_retries } = walk(&graph, script.outcomes.len());
            let endings = endings.into_iter().map(|ending| ending.map(Rc::new)).collect();
            sizes.push(size(script, without_retries, &by_id, &sizes));
            by_id.insert(script.id(), Summary { script, graph, endings, visits, without_retries });
        }
        Self { by_id, sizes }
    }

    /// Whether a call of the script can run at most this many scripts.
    pub(super) fn is_within(&self, root: &Script, most: usize) -> bool {
        let sizes = after(root).chain([root]).filter_map(|script| self.size(script.id()));
        sizes.map(|size| size.scripts).fold(0, usize::saturating_add) <= most
    }

    /// The scripts that a call of this one can run, and whose retries were ignored.
    pub(super) fn without_retries(&self, root: &Script) -> Vec<String> {
        let mut sizes = after(root).chain([root]).filter_map(|script| self.size(script.id()));
        if !sizes.any(|size| size.without_retries) {
            return Vec::new();
        }
        let without_retries = self.reached(root).into_iter().filter(|summary| summary.without_retries);
        without_retries.map(|summary| summary.script.id.clone()).collect()
    }

    fn size(&self, id: &str) -> Option<&Size> {
        self.sizes.get(self.by_id.get_index_of(id)?)
    }

    /// The summaries of a script and of all that a call of it can run. The last is the script itself.
    pub(super) fn reached(&self, root: &Script) -> Vec<&Summary<'s>> {
        // Only the `after` of the outermost script runs.
        callees_first(after(root).chain([root])).filter_map(|script| self.by_id.get(script.id())).collect()
    }
}

fn size(script: &Script, without_retries: bool, by_id: &IndexMap<&str, Summary<'_>>, sizes: &[Size]) -> Size {
    let callees = callees(script).filter_map(|callee| sizes.get(by_id.get_index_of(callee.id())?));
    callees.fold(Size { scripts: 1, without_retries }, |size, callee| Size {
        scripts: size.scripts.saturating_add(callee.scripts),
        without_retries: size.without_retries || callee.without_retries,
    })
}

/// The script that runs after the end of this one.
pub(super) fn after(script: &Script) -> impl Iterator<Item = &Script> {
    script.after.iter().map(|after| &*after.script)
}

/// These scripts, and all that they run, callees first.
fn callees_first<'s>(roots: impl Iterator<Item = &'s Script>) -> impl Iterator<Item = &'s Script> {
    let mut entered = HashSet::new();
    let mut stack = Vec::new();
    let mut roots = roots;
    std::iter::from_fn(move || {
        loop {
            let (script, done) = stack.pop().or_else(|| roots.next().map(|root| (root, false)))?;
            if done {
                return Some(script);
            }
            if entered.insert(script.id()) {
                stack.push((script, true));
                stack.extend(callees(script).map(|callee| (callee, false)));
            }
        }
    })
}

pub(super) fn callees(script: &Script) -> impl Iterator<Item = &Script> {
    script.nodes.iter().filter_map(|node| match &node.exit {
        Exit::Run(run) => Some(&*run.script),
        _ => None,
    })
}
