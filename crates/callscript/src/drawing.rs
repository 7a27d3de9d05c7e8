//! The boxes and arrows of a script's diagram. It is made from the document, so that scripts with errors can be drawn,
//! too.
//!
//! Floor 10. Must not know any output format.

mod build;
mod focus;

pub use focus::UnknownNode;

use crate::analysis::graph::LinkKind;
use crate::base::names;

/// The diagram of a script.
#[derive(Debug, Clone)]
pub struct Drawing<'f> {
    /// The script's id.
    pub script: Option<&'f str>,
    /// Its title.
    pub title: Option<&'f str>,
    /// The id of the start node, even if there is no such node.
    pub start: Option<&'f str>,
    /// The id of the script that `after` runs.
    pub after: Option<&'f str>,
    /// The rules of the errors outside nodes.
    pub faults: Vec<&'static str>,
    /// The nodes, in the order of the document.
    pub nodes: Vec<Node<'f>>,
    /// Entries and asides, then the edges out of each node, in the order of the document.
    pub edges: Vec<Edge<'f>>,
    /// The node that the drawing was narrowed to, if any.
    pub focus: Option<&'f str>,
}

/// A node of the diagram.
#[derive(Debug, Clone)]
pub struct Node<'f> {
    /// Its id.
    pub id: &'f str,
    /// The kind of node.
    pub kind: NodeKind,
    /// Its words on the script's first channel, as written.
    pub text: &'f str,
    /// Whether they must be read exactly as written.
    pub verbatim: bool,
    /// The outcome that it ends with.
    pub outcome: Option<&'f str>,
    /// The script or action that it runs.
    pub callee: Option<&'f str>,
    /// The rules of its errors.
    pub faults: Vec<&'static str>,
}

/// The kinds of node, by their exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A question.
    Answers,
    /// A node that goes on to another without a question.
    Goto,
    /// A decision by conditions.
    Decide,
    /// A subscript, whose outcome decides.
    Run,
    /// An action of the host, whose result decides.
    Action,
    /// An end of the script.
    End,
    /// The end of an aside.
    Resume,
    /// The exit is missing or could not be read.
    None,
    /// The node has several exits.
    Several,
}

/// An arrow of the diagram.
#[derive(Debug, Clone)]
pub struct Edge<'f> {
    /// The index in [`Drawing::nodes`] of the node that it leaves; `None` for an entry or an aside.
    pub from: Option<usize>,
    /// Where it leads.
    pub to: Target<'f>,
    /// The kind of link.
    pub kind: LinkKind,
    /// The label, the `when` of an arm, the outcome or the result; empty if it has none of these.
    pub label: &'f str,
    /// For an answer or aside: the condition under which it is open.
    pub when: Option<&'f str>,
    /// For a retry: how often it can be taken.
    pub at_most: Option<u32>,
}

/// Where an arrow leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'f> {
    /// To the node with this index in [`Drawing::nodes`].
    Node(usize),
    /// To a node that the drawing was narrowed to exclude.
    Outside(&'f str),
    /// To a node that does not exist.
    Unknown(&'f str),
    /// To an outcome.
    End(&'f str),
    /// Back to where the aside was called.
    Resume,
    /// Nowhere: the edge has no target.
    Nowhere,
}

impl Node<'_> {
    /// Whether its id is a valid node id.
    pub fn has_valid_id(&self) -> bool {
        names::is_kebab(self.id)
    }
}

impl NodeKind {
    /// The name of the kind: the key of the exit, `none` or `several`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Goto => "goto",
            Self::Decide => "decide",
            Self::Run => "run",
            Self::Action => "action",
            Self::End => "end",
            Self::Resume => "resume",
            Self::None => "none",
            Self::Several => "several",
        }
    }
}
