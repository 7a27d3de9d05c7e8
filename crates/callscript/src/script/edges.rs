//! The ways of a checked script from one step to the next.

use rust_decimal::Decimal;

use super::{Assignment, Condition, EndId, NodeId, RetryId};

/// A way from one step to the next.
#[derive(Debug)]
pub struct Edge {
    /// It is closed unless this holds.
    pub when: Option<Condition>,
    /// What is written as it is taken.
    pub set: Vec<Assignment>,
    /// Where it leads.
    pub way: Way,
    /// The expected share that goes this way.
    pub(crate) share: Option<Decimal>,
}

impl Edge {
    /// Whether the author says which share goes this way.
    pub fn has_share(&self) -> bool {
        self.share.is_some()
    }
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
        /// The way on once it is used up.
        otherwise: Target,
    },
}

/// A place that an edge leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// The end of the script.
    End(EndId),
    /// Back to the prompt that the aside interrupted.
    Resume,
}
