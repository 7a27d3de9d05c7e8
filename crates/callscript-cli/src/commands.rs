//! The commands, a module each. None of them knows another, but for what `lint` says of a script that keeps one from its work.

pub(crate) mod completions_and_man;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod lint;
pub(crate) mod new;
pub(crate) mod render;
pub(crate) mod run;
pub(crate) mod scenarios;
pub(crate) mod schema;
pub(crate) mod stats;
