//! `callscript completions` and `callscript man`: shell completions and manual pages, generated from the arguments.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::{self, Arguments};
use crate::console::{Console, Status};
use crate::error::Error;

/// Writes the completions for a shell.
pub(crate) fn completions(arguments: &args::Completions, console: &mut Console<'_>) -> Result<Status, Error> {
    let mut script = Vec::new();
    let mut program = Arguments::command();
    clap_complete::generate(arguments.shell, &mut program, "callscript", &mut script);
    console.out.write_all(&script)?;
    if arguments.shell == Shell::Fish {
        console.out.write_all(values_for_fish(&program).as_bytes())?;
    }
    Ok(Status::Good)
}

/// The values of arguments without a name, which `clap_complete` leaves out for fish.
fn values_for_fish(program: &Command) -> String {
    let mut lines = String::new();
    for command in program.get_subcommands() {
        for value in command.get_positionals().flat_map(Arg::get_possible_values) {
            let about = value.get_help().map(ToString::to_string).unwrap_or_default();
            let about = about.replace('\\', "\\\\").replace('\'', "\\'");
            // Writing to a string cannot fail.
            let _ = writeln!(
                lines,
                "complete -c callscript -n \"__fish_callscript_using_subcommand {}\" -f -a {} -d '{about}'",
                command.get_name(),
                value.get_name(),
            );
        }
    }
    lines
}

/// Writes the manual page of the program, or of one command.
pub(crate) fn man(arguments: &args::Man, console: &mut Console<'_>) -> Result<Status, Error> {
    let mut program = Arguments::command();
    program.build();
    let page = match &arguments.command {
        None => Man::new(program),
        Some(name) => {
            let command = program.find_subcommand(name).ok_or_else(|| Error::UnknownCommand(name.clone()))?;
            Man::new(command.clone())
        }
    };
    page.render(&mut console.out)?;
    Ok(Status::Good)
}
