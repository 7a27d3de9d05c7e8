//! The order of keys in a map, and the order in which a call reaches nodes.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Change;
use super::renames::Renames;
use crate::analysis::graph::{Link, LinkKind};
use crate::library::File;

/// Marks a longest increasing subsequence of the old positions of a map's keys: these keys stay, the others are moved.
/// `None` is a key that is new.
pub(super) fn longest_increasing_subsequence(places: &[Option<usize>]) -> Vec<bool> {
    // For each length, the index at which the best subsequence of that length ends; and for each index, the previous
    // index of its subsequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
        let length = ends.partition_point(|&end| places[end] < *place);
        before[at] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut stays = vec![false; places.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    stays
}

/// The nodes that changed, in the order in which a call may reach them. Removed nodes follow the node that they
/// followed before.
pub(super) fn changed_nodes(
    old: Option<&File>,
    new: Option<&File>,
    changes: &[Change],
    renames: &Renames<'_>,
) -> Vec<String> {
    let touched = changes.iter().filter_map(|change| match change.path().as_slice() {
        [nodes, _] if nodes != "nodes" || matches!(change, Change::Moved { .. }) => None,
        [nodes, node, ..] if nodes == "nodes" => Some(node.as_str()),
        _ => None,
    });
    let touched: HashSet<&str> = touched.collect();
    if touched.is_empty() {
        return Vec::new();
    }
    let now = new.map(call_order).unwrap_or_default();
    let here: HashSet<&str> = now.iter().copied().collect();
    // The removed nodes, by the remaining node that they followed.
    let mut gone: HashMap<Option<&str>, Vec<&str>> = HashMap::new();
    let mut last = None;
    for node in old.map(call_order).unwrap_or_default() {
        let name = renames.node(node);
        if here.contains(name) {
            last = Some(name);
        } else {
            gone.entry(last).or_default().push(node);
        }
    }
    let places = std::iter::once(None).chain(now.into_iter().map(Some));
    let all = places.flat_map(|node| node.into_iter().chain(gone.get(&node).into_iter().flatten().copied()));
    all.filter(|node| touched.contains(node)).map(str::to_owned).collect()
}

/// All nodes in breadth-first order: from the start, then from entries, then from asides, and last the unreachable
/// ones.
fn call_order(file: &File) -> Vec<&str> {
    let (document, graph) = (file.document(), file.graph());
    let roots = graph.links().iter().filter(|link| link.from.is_none());
    let (entries, asides): (Vec<&Link>, Vec<_>) = roots.partition(|link| link.kind == LinkKind::Entry);
    let roots = document.start_node().into_iter().chain(entries.into_iter().chain(asides).filter_map(Link::target));
    let mut seen = vec![false; graph.len()];
    let mut order = Vec::with_capacity(graph.len());
    for root in roots.chain(0..graph.len()) {
        let mut open = VecDeque::from([root]);
        while let Some(node) = open.pop_front() {
            if !std::mem::replace(&mut seen[node], true) {
                order.push(node);
                open.extend(graph.out(node).iter().filter_map(Link::target));
            }
        }
    }
    order.into_iter().filter_map(|node| Some(document.nodes.get_index(node)?.0.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::longest_increasing_subsequence;

    #[test]
    fn as_much_as_can_be_stays() {
        let run = |places: &[i32]| {
            let places: Vec<Option<usize>> = places.iter().map(|&place| usize::try_from(place).ok()).collect();
            longest_increasing_subsequence(&places).into_iter().map(u8::from).collect::<Vec<_>>()
        };
        assert_eq!(run(&[0, 1, 2]), [1, 1, 1]);
        assert_eq!(run(&[1, 2, 0]), [1, 1, 0]);
        assert_eq!(run(&[3, -1, 0, 1, 2]), [0, 0, 1, 1, 1]);
        assert_eq!(run(&[]), [0; 0]);
        assert_eq!(run(&[2, 1, 0]), [0, 0, 1]);
    }
}
