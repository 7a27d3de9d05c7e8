//! The parts of a checked script, as plain data. Every index is valid.

use crate::base::lapse::Lapse;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use super::edges::Edge;
use super::{Assignment, Condition, EndId, NodeId, Operand, OutcomeId, RetryId, Script, Take, VariableId};
use crate::analysis::typed_expression::{Guards, Text};
use crate::document::OutcomeKind;

/// A named way for the call to end.
#[derive(Debug)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// What it means for the business.
    pub kind: OutcomeKind,
    /// The code that a dialler or CRM expects; `None` if the script gives none.
    pub disposition: Option<String>,
}

/// A further node at which a call can start.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The node at which it starts.
    pub node: NodeId,
}

/// An aside: a digression that can be called at every prompt.
#[derive(Debug)]
pub struct Aside {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The edge into it: `goto` or `end`.
    pub edge: Edge,
}

/// The subscript that runs once the outcome of the outermost script is decided.
#[derive(Debug)]
pub struct After {
    /// The subscript.
    pub script: Arc<Script>,
    /// The outcomes after which it runs; `None` stands for all.
    pub outcomes: Option<Vec<OutcomeId>>,
    /// If present, it runs only if this holds.
    pub when: Option<Condition>,
    /// The subscript's inputs. An input whose value is empty is not given.
    pub with: Vec<Assignment>,
    /// What is taken from the subscript's variables.
    pub take: Vec<Take>,
}

/// A node: one step of the script.
#[derive(Debug)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// The words for the customer.
    pub say: Option<Say>,
    /// Whether the words must be read exactly as written.
    pub verbatim: bool,
    /// The words for the agent, in Markdown.
    pub guidance: Option<Text>,
    /// The variables that the node's form asks for.
    pub collect: Vec<VariableId>,
    /// The edge for a customer who cannot give a value.
    pub cannot_give: Option<Edge>,
    /// What happens when nothing comes, or nothing that is understood.
    pub(crate) lapses: Option<Box<Lapses>>,
    /// If a later visit offers no earlier values in the form: what counts the visits, as far as two.
    pub afresh: Option<RetryId>,
    /// The assignments after the form and before the exit.
    pub set: Vec<Assignment>,
    /// Words for policies and reports.
    pub tags: Vec<String>,
    /// The expected handling time in seconds: given by the author, or estimated.
    pub(crate) seconds: Decimal,
    /// How the script goes on.
    pub exit: Exit,
    /// An index of the conditions of its answers or arms, made on first use.
    pub(crate) guards: OnceLock<Box<Guards>>,
    /// Whether a `resume` can be reached from here, over edges and retries.
    pub resumes: bool,
}

/// What happens at a question or a form when nothing comes, or nothing that is understood.
#[derive(Debug, Default)]
pub(crate) struct Lapses {
    pub(crate) silence: Option<AskAgain>,
    pub(crate) not_understood: Option<AskAgain>,
}

/// Asking again, a limited number of times.
#[derive(Debug)]
pub struct AskAgain {
    /// After how many seconds without a word it counts as silence; `None` but for silence.
    pub wait: Option<u32>,
    /// What counts how often it was asked again.
    pub id: RetryId,
    /// How often it is asked again at this node in one call of the script.
    pub at_most: u32,
    /// Words that come before it is asked again.
    pub say: Option<Say>,
    /// The way on then.
    pub edge: Edge,
}

/// Words for the customer, by channel.
#[derive(Debug)]
pub struct Say {
    /// The words of each channel that has its own, and perhaps those of `default`.
    pub(crate) by_channel: Vec<(String, Text)>,
    /// The index of the words for any other channel.
    pub(crate) default: usize,
}

/// How a script goes on after a node.
#[derive(Debug)]
pub enum Exit {
    /// By the answer to a question.
    Answers(Vec<Answer>),
    /// To a node.
    Goto(NodeId),
    /// By the first arm whose condition holds.
    Decide(Decide),
    /// By the outcome of a subscript.
    Run(Arc<Run>),
    /// By the result of an action of the host.
    Action(Action),
    /// Nowhere: the script ends.
    End(EndId),
    /// Back from the aside to the prompt that it interrupted.
    Resume,
}

