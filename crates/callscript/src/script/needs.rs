//! The variables that a call must provide to start at a node: definite assignment from that node on.

use super::{NodeId, Run, Script, VariableId};
use crate::analysis::definite_assignment;

impl Script {
    /// Every variable that some path from `node`, over edges and retries, may read before it sets it, in document
    /// order.
    ///
    /// At an end of a subscript, the `take` of its `caller` for that outcome is a read. At an end of the outermost
    /// script, where `caller` is `None`, what `after` reads counts. The cost is one pass over the script.
    pub fn needs(&self, node: NodeId, caller: Option<&Run>) -> Vec<VariableId> {
        let mut needed: Vec<u32> = Vec::new();
        for chunk in self.cfg.chunks() {
            let sets = self.cfg.solve_from(chunk, node.0);
            needed.extend(self.cfg.unset_reads(&sets).iter().map(|unset| unset.variable));
            let ends = self.cfg.ends(&sets);
            match caller {
                None => needed.extend(self.cfg.unset_after(chunk, &ends).iter().map(|unset| unset.variable)),
                Some(run) => needed.extend(self.taken(chunk, &ends, run)),
            }
        }
        needed.sort_unstable();
        needed.dedup();
        let places = needed.into_iter().filter_map(|variable| u32::try_from(self.cfg.variable(variable)).ok());
        places.map(VariableId).collect()
    }

    /// The variables of one chunk that `run` takes and that are not assigned at the end.
    fn taken(&self, chunk: usize, ends: &[u64], run: &Run) -> Vec<u32> {
        let set = self.ends.iter().map(|outcome| ends[outcome.index()]);
        let taken = set.zip(&run.then).flat_map(|(set, branch)| branch.take.iter().map(move |take| (set, take.from)));
        let unset = taken.filter_map(|(set, from)| {
            let variable = self.cfg.find(from.index())?;
            (definite_assignment::chunk(variable) == chunk && !definite_assignment::is_assigned(set, variable))
                .then_some(variable)
        });
        unset.collect()
    }
}
