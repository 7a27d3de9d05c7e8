//! The arguments of `callscript run`.

use std::path::PathBuf;

use clap::Args;

/// Walk through a call in the terminal
///
/// An answer is chosen by its id, its number or the beginning of its label; `/help` lists what else can be typed. Without a
/// terminal one line is read for each prompt. The exit status is 0 for a call that came to its end, 1 for one that did not
/// (the end of input, such as Ctrl-D, leaves it unfinished, or not begun) and for a script with errors, and 2 if something
/// else kept it from its way, such as a file or a value that cannot be used.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The script
    pub(crate) script: PathBuf,
    /// Give an input its value; none, as in `NAME=`, empties one that is optional
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Read the values of inputs from a YAML or JSON file
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Option<PathBuf>,
    /// The channel of the call, if not the script's first
    #[arg(long)]
    pub(crate) channel: Option<String>,
    /// Begin at this entry
    #[arg(long, value_name = "ID")]
    pub(crate) entry: Option<String>,
    /// Keep the call in this new file, event by event, so that it can be taken up again
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// Take up the call of this journal where it stood
    #[arg(long, value_name = "FILE", conflicts_with_all = ["set", "input", "channel", "entry"])]
    pub(crate) resume: Option<PathBuf>,
    /// Take up a call whose scripts have changed, as far as it fits, into the new journal of `--journal`
    #[arg(long, requires_all = ["resume", "journal"])]
    pub(crate) carry_over: bool,
    /// Write what was said and done to this file, sensitive values masked: as JSON if its name ends in `.json`, else as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) transcript: Option<PathBuf>,
    /// Write how the call ended, every value, sensitive ones too, and the way there to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) result: Option<PathBuf>,
    /// Add the call to this file of scenarios, to be performed by `callscript test`
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
}
