//! Coverage: the parts of a script that a call can pass, for reporting what no scenario has passed.
//!
//! Must not know what passes them.

use super::source_info::PartSource;
use crate::analysis::typed_expression::Text;
use crate::base::source::Span;
use crate::script::{Exit, NodeId, OutcomeId, Script};

/// A part of a script that a call passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A node is visited.
    Node(NodeId),
    /// An answer of a question, by its index, is chosen.
    Answer(NodeId, usize),
    /// An arm of a `decide`, by its index, is taken.
    Arm(NodeId, usize),
    /// An action has this result, by its index; or a subscript ends this way.
    Result(NodeId, usize),
    /// An aside, by its index, is called.
    Aside(usize),
    /// The script ends with this outcome.
    Outcome(OutcomeId),
}

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A node.
    Node,
    /// An answer.
    Answer,
    /// An arm of a `decide`.
    Arm,
    /// A result of an action, or an outcome of a subscript.
    Result,
    /// An aside.
    Aside,
    /// An outcome.
    Outcome,
}

/// A part with the names that its author knows it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The part.
    pub part: Part,
    /// The node that it is or belongs to.
    pub node: Option<String>,
    /// Its id. That of an arm is its number, from 1.
    pub id: String,
    /// The author's text: a label, or the condition of an arm.
    pub label: String,
    /// Its place in the source.
    pub span: Span,
}

/// Every part of a script, in source order. An outcome that nothing ends with is not a part.
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

/// The id and the label of an exit's edge, by its index.
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

    /// Its name in reports.
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
