//! From a tree of values to documents: scripts, scenarios, policies and settings.
//!
//! Reading never fails: it gives what could be read, and findings.

mod assignments;
mod call;
mod context;
mod declarations;
mod edge;
mod keys;
mod label;
mod node;
mod nodes;
mod outcomes;
mod policies;
pub(crate) mod scenarios;
mod script;
mod settings;
mod value;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;
use crate::document::Document;
use crate::syntax::yaml;

pub(crate) use settings::read_settings;

/// Reads a script: what could be read of it, and what is wrong with it. Of its YAML it takes the comments and the faults.
pub(crate) fn read(source: &Source, yaml: &mut yaml::File<'_>) -> (Document, Vec<Diagnostic>) {
    script::read(source, yaml)
}
