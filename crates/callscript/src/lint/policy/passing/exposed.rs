//! Target nodes in subscripts that can be reached without passing the tag.

use super::Passing;
use crate::document::policy::{By, Selector};
use crate::lint::policy::placed_policy::PlacedPolicy;

/// A target node that a path reaches, in a subscript or in one that it runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exposed {
    pub(super) node: usize,
    /// The number of nodes on the path.
    pub(super) distance: u32,
    /// Whether `node` is not the target itself but runs a subscript that contains one.
    pub(super) inside: bool,
}

/// An exposed node of the subscript that a node runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner {
    pub(super) callee: usize,
    pub(super) exposed: Exposed,
}

impl<'l> Passing<'_, 'l> {
    /// For each script that the policy does not apply to: the nearest target node that avoiding paths reach. Such a
    /// script is checked as part of those that run it. `order` has callees first.
    pub(super) fn exposed(
        &self,
        placed: &PlacedPolicy<'l>,
        target: &Selector,
        order: &[usize],
    ) -> Vec<Option<Exposed>> {
        let mut exposed: Vec<Option<Exposed>> = vec![None; self.script_paths.len()];
        if target.by == By::Node {
            return exposed;
        }
        for &at in order {
            let Some(paths) = self.script_paths[at].as_ref().filter(|_| !placed.is_about(self.scripts, at)) else {
                continue;
            };
            let found = paths.shortest.reached.iter().filter_map(|&node| {
                let distance = paths.shortest.distance(node);
                if self.scripts.why_selected(at, node, target).is_some() {
                    return Some(Exposed { node, distance, inside: false });
                }
                let inner = self.runs_exposed(at, node, &exposed)?.exposed;
                Some(Exposed { node, distance: distance.saturating_add(inner.distance), inside: true })
            });
            exposed[at] = found.min_by_key(|found| found.distance);
        }
        exposed
    }

    /// The exposed node in the subscript that `node` runs. `None` if `node` itself has the tag.
    pub(super) fn runs_exposed(&self, at: usize, node: usize, exposed: &[Option<Exposed>]) -> Option<Inner> {
        let run = self.scripts.run(at, node).filter(|_| !self.scripts.is_tagged(at, node, self.tag))?;
        self.exposed_in(&run.script.value, exposed)
    }

    pub(super) fn exposed_in(&self, script: &str, exposed: &[Option<Exposed>]) -> Option<Inner> {
        let callee = self.scripts.callee(script)?;
        Some(Inner { callee, exposed: (*exposed.get(callee)?)? })
    }
}
