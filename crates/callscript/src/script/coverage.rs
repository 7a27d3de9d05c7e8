//! What of a script a call can pass, so that it can be told what no scenario has passed.
//!
//! Must not know what passes it.

use super::source_info::PartSource;
use crate::analysis::typed_expression::Text;
use crate::base::source::Span;
use crate::script::{Exit, NodeId, OutcomeId, Script};

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
pub fn parts(script: &Script) -> Vec<Listed> {
    script.source_info.parts.iter().map(|source| listed(script, source)).collect()
}

fn listed(script: &Script, source: &PartSource) -> Listed {
    let (node, id, label) = match source.part {
        Part::Node(id) => {
            let id = &script.node(id).id;
            (Some(id), id.clone(), id.clone())
        }
        Part::Answer(node, at) | Part::Arm(node, at) | Part::Result(node, at) => {
            let node = script.node(node);
            let (id, label) = behind(&node.exit, at);
            (Some(&node.id), id, label)
        }
        Part::Aside(at) => {
            let aside = &script.asides()[at];
            (None, aside.id.clone(), words(&aside.label))
        }
        Part::Outcome(id) => {
            let outcome = script.outcome(id);
            (None, outcome.id.clone(), outcome.label.clone())
        }
    };
    let label = source.label.as_deref().map_or(label, str::to_owned);
    Listed { part: source.part, node: node.cloned(), id, label, span: source.span }
}

/// The id and the label of an edge behind an exit.
fn behind(exit: &Exit, at: usize) -> (String, String) {
    match exit {
        Exit::Answers(answers) => (answers[at].id.clone(), words(&answers[at].label)),
        Exit::Action(action) => (action.then[at].name.clone(), action.then[at].name.clone()),
        Exit::Run(run) => {
            let outcome = &run.script.outcome(run.script.ends()[at]).id;
            (outcome.clone(), outcome.clone())
        }
        Exit::Decide(_) | Exit::Goto(_) | Exit::End(_) | Exit::Resume => ((at + 1).to_string(), "otherwise".to_owned()),
    }
}

fn words(text: &Text) -> String {
    text.as_plain().unwrap_or_default().to_owned()
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
        let parts = parts(&library.check("s").unwrap());
        let outcomes = parts.iter().filter(|part| part.part.kind() == Kind::Outcome);
        let outcomes: Vec<_> = outcomes.map(|part| (part.part, part.id.as_str(), part.label.as_str())).collect();
        let expected = [(Part::Outcome(OutcomeId(1)), "late", "Late"), (Part::Outcome(OutcomeId(3)), "early", "Early")];
        assert_eq!(outcomes, expected);
    }
}
