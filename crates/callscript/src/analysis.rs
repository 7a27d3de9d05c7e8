//! What follows from one document: its graph, the types of its expressions, which conditions hold for which values, and
//! what is set where.
//!
//! Floor 5. Must not know rules.

pub(crate) mod definite_assignment;
pub(crate) mod graph;
pub(crate) mod timing;
pub(crate) mod truth_table;
pub(crate) mod typed_expression;
pub(crate) mod types;
