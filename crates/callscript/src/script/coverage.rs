//! What of a script a call can pass, so that it can be told what no scenario has passed.
//!
//! Must not know what passes it.

use crate::base::source::Span;
use crate::document::{self, Document, ExitKind};
use crate::library::File;
use crate::script::{Exit, Node, NodeId, OutcomeId, Script};

/// A part of a script that a call passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A node is visited.
    Node(NodeId),
    /// An answer of a question is chosen, by its place.
    Answer(NodeId, usize),
    /// An arm of a `decide` is taken, by its place.
    Arm(NodeId, usize),
    /// An action has this result, by its place; or a subscript ends in this one of its ways.
    Result(NodeId, usize),
    /// An aside is called, by its place.
    Aside(usize),
    /// The script ends so.
    Outcome(OutcomeId),
}

/// The kinds of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Of nodes.
    Node,
    /// Of answers.
    Answer,
    /// Of arms of `decide`.
    Arm,
    /// Of results of actions, and of what subscripts end with.
    Result,
    /// Of asides.
    Aside,
    /// Of outcomes.
    Outcome,
}

/// A part as its author knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The part.
    pub part: Part,
    /// The node that it stands in, or is.
    pub node: Option<String>,
    /// Its id; of an arm its number, from 1.
    pub id: String,
    /// What its author wrote: a label, or the `when` of an arm.
    pub label: String,
    /// Where it stands.
    pub span: Span,
}

/// Every part of a script that can be passed, in the order of its file. An outcome that nothing ends with is none.
pub fn parts(script: &Script, file: &File) -> Vec<Listed> {
    let document = file.document();
    let mut parts: Vec<Listed> = Vec::new();
    for (at, (id, node)) in (0..).zip(&document.nodes) {
        let node_id = NodeId(at);
        parts.push(listed(Part::Node(node_id), Some(id), id, id, node.span));
        if let Some(checked) = script.nodes().get(node_id.index()) {
            exit(node_id, checked, node, &mut parts);
        }
    }
    for (at, aside) in document.anytime.iter().enumerate() {
        let label = &aside.label;
        parts.push(listed(Part::Aside(at), None, &label.id, label.text.as_str(), label.text.span()));
    }
    outcomes(document, &mut parts);
    parts.sort_by_key(|part| part.span.start);
    parts
}

fn exit(id: NodeId, checked: &Node, node: &document::Node, parts: &mut Vec<Listed>) {
    let name = Some(checked.id.as_str());
    for exit in &node.exits {
        match (&exit.kind, &checked.exit) {
            (ExitKind::Answers(answers), _) => parts.extend(answers.iter().enumerate().map(|(at, answer)| {
                let label = &answer.label;
                listed(Part::Answer(id, at), name, &label.id, label.text.as_str(), label.text.span())
            })),
            (ExitKind::Decide(arms), _) => parts.extend(arms.iter().enumerate().map(|(at, arm)| {
                let label = arm.when.as_ref().map_or("otherwise", |when| when.as_str());
                listed(Part::Arm(id, at), name, &(at + 1).to_string(), label, arm.span)
            })),
            (ExitKind::Action(action), _) => parts.extend(action.then.iter().enumerate().map(|(at, branch)| {
                let result = &branch.name;
                listed(Part::Result(id, at), name, &result.value, &result.value, result.span)
            })),
            (ExitKind::Run(run), Exit::Run(checked)) => parts.extend(run.then.iter().filter_map(|branch| {
                let outcome = &branch.name;
                let at = checked.script.find_end(&outcome.value)?.index();
                Some(listed(Part::Result(id, at), name, &outcome.value, &outcome.value, outcome.span))
            })),
            _ => {}
        }
    }
}

fn outcomes(document: &Document, parts: &mut Vec<Listed>) {
    let mut ends = document.ends().into_iter().peekable();
    for (at, (id, outcome)) in (0..).zip(&document.outcomes) {
        // Both go by the order in which outcomes are declared.
        if ends.next_if(|end| *end == id).is_some() {
            let label = outcome.label.as_ref().map_or(id.as_str(), |label| label.as_str());
            parts.push(listed(Part::Outcome(OutcomeId(at)), None, id, label, outcome.span));
        }
    }
}

fn listed(part: Part, node: Option<&str>, id: &str, label: &str, span: Span) -> Listed {
    Listed { part, node: node.map(str::to_owned), id: id.to_owned(), label: label.to_owned(), span }
}

impl Part {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Self::Node(_) => Kind::Node,
            Self::Answer(..) => Kind::Answer,
            Self::Arm(..) => Kind::Arm,
            Self::Result(..) => Kind::Result,
            Self::Aside(_) => Kind::Aside,
            Self::Outcome(_) => Kind::Outcome,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Node, Self::Answer, Self::Arm, Self::Result, Self::Aside, Self::Outcome];

    /// What one is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Answer => "answer",
            Self::Arm => "arm",
            Self::Result => "result",
            Self::Aside => "aside",
            Self::Outcome => "outcome",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::library::Library;

    #[test]
    fn of_outcomes_those_are_parts_that_something_ends_with() {
        let text = "
callscript: 1
id: s
title: S
start: ask
outcomes: { never: Never, late: { label: Late }, unused: Unused, early: Early }
nodes:
  ask: { say: Well?, answers: { One: { end: early }, Two: { end: late }, Three: { end: early } } }
";
        let library = Library::from_sources(vec![Source::new("s.yaml", text)]);
        let parts = parts(&library.check("s").unwrap(), &library.files()[0]);
        let outcomes = parts.iter().filter(|part| part.part.kind() == Kind::Outcome);
        let outcomes: Vec<_> = outcomes.map(|part| (part.part, part.id.as_str(), part.label.as_str())).collect();
        let expected = [(Part::Outcome(OutcomeId(1)), "late", "Late"), (Part::Outcome(OutcomeId(3)), "early", "Early")];
        assert_eq!(outcomes, expected);
    }
}
