//! `callscript completions` and `callscript man`: shell completions and manual pages, generated from the arguments.

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{self, Arguments};
use crate::console::{Console, Status};
use crate::error::Error;

/// Writes the completions for a shell.
pub(crate) fn completions(arguments: &args::Completions, console: &mut Console<'_>) -> Result<Status, Error> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "callscript", &mut script);
    console.out.write_all(&script)?;
    Ok(Status::Good)
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
