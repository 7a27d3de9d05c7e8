//! The linter: the findings of rules, policies and scenarios, with levels applied and silenced ones removed.
//!
//! Floor 8. Checked scripts are made here only (`check`). Must not know how findings are shown.

mod check;
mod findings;
mod host_rules;
pub(crate) mod policy;
pub mod rules;
mod scenario;
mod settings;
mod single_script;
mod subject;
mod unused;

pub use check::CheckError;
pub use findings::Linted;
pub use host_rules::RuleError;
pub use policy::IdlePolicy;
