//! How many ways there are through a script, and how many of them are new or gone.

use std::collections::HashMap;

use super::renames::Renames;
use crate::analysis::graph::{Link, LinkKind, To};
use crate::base::quantity::Count;
use crate::document::{Document, ExitKind, Expression, label_id};
use crate::library::File;

/// How many ways lead from the start of a script to an end, over every answer, arm and result, without retries.
///
/// None where it cannot be told: nodes lead back to themselves, or a part could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths {
    /// In the old script.
    pub old: Option<Count>,
    /// In the new script.
    pub new: Option<Count>,
    /// In the old one alone: through other nodes, or by other answers, whatever they are called now.
    pub lost: Option<Count>,
    /// In the new one alone.
    pub gained: Option<Count>,
}

/// The ways on from each node of a script.
struct Steps<'s> {
    file: &'s File,
    nodes: Vec<Vec<Step<'s>>>,
}

/// One way on from a node.
struct Step<'s> {
    mark: Mark<'s>,
    /// The node that it leads to; none if it ends the call.
    target: Option<usize>,
    /// It was there before.
    kept: bool,
}

/// By what a step can be told from all others, in both scripts.
#[derive(PartialEq, Eq, Hash)]
struct Mark<'s> {
    node: &'s str,
    kind: &'static str,
    /// The id of an answer, the condition of an arm, an outcome or a result.
    by: String,
    to: (&'static str, &'s str),
}

/// How many ways there are, were, and are still the same.
pub(super) fn paths(old: Option<&File>, new: Option<&File>, renames: &Renames<'_>) -> Paths {
    let here = Renames::default();
    let none = || Some(Count::ZERO);
    let before = old.map(|file| Steps::new(file, renames));
    let mut now = new.map(|file| Steps::new(file, &here));
    let old = before.as_ref().map_or_else(none, |before| before.count(|_| true));
    let new = now.as_ref().map_or_else(none, |now| now.count(|_| true));
    let kept = match (&before, &mut now) {
        (Some(before), Some(now)) if before.starts_at(renames) == now.starts_at(&here) => {
            now.compare(before);
            now.count(|step| step.kept)
        }
        _ => none(),
    };
    let without = |all: &Count| all.checked_sub(kept.as_ref()?);
    match (&old, &new) {
        (Some(before), Some(now)) => Paths { lost: without(before), gained: without(now), old, new },
        _ => Paths { old, new, ..Paths::default() },
    }
}

impl<'s> Steps<'s> {
    fn new(file: &'s File, renames: &Renames<'s>) -> Self {
        let (document, graph) = (file.document(), file.graph());
        let nodes = document.nodes.iter().enumerate().map(|(at, (id, node))| {
            let name = renames.node(id);
            let links = graph.out(at).iter().filter_map(|link| {
                let target = target(file, link, renames)?;
                let by = chosen_by(document, link);
                let by = renames.edges.get(&(name, by.as_str())).copied().map_or_else(|| by.clone(), str::to_owned);
                let mark = Mark { node: name, kind: link.kind.as_str(), by, to: (target.kind, target.name) };
                Some(Step { mark, target: target.node, kept: false })
            });
            let ends = node.exits.iter().filter_map(|exit| {
                let to = match &exit.kind {
                    ExitKind::End(outcome) => ("end", renames.outcome(&outcome.value)),
                    ExitKind::Resume => ("resume", ""),
                    _ => return None,
                };
                let mark = Mark { node: name, kind: "exit", by: String::new(), to };
                Some(Step { mark, target: None, kept: false })
            });
            links.chain(ends).collect()
        });
        Self { file, nodes: nodes.collect() }
    }

    /// Finds out which steps were there before. Where a faulty script has the same twice, each is another.
    fn compare(&mut self, before: &Self) {
        let mut known: HashMap<&Mark<'_>, usize> = HashMap::new();
        for step in before.nodes.iter().flatten() {
            *known.entry(&step.mark).or_default() += 1;
        }
        for step in self.nodes.iter_mut().flatten() {
            if let Some(left) = known.get_mut(&step.mark).filter(|left| **left > 0) {
                *left -= 1;
                step.kept = true;
            }
        }
    }

    /// How many paths lead from the start to an end, by steps that are `wanted`.
    fn count(&self, wanted: impl Fn(&Step<'_>) -> bool) -> Option<Count> {
        if self.file.document().has_faulty_node() {
            return None;
        }
        let ways = |node: usize| self.nodes[node].iter().filter(|step| wanted(step)).map(|step| step.target);
        self.file.graph().count_paths(self.file.document().start_node()?, ways)
    }

    /// What the node is called now at which the script starts.
    fn starts_at(&self, renames: &Renames<'s>) -> Option<&'s str> {
        let (id, _) = self.file.document().nodes.get_index(self.file.document().start_node()?)?;
        Some(renames.node(id))
    }
}

/// Where a link leads.
struct Target<'s> {
    kind: &'static str,
    name: &'s str,
    /// Its place, if it is a node.
    node: Option<usize>,
}

/// Where a link leads; none if it is no step on a path.
fn target<'s>(file: &'s File, link: &Link, renames: &Renames<'s>) -> Option<Target<'s>> {
    let document = file.document();
    match link.to {
        _ if link.kind == LinkKind::Retry => None,
        To::Node(at) => {
            let (id, _) = document.nodes.get_index(at)?;
            Some(Target { kind: "node", name: renames.node(id), node: Some(at) })
        }
        To::End => {
            let name = renames.outcome(&link.end_in(document)?.value);
            Some(Target { kind: "end", name, node: None })
        }
        To::Resume => Some(Target { kind: "resume", name: "", node: None }),
        To::Unknown(_) | To::Nowhere => None,
    }
}

fn chosen_by(document: &Document, link: &Link) -> String {
    let (label, edge) = (link.label_in(document), link.edge_in(document));
    let condition = edge.and_then(|edge| edge.when.as_deref()).map(Expression::as_str);
    match (edge.and_then(|edge| edge.id.as_ref()), link.kind) {
        (Some(id), _) => id.value.clone(),
        (None, LinkKind::Decide) if label.is_empty() => "else".to_owned(),
        (None, LinkKind::Answer | LinkKind::Else) if condition != Some(label) => label_id(label),
        _ => label.to_owned(),
    }
}
