//! The command line of callscript: arguments in, text and an exit status out.
//!
//! Data goes to standard output, everything else to standard error. All of that goes through a [`Console`]; no command
//! touches the process.

mod args;
mod console;
mod diff;
mod error;
mod escape;
mod explain;
mod json;
mod junit;
mod lint;
mod lsp;
mod new;
mod output;
mod record;
mod render;
mod run;
mod scenario_text;
mod schema;
mod shell;
mod stats;
mod test;
mod words;

use std::env;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Arguments, Command};
use self::console::{Console, Status};
use self::error::Error;

/// A large script is hundreds of thousands of small pieces: with this allocator it is linted in a quarter less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let status = Console::with_process(|console| {
        let arguments = match Arguments::try_parse_from(env::args_os()) {
            Ok(arguments) => arguments,
            Err(usage) => return console.usage(&usage),
        };
        let done = perform(&arguments.command, console);
        done.unwrap_or_else(|error| console.fail(&error))
    });
    ExitCode::from(status)
}

fn perform(command: &Command, console: &mut Console<'_>) -> Result<Status, Error> {
    match command {
        Command::Lint(arguments) => lint::lint(arguments, console),
        Command::Explain(arguments) => explain::explain(arguments, console),
        Command::Render(arguments) => render::render(arguments, console),
        Command::Run(arguments) => run::run(arguments, console),
        Command::Test(arguments) => test::test(arguments, console),
        Command::New(arguments) => new::new(arguments, console),
        Command::Completions(arguments) => shell::completions(arguments, console),
        Command::Man(arguments) => shell::man(arguments, console),
        Command::Schema(arguments) => schema::schema(arguments, console),
        Command::Stats(arguments) => stats::stats(arguments, console),
        Command::Diff(arguments) => diff::diff(arguments, console),
        Command::Lsp(_) => lsp::serve(console),
    }
}
