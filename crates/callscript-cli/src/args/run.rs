//! The arguments of `callscript run`.

use std::path::PathBuf;

use clap::Args;

/// Walk through a call in the terminal
///
/// Choose an answer by its number, or by its label: in full, its beginning, or words of it. What could be meant in two ways
/// is asked back, or refused where nobody can be asked. `/help` lists what else you can type; commands can be shortened,
/// and Tab completes. Without a terminal, one line is read for each prompt.
///
/// The exit status is 0 if the call came to its end, 1 if it did not (for example because the input ended, as with Ctrl-D)
/// or if the script has errors, and 2 if anything else went wrong, such as a file or a value that cannot be used. Ctrl-C,
/// SIGTERM and SIGHUP end it with 130, 143 and 129. Whatever ends it, transcript, result and record are written first.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The script
    pub(crate) script: PathBuf,
    /// Set the value of an input; `NAME=` leaves an optional one empty
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Read the values of inputs from a YAML or JSON file, such as the record of a CRM
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// Take from `--input` what the script declares as inputs, and leave the rest
    #[arg(long, requires = "input")]
    pub(crate) ignore_unknown: bool,
    /// The channel of the call, if not the script's first
    #[arg(long)]
    pub(crate) channel: Option<String>,
    /// Start at this entry
    #[arg(long, value_name = "ID")]
    pub(crate) entry: Option<String>,
    /// Tell the time in this time zone, such as `Europe/Berlin`, if not in the system's
    #[arg(long, value_name = "NAME")]
    pub(crate) time_zone: Option<String>,
    /// Record the call in this new file, event by event, so that it can be resumed
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// Resume the call of this journal where it stopped
    #[arg(long, value_name = "FILE", conflicts_with_all = ["set", "input", "channel", "entry"])]
    pub(crate) resume: Option<PathBuf>,
    /// Resume a call whose scripts have changed, in the new journal of `--journal`: what is new and unknown is asked for
    #[arg(long, requires_all = ["resume", "journal"])]
    pub(crate) carry_over: bool,
    /// Write a transcript to this file, with sensitive values masked: as JSON if its name ends in `.json`, else as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) transcript: Option<PathBuf>,
    /// Write the result to this file, as JSON: how the call ended, the path it took, and every value, sensitive ones too
    #[arg(long, value_name = "FILE")]
    pub(crate) result: Option<PathBuf>,
    /// Add the call to this scenario file, for `callscript test`
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
}
