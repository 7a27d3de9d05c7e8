//! The arguments of `callscript diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Show what changed for the people on the call
///
/// OLD and NEW are two scripts, or two folders of scripts; one may be `-` for standard input, or `/dev/null` for nothing.
/// As a diff driver for git, the command takes git's own arguments. The exit status is 0 (with `--exit-code`, 1 if
/// something changed), and 2 if something could not be read.
#[derive(Debug, Args)]
#[command(override_usage = "callscript diff [OPTIONS] <OLD> <NEW>")]
pub(crate) struct Diff {
    /// The old version: a script or a folder
    pub(crate) old: PathBuf,
    /// The new version: a script or a folder
    pub(crate) new: Option<PathBuf>,
    /// Further arguments from git
    #[arg(hide = true)]
    pub(crate) git: Vec<PathBuf>,
    /// How the changes are written
    #[arg(long, value_enum, default_value_t = Changes::Full)]
    pub(crate) format: Changes,
    /// Exit with status 1 if something changed
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Show every change in full, however many lines that takes
    #[arg(long)]
    pub(crate) all: bool,
}

/// How changes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Changes {
    /// For people, on a screen
    Full,
    /// For programs: every change, enough to make the new script from the old one
    Json,
    /// For a pull request
    Markdown,
}
