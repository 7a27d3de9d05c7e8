//! Nodes of subscripts that ways come to without passing a tag.

use super::Passing;
use crate::document::policy::{By, Selector};
use crate::lint::policy::placed_policy::PlacedPolicy;

/// A node of a subscript, on its own or in one that it runs, that ways come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exposed {
    pub(super) node: usize,
    pub(super) steps: u32,
    /// It is the subscript of that node in which one is.
    pub(super) inside: bool,
}

/// The same, in the subscript that a node runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner {
    pub(super) callee: usize,
    pub(super) exposed: Exposed,
}

impl<'l> Passing<'_, 'l> {
    /// Of each script that a policy is not about, but that is run where it is: the nearest node that is meant.
    pub(super) fn exposed(
        &self,
        placed: &PlacedPolicy<'l>,
        target: &Selector,
        order: &[usize],
    ) -> Vec<Option<Exposed>> {
        let mut exposed: Vec<Option<Exposed>> = vec![None; self.known.len()];
        if target.by == By::Node {
            return exposed;
        }
        for &at in order {
            let Some(paths) = self.known[at].as_ref().filter(|_| !placed.is_about(self.scripts, at)) else {
                continue;
            };
            let found = paths.shortest.reached.iter().filter_map(|&node| {
                let steps = paths.shortest.steps(node);
                if self.scripts.why_selected(at, node, target).is_some() {
                    return Some(Exposed { node, steps, inside: false });
                }
                let inner = self.runs_exposed(at, node, &exposed)?.exposed;
                Some(Exposed { node, steps: steps.saturating_add(inner.steps), inside: true })
            });
            exposed[at] = found.min_by_key(|found| found.steps);
        }
        exposed
    }

    /// The node that is meant inside the subscript of a node, unless that node is passed for its tag.
    pub(super) fn runs_exposed(&self, at: usize, node: usize, exposed: &[Option<Exposed>]) -> Option<Inner> {
        let run = self.scripts.run(at, node).filter(|_| !self.scripts.is_tagged(at, node, self.tag))?;
        self.exposed_in(&run.script.value, exposed)
    }

    pub(super) fn exposed_in(&self, script: &str, exposed: &[Option<Exposed>]) -> Option<Inner> {
        let callee = self.scripts.callee(script)?;
        Some(Inner { callee, exposed: (*exposed.get(callee)?)? })
    }
}
