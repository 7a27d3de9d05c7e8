//! Every finding of a library: rules, policies and scenarios, weighed by level, less what comments silence.
//!
//! Floor 8. The one door to a checked script is here, too. Must not know how findings are shown.

mod check;
mod findings;
pub(crate) mod policy;
pub mod rules;
mod scenario;
mod settings;
mod single_script;
mod subject;

pub use check::CheckError;
pub use findings::Linted;
pub use policy::IdlePolicy;
