//! The abstract syntax tree of a script, with a span on every name.

mod node;
mod script;

pub(crate) use node::{
    Action, After, AskAgain, Assignment, Edge, Exit, ExitKind, Lapses, Node, OnLapse, Operand, Retry, Run, Say, Take,
    Way,
};
pub use script::OutcomeKind;
pub(crate) use script::{Branch, Document, Expression, Label, Labelled, Outcome, Text, Variable};
