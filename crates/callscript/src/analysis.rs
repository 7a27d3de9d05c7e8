//! Static analysis of one document: its control-flow graph, the types of its expressions, truth tables of its
//! conditions, and definite assignment of its variables.
//!
//! Floor 5. Must not know rules.

pub(crate) mod definite_assignment;
pub(crate) mod graph;
pub(crate) mod timing;
pub(crate) mod truth_table;
pub(crate) mod typed_expression;
pub(crate) mod types;
