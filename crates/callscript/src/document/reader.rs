//! Readers: they turn a YAML or TOML tree into a script, scenarios, policies or settings.
//!
//! Reading never fails: it returns the parts that could be read, with findings for the rest. Throughout, a parameter
//! `what` is what messages call the value.

mod assignments;
mod boolean_labels;
mod call;
mod context;
mod declarations;
mod edge;
mod keys;
mod label;
mod lapses;
mod node;
mod nodes;
mod outcomes;
mod policies;
pub(crate) mod scenarios;
mod script;
mod settings;
mod shape;
mod value;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;
use crate::document::Document;
use crate::syntax::yaml;

pub(crate) use settings::read_settings;

/// Reads a script, and returns it with its findings. Takes the comments and faults out of `yaml`.
pub(crate) fn read(source: &Source, yaml: &mut yaml::File<'_>) -> (Document, Vec<Diagnostic>) {
    script::read(source, yaml)
}
