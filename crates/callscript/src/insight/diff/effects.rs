//! The effect of the changes on how a call can end.

use std::collections::HashSet;

use super::renames::Renames;
use crate::analysis::graph::Link;
use crate::library::File;

/// The outcomes that a call can no longer, or can now, end with.
pub(super) struct Outcomes {
    /// Outcomes that it could end with before, but not now.
    pub(super) lost: Vec<String>,
    /// Outcomes that it can end with now, but not before.
    pub(super) gained: Vec<String>,
}

/// Compares the outcomes that a call can end with.
pub(super) fn outcomes(old: Option<&File>, new: Option<&File>, renames: &Renames<'_>) -> Outcomes {
    let before = old.map(reached).unwrap_or_default();
    let before: Vec<&str> = before.into_iter().map(|name| renames.outcome(name)).collect();
    let now = new.map(reached).unwrap_or_default();
    let without = |these: &[&str], those: &[&str], file: Option<&File>| {
        // If a script could not be read completely, an outcome that seems to be missing may still be there.
        let unknown = file.is_some_and(|file| file.document().has_faulty_node());
        let those: HashSet<&str> = those.iter().copied().collect();
        let missing = these.iter().filter(|name| !unknown && !those.contains(*name));
        missing.map(|name| (*name).to_owned()).collect()
    };
    Outcomes { lost: without(&before, &now, new), gained: without(&now, &before, old) }
}

/// The outcomes that a call can end with, in the order of their declarations.
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