/// A possible answer.
#[derive(Debug)]
pub struct Answer {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The edge that it takes.
    pub edge: Edge,
    /// For a `retry` without `else`: how often the answer can be chosen until it is closed.
    pub limit: Option<Limit>,
    /// The variables that are given together with it.
    pub collect: Vec<VariableId>,
}

/// A limit on how often something can happen in one call of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The retry whose uses are counted.
    pub id: RetryId,
    /// The maximum number of uses.
    pub at_most: u32,
}

/// The arms of a `decide`.
#[derive(Debug)]
pub struct Decide {
    /// The arms with a condition, in order.
    pub arms: Vec<Edge>,
    /// The last arm, taken if no other is open.
    pub otherwise: Edge,
}

/// A subscript that a node runs.
#[derive(Debug)]
pub struct Run {
    /// The subscript.
    pub script: Arc<Script>,
    /// The subscript's inputs. An input whose value is empty is not given.
    pub with: Vec<Assignment>,
    /// For each end of the subscript, in order, how the caller goes on.
    pub then: Vec<Branch>,
}

/// How the caller goes on after one outcome of a subscript.
#[derive(Debug)]
pub struct Branch {
    /// The edge that it takes.
    pub edge: Edge,
    /// What is taken from the subscript's variables.
    pub take: Vec<Take>,
}

/// Something that the host does.
#[derive(Debug)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// The values that the host gets, by key.
    pub with: Vec<(String, Operand)>,
    /// The possible results.
    pub then: Vec<ActionResult>,
    /// Whether it can be repeated without harm.
    pub read_only: bool,
}

/// One result of an action.
#[derive(Debug)]
pub struct ActionResult {
    /// Its name.
    pub name: String,
    /// The edge that it takes.
    pub edge: Edge,
    /// What is taken from the values that the host returned.
    pub take: Vec<Returned>,
}

/// A value that the host returns.
#[derive(Debug)]
pub struct Returned {
    /// Its key.
    pub key: String,
    /// The variable that receives it.
    pub target: VariableId,
}

impl Decide {
    /// Every arm, in order; the last has no `when`.
    pub fn all(&self) -> impl Iterator<Item = &Edge> {
        self.arms.iter().chain([&self.otherwise])
    }
}

impl Node {
    /// What happens at a lapse; `None` if neither the node nor the script says so.
    pub fn on(&self, lapse: Lapse) -> Option<&AskAgain> {
        let lapses = self.lapses.as_deref()?;
        match lapse {
            Lapse::Silence => lapses.silence.as_ref(),
            Lapse::NotUnderstood => lapses.not_understood.as_ref(),
        }
    }

    /// Every edge out of the node. A plain `goto` has no edge.
    pub fn edges(&self) -> Vec<&Edge> {
        let mut edges: Vec<&Edge> = self.cannot_give.iter().collect();
        edges.extend(Lapse::ALL.into_iter().filter_map(|lapse| self.on(lapse)).map(|again| &again.edge));
        match &self.exit {
            Exit::Answers(answers) => edges.extend(answers.iter().map(|answer| &answer.edge)),
            Exit::Decide(decide) => edges.extend(decide.all()),
            Exit::Run(run) => edges.extend(run.then.iter().map(|branch| &branch.edge)),
            Exit::Action(action) => edges.extend(action.then.iter().map(|result| &result.edge)),
            Exit::Goto(_) | Exit::End(_) | Exit::Resume => {}
        }
        edges
    }
}

impl Say {
    /// The words for a channel.
    pub fn on(&self, channel: &str) -> &Text {
        let own = self.by_channel.iter().position(|(name, _)| name == channel);
        &self.by_channel[own.unwrap_or(self.default)].1
    }
}
