//! Whether one node reaches another, for many pairs at once.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{Graph, Link};

impl Graph {
    /// For each pair of nodes, whether the second can be reached from the first over edges. A node reaches itself.
    ///
    /// The search handles 64 start nodes at a time, one bit each, in one pass over the components in topological
    /// order, from the component of the earliest start to the component of the latest goal.
    pub(crate) fn reaches(&self, pairs: &[(usize, usize)]) -> Vec<bool> {
        let mut reached: Vec<bool> = pairs.iter().map(|(start, goal)| start == goal).collect();
        let mut by_start: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, &(start, _)) in pairs.iter().enumerate().filter(|&(at, _)| !reached[at]) {
            by_start.entry(start).or_default().push(at);
        }
        if by_start.is_empty() {
            return reached;
        }
        let component = self.components().by_node();
        let mut starts: Vec<(usize, Vec<usize>)> = by_start.into_iter().collect();
        starts.sort_by_key(|&(start, _)| component[start]);
        for starts in starts.chunks(64) {
            let highest = starts.last().map_or(0, |&(start, _)| component[start]);
            let lowest = starts.iter().flat_map(|(_, pairs_of)| pairs_of).map(|&at| component[pairs[at].1]).min();
            let from = self.reached_from(starts.iter().map(|&(start, _)| start), lowest.unwrap_or(0)..=highest);
            for (bit, (_, pairs_of)) in starts.iter().enumerate() {
                for &at in pairs_of {
                    reached[at] = from[pairs[at].1] & (1 << bit) != 0;
                }
            }
        }
        reached
    }

    /// For each node of these components, a bit set of the start nodes that reach it; at most 64 start nodes.
    fn reached_from(&self, starts: impl Iterator<Item = usize>, components: RangeInclusive<usize>) -> Vec<u64> {
        let mut from = vec![0; self.len()];
        for (bit, start) in starts.enumerate() {
            from[start] |= 1 << bit;
        }
        for component in components.rev().map(|index| self.components().get(index)) {
            let all = component.iter().fold(0, |all, &node| all | from[node]);
            if all == 0 {
                continue;
            }
            for &node in component {
                from[node] = all;
                for target in self.out(node).iter().filter_map(Link::edge_target) {
                    from[target] |= all;
                }
            }
        }
        from
    }
}
