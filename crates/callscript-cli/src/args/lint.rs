//! The arguments of `callscript lint`.

use std::path::PathBuf;

use callscript::source::Source;
use clap::{Args, ValueEnum};

use super::named::RuleName;

/// Report what is wrong in call scripts
///
/// The exit status is 0 if nothing is wrong, 1 if an error was found, and 2 if something could not be read.
#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Scripts, folders of scripts, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Full)]
    pub(crate) format: Format,
    /// Write the findings to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with status 1 for warnings, too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Show and count only the findings of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    pub(crate) only: Vec<String>,
    /// Do not show or count the findings of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    pub(crate) skip: Vec<String>,
    /// Fix what can be fixed safely, and report the rest
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show what `--fix` would change, without changing it
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// The largest file to read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Source::MAX_BYTES, hide_default_value = true)]
    pub(crate) max_size: u64,
    /// The file name to use for standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the line in question, and how to fix it
    Full,
    /// One line each
    Concise,
    /// For programs
    Json,
    /// Annotations of a pull request on GitHub
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// For CI servers
    Junit,
}

impl Format {
    /// Whether people read it as it is, so that a closing line is welcome.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Github)
    }
}
