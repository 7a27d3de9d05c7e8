//! The maximum number of nodes that a call visits, computed from the script alone.

use callscript::Lapse;
use callscript::script::{AskAgain, Edge, Exit, Node, NodeId, Script, Target, Way};

/// `B(s)`: the sum of all retries and of all times of asking again plus one, times the length of the longest path, in which a subscript counts with its
/// own bound.
pub(crate) fn bound(script: &Script) -> u64 {
    let mut longest = vec![None; script.nodes().len()];
    let roots = [script.start()].into_iter().chain(script.entries().iter().map(|entry| entry.node));
    let asides = script.asides().iter().filter_map(|aside| way(&aside.edge).onward);
    let roots: Vec<NodeId> = roots.chain(asides).collect();
    let longest = roots.into_iter().map(|root| from(script, root, &mut longest)).max().unwrap_or_default();
    let retries = script.nodes().iter().flat_map(ways).filter_map(|way| way.at_most).map(u64::from);
    let asked = script.nodes().iter().flat_map(lapses).map(|again| again.at_most).map(u64::from);
    retries.chain(asked).fold(1, u64::saturating_add).saturating_mul(longest)
}

/// The bound of a whole call, including the subscript of `after`.
pub(crate) fn bound_of_call(script: &Script) -> u64 {
    bound(script).saturating_add(script.after().map_or(0, |after| bound(&after.script)))
}

/// The length of the longest path from a node; `known` caches results.
fn from(script: &Script, node: NodeId, known: &mut Vec<Option<u64>>) -> u64 {
    if let Some(longest) = known[node.index()] {
        return longest;
    }
    let exit = &script.node(node).exit;
    let mut next: Vec<NodeId> = ways(script.node(node)).into_iter().filter_map(|way| way.onward).collect();
    if let Exit::Goto(target) = exit {
        next.push(*target);
    }
    let rest = next.into_iter().map(|next| from(script, next, known)).max().unwrap_or_default();
    let own = match exit {
        Exit::Run(run) => bound(&run.script).saturating_add(1),
        _ => 1,
    };
    let longest = rest.saturating_add(own);
    known[node.index()] = Some(longest);
    longest
}

/// An edge out of a node.
struct Onward {
    /// The node that it leads to without a retry.
    onward: Option<NodeId>,
    /// The maximum number of retries, if it is a retry.
    at_most: Option<u32>,
}

fn way(edge: &Edge) -> Onward {
    let (target, at_most) = match edge.way {
        Way::To(target) => (target, None),
        Way::Retry { otherwise, at_most, .. } => (otherwise, Some(at_most)),
    };
    let onward = match target {
        Target::Node(node) => Some(node),
        _ => None,
    };
    Onward { onward, at_most }
}

fn lapses(node: &Node) -> impl Iterator<Item = &AskAgain> {
    Lapse::ALL.into_iter().filter_map(|lapse| node.on(lapse))
}

fn ways(node: &Node) -> Vec<Onward> {
    let mut ways: Vec<Onward> = node.cannot_give.iter().chain(lapses(node).map(|again| &again.edge)).map(way).collect();
    match &node.exit {
        Exit::Answers(answers) => ways.extend(answers.iter().map(|answer| match answer.limit {
            Some(limit) => Onward { onward: None, at_most: Some(limit.at_most) },
            None => way(&answer.edge),
        })),
        Exit::Decide(decide) => ways.extend(decide.all().map(way)),
        Exit::Run(run) => ways.extend(run.then.iter().map(|branch| way(&branch.edge))),
        Exit::Action(action) => ways.extend(action.then.iter().map(|result| way(&result.edge))),
        Exit::Goto(_) | Exit::End(_) | Exit::Resume => {}
    }
    ways
}
