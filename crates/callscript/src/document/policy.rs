//! Policies as they were written: what is asked of every path through a team's scripts.
//!
//! Plain data. Must not know whether it holds.

use rust_decimal::Decimal;

use crate::base::source::Name;

/// One thing that is asked.
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) name: Name,
    pub(crate) demand: Demand,
    /// The scripts that it is about; none: all.
    pub(crate) scripts: Option<Vec<Name>>,
    /// The author's reason.
    pub(crate) why: Option<String>,
}

impl Policy {
    /// How many names each node is compared with, at least one.
    pub(crate) fn names(&self) -> usize {
        match &self.demand {
            Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } => nodes.names.len() + 1,
            Demand::Ends { outcomes, .. } => outcomes.len() + 1,
            Demand::AtMost { .. } => 1,
        }
    }
}

/// What is asked.
#[derive(Debug)]
pub(crate) enum Demand {
    /// Every path to one of these nodes passes one tagged `pass` before it.
    Before { target: Selector, pass: Name },
    /// Every path that ends with one of these outcomes passes a node tagged `pass`.
    Ends { outcomes: Vec<Name>, pass: Name },
    /// No path is longer.
    AtMost { measure: Measure, most: Decimal },
    /// The words of these nodes are those of this file.
    Verbatim { nodes: Selector, file: Name },
}

/// How long paths are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    Seconds,
    Questions,
}

/// Which nodes are meant.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) by: By,
    /// One of these; none for `By::Sensitive`.
    pub(crate) names: Vec<Name>,
}

/// By what nodes are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Tag,
    Node,
    Action,
    /// The path ends with it.
    Outcome,
    /// The node collects a sensitive variable.
    Sensitive,
}

impl By {
    /// What its names are names of.
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
