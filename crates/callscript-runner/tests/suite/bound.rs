//! How many nodes a walk through a script may visit, reckoned from the script alone.

use callscript::script::{Edge, Exit, NodeId, Script, Target, Way};

/// `B(s)`: once more than all retries together, times the longest path; a subscript counts by its own bound.
pub(crate) fn bound(script: &Script) -> u64 {
    let mut longest = vec![None; script.nodes().len()];
    let roots = [script.start()].into_iter().chain(script.entries().iter().map(|entry| entry.node));
    let asides = script.asides().iter().filter_map(|aside| onward(&aside.edge));
    let roots: Vec<NodeId> = roots.chain(asides).collect();
    let longest = roots.into_iter().map(|root| from(script, root, &mut longest)).max().unwrap_or_default();
    let retries = edges(script).filter_map(|edge| match edge.way {
        Way::Retry { at_most, .. } => Some(u64::from(at_most)),
        Way::To(_) => None,
    });
    retries.fold(1, u64::saturating_add).saturating_mul(longest)
}

/// The bound of a whole call: with what runs after it.
pub(crate) fn bound_of_call(script: &Script) -> u64 {
    bound(script).saturating_add(script.after().map_or(0, |after| bound(&after.script)))
}

/// The longest path from a node on.
fn from(script: &Script, node: NodeId, known: &mut Vec<Option<u64>>) -> u64 {
    if let Some(longest) = known[node.index()] {
        return longest;
    }
    let exit = &script.node(node).exit;
    let mut next: Vec<NodeId> = edges_of(script, node).into_iter().filter_map(onward).collect();
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

/// Where an edge leads without going back.
fn onward(edge: &Edge) -> Option<NodeId> {
    let target = match edge.way {
        Way::To(target) => Some(target),
        Way::Retry { otherwise, .. } => otherwise,
    };
    match target {
        Some(Target::Node(node)) => Some(node),
        _ => None,
    }
}

fn edges(script: &Script) -> impl Iterator<Item = &Edge> {
    let nodes = (0..script.nodes().len()).filter_map(|at| script.find_node(&script.nodes()[at].id));
    nodes.flat_map(|node| edges_of(script, node))
}

fn edges_of(script: &Script, node: NodeId) -> Vec<&Edge> {
    let node = script.node(node);
    let mut edges: Vec<&Edge> = node.cannot_give.iter().collect();
    match &node.exit {
        Exit::Answers(answers) => edges.extend(answers.iter().map(|answer| &answer.edge)),
        Exit::Decide(arms) => edges.extend(arms),
        Exit::Run(run) => edges.extend(run.then.iter().flatten()),
        Exit::Action(action) => edges.extend(action.then.iter().map(|result| &result.edge)),
        Exit::Goto(_) | Exit::End(_) | Exit::Resume => {}
    }
    edges
}
