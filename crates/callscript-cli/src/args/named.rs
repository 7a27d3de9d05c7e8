//! Names that shells can complete. A wrong name of a rule or a command is refused by the command,
//! which says what name is near.

use std::ffi::OsStr;

use callscript::rules;
use callscript_output::Schema;
use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::error::Error;
use clap::{Arg, Command, CommandFactory};

use super::Arguments;

/// The name of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct RuleName;

/// The name of a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommandName;

/// What there is a schema of. Other text is refused here.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaName;

impl TypedValueParser for RuleName {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(rules::all().map(|rule| PossibleValue::new(rule.name).help(rule.summary()))))
    }
}

impl TypedValueParser for CommandName {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let program = Arguments::command();
        let commands: Vec<_> = program.get_subcommands().map(of_command).collect();
        Some(Box::new(commands.into_iter()))
    }
}

impl TypedValueParser for SchemaName {
    type Value = Schema;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Schema, Error> {
        let name = PossibleValuesParser::new(schemas()).parse_ref(command, argument, value)?;
        Ok(Schema::ALL.into_iter().find(|schema| schema.name() == name).unwrap_or(Schema::Script))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(schemas()))
    }
}

fn schemas() -> impl Iterator<Item = PossibleValue> {
    Schema::ALL.into_iter().map(|schema| PossibleValue::new(schema.name()).help(schema.about()))
}

fn of_command(command: &Command) -> PossibleValue {
    let name = PossibleValue::new(command.get_name().to_owned());
    match command.get_about() {
        Some(about) => name.help(about.clone()),
        None => name,
    }
}
