//! The command line of callscript: from arguments to output and an exit status.
//!
//! Data goes to standard output, everything else to standard error. Commands only use a [`Console`], never the process
//! itself.

mod args;
mod clock;
mod commands;
mod console;
mod disk;
mod error;
mod files;
mod lsp;
mod scenario_file;
mod signals;

/// Compiles and runs the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

use std::ffi::OsString;

use clap::Parser;

use self::args::{Arguments, Command};
pub use self::clock::Clock;
pub use self::console::{Console, Lines, Status};
pub use self::disk::{Disk, FileCall, FileCallKind};
use self::error::Error;
pub use self::signals::Signal;

/// Runs the program with these arguments, the first of which is its name.
pub fn perform(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Status {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => command(&arguments.command, console).unwrap_or_else(|error| console.fail(&error)),
        Err(usage) => console.usage(&usage),
    }
}

fn command(command: &Command, console: &mut Console<'_>) -> Result<Status, Error> {
    match command {
        Command::Lint(arguments) => commands::lint::lint(arguments, console),
        Command::Explain(arguments) => commands::explain::explain(arguments, console),
        Command::Render(arguments) => commands::render::render(arguments, console),
        Command::Run(arguments) => commands::run::run(arguments, console),
        Command::Test(arguments) => commands::scenarios::test(arguments, console),
        Command::New(arguments) => commands::new::new(arguments, console),
        Command::Completions(arguments) => commands::completions_and_man::completions(arguments, console),
        Command::Man(arguments) => commands::completions_and_man::man(arguments, console),
        Command::Schema(arguments) => commands::schema::schema(arguments, console),
        Command::Stats(arguments) => commands::stats::stats(arguments, console),
        Command::Diff(arguments) => commands::diff::diff(arguments, console),
        Command::Lsp(_) => lsp::serve(console),
    }
}
