//! The arguments of every command, and their help.

use std::path::PathBuf;

use callscript::source::Source;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Call scripts as checked decision trees: prove them, draw them, walk them.
#[derive(Debug, Parser)]
#[command(name = "callscript", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Lint(Lint),
    Explain(Explain),
    Render(Render),
    Run(Run),
    Test(Test),
    New(New),
    Schema(Schema),
    Completions(Completions),
    Man(Man),
    Stats(Stats),
    Diff(Diff),
    Lsp(Lsp),
}

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
    /// Let warnings, too, give the exit status 1
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Show and count the findings of these rules alone
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Neither show nor count the findings of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Mend what can be mended for certain, and report the rest
    #[arg(long)]
    pub(crate) fix: bool,
    /// Change nothing, but show what `--fix` would change
    #[arg(long, requires = "fix")]
    pub(crate) dry_run: bool,
    /// The most bytes that a file may have
    #[arg(long, value_name = "BYTES", default_value_t = Source::MAX_BYTES, hide_default_value = true)]
    pub(crate) max_size: u64,
    /// The name of what comes from standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the line in question, and how to mend it
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

/// Explain a rule, or list them all
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule's name, such as `dead-end`
    pub(crate) rule: Option<String>,
}

/// Draw a call script, with its faulty places marked
///
/// The exit status is 0 if something was drawn, 1 if there is nothing in the file that could be, and 2 if it could not be
/// read or has no such node.
#[derive(Debug, Args)]
pub(crate) struct Render {
    /// The script, or `-` for standard input
    #[arg(value_name = "SCRIPT")]
    pub(crate) script: PathBuf,
    /// What it is drawn as
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub(crate) format: Picture,
    /// Write the drawing to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Which way a diagram runs
    #[arg(long, value_enum, default_value_t = Direction::Down)]
    pub(crate) direction: Direction,
    /// Draw this node and what is near it alone
    #[arg(long, value_name = "NODE")]
    pub(crate) focus: Option<String>,
    /// How many steps from that node, forwards or backwards
    #[arg(long, value_name = "N", requires = "focus", default_value_t = 1)]
    pub(crate) depth: usize,
    /// The name of what comes from standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// What a script is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Picture {
    /// A tree for the terminal
    Text,
    /// A flowchart for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
    /// For programs
    Json,
}

/// Which way a diagram runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// From top to bottom
    Down,
    /// From left to right
    Right,
}

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

/// Run the scenarios of call scripts
///
/// A scenario is a call written down as it is to go, in a file `SCRIPT.test.yaml` beside its script. The exit status is 0
/// if every call goes so, 1 if one does not, a file is wrong or too little is covered, and 2 if something could not be
/// read.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Files of scenarios, scripts, or folders of both
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the results are written
    #[arg(long, value_enum, default_value_t = Results::Full)]
    pub(crate) format: Results,
    /// Write the results to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Let it be a failure if less of the scripts is covered
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub(crate) min_coverage: Option<f64>,
    /// Write scenarios that cover what is not covered yet, to standard output
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub(crate) suggest: bool,
    /// Add the suggested scenarios to the files beside the scripts
    #[arg(long, requires = "suggest")]
    pub(crate) write: bool,
    /// Instead of scenarios, go through these recorded calls, or all `.jsonl` files of a folder: which end elsewhere now?
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

/// Begin a call script: a small one, with scenarios, that proves clean
///
/// Writes `ID.yaml` and `ID.test.yaml` here, and overwrites nothing.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The script's id, such as `late-parcel`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// Write completions for a shell
///
/// For bash: `callscript completions bash > ~/.local/share/bash-completion/completions/callscript`
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Write the manual page of the program, or of one command
///
/// To read it: `callscript man lint | man -l -`
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The command
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

/// Write the JSON Schema of the format, for editors
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Write it to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Tell how long calls take, how they end, and where the time goes
///
/// Counted is every way from the start to an end. The exit status is 0 if every script has figures, 1 if one has errors, and 2
/// if something could not be read.
#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// Scripts, folders of scripts, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = StatsFormat::Full)]
    pub(crate) format: StatsFormat,
    /// The name of what comes from standard input
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

/// Show what changed for the people on the call
///
/// OLD and NEW are two scripts, or two folders of scripts; one may be `-` for standard input, or `/dev/null` for nothing.
/// As a `diff` driver of git the command takes git's own arguments. The exit status is 0, with `--exit-code` 1 if something
/// changed, and 2 if something could not be read.
#[derive(Debug, Args)]
#[command(override_usage = "callscript diff [OPTIONS] <OLD> <NEW>")]
pub(crate) struct Diff {
    /// What there was: a script or a folder
    pub(crate) old: PathBuf,
    /// What there is: a script or a folder
    pub(crate) new: Option<PathBuf>,
    /// What git adds
    #[arg(hide = true)]
    pub(crate) git: Vec<PathBuf>,
    /// How the changes are written
    #[arg(long, value_enum, default_value_t = Changes::Full)]
    pub(crate) format: Changes,
    /// Give the exit status 1 if something changed
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
    /// For programs: every change, so that the new script can be made of the old
    Json,
    /// For a pull request
    Markdown,
}

/// Serve an editor over standard input and output, in the language server protocol
///
/// An editor starts it by itself; `docs/editors.md` says how to set that up. The exit status is 0 if the editor shut it down
/// in order, and 1 if not.
#[derive(Debug, Args)]
pub(crate) struct Lsp {
    /// What editors say to name the streams that are used anyway
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
}
