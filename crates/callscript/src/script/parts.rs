//! What a checked script is made of. Plain data: every index in it leads somewhere.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::edges::Edge;
use super::{Assignment, Condition, EndId, NodeId, Operand, OutcomeId, RetryId, Script, Take, VariableId};
use crate::analysis::typed_expression::Text;
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
    /// The code that a dialler or CRM expects.
    pub disposition: String,
}

/// A further place to start.
#[derive(Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The node at which it starts.
    pub node: NodeId,
}

/// An aside: open from every node.
#[derive(Debug)]
pub struct Aside {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// The way into it: `goto` or `end`.
    pub edge: Edge,
}

/// The subscript that runs once the outcome of the outermost script is decided.
#[derive(Debug)]
pub struct After {
    /// The subscript.
    pub script: Arc<Script>,
    /// The outcomes that it is for; none: all.
    pub outcomes: Option<Vec<OutcomeId>>,
    /// It runs only if this holds.
    pub when: Option<Condition>,
    /// The subscript's inputs; one that is empty is left out.
    pub with: Vec<Assignment>,
    /// What comes back.
    pub take: Vec<Take>,
}

/// One step.
#[derive(Debug)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// The words for the customer.
    pub say: Option<Say>,
    /// The words must be read as written.
    pub verbatim: bool,
    /// The words for the agent, in Markdown.
    pub guidance: Option<Text>,
    /// The form.
    pub collect: Vec<VariableId>,
    /// The way on for a customer who cannot say.
    pub cannot_give: Option<Edge>,
    /// What is written after the form and before the exit.
    pub set: Vec<Assignment>,
    /// Words for policies and reports.
    pub tags: Vec<String>,
    /// The expected handling time in seconds: the author's, or what the words and values take.
    pub(crate) seconds: Decimal,
    /// How it goes on.
    pub exit: Exit,
    /// Whether a `resume` can be reached from here, over edges and retries.
    pub resumes: bool,
}

/// Words for the customer, by channel.
#[derive(Debug)]
pub struct Say {
    /// Every channel's words; those of a channel that has none of its own are `default`'s.
    pub(crate) by_channel: Vec<(String, Text)>,
    /// What any other channel gets.
    pub(crate) default: usize,
}

/// How a node goes on.
#[derive(Debug)]
pub enum Exit {
    /// A question.
    Answers(Vec<Answer>),
    /// On to a node.
    Goto(NodeId),
    /// The first whose `when` holds.
    Decide(Decide),
    /// A subscript.
    Run(Arc<Run>),
    /// Something that the host does.
    Action(Action),
    /// The script ends.
    End(EndId),
    /// The aside is over.
    Resume,
}

/// A possible answer.
#[derive(Debug)]
pub struct Answer {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Where it leads.
    pub edge: Edge,
    /// Of a `retry` without `else`: how often it can be chosen; then it is closed.
    pub limit: Option<Limit>,
}

/// How often one call of the script may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Which retry it is.
    pub id: RetryId,
    /// The number of times.
    pub at_most: u32,
}

/// The arms of a `decide`.
#[derive(Debug)]
pub struct Decide {
    /// Those with a `when`, in order.
    pub arms: Vec<Edge>,
    /// The last, which is taken if none of them is open.
    pub otherwise: Edge,
}

/// A subscript that a node runs.
#[derive(Debug)]
pub struct Run {
    /// The subscript.
    pub script: Arc<Script>,
    /// Its inputs; one that is empty is left out.
    pub with: Vec<Assignment>,
    /// By the subscript's ends, in their order.
    pub then: Vec<Branch>,
}

/// How it goes on when a subscript has ended in one way.
#[derive(Debug)]
pub struct Branch {
    /// Where it leads.
    pub edge: Edge,
    /// What is taken over from the subscript.
    pub take: Vec<Take>,
}

/// Something that the host program does.
#[derive(Debug)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// What it is given, by key.
    pub with: Vec<(String, Operand)>,
    /// The results that it may have.
    pub then: Vec<ActionResult>,
    /// Doing it again is harmless.
    pub read_only: bool,
}

/// One result of an action.
#[derive(Debug)]
pub struct ActionResult {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub edge: Edge,
    /// What is taken over from what the host returned.
    pub take: Vec<Returned>,
}

/// A value that the host returns.
#[derive(Debug)]
pub struct Returned {
    /// Its key.
    pub key: String,
    /// The variable that it is for.
    pub target: VariableId,
}

impl Decide {
    /// Every arm, in order; the last has no `when`.
    pub fn all(&self) -> impl Iterator<Item = &Edge> {
        self.arms.iter().chain([&self.otherwise])
    }
}

impl Node {
    /// Every edge that leads on from it; a plain `goto` is none.
    pub fn edges(&self) -> Vec<&Edge> {
        let mut edges: Vec<&Edge> = self.cannot_give.iter().collect();
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
    /// The words on `channel`.
    pub fn on(&self, channel: &str) -> &Text {
        let own = self.by_channel.iter().position(|(name, _)| name == channel);
        &self.by_channel[own.unwrap_or(self.default)].1
    }
}
