//! What there is to draw of a script: boxes and arrows, from what the author wrote, so that faulty scripts can be drawn too.
//!
//! Floor 10. Must not know any form of drawing.

mod build;
mod focus;

pub use focus::UnknownNode;

use crate::analysis::graph::LinkKind;
use crate::base::names;

/// What is to be drawn of a script.
#[derive(Debug, Clone)]
pub struct Drawing<'f> {
    /// The script's id.
    pub script: Option<&'f str>,
    /// Its title.
    pub title: Option<&'f str>,
    /// The node at which it starts, whether there is one of that name or not.
    pub start: Option<&'f str>,
    /// The script that runs once the outcome is decided.
    pub after: Option<&'f str>,
    /// The rules of errors that are in no node.
    pub faults: Vec<&'static str>,
    /// The nodes, in the order of the document.
    pub nodes: Vec<Node<'f>>,
    /// Entries and asides, then what leads out of each node, in the order of the document.
    pub edges: Vec<Edge<'f>>,
    /// The node that the picture was narrowed to.
    pub focus: Option<&'f str>,
}

/// A node, as it is drawn.
#[derive(Debug, Clone)]
pub struct Node<'f> {
    /// Its id.
    pub id: &'f str,
    /// How it goes on.
    pub kind: NodeKind,
    /// What is said on the script's first channel, as written.
    pub text: &'f str,
    /// Whether that must be read as written.
    pub verbatim: bool,
    /// The outcome that it ends with.
    pub outcome: Option<&'f str>,
    /// The script or the action that it runs.
    pub callee: Option<&'f str>,
    /// The rules of its errors.
    pub faults: Vec<&'static str>,
}

/// How a node goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// A question.
    Answers,
    /// A message.
    Goto,
    /// By conditions.
    Decide,
    /// By what a subscript ends with.
    Run,
    /// By what the host program did.
    Action,
    /// Not at all: the script ends.
    End,
    /// Back to the prompt that was left.
    Resume,
    /// It does not say, or it could not be read.
    None,
    /// It says more than one.
    Several,
}

/// A way on, as it is drawn.
#[derive(Debug, Clone)]
pub struct Edge<'f> {
    /// The place in [`Drawing::nodes`] of the node that it leaves; none for an entry or an aside.
    pub from: Option<usize>,
    /// Where it leads.
    pub to: Target<'f>,
    /// What kind of way it is.
    pub kind: LinkKind,
    /// The label, the `when` of an arm, the outcome or result, or nothing.
    pub label: &'f str,
    /// Of an answer or aside: it is closed unless this holds.
    pub when: Option<&'f str>,
    /// Of a retry: how often.
    pub at_most: Option<u32>,
}

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'f> {
    /// To this place in [`Drawing::nodes`].
    Node(usize),
    /// To a node that is not in the picture.
    Outside(&'f str),
    /// To a node that is not there.
    Unknown(&'f str),
    /// To an outcome.
    End(&'f str),
    /// Back to the prompt that was left.
    Resume,
    /// It does not say.
    Nowhere,
}

impl Node<'_> {
    /// Whether its id is one that may be written.
    pub fn has_valid_id(&self) -> bool {
        names::is_kebab(self.id)
    }
}

impl NodeKind {
    /// Its name: the key of the exit, `none` or `several`.
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
