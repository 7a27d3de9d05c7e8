//! Finds cycles of files within a room: files that use each other cannot be read or changed independently. (A cycle
//! through several rooms contains an upward arrow, which is reported as such.)
//!
//! Re-exports do not count: whoever uses one has an arrow to the module that defines the item.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::resolve::Arrow;

/// The most files in a cycle: a small cycle can be read as one unit.
const MAX_FILES: usize = 4;

/// The cycles (strongly connected components) with too many files.
pub(super) fn circles(arrows: &[Arrow<'_>]) -> Vec<String> {
    let mut graph = DiGraph::<&str, ()>::new();
    let mut nodes = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| counts(arrow)) {
        let [from, to] =
            [&arrow.from.file, &arrow.to.file].map(|file| *nodes.entry(file).or_insert_with(|| graph.add_node(file)));
        graph.update_edge(from, to, ());
    }
    let circles = kosaraju_scc(&graph).into_iter().filter(|circle| circle.len() > MAX_FILES);
    let circles = circles.map(|circle| circle.into_iter().map(|node| graph[node]).collect::<Vec<_>>());
    circles.map(|files| problem(&files, arrows)).collect()
}

fn counts(arrow: &Arrow<'_>) -> bool {
    !arrow.is_reexport
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
    format!("{} files use each other in a circle, more than {MAX_FILES}:\n{}", files.len(), ties.join("\n"))
}
