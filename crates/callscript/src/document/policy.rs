//! The syntax tree of policies: demands on every path through a script.
//!
//! Plain data. Must not know how policies are checked.

use rust_decimal::Decimal;

use crate::base::source::Name;

/// A policy.
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) name: Name,
    pub(crate) demand: Demand,
    /// The ids of the scripts that it applies to; `None`: all.
    pub(crate) scripts: Option<Vec<Name>>,
    /// The author's reason, shown with every finding.
    pub(crate) why: Option<String>,
}

impl Policy {
    /// The number of names that each node is compared with, at least 1: a measure of the work of checking it.
    pub(crate) fn names(&self) -> usize {
        match &self.demand {
            Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } => nodes.names.len() + 1,
            Demand::Ends { outcomes, .. } => outcomes.len() + 1,
            Demand::AtMost { .. } => 1,
        }
    }
}

/// What a policy demands.
#[derive(Debug)]
pub(crate) enum Demand {
    /// Every path to one of the `target` nodes passes a node tagged `pass` first.
    Before { target: Selector, pass: Name },
    /// Every path that ends with one of `outcomes` passes a node tagged `pass`.
    Ends { outcomes: Vec<Name>, pass: Name },
    /// No path measures more than `most`.
    AtMost { measure: Measure, most: Decimal },
    /// The selected nodes say the contents of `file`, word for word.
    Verbatim { nodes: Selector, file: Name },
}

/// How the length of a path is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    Seconds,
    Questions,
}

/// A selection of nodes.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) by: By,
    /// A node is selected if it matches one of these names. Empty for `By::Sensitive`.
    pub(crate) names: Vec<Name>,
}

/// The property that selects a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Tag,
    Node,
    Action,
    /// The node ends with the outcome.
    Outcome,
    /// The node collects a sensitive variable.
    Sensitive,
}

impl By {
    /// What messages call one of its names.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Tag => "the tag",
            Self::Node => "the node",
            Self::Action => "the action",
            Self::Outcome => "the outcome",
            Self::Sensitive => "the variable",
        }
    }
}
