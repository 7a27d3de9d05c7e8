//! Counts the paths through both versions of a script, and how many of them were lost or gained.

use super::renames::Renames;
use crate::analysis::graph::{Link, LinkKind, To};
use crate::base::map::UnorderedMap;
use crate::base::quantity::Count;
use crate::document::{Document, ExitKind, Expression, label_id};
use crate::library::File;

/// Numbers of paths from the start of a script to an end, over every answer, arm and result, without retries.
///
/// `None` if the number is unknown: the nodes form a cycle, or part of the script could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths {
    /// Paths in the old version.
    pub old: Option<Count>,
    /// Paths in the new version.
    pub new: Option<Count>,
    /// Paths in the old version only. Two paths are the same if they take the same steps; renames make no difference.
    pub lost: Option<Count>,
    /// Paths in the new version only.
    pub gained: Option<Count>,
}

/// The steps out of each node of a script.
struct Steps<'s> {
    file: &'s File,
    nodes: Vec<Vec<Step<'s>>>,
}

/// One step out of a node.
struct Step<'s> {
    key: StepKey<'s>,
    /// The index of the node that it leads to; `None` if it ends the call.
    target: Option<usize>,
    /// The other version has this step, too.
    kept: bool,
}

/// What identifies a step in both versions. Names are the new ones.
#[derive(PartialEq, Eq, Hash)]
struct StepKey<'s> {
    node: &'s str,
    kind: &'static str,
    /// What selects the step: the id of an answer, the condition of an arm, an outcome or a result.
    by: String,
    to: (&'static str, &'s str),
}

/// Counts the paths in both versions, and those that they share.
pub(super) fn paths(old: Option<&File>, new: Option<&File>, renames: &Renames<'_>) -> Paths {
    let here = Renames::default();
    let none = || Some(Count::ZERO);
    let before = old.map(|file| Steps::new(file, renames));
    let mut now = new.map(|file| Steps::new(file, &here));
    let old = before.as_ref().map_or_else(none, |before| before.count(|_| true));
    let new = now.as_ref().map_or_else(none, |now| now.count(|_| true));
    let kept = match (&before, &mut now) {
        (Some(before), Some(now)) if before.start_name(renames) == now.start_name(&here) => {
            now.mark_kept(before);
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
                let key = StepKey { node: name, kind: link.kind.as_str(), by, to: (target.kind, target.name) };
                Some(Step { key, target: target.node, kept: false })
            });
            let ends = node.exits.iter().filter_map(|exit| {
                let to = match &exit.kind {
                    ExitKind::End(outcome) => ("end", renames.outcome(&outcome.value)),
                    ExitKind::Resume => ("resume", ""),
                    _ => return None,
                };
                let key = StepKey { node: name, kind: "exit", by: String::new(), to };
                Some(Step { key, target: None, kept: false })
            });
            links.chain(ends).collect()
        });
        Self { file, nodes: nodes.collect() }
    }

    /// Marks the steps that `before` has, too. A step that occurs several times (in a script with an error) is matched
    /// as often as it occurs there.
    fn mark_kept(&mut self, before: &Self) {
        let mut known: UnorderedMap<&StepKey<'_>, usize> = UnorderedMap::default();
        for step in before.nodes.iter().flatten() {
            *known.entry(&step.key).or_default() += 1;
        }
        for step in self.nodes.iter_mut().flatten() {
            if let Some(left) = known.get_mut(&step.key).filter(|left| **left > 0) {
                *left -= 1;
                step.kept = true;
            }
        }
    }

    /// The number of paths from the start to an end that use only `wanted` steps.
    fn count(&self, wanted: impl Fn(&Step<'_>) -> bool) -> Option<Count> {
        if self.file.document().has_faulty_node() {
            return None;
        }
        let ways = |node: usize| self.nodes[node].iter().filter(|step| wanted(step)).map(|step| step.target);
        self.file.graph().count_paths(self.file.document().start_node()?, ways)
    }

    /// The new name of the start node.
    fn start_name(&self, renames: &Renames<'s>) -> Option<&'s str> {
        let (id, _) = self.file.document().nodes.get_index(self.file.document().start_node()?)?;
        Some(renames.node(id))
    }
}

/// The target of a link.
struct Target<'s> {
    kind: &'static str,
    name: &'s str,
    /// Its index, if it is a node.
    node: Option<usize>,
}

/// The target of a link; `None` if the link is not a step on a path.
fn target<'s>(file: &'s File, link: &Link, renames: &Renames<'s>) -> Option<Target<'s>> {
    let document = file.document();
    match link.to {
        _ if matches!(link.kind, LinkKind::Retry | LinkKind::Silence | LinkKind::NotUnderstood) => None,
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
