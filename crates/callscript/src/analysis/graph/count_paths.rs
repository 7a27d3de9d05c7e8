//! Counts the paths through an acyclic graph, by dynamic programming in reverse topological order.

use super::Graph;
use crate::base::quantity::Count;

/// The memory for intermediate counts. Each count can have a number of digits proportional to the script's size.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Graph {
    /// The number of paths from `start` to an end. `ways` gives the successors of a node over edges, with `None` for an
    /// end. The result is `None` if the graph is cyclic or the counts exceed the memory limit.
    pub(crate) fn count_paths<W>(&self, start: usize, ways: impl Fn(usize) -> W) -> Option<Count>
    where
        W: IntoIterator<Item = Option<usize>>,
    {
        let mut paths: Vec<Count> = vec![Count::ZERO; self.len()];
        let (one, mut bytes) = (Count::from(1), 0);
        // Successors come first in this order.
        for component in self.components().iter() {
            let &[node] = component else {
                return None;
            };
            let mut count = Count::ZERO;
            for way in ways(node) {
                match way {
                    Some(target) if target == node => return None,
                    Some(target) => count += &paths[target],
                    None => count += &one,
                }
            }
            bytes += count.bits() / 8;
            if bytes > MAX_BYTES {
                return None;
            }
            paths[node] = count;
        }
        paths.get(start).cloned()
    }
}
