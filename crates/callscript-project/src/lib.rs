//! Call scripts on disk: found, read, and put into their libraries.
//!
//! [`open()`] gives the library of a script or a folder. Whoever wants to know more, such as which files were passed over and
//! what could not be read, asks [`Files`]. A [`workspace`] has the documents of an editor in the place of their files.

mod disk;
mod error;
mod files;
mod kind;
mod known;
mod libraries;
mod library_root;
mod open;
mod scenario_files;
mod walk;
mod wanted;
/// **Not covered by semantic versioning**: made for the language server of `callscript-cli`.
pub mod workspace;

pub use self::error::{FileError, Reason};
pub use self::files::{Files, Found};
pub use self::kind::{is_script, is_yaml};
pub use self::known::Located;
pub use self::libraries::{FoundLibrary, ScriptPlace};
pub use self::open::open;
pub use self::scenario_files::{FoundScenarios, ScenarioFiles};

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
