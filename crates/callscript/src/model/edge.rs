//! Edges: answers, arms, results, asides and entries, and where they lead.

use super::text::{Assignment, Expression, Take, Text};
use crate::base::lapse::Lapse;
use crate::base::source::{Name, Source, Span};
use crate::base::value::Number;
use crate::document::{self, ExitKind, Label, Labelled, Way};

/// One way out of a node, or into a script.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'s> {
    source: &'s Source,
    kind: EdgeKind,
    label: Option<&'s Label>,
    name: Option<&'s Name>,
    ast: &'s document::Edge,
}

/// What an [`Edge`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EdgeKind {
    /// An answer to a question.
    Answer,
    /// An arm of a decision.
    Arm,
    /// An outcome of a subscript.
    Outcome,
    /// A result of an action.
    Result,
    /// The way on if nobody can fill in the form.
    CannotGive,
    /// The way on once nothing came often enough.
    Silence,
    /// The way on once nothing came often enough that was understood.
    NotUnderstood,
    /// What can be called at every prompt.
    Aside,
    /// Another place at which a call can start.
    Entry,
}

/// Where an [`Edge`] leads.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Target<'s> {
    /// To this node.
    Node(&'s Name),
    /// To the end, with this outcome.
    End(&'s Name),
    /// Back to what an aside interrupted.
    Resume(Span),
    /// Back to this node. The target after it, if any, is its `else`.
    Retry {
        /// The node.
        node: &'s Name,
        /// How often; `None` if that could not be read.
        at_most: Option<u32>,
    },
}

impl<'s> Edge<'s> {
    pub(super) fn plain(source: &'s Source, kind: EdgeKind, ast: &'s document::Edge) -> Self {
        Self { source, kind, label: None, name: None, ast }
    }

    /// The ways on of `silence` and `not_understood`.
    pub(super) fn of_lapses(
        source: &'s Source,
        lapses: Option<&'s document::Lapses>,
    ) -> impl Iterator<Item = Self> + use<'s> {
        lapses.into_iter().flat_map(document::Lapses::all).map(move |(lapse, again)| {
            let kind = match lapse {
                Lapse::Silence => EdgeKind::Silence,
                Lapse::NotUnderstood => EdgeKind::NotUnderstood,
            };
            Self::plain(source, kind, &again.edge)
        })
    }

    pub(super) fn labelled(source: &'s Source, kind: EdgeKind, labelled: &'s Labelled) -> Self {
        Self { label: Some(&labelled.label), ..Self::plain(source, kind, &labelled.edge) }
    }

    /// The edges of an exit.
    pub(super) fn of_exit(source: &'s Source, exit: &'s ExitKind) -> Vec<Self> {
        let named = |kind, branches: &'s [document::Branch]| -> Vec<Self> {
            let edge = |branch: &'s document::Branch| Self {
                name: Some(&branch.name),
                ..Self::plain(source, kind, &branch.edge)
            };
            branches.iter().map(edge).collect()
        };
        match exit {
            ExitKind::Answers(answers) => {
                answers.iter().map(|answer| Self::labelled(source, EdgeKind::Answer, answer)).collect()
            }
            ExitKind::Decide(arms) => arms.iter().map(|arm| Self::plain(source, EdgeKind::Arm, arm)).collect(),
            ExitKind::Run(run) => named(EdgeKind::Outcome, &run.then),
            ExitKind::Action(action) => named(EdgeKind::Result, &action.then),
            ExitKind::Goto(_) | ExitKind::End(_) | ExitKind::Resume | ExitKind::Empty | ExitKind::Unreadable => {
                Vec::new()
            }
        }
    }

    /// What it is.
    pub fn kind(&self) -> EdgeKind {
        self.kind
    }

    /// Its place, without its label or name.
    pub fn span(&self) -> Span {
        self.ast.span
    }

    /// The label of an answer, an aside or an entry.
    pub fn label(&self) -> Option<Text<'s>> {
        self.label.map(|label| Text::new(self.source, &label.text))
    }

    /// The id of an answer, an aside or an entry.
    pub fn id(&self) -> Option<&'s str> {
        self.label.map(|label| label.id.as_str())
    }

    /// The outcome or the result that it is for.
    pub fn name(&self) -> Option<&'s Name> {
        self.name
    }

    /// The condition under which it is open.
    pub fn when(&self) -> Option<Expression<'s>> {
        self.ast.when.as_ref().map(|when| Expression::new(self.source, when))
    }

    /// The variables that are given together with an answer.
    pub fn collects(&self) -> &'s [Name] {
        self.ast.collect()
    }

    /// What it assigns.
    pub fn sets(&self) -> impl Iterator<Item = Assignment<'s>> + use<'s> {
        Assignment::all(self.source, &self.ast.set)
    }

    /// What it takes from the subscript or the host.
    pub fn takes(&self) -> impl Iterator<Item = Take<'s>> + use<'s> {
        self.ast.take.iter().map(Take::new)
    }

    /// How often it is taken, of 1.
    pub fn share(&self) -> Option<Number> {
        self.ast.share.as_ref().map(|share| Number(share.value))
    }

    /// Where it leads: one target, or a retry and its `else`. None, or more, if it has a finding.
    pub fn targets(&self) -> impl Iterator<Item = Target<'s>> + use<'s> {
        self.ast.all_ways().map(|way| match way {
            Way::Goto(node) => Target::Node(node),
            Way::End(outcome) => Target::End(outcome),
            Way::Resume(span) => Target::Resume(*span),
            Way::Retry(retry) => Target::Retry { node: &retry.target, at_most: retry.at_most },
        })
    }
}
