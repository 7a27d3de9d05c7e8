//! Which scripts policies apply to.

use super::Checker;
use crate::lint::policy::placed_policy::PlacedPolicy;

/// Scripts in an order in which callees come first.
pub(super) struct CallOrder {
    pub(super) callees_first: Vec<usize>,
    /// For each script of the library, whether one of these runs it.
    pub(super) run: Vec<bool>,
}

impl<'l> Checker<'_, 'l> {
    /// The scripts that policies of the group apply to, and all that they run.
    pub(super) fn call_order(&self, group: &[PlacedPolicy<'l>]) -> CallOrder {
        let roots: Vec<usize> = (0..self.subject.files.len())
            .filter(|&at| self.subject.reported[at] && group.iter().any(|placed| placed.is_about(self.scripts, at)))
            .collect();
        let order = self.scripts.callees_first(&roots);
        let mut run = vec![false; self.subject.files.len()];
        for &at in &order {
            for (_, script) in self.scripts.document(at).runs() {
                if let Some(callee) = self.scripts.callee(&script.value) {
                    run[callee] = true;
                }
            }
        }
        CallOrder { callees_first: order, run }
    }

    /// The scripts that policies apply to and whose nodes could all be read, each with its policy.
    pub(super) fn checkable(&mut self, group: &[PlacedPolicy<'l>]) -> Vec<(usize, PlacedPolicy<'l>)> {
        let mut all = Vec::new();
        for placed in group {
            let checkable = self.about(placed).into_iter().filter(|&at| !self.scripts.document(at).has_faulty_node());
            all.extend(checkable.map(|at| (at, *placed)));
        }
        all
    }

    /// The scripts that are reported on and that the policy applies to.
    pub(super) fn about(&mut self, placed: &PlacedPolicy<'l>) -> Vec<usize> {
        let reported = (0..self.subject.files.len()).filter(|&at| self.subject.reported[at]);
        let about: Vec<usize> = reported.filter(|&at| placed.is_about(self.scripts, at)).collect();
        for &at in &about {
            self.found.watched[at] = true;
        }
        about
    }
}
