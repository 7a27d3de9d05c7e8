//! What an author wrote, as typed syntax trees with a span on every name: scripts, scenarios, policies, settings, and
//! the comments that silence rules.
//!
//! Reading never fails: it returns the parts that could be read, with findings for the rest. Must not know the YAML
//! parser, graphs or sessions.

mod ast;
pub mod config;
mod edges;
pub(crate) mod label;
pub(crate) mod mentions;
pub(crate) mod policy;
pub(crate) mod reader;
pub mod scenario;
pub(crate) mod silence;
pub(crate) mod visitor;

pub use ast::OutcomeKind;
pub(crate) use ast::{
    Action, After, AskAgain, Assignment, Branch, Document, Edge, Exit, ExitKind, Expression, Label, Labelled, Lapses,
    Node, OnLapse, Operand, Outcome, Retry, Run, Say, Take, Text, Variable, Way,
};
pub use label::label_id;
