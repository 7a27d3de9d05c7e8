//! The start of a call that is carried over: its inputs as far as they still fit.
//!
//! Must not know later events.

use std::sync::Arc;

use callscript::script::Script;

use super::carrier::Carrier;
use crate::Values;
use crate::error::StartError;
use crate::event::{EventKind, Started};
use crate::field::{Field, FieldError, ValuesError};
use crate::journal::carried_over::LeftOut;
use crate::journal::error::{JournalError, Misfit};
use crate::journal::needed::Needed;
use crate::journal::read::Recorded;
use crate::session::Session;
use crate::wire::event::line_of;

/// Starts the session; values that are needed and not recorded come from the first of `given`.
pub(super) fn start<'r>(
    recorded: &'r Recorded,
    script: &Arc<Script>,
    given: &'r [EventKind],
) -> Result<Carrier<'r>, JournalError> {
    let first = recorded.events().next().ok_or(JournalError::Empty)?;
    let EventKind::Started(started) = &first.kind else { return Err(JournalError::Empty) };
    let mut started = started.as_ref().clone();
    let mut left_out = Vec::new();
    let (mut refused, mut reasons) = (Vec::new(), Vec::new());
    let mut given = given.iter();
    loop {
        let error = match Session::start_as(script, started.clone(), first.at) {
            Ok(mut session) if refused.is_empty() => {
                session.carried_over_from = Some(recorded.digest);
                return Ok(Carrier::new(recorded, session, given, left_out));
            }
            // A refused input is asked for even if the call could start without it.
            Ok(_) => StartError::Missing { script: script.id().to_owned(), missing: Vec::new() },
            Err(error) => error,
        };
        let misfit = |error| Misfit { line: line_of(0), event: first.kind.name(), why: error };
        match &error {
            StartError::Values(faults) if faults.fields().iter().any(|fault| is_given(&started, fault)) => {
                for fault in faults.fields().iter().filter(|fault| is_given(&started, fault)) {
                    let misfit = misfit(StartError::from(ValuesError::from(vec![fault.clone()])).into());
                    left_out.push(LeftOut { misfit, node: None, undone: false, done: false });
                    if fault.field().is_some() {
                        refused.push(fault.name().to_owned());
                        reasons.push(fault.clone());
                    }
                }
                faults.fields().iter().for_each(|fault| _ = started.inputs.remove(fault.name()));
            }
            StartError::Missing { missing, .. } => {
                let mut names = std::mem::take(&mut refused);
                names.extend(missing.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
                match given.next() {
                    Some(EventKind::Entered { values }) => add(&mut started, values),
                    _ => return Err(JournalError::Needed(Box::new(needed(script, &names, reasons)))),
                }
            }
            _ => return Err(misfit(error.into()).into()),
        }
    }
}

/// Whether the recorded start gives a value for what is at fault. What it does not give is asked for later.
fn is_given(started: &Started, fault: &FieldError) -> bool {
    started.inputs.iter().any(|(name, _)| name == fault.name())
}

fn add(started: &mut Started, values: &Values) {
    for (name, text) in values.iter() {
        started.inputs.set(name, text);
    }
}

fn needed(script: &Script, names: &[String], refused: Vec<FieldError>) -> Needed {
    let variables = names.iter().filter_map(|name| script.find_variable(name)).map(|id| script.variable(id));
    let fields =
        variables.map(|variable| Field::new(&variable.name, &variable.declaration, None).in_language(script.locale()));
    Needed { refused, ..Needed::new(line_of(0), None, fields.collect()) }
}
