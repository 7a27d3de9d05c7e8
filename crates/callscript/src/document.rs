//! What the author wrote, typed, with a span on every name: scripts, scenarios, policies, settings and comments that silence.
//!
//! Reading never fails: it gives what could be read, and findings. Must not know the YAML parser, graphs or sessions.

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
    Action, After, Assignment, Branch, Document, Edge, Exit, ExitKind, Expression, Label, Labelled, Node, Operand,
    Outcome, Retry, Run, Say, Take, Text, Variable, Way,
};
pub(crate) use label::label_id;
