//! The edges of a checked script.

use rust_decimal::Decimal;

use super::{Assignment, Condition, EndId, NodeId, RetryId};

/// An edge: what it takes to follow it, and where it leads.
#[derive(Debug)]
pub struct Edge {
    /// If present, the edge is open only if this holds.
    pub when: Option<Condition>,
    /// The assignments as the edge is taken.
    pub set: Vec<Assignment>,
    /// The target.
    pub way: Way,
    /// The expected fraction of calls that take this edge, if the author gives it.
    pub(crate) share: Option<Decimal>,
}

impl Edge {
    /// Whether the author gives the fraction of calls that take this edge.
    pub fn has_share(&self) -> bool {
        self.share.is_some()
    }
}

/// The target of an edge, which may depend on how often it was taken.
#[derive(Debug)]
pub enum Way {
    /// Always the same target.
    To(Target),
    /// Back to an earlier node, a limited number of times.
    Retry {
        /// The retry whose uses are counted.
        id: RetryId,
        /// The earlier node.
        target: NodeId,
        /// The maximum number of uses in one call of the script.
        at_most: u32,
        /// The target once the retries are used up.
        otherwise: Target,
    },
}

/// The target of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// The end of the script.
    End(EndId),
    /// Back to the prompt that the aside interrupted.
    Resume,
}
