//! Iteration over exits, edges and ways, and the words of a node on a channel.
//!
//! Must not know why anyone iterates.

use crate::base::lapse::Lapse;
use std::iter::successors;

use super::{
    Action, AskAgain, Assignment, Branch, Document, Edge, Exit, ExitKind, Expression, Labelled, Lapses, Node, OnLapse,
    Run, Say, Way,
};
use crate::base::source::Name;

impl Document {
    /// Every exit, with the id of its node.
    pub(crate) fn exits(&self) -> impl Iterator<Item = (&str, &Exit)> {
        self.nodes.iter().flat_map(|(id, node)| node.exits.iter().map(move |exit| (id.as_str(), exit)))
    }

    /// Every `run` exit, with the id of its node.
    pub(crate) fn subscripts(&self) -> impl Iterator<Item = (&str, &Run)> {
        self.exits().filter_map(|(id, exit)| Some((id, exit.kind.as_run()?)))
    }

    /// Every `action` exit, with the id of its node.
    pub(crate) fn actions(&self) -> impl Iterator<Item = (&str, &Action)> {
        self.exits().filter_map(|(id, exit)| Some((id, exit.kind.as_action()?)))
    }

    /// The outcome of every `end` exit, with the id of its node. Edges that end the script are not included.
    pub(crate) fn own_ends(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.exits().filter_map(|(id, exit)| Some((id, exit.kind.as_end()?)))
    }

    /// The words of a node on the script's first channel.
    pub(crate) fn default_say<'d>(&self, node: &'d Node) -> Option<&'d Say> {
        node.say_on(self.channels.first().map_or("", |channel| &channel.value))
    }
}

impl Node {
    /// The words for a channel; if it has none, those of `default`; if there are none either, the first.
    pub(crate) fn say_on(&self, channel: &str) -> Option<&Say> {
        let on = |wanted: &str| {
            self.say.iter().find(|say| say.channel.as_ref().map_or("default", |channel| &channel.value) == wanted)
        };
        on(channel).or_else(|| on("default")).or(self.say.first())
    }

    /// Every variable that the node's form or one of its answers collects.
    pub(crate) fn collected(&self) -> impl Iterator<Item = &Name> {
        let answers = self.exits.iter().filter_map(|exit| exit.kind.as_answers()).flatten();
        self.collect.iter().chain(answers.flat_map(|answer| answer.edge.collect()))
    }

    /// Every edge out of the node: `cannot_give`, those of `silence` and `not_understood`, then those of its exits.
    pub(crate) fn edges(&self) -> impl Iterator<Item = &Edge> {
        let lapses = self.lapses.iter().flat_map(|lapses| lapses.all()).map(|(_, again)| &again.edge);
        let first = self.cannot_give.as_deref().into_iter().chain(lapses);
        first.chain(self.exits.iter().flat_map(|exit| exit.kind.edges()))
    }

    /// Whether it has a form, or a question.
    pub(crate) fn asks(&self) -> bool {
        !self.collect.is_empty() || self.exits.iter().any(|exit| matches!(exit.kind, ExitKind::Answers(_)))
    }
}

impl Lapses {
    /// What is done at each lapse at which something is.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Lapse, &AskAgain)> {
        Lapse::ALL.into_iter().filter_map(|lapse| match self.on(lapse)? {
            OnLapse::AskAgain(again) => Some((lapse, &**again)),
            OnLapse::Nothing => None,
        })
    }

    /// What is said of a lapse; `None` if nothing is.
    pub(crate) fn on(&self, lapse: Lapse) -> Option<&OnLapse> {
        match lapse {
            Lapse::Silence => self.silence.as_ref(),
            Lapse::NotUnderstood => self.not_understood.as_ref(),
        }
    }

    /// What is asked again at a lapse.
    pub(crate) fn again(&self, lapse: Lapse) -> Option<&AskAgain> {
        self.all().find(|(of, _)| *of == lapse).map(|(_, again)| again)
    }
}

impl ExitKind {
    /// The answers, if the exit is a question.
    pub(crate) fn as_answers(&self) -> Option<&[Labelled]> {
        match self {
            Self::Answers(answers) => Some(answers),
            _ => None,
        }
    }

    pub(crate) fn as_run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            _ => None,
        }
    }

    pub(crate) fn as_action(&self) -> Option<&Action> {
        match self {
            Self::Action(action) => Some(action),
            _ => None,
        }
    }

    /// The outcome, if the exit is `end`.
    pub(crate) fn as_end(&self) -> Option<&Name> {
        match self {
            Self::End(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The values that are passed to the subscript or to the host.
    pub(crate) fn with(&self) -> &[Assignment] {
        match self {
            Self::Run(run) => &run.with,
            Self::Action(action) => &action.with,
            _ => &[],
        }
    }

    /// Its edges, in the order of the file.
    pub(crate) fn edges(&self) -> impl Iterator<Item = &Edge> {
        let (labelled, arms, branches) = self.lists();
        let (labelled, branches) =
            (labelled.iter().map(|labelled| &labelled.edge), branches.iter().map(|branch| &branch.edge));
        labelled.chain(arms).chain(branches)
    }

    /// The edge with index `at` in [`ExitKind::edges`].
    pub(crate) fn edge(&self, at: usize) -> Option<&Edge> {
        let (labelled, arms, branches) = self.lists();
        let labelled = labelled.get(at).map(|labelled| &labelled.edge);
        labelled.or_else(|| arms.get(at)).or_else(|| branches.get(at).map(|branch| &branch.edge))
    }

    /// What selects the edge with index `at`: a label, the `when` of an arm, an outcome or a result. `None` for an arm
    /// without `when`.
    pub(crate) fn label(&self, at: usize) -> Option<&str> {
        let (labelled, arms, branches) = self.lists();
        let label = labelled.get(at).map(|labelled| labelled.label.text.as_str());
        let when = || arms.get(at).and_then(|arm| arm.when.as_deref()).map(Expression::as_str);
        label.or_else(when).or_else(|| branches.get(at).map(|branch| branch.name.value.as_str()))
    }

    /// Its edges as three lists, at most one of which is not empty.
    fn lists(&self) -> (&[Labelled], &[Edge], &[Branch]) {
        match self {
            Self::Answers(answers) => (answers, &[], &[]),
            Self::Decide(arms) => (&[], arms, &[]),
            Self::Run(run) => (&[], &[], &run.then),
            Self::Action(action) => (&[], &[], &action.then),
            Self::Goto(_) | Self::End(_) | Self::Resume | Self::Empty | Self::Unreadable => (&[], &[], &[]),
        }
    }
}

impl Edge {
    /// The variables that are given together with an answer.
    pub(crate) fn collect(&self) -> &[Name] {
        self.extras.as_ref().map_or(&[], |extras| &extras.collect)
    }

    /// Its ways, each retry followed by its `else`.
    pub(crate) fn all_ways(&self) -> impl Iterator<Item = &Way> {
        self.ways.iter().flat_map(|way| successors(Some(way), |way| way.otherwise()))
    }
}

impl Way {
    /// The name of the node or outcome that it leads to.
    pub(crate) fn name(&self) -> Option<&Name> {
        match self {
            Self::Goto(name) | Self::End(name) => Some(name),
            Self::Retry(retry) => Some(&retry.target),
            Self::Resume(_) => None,
        }
    }

    /// The `else` of a retry: the way on once no retries are left.
    pub(crate) fn otherwise(&self) -> Option<&Self> {
        match self {
            Self::Retry(retry) => retry.otherwise.as_deref(),
            Self::Goto(_) | Self::End(_) | Self::Resume(_) => None,
        }
    }
}
