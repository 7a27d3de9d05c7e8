//! The arguments of `callscript test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Run the scenarios of call scripts
///
/// A scenario is a call written down as it should go, in a file `SCRIPT.test.yaml` beside its script. The exit status is 0
/// if every call goes as written, 1 if one does not, if a file has errors or if too little is covered, and 2 if something
/// could not be read.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Scenario files, scripts, or folders of both
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the results are written
    #[arg(long, value_enum, default_value_t = Results::Full)]
    pub(crate) format: Results,
    /// Write the results to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Fail if less than this share of the scripts is covered
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(crate) min_coverage: Option<f64>,
    /// Write scenarios to standard output that cover what is not covered yet
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub(crate) suggest: bool,
    /// Add the suggested scenarios to the files beside the scripts
    #[arg(long, requires = "suggest")]
    pub(crate) write: bool,
    /// Instead of scenarios, replay these recorded calls (or all `.jsonl` files of a folder) and report which now end elsewhere
    #[arg(long, value_name = "JOURNAL", num_args = 1.., conflicts_with_all = ["min_coverage", "suggest"])]
    pub(crate) replay: Vec<PathBuf>,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Results {
    /// With the step that failed, what was open there, and the call until then
    Full,
    /// For programs
    Json,
    /// For CI servers
    Junit,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse().ok();
    number
        .filter(|number| (0.0..=100.0).contains(number))
        .ok_or_else(|| "it should be a number from 0 to 100".to_owned())
}
