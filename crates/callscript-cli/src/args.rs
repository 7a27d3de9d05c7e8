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
/// An answer is chosen by its id, its number or the beginning of its label; `/help` lists what else can be typed. The
/// exit status is 0 for a call that came to its end, 1 for one that did not, and 2 if it could not begin.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The script
    pub(crate) script: PathBuf,
    /// Give an input its value
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub(crate) set: Vec<(String, String)>,
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
    /// Write what was said and done to this file, as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) transcript: Option<PathBuf>,
    /// Write what the call came to to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) result: Option<PathBuf>,
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

fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it should read NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}
