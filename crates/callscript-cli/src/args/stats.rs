//! The arguments of `callscript stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Show how long calls take, how they end, and where the time goes
///
/// Every way from the start to an end is counted. The exit status is 0 if every script has figures, 1 if one has errors, and
/// 2 if something could not be read.
#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// Scripts, folders of scripts, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = StatsFormat::Full)]
    pub(crate) format: StatsFormat,
    /// The file name to use for standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    /// As tables
    Full,
    /// For programs
    Json,
}
