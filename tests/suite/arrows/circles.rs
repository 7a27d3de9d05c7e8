//! Circles of files within a room: of files that use each other, none can be read or changed alone. (A circle through several
//! rooms has an arrow that leads up, which is found as that.)
//!
//! A re-export counts as neither end of an arrow here: whoever uses it uses the place where the thing is.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::resolve::Arrow;

/// A small circle can be read as one.
const FILES: usize = 4;

/// The circles that are too large.
pub(super) fn circles(arrows: &[Arrow<'_>]) -> Vec<String> {
    let mut graph = DiGraph::<&str, ()>::new();
    let mut nodes = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| counts(arrow)) {
        let [from, to] =
            [&arrow.from.file, &arrow.to.file].map(|file| *nodes.entry(file).or_insert_with(|| graph.add_node(file)));
        graph.update_edge(from, to, ());
    }
    let circles = kosaraju_scc(&graph).into_iter().filter(|circle| circle.len() > FILES);
    let circles = circles.map(|circle| circle.into_iter().map(|node| graph[node]).collect::<Vec<_>>());
    circles.map(|files| problem(&files, arrows)).collect()
}

fn counts(arrow: &Arrow<'_>) -> bool {
    !arrow.passes_on
        && !arrow.mention.exported
        && arrow.from.path[0] == arrow.to.path[0]
        && arrow.from.room() == arrow.to.room()
}

fn problem(files: &[&str], arrows: &[Arrow<'_>]) -> String {
    let mut ties = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| counts(arrow)) {
        let tie = (&*arrow.from.file, &*arrow.to.file);
        if files.contains(&tie.0) && files.contains(&tie.1) {
            ties.entry(tie).or_insert_with(|| format!("  {} leads to {}", arrow.shown(), arrow.to.file));
        }
    }
    let ties: Vec<_> = ties.into_values().collect();
    format!("{} files use each other in a circle, more than {FILES}:\n{}", files.len(), ties.join("\n"))
}
