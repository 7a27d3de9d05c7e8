//! What a checked script keeps of its source: the places of its parts, and its parsed expressions.
//!
//! Must not know what they are used for.

use std::sync::Arc;

use super::coverage::Part;
use super::{EndId, Exit, Node, NodeId, OutcomeId, VariableId};
use crate::analysis::typed_expression::{LowerError, Lowered, Text};
use crate::base::source::Span;
use crate::document::{self, Document, Edge, ExitKind, Operand};
use crate::syntax::expression::Expr;

/// What a checked script keeps of its source.
#[derive(Debug)]
pub(crate) struct SourceInfo {
    /// Every part that a call can pass, in source order.
    pub(crate) parts: Vec<PartSource>,
    /// Every condition: of edges, those of asides first, and of `after`.
    pub(crate) conditions: Vec<Arc<Expr>>,
    /// Every assignment of an expression, on edges and then at nodes. What is taken from subscripts is not included.
    pub(crate) writes: Vec<(VariableId, Arc<Expr>)>,
}

/// The source of a part.
#[derive(Debug)]
pub(crate) struct PartSource {
    pub(crate) part: Part,
    pub(crate) span: Span,
    /// The author's text, where the checked script has something else: a label with `{{ }}`, or a condition.
    pub(crate) label: Option<Box<str>>,
}

/// Collects the source information of a document. `nodes`, `ends` and the labels `asides` are those of the checked
/// script.
pub(super) fn collect<'s>(
    document: &Document,
    nodes: &[Node],
    ends: &[OutcomeId],
    asides: impl Iterator<Item = &'s Text>,
) -> Lowered<SourceInfo> {
    let parts = parts(document, nodes, ends, asides);
    let edges = || {
        let asides = document.anytime.iter().map(|aside| &aside.edge);
        asides.chain(document.nodes.values().flat_map(document::Node::edges))
    };
    let after = document.after.iter().filter_map(|after| after.when.as_ref());
    let conditions = edges().filter_map(|edge| edge.when.as_deref()).chain(after);
    let conditions = conditions.map(|when| when.expr.clone().ok_or(LowerError)).collect::<Lowered<_>>()?;
    let sets = edges().flat_map(|edge: &Edge| &edge.set).chain(document.nodes.values().flat_map(|node| &node.set));
    let writes = sets.filter_map(|assignment| match &assignment.value {
        Operand::Expression(expression) => Some((&assignment.target.value, &expression.expr)),
        Operand::Text(_) | Operand::Empty(_) => None,
    });
    let writes = writes.map(|(name, expr)| {
        let target = document.variables.get_index_of(name).and_then(|at| u32::try_from(at).ok()).ok_or(LowerError)?;
        Ok((VariableId(target), expr.clone().ok_or(LowerError)?))
    });
    Ok(SourceInfo { parts, conditions, writes: writes.collect::<Lowered<_>>()? })
}

fn parts<'s>(
    document: &Document,
    nodes: &[Node],
    ends: &[OutcomeId],
    asides: impl Iterator<Item = &'s Text>,
) -> Vec<PartSource> {
    let mut parts = Vec::with_capacity(nodes.len() * 3);
    for ((at, node), checked) in (0..).zip(document.nodes.values()).zip(nodes) {
        let id = NodeId(at);
        parts.push(PartSource { part: Part::Node(id), span: node.span, label: None });
        for exit in &node.exits {
            add_exit(id, &exit.kind, &checked.exit, &mut parts);
        }
    }
    for ((at, aside), label) in document.anytime.iter().enumerate().zip(asides) {
        parts.push(labelled(Part::Aside(at), &aside.label, label));
    }
    for &end in ends {
        if let Some((_, outcome)) = document.outcomes.get_index(end.index()) {
            parts.push(PartSource { part: Part::Outcome(end), span: outcome.span, label: None });
        }
    }
    parts.sort_by_key(|part| part.span.start);
    parts
}

fn add_exit(id: NodeId, exit: &ExitKind, checked: &Exit, parts: &mut Vec<PartSource>) {
    match (exit, checked) {
        (ExitKind::Answers(answers), Exit::Answers(checked)) => {
            let answers = answers.iter().zip(checked).enumerate();
            parts
                .extend(answers.map(|(at, (one, checked))| labelled(Part::Answer(id, at), &one.label, &checked.label)));
        }
        (ExitKind::Decide(arms), _) => parts.extend(arms.iter().enumerate().map(|(at, arm)| {
            let label = arm.when.as_ref().map(|when| when.as_str().into());
            PartSource { part: Part::Arm(id, at), span: arm.span, label }
        })),
        (ExitKind::Action(action), _) => parts.extend(action.then.iter().enumerate().map(|(at, branch)| {
            let span = branch.name.span;
            PartSource { part: Part::Result(id, at), span, label: None }
        })),
        (ExitKind::Run(run), Exit::Run(checked)) => parts.extend(run.then.iter().filter_map(|branch| {
            let at = checked.script.find_end(&branch.name.value).map(EndId::index)?;
            Some(PartSource { part: Part::Result(id, at), span: branch.name.span, label: None })
        })),
        _ => {}
    }
}

fn labelled(part: Part, label: &document::Label, checked: &Text) -> PartSource {
    let text = label.text.as_str();
    let is_kept = checked.as_plain() == Some(text);
    PartSource { part, span: label.text.span(), label: (!is_kept).then(|| text.into()) }
}
