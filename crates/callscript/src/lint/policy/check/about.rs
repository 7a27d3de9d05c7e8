//! Which scripts policies are about.

use super::Checker;
use crate::lint::policy::asked::Asked;

/// Scripts, each after what it runs itself.
pub(super) struct Order {
    pub(super) all: Vec<usize>,
    /// Of each script of the library, whether one of them runs it.
    pub(super) run: Vec<bool>,
}

impl<'l> Checker<'_, 'l> {
    /// What the scripts run that some policies are about.
    pub(super) fn order(&self, group: &[Asked<'l>]) -> Order {
        let roots: Vec<usize> = (0..self.subject.files.len())
            .filter(|&at| self.subject.reported[at] && group.iter().any(|asked| asked.is_about(self.scripts, at)))
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
        Order { all: order, run }
    }

    /// The scripts that policies are about and whose paths are all known, with each of these policies.
    pub(super) fn sound(&mut self, group: &[Asked<'l>]) -> Vec<(usize, Asked<'l>)> {
        let mut all = Vec::new();
        for asked in group {
            let sound = self.about(asked).into_iter().filter(|&at| !self.scripts.document(at).has_faulty_node());
            all.extend(sound.map(|at| (at, *asked)));
        }
        all
    }

    /// The scripts that are reported on and that a policy is about.
    pub(super) fn about(&mut self, asked: &Asked<'l>) -> Vec<usize> {
        let reported = (0..self.subject.files.len()).filter(|&at| self.subject.reported[at]);
        let about: Vec<usize> = reported.filter(|&at| asked.is_about(self.scripts, at)).collect();
        for &at in &about {
            self.found.asked[at] = true;
        }
        about
    }
}
