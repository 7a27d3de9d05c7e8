//! Finds and reads call scripts on disk, and puts them into their libraries.
//!
//! [`open()`] returns the library of a script or a folder. [`Files`] also says which files were skipped and what could
//! not be read. A [`workspace`] shows libraries with the unsaved text of documents that an editor has open.

mod disk;
mod error;
mod file_cache;
mod file_to_read;
mod files;
mod kind;
mod libraries;
mod library_root;
mod open;
mod scenario_files;
mod walk;
/// **Not covered by semantic versioning**: made for the language server of `callscript-cli`.
pub mod workspace;

pub use self::disk::{check_is_file, open_file, read_start, read_whole};
pub use self::error::{FileError, Reason};
pub use self::file_cache::Located;
pub use self::files::{Files, Found};
pub use self::kind::{CONFIG, is_scenarios, is_script, is_yaml};
pub use self::libraries::{FoundLibrary, ScriptPlace};
pub use self::open::open;
pub use self::scenario_files::{FoundScenarios, ScenarioFiles};

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
