//! What a script is made of: its nodes, how they go on, and the edges between them.
//!
//! Plain data. Must not know how it is read.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::script::{Branch, Expression, Labelled, Text};
use crate::base::source::{Name, Span, Spanned};

/// The subscript that runs once the outcome is decided.
#[derive(Debug)]
pub(crate) struct After {
    pub(crate) script: Option<Name>,
    /// None: all outcomes.
    pub(crate) outcomes: Option<Vec<Name>>,
    pub(crate) when: Option<Expression>,
    pub(crate) with: Vec<Assignment>,
    pub(crate) take: Vec<Take>,
}

/// One step of a script.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Of the id.
    pub(crate) span: Span,
    /// From the id to the end of the node.
    pub(crate) extent: Span,
    pub(crate) say: SmallVec<[Say; 1]>,
    pub(crate) verbatim: bool,
    pub(crate) guidance: Option<Text>,
    pub(crate) collect: Vec<Name>,
    pub(crate) cannot_give: Option<Box<Edge>>,
    pub(crate) set: Vec<Assignment>,
    pub(crate) tags: Vec<Name>,
    pub(crate) seconds: Option<Decimal>,
    /// Every exit that is written; one, if all is well.
    pub(crate) exits: SmallVec<[Exit; 1]>,
    /// It has a finding of reading, or several exits: its edges may not be all there.
    pub(crate) faulty: bool,
}

/// Words to say, on one channel or on all.
#[derive(Debug)]
pub(crate) struct Say {
    /// None where `say` is a plain text; `default` is a name like any other here.
    pub(crate) channel: Option<Name>,
    pub(crate) text: Text,
}

/// How a node goes on.
#[derive(Debug)]
pub(crate) struct Exit {
    /// Of the key: `answers`, `goto`, …
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
    /// Nothing stands there.
    Empty,
    /// Something stands there that could not be read; a finding was made of it.
    Unreadable,
}

/// A subscript.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) script: Name,
    pub(crate) with: Vec<Assignment>,
    pub(crate) then: Vec<Branch>,
}

/// Something that the host program does.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) name: Name,
    pub(crate) with: Vec<Assignment>,
    pub(crate) then: Vec<Branch>,
    pub(crate) read_only: bool,
}

/// A way from one step to the next.
#[derive(Debug, Default)]
pub(crate) struct Edge {
    /// The whole edge; of an edge with no value the place where one belongs.
    pub(crate) span: Span,
    /// Exactly one, if all is well.
    pub(crate) ways: SmallVec<[Way; 1]>,
    /// Boxed, as few edges have one.
    pub(crate) when: Option<Box<Expression>>,
    pub(crate) id: Option<Name>,
    pub(crate) set: Vec<Assignment>,
    pub(crate) take: Vec<Take>,
    pub(crate) share: Option<Spanned<Decimal>>,
    /// A finding was made of it, so that its having no way on is none.
    pub(crate) faulty: bool,
}

/// Where an edge leads.
#[derive(Debug)]
pub(crate) enum Way {
    Goto(Name),
    End(Name),
    Resume(Span),
    Retry(Retry),
}

/// A bounded way back.
#[derive(Debug)]
pub(crate) struct Retry {
    pub(crate) target: Name,
    /// None if it is missing or faulty.
    pub(crate) at_most: Option<u32>,
    pub(crate) otherwise: Option<Box<Way>>,
}

/// A value that is written to a variable, or given to a subscript or an action.
#[derive(Debug)]
pub(crate) struct Assignment {
    pub(crate) target: Name,
    pub(crate) value: Operand,
}

/// What is written.
#[derive(Debug)]
pub(crate) enum Operand {
    /// It stands in quotes: a text.
    Text(Name),
    /// It stands without: an expression.
    Expression(Expression),
}

/// A variable here, and where its value comes from.
#[derive(Debug)]
pub(crate) struct Take {
    pub(crate) target: Name,
    pub(crate) from: Name,
}
