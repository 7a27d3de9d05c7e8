//! What must be known for a call to go on from a node.

use super::{NodeId, Run, Script, Taken, VariableId};
use crate::flow;

impl Script {
    /// Every variable that some path from `node`, over edges and retries, may read before setting it, in the order of the
    /// document.
    ///
    /// An end reads what the `take` of `caller` names for that outcome: the `run` that this script is called by. In the
    /// outermost script, which has none, it reads what `after` reads. The cost is that of going through the script once.
    pub fn needs(&self, node: NodeId, caller: Option<&Run>) -> Vec<VariableId> {
        let mut needed: Vec<u32> = Vec::new();
        for chunk in self.flow.chunks() {
            let sets = self.flow.walk(chunk, node.0);
            needed.extend(self.flow.unset_reads(&sets).iter().map(|unset| unset.variable));
            let ends = self.flow.ends(&sets);
            match caller {
                None => needed.extend(self.flow.unset_after(chunk, &ends).iter().map(|unset| unset.variable)),
                Some(run) => needed.extend(self.taken(chunk, &ends, run)),
            }
        }
        needed.sort_unstable();
        needed.dedup();
        let places = needed.into_iter().filter_map(|variable| u32::try_from(self.flow.variable(variable)).ok());
        places.map(VariableId).collect()
    }

    /// What `run` takes and is not set at an end, of one chunk.
    fn taken(&self, chunk: usize, ends: &[u64], run: &Run) -> Vec<u32> {
        let edges = ends.iter().zip(&run.then).filter_map(|(end, edge)| Some((*end, edge.as_ref()?)));
        let taken = edges.flat_map(|(end, edge)| edge.take.iter().map(move |take| (end, &take.from)));
        let unset = taken.filter_map(|(end, from)| {
            let Taken::Variable(variable) = from else {
                return None;
            };
            let variable = self.flow.find(variable.index())?;
            (flow::chunk(variable) == chunk && !flow::holds(end, variable)).then_some(variable)
        });
        unset.collect()
    }
}
