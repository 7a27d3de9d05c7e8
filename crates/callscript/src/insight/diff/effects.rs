//! What changes mean for a call as a whole: how it can end.

use std::collections::HashSet;

use super::renames::Renames;
use crate::analysis::graph::Link;
use crate::library::File;

/// What changed of the outcomes that a call can end with.
pub(super) struct Outcomes {
    /// It can no longer end with these.
    pub(super) lost: Vec<String>,
    /// It can end with these now.
    pub(super) gained: Vec<String>,
}

/// What changed of the outcomes that a call can end with.
pub(super) fn outcomes(old: Option<&File>, new: Option<&File>, renames: &Renames<'_>) -> Outcomes {
    let before = old.map(reached).unwrap_or_default();
    let before: Vec<&str> = before.into_iter().map(|name| renames.outcome(name)).collect();
    let now = new.map(reached).unwrap_or_default();
    let without = |these: &[&str], those: &[&str], file: Option<&File>| {
        // Of a script that could not be read whole, nobody knows what it lacks.
        let unknown = file.is_some_and(|file| file.document().has_faulty_node());
        let those: HashSet<&str> = those.iter().copied().collect();
        let missing = these.iter().filter(|name| !unknown && !those.contains(*name));
        missing.map(|name| (*name).to_owned()).collect()
    };
    Outcomes { lost: without(&before, &now, new), gained: without(&now, &before, old) }
}

/// The outcomes that a call can end with, each once, as they are declared.
fn reached(file: &File) -> Vec<&str> {
    let (document, graph) = (file.document(), file.graph());
    let start = document.start_node();
    let end = |link: &Link| link.end_in(document).map(|outcome| outcome.value.as_str());
    let roots = graph.links().iter().filter(|link| link.from.is_none());
    let reach = graph.reachable(start.into_iter().chain(roots.filter_map(Link::target)), Link::target);
    let mut ends = HashSet::new();
    for (at, node) in document.nodes.values().enumerate().filter(|(at, _)| reach[*at]) {
        ends.extend(node.exits.iter().filter_map(|exit| Some(exit.kind.as_end()?.value.as_str())));
        ends.extend(graph.out(at).iter().filter_map(end));
    }
    ends.extend(graph.links().iter().filter(|link| link.from.is_none()).filter_map(end));
    document.outcomes.keys().map(String::as_str).filter(|outcome| ends.contains(outcome)).collect()
}
