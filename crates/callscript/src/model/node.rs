//! Nodes and their exits.

use super::edge::{Edge, EdgeKind, Target};
use super::text::{Assignment, Text};
use crate::base::source::{Name, Source, Span};
use crate::base::value::Number;
use crate::document::{self, ExitKind, Say};

/// One step of a script.
#[derive(Debug, Clone, Copy)]
pub struct Node<'s> {
    source: &'s Source,
    id: &'s str,
    ast: &'s document::Node,
}

/// How a script goes on after a node: its kind. The edges are those of [`Node::edges`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Exit<'s> {
    /// A question: an edge for each answer.
    Answers,
    /// On to this node.
    Goto(&'s Name),
    /// A decision: an edge for each arm.
    Decide,
    /// A subscript: an edge for each of its outcomes.
    Run(&'s Name),
    /// Something that the host does: an edge for each result.
    Action {
        /// Its name.
        name: &'s Name,
        /// Whether doing it again is harmless.
        read_only: bool,
    },
    /// The end, with this outcome.
    End(&'s Name),
    /// Back to what an aside interrupted.
    Resume,
    /// There is none, or more than one, or it could not be read.
    Unknown,
}

impl<'s> Node<'s> {
    pub(super) fn new(source: &'s Source, id: &'s str, ast: &'s document::Node) -> Self {
        Self { source, id, ast }
    }

    /// Its id.
    pub fn id(&self) -> &'s str {
        self.id
    }

    /// The place of its id: where most findings about the node belong.
    pub fn span(&self) -> Span {
        self.ast.span
    }

    /// The place of the whole node.
    pub fn extent(&self) -> Span {
        self.ast.extent
    }

    /// What is said, with its channel; without one for all of them. `default` counts as a channel here.
    pub fn say(&self) -> impl Iterator<Item = (Option<&'s Name>, Text<'s>)> + use<'s> {
        let source = self.source;
        self.ast.say.iter().map(move |say| (say.channel.as_ref(), Text::new(source, &say.text)))
    }

    /// What is said on a channel.
    pub fn say_on(&self, channel: &str) -> Option<Text<'s>> {
        self.ast.say_on(channel).map(|Say { text, .. }| Text::new(self.source, text))
    }

    /// Whether its words must be read as they are written.
    pub fn is_verbatim(&self) -> bool {
        self.ast.verbatim
    }

    /// Whether its form offers no earlier values on a later visit.
    pub fn is_afresh(&self) -> bool {
        self.ast.afresh
    }

    /// The advice for the agent.
    pub fn guidance(&self) -> Option<Text<'s>> {
        self.ast.guidance.as_ref().map(|text| Text::new(self.source, text))
    }

    /// The variables that its form asks for.
    pub fn collects(&self) -> &'s [Name] {
        &self.ast.collect
    }

    /// What it assigns.
    pub fn sets(&self) -> impl Iterator<Item = Assignment<'s>> + use<'s> {
        Assignment::all(self.source, &self.ast.set)
    }

    /// Its tags.
    pub fn tags(&self) -> &'s [Name] {
        &self.ast.tags
    }

    /// How many seconds it takes, if it says so.
    pub fn seconds(&self) -> Option<Number> {
        self.ast.seconds.map(Number)
    }

    /// Its exit.
    pub fn exit(&self) -> Exit<'s> {
        let [exit] = self.ast.exits.as_slice() else { return Exit::Unknown };
        match &exit.kind {
            ExitKind::Answers(_) => Exit::Answers,
            ExitKind::Goto(node) => Exit::Goto(node),
            ExitKind::Decide(_) => Exit::Decide,
            ExitKind::Run(run) => Exit::Run(&run.script),
            ExitKind::Action(action) => Exit::Action { name: &action.name, read_only: action.read_only },
            ExitKind::End(outcome) => Exit::End(outcome),
            ExitKind::Resume => Exit::Resume,
            ExitKind::Empty | ExitKind::Unreadable => Exit::Unknown,
        }
    }

    /// What is given to its subscript or action.
    pub fn with(&self) -> impl Iterator<Item = Assignment<'s>> + use<'s> {
        let source = self.source;
        self.ast.exits.iter().flat_map(move |exit| Assignment::all(source, exit.kind.with()))
    }

    /// Every edge out of it: `cannot_give`, those of its own `silence` and `not_understood`, then those of its exit.
    pub fn edges(&self) -> impl Iterator<Item = Edge<'s>> + use<'s> {
        let source = self.source;
        let refused = self.ast.cannot_give.iter();
        let refused = refused.map(move |edge| Edge::plain(source, EdgeKind::CannotGive, edge));
        let refused = refused.chain(Edge::of_lapses(source, self.ast.lapses.as_deref()));
        refused.chain(self.ast.exits.iter().flat_map(move |exit| Edge::of_exit(source, &exit.kind)))
    }

    /// Everywhere that it can lead: the target of its exit, or those of its edges.
    pub fn targets(&self) -> Vec<Target<'s>> {
        let exits = self.ast.exits.iter().filter_map(|exit| match &exit.kind {
            ExitKind::Goto(node) => Some(Target::Node(node)),
            ExitKind::End(outcome) => Some(Target::End(outcome)),
            ExitKind::Resume => Some(Target::Resume(exit.key.span)),
            _ => None,
        });
        exits.chain(self.edges().flat_map(|edge| edge.targets().collect::<Vec<_>>())).collect()
    }
}
