//! From a tree of values to documents: scripts, scenarios, policies and settings.
//!
//! Reading never fails: it gives what could be read, and findings.

mod context;
pub(crate) mod declarations;
pub(crate) mod edge;
mod label;
pub(crate) mod node;
mod policies;
pub(crate) mod scenarios;
pub(crate) mod script;
pub(crate) mod settings;
mod value;
