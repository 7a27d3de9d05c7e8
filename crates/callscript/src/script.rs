//! The checked form of a script: immutable, shared, made for walking.
//!
//! A [`Script`] exists only if its checks passed, and those of the scripts that it runs: every index in it leads
//! somewhere. Must not know files, spans or findings.

mod build;
mod needs;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use crate::document::OutcomeKind;
use crate::expression::Expr;
use crate::flow::Flow;
use crate::text::Template;
use crate::value::{Declaration, Value};

pub(crate) use build::build;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Its place in the document's order, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// A node of one script.
    NodeId
}
index! {
    /// A variable of one script.
    VariableId
}
index! {
    /// An outcome of one script.
    OutcomeId
}
index! {
    /// A `retry` of one script: whoever walks it counts how often each was used.
    RetryId
}

/// A script that passed every check, as did those that it runs.
#[derive(Debug)]
pub struct Script {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) digest: Digest,
    pub(crate) channels: Vec<String>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) start: NodeId,
    pub(crate) entries: Vec<Entry>,
    pub(crate) asides: Vec<Aside>,
    pub(crate) after: Option<After>,
    pub(crate) retries: u32,
    pub(crate) flow: Flow,
}

/// The BLAKE3 hash of a script's text, without byte order mark and with LF for every line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it may hold.
    pub declaration: Declaration,
}

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
    pub label: Template<VariableId>,
    /// The node at which it starts.
    pub node: NodeId,
}

/// An aside: open from every node.
#[derive(Debug)]
pub struct Aside {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Template<VariableId>,
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
    pub when: Option<Expr<VariableId>>,
    /// The subscript's inputs.
    pub with: Vec<(VariableId, Operand)>,
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
    pub guidance: Option<Template<VariableId>>,
    /// The form.
    pub collect: Vec<VariableId>,
    /// The way on for a customer who cannot say.
    pub cannot_give: Option<Edge>,
    /// What is written after the form and before the exit.
    pub set: Vec<Assignment>,
    /// Words for policies and reports.
    pub tags: Vec<String>,
    /// The expected handling time in seconds, if the author gave one.
    pub seconds: Option<Decimal>,
    /// How it goes on.
    pub exit: Exit,
    /// Whether a `resume` can be reached from here, over edges and retries.
    pub resumes: bool,
}

/// Words for the customer, by channel.
#[derive(Debug)]
pub struct Say {
    /// Every channel's words; those of a channel that has none of its own are `default`'s.
    pub(crate) by_channel: Vec<(String, Template<VariableId>)>,
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
    /// The first whose `when` holds; the last has none.
    Decide(Vec<Edge>),
    /// A subscript.
    Run(Run),
    /// Something that the host does.
    Action(Action),
    /// The script ends.
    End(OutcomeId),
    /// The aside is over.
    Resume,
}

/// A possible answer.
#[derive(Debug)]
pub struct Answer {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: Template<VariableId>,
    /// Where it leads.
    pub edge: Edge,
}

/// A subscript that a node runs.
#[derive(Debug)]
pub struct Run {
    /// The subscript.
    pub script: Arc<Script>,
    /// Its inputs.
    pub with: Vec<(VariableId, Operand)>,
    /// By the subscript's outcomes, in their order: none for one that nothing in it ends with.
    pub then: Vec<Option<Edge>>,
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
}

/// A way from one step to the next.
#[derive(Debug)]
pub struct Edge {
    /// It is closed unless this holds.
    pub when: Option<Expr<VariableId>>,
    /// What is written as it is taken.
    pub set: Vec<Assignment>,
    /// What is taken over from the subscript or the host.
    pub take: Vec<Take>,
    /// Where it leads.
    pub way: Way,
    /// The expected share that goes this way.
    pub share: Option<Decimal>,
}

/// Where an edge leads.
#[derive(Debug)]
pub enum Way {
    /// Straight on.
    To(Target),
    /// Back, a bounded number of times.
    Retry {
        /// Which retry it is.
        id: RetryId,
        /// The node.
        target: NodeId,
        /// How often one call of the script may use it.
        at_most: u32,
        /// The way on once it is used up; none: the answer is closed then.
        otherwise: Option<Target>,
    },
}

/// A place that an edge leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// The end of the script.
    End(OutcomeId),
    /// Back to the prompt that the aside interrupted.
    Resume,
}

/// A value that is written to a variable.
#[derive(Debug)]
pub struct Assignment {
    /// The variable.
    pub target: VariableId,
    /// The value.
    pub value: Operand,
}

/// What is written.
#[derive(Debug)]
pub enum Operand {
    /// What stood in quotes.
    Constant(Value),
    /// An expression over this script's variables.
    Expression(Expr<VariableId>),
}

/// A value that is taken over.
#[derive(Debug)]
pub struct Take {
    /// The variable here.
    pub target: VariableId,
    /// Where it comes from.
    pub from: Taken,
}

/// Where a value is taken from.
#[derive(Debug)]
pub enum Taken {
    /// A variable of the subscript.
    Variable(VariableId),
    /// A key of what the host returned.
    Key(String),
}

impl Script {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The language of its words, a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The digest of its text.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The channels that it is written for; the first is the default.
    pub fn channels(&self) -> &[String] {
        &self.channels
    }

    /// Its variables, in the order of the document.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// One of its variables.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more variables.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.index()]
    }

    /// The variable of this name.
    pub fn find_variable(&self, name: &str) -> Option<VariableId> {
        let mut variables = (0u32..).zip(&self.variables);
        variables.find(|(_, variable)| variable.name == name).map(|(at, _)| VariableId(at))
    }

    /// Its outcomes, in the order of the document.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// One of its outcomes.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more outcomes.
    pub fn outcome(&self, id: OutcomeId) -> &Outcome {
        &self.outcomes[id.index()]
    }

    /// Its nodes, in the order of the document.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// One of its nodes.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more nodes.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The node of this id.
    pub fn find_node(&self, id: &str) -> Option<NodeId> {
        let mut nodes = (0u32..).zip(&self.nodes);
        nodes.find(|(_, node)| node.id == id).map(|(at, _)| NodeId(at))
    }

    /// The node at which a call starts.
    pub fn start(&self) -> NodeId {
        self.start
    }

    /// Further places to start.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The asides, open from every node.
    pub fn asides(&self) -> &[Aside] {
        &self.asides
    }

    /// What runs once the outcome is decided.
    pub fn after(&self) -> Option<&After> {
        self.after.as_ref()
    }

    /// How many retries it has: ids run from 0 to one less.
    pub fn retries(&self) -> usize {
        self.retries as usize
    }
}

impl Say {
    /// The words on `channel`.
    pub fn on(&self, channel: &str) -> &Template<VariableId> {
        let own = self.by_channel.iter().position(|(name, _)| name == channel);
        &self.by_channel[own.unwrap_or(self.default)].1
    }
}
