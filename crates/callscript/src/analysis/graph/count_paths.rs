//! How many ways there are through a graph without cycles.

use super::Graph;
use crate::base::quantity::Count;

/// Bytes of numbers that may be kept: each grows with a script, and all of them together with its square.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Graph {
    /// How many paths lead from `start` to an end; `ways` gives the ways on from a node: over edges to a node, or to an end.
    /// None if nodes lead back to themselves, or the numbers are beyond all bounds.
    pub(crate) fn count_paths<W>(&self, start: usize, ways: impl Fn(usize) -> W) -> Option<Count>
    where
        W: IntoIterator<Item = Option<usize>>,
    {
        let mut paths: Vec<Count> = vec![Count::ZERO; self.len()];
        let (one, mut bytes) = (Count::from(1), 0);
        // Each component comes after those that it leads to.
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
