//! Nodes, their exits, and the edges between them.
//!
//! Plain data. Must not know how scripts are read.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::script::{Branch, Expression, Labelled, Text};
use crate::base::source::{Name, Span, Spanned};

/// The subscript that runs once the outcome is decided.
#[derive(Debug)]
pub(crate) struct After {
    pub(crate) script: Option<Name>,
    /// The outcomes after which it runs; `None`: all.
    pub(crate) outcomes: Option<Vec<Name>>,
    pub(crate) when: Option<Expression>,
    pub(crate) with: Vec<Assignment>,
    pub(crate) take: Vec<Take>,
}

/// One node of a script.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// The span of the id.
    pub(crate) span: Span,
    /// The span from the id to the end of the node.
    pub(crate) extent: Span,
    pub(crate) say: SmallVec<[Say; 1]>,
    pub(crate) verbatim: bool,
    pub(crate) guidance: Option<Text>,
    pub(crate) collect: Vec<Name>,
    pub(crate) cannot_give: Option<Box<Edge>>,
    /// What the node itself says of silence, and of what is not understood; boxed because few nodes do.
    pub(crate) lapses: Option<Box<Lapses>>,
    /// A later visit offers no earlier values.
    pub(crate) afresh: bool,
    pub(crate) set: Vec<Assignment>,
    pub(crate) tags: Vec<Name>,
    pub(crate) seconds: Option<Decimal>,
    /// The exits that were written. A valid node has exactly one.
    pub(crate) exits: SmallVec<[Exit; 1]>,
    /// The node has a finding from the reader, or several exits, so some of its edges may be missing here.
    pub(crate) faulty: bool,
}

/// What questions and forms do when nothing comes, or nothing that is understood.
#[derive(Debug, Default)]
pub(crate) struct Lapses {
    pub(crate) silence: Option<OnLapse>,
    pub(crate) not_understood: Option<OnLapse>,
}

/// What is done at one kind of lapse.
#[derive(Debug)]
pub(crate) enum OnLapse {
    /// `false`: what the script says does not hold here.
    Nothing,
    AskAgain(Box<AskAgain>),
}

/// Asking again, a limited number of times.
#[derive(Debug)]
pub(crate) struct AskAgain {
    /// After how many seconds; `None` but for silence.
    pub(crate) wait: Option<u32>,
    /// `None` if it is missing or invalid.
    pub(crate) at_most: Option<u32>,
    pub(crate) say: SmallVec<[Say; 1]>,
    /// The way on once it was asked often enough: `else`.
    pub(crate) edge: Edge,
}

/// Words to say, on one channel or on all of them.
#[derive(Debug)]
pub(crate) struct Say {
    /// `None` where `say` is a plain text. The key `default` counts as a channel name here.
    pub(crate) channel: Option<Name>,
    pub(crate) text: Text,
}

/// An exit of a node: what happens after it.
#[derive(Debug)]
pub(crate) struct Exit {
    /// The key: `answers`, `goto`, …
    pub(crate) key: Spanned<&'static str>,
    pub(crate) kind: ExitKind,
}

/// The kinds of exit.
#[derive(Debug)]
pub(crate) enum ExitKind {
    Answers(Vec<Labelled>),
    Goto(Name),
    Decide(Vec<Edge>),
    Run(Box<Run>),
    Action(Box<Action>),
    End(Name),
    Resume,
    /// The key has no value.
    Empty,
    /// The value could not be read, and has a finding.
    Unreadable,
}

/// An exit that runs a subscript.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) script: Name,
    pub(crate) with: Vec<Assignment>,
    pub(crate) then: Vec<Branch>,
}

/// An exit that lets the host program do something.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) name: Name,
    pub(crate) with: Vec<Assignment>,
    pub(crate) then: Vec<Branch>,
    pub(crate) read_only: bool,
}

/// An edge from a node to the next, or to an end of the script.
#[derive(Debug, Default)]
pub(crate) struct Edge {
    /// The span of the whole edge. If it has no value: the place where the value belongs.
    pub(crate) span: Span,
    /// Where it leads. A valid edge has exactly one way.
    pub(crate) ways: SmallVec<[Way; 1]>,
    /// The condition; boxed because few edges have one.
    pub(crate) when: Option<Box<Expression>>,
    pub(crate) id: Option<Name>,
    pub(crate) set: Vec<Assignment>,
    pub(crate) take: Vec<Take>,
    pub(crate) share: Option<Spanned<Decimal>>,
    /// What few edges have; boxed for that reason.
    pub(crate) extras: Option<Box<EdgeExtras>>,
    /// The edge has a finding from the reader. It is then not reported a second time for leading nowhere.
    pub(crate) faulty: bool,
}

/// What few edges have.
#[derive(Debug, Default)]
pub(crate) struct EdgeExtras {
    /// The variables that are given together with an answer.
    pub(crate) collect: Vec<Name>,
}

/// Where an edge leads.
#[derive(Debug)]
pub(crate) enum Way {
    Goto(Name),
    End(Name),
    Resume(Span),
    Retry(Retry),
}

/// A way back to an earlier node that can be taken a limited number of times.
#[derive(Debug)]
pub(crate) struct Retry {
    pub(crate) target: Name,
    /// `None` if it is missing or invalid.
    pub(crate) at_most: Option<u32>,
    pub(crate) otherwise: Option<Box<Way>>,
}

/// A value that is assigned to a variable, or passed to a subscript or an action.
#[derive(Debug)]
pub(crate) struct Assignment {
    pub(crate) target: Name,
    pub(crate) value: Operand,
}

/// The value of an assignment.
#[derive(Debug)]
pub(crate) enum Operand {
    /// Text: the author put it in quotes.
    Text(Name),
    /// An expression: it is not in quotes.
    Expression(Expression),
    /// The word `empty`, in `set` alone: the variable has no value any more.
    Empty(Span),
}

/// A variable of this script, and where its value comes from: a variable of the subscript, or a key of the values that
/// the host returned.
#[derive(Debug)]
pub(crate) struct Take {
    pub(crate) target: Name,
    pub(crate) from: Name,
}
