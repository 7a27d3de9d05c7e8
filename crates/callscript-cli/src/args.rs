//! The arguments of every command, and their help.

mod diff;
mod lint;
mod named;
mod render;
mod run;
mod scenarios;
mod stats;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use self::diff::{Changes, Diff};
pub(crate) use self::lint::{Format, Lint};
use self::named::{CommandName, RuleName, SchemaName};
pub(crate) use self::render::{Direction, Picture, Render};
pub(crate) use self::run::Run;
pub(crate) use self::scenarios::{Results, Test};
pub(crate) use self::stats::{Stats, StatsFormat};

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

/// Explain a rule, or list them all
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule's name, such as `dead-end`
    #[arg(value_parser = RuleName, hide_possible_values = true)]
    pub(crate) rule: Option<String>,
}

/// Create a small call script, with scenarios, that passes `lint` and `test`
///
/// Writes `ID.yaml` and `ID.test.yaml` to this folder, and overwrites nothing.
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
    #[arg(value_name = "COMMAND", value_parser = CommandName, hide_possible_values = true)]
    pub(crate) command: Option<String>,
}

/// Write a JSON Schema of what the program reads or writes, for editors and other programs
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// What it is the schema of
    #[arg(value_name = "WHAT", value_parser = SchemaName, default_value = "script")]
    pub(crate) of: callscript_output::Schema,
    /// Write it to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Run a language server on standard input and output, for editors
///
/// Your editor starts it; `docs/editors.md` says how to set that up. The exit status is 0 if the editor shut it down
/// properly, and 1 if not.
#[derive(Debug, Args)]
pub(crate) struct Lsp {
    /// Accepted because editors pass it: standard input and output are always used
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
}
