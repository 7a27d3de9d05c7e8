//! The commands, one module each. They do not use each other, with one exception: a command that needs scripts without
//! errors reports their errors as `lint` does.

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
