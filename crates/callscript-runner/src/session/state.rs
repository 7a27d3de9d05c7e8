//! The state of a session: its call stack and the values of its variables.
//!
//! Made from a script and the start, and changed by one event after another ([`State::apply`]). The same events always
//! result in the same state. Must not know prompts, nor which events were undone.

mod advance;
mod answers;
mod apply;
mod asides;
mod stub;
mod variables;

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::{NodeId, OutcomeId, Script};

use super::call::{Call, Stack, Stage};
use super::trace::Trace;
use crate::Values;
use crate::error::StartError;
use crate::event::Started;

pub(crate) use variables::{VariableWrite, read_form, read_given, read_returned};

/// The state of a session.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) channel: String,
    pub(crate) stack: Stack,
    /// The event that was applied last, as an index into the session's events.
    event: usize,
    /// How many of the topmost calls began with the latest event: these can be stubbed.
    new_calls: usize,
    pub(crate) hung_up: bool,
    /// Whether sensitive values are masked in texts and labels.
    pub(crate) masked: bool,
    /// The path so far; recorded only when a session is replayed for a report.
    pub(crate) trace: Option<Trace>,
}

/// A checked start of a session: it cannot fail any more.
#[derive(Clone, PartialEq)]
pub(crate) struct Opening {
    pub(crate) channel: String,
    node: NodeId,
    /// The values that the host gave.
    pub(crate) given: Vec<VariableWrite>,
}

impl Opening {
    /// Checks a start, and reads its values.
    pub(crate) fn read(script: &Arc<Script>, started: &Started) -> Result<Self, StartError> {
        let entry = match &started.entry {
            None => None,
            Some(entry) => match script.find_entry(entry) {
                Some(known) => Some(known.node),
                None => return Err(unknown_entry(script, entry)),
            },
        };
        if !script.channels().contains(&started.channel) {
            return Err(unknown_channel(script, &started.channel));
        }
        let inputs = &started.inputs;
        let read = variables::read_given(script, inputs, |variable| entry.is_some() || variable.declaration.input);
        let (given, refused) = match read {
            Ok(given) => (given, None),
            Err(refused) => (Vec::new(), Some(refused)),
        };
        let opening = Self { channel: started.channel.clone(), node: entry.unwrap_or(script.start()), given };
        let missing = opening.missing(script, inputs, entry);
        match refused {
            Some(refused) => Err(variables::with_missing(script, refused, &missing).into()),
            None if missing.is_empty() => Ok(opening),
            None => Err(StartError::Missing { script: script.id().to_owned(), missing }),
        }
    }

    /// The first call of the session.
    fn call(&self, script: &Arc<Script>) -> Call {
        let mut call = Call::new(script, self.node);
        call.write(self.given.clone());
        call
    }

    /// The names of the variables that the host must give but did not: inputs, and at an entry also the variables that
    /// the skipped steps would have set.
    fn missing(&self, script: &Arc<Script>, inputs: &Values, entry: Option<NodeId>) -> Vec<String> {
        let needed = script.variables().iter().filter(|variable| {
            let declaration = &variable.declaration;
            let given = inputs.get(&variable.name).is_some() || declaration.default.is_some();
            declaration.input && !declaration.optional && !given
        });
        let mut missing = variables::names(needed);
        if let Some(entry) = entry {
            let needs = variables::names(self.call(script).missing(entry, None).iter().map(|id| script.variable(*id)));
            missing.extend(needs.into_iter().filter(|name| inputs.get(name).is_none()));
            missing.sort_unstable();
            missing.dedup();
        }
        missing
    }
}

impl State {
    /// The state of a session that has just started, in this channel; `masked` and `trace` are as in [`State`].
    pub(crate) fn open(
        script: &Arc<Script>,
        opening: &Opening,
        channel: &str,
        masked: bool,
        trace: Option<Trace>,
        at: Timestamp,
    ) -> Self {
        let stack = Stack::new(opening.call(script));
        let channel = channel.to_owned();
        let mut state = Self { channel, stack, event: 0, new_calls: 0, hung_up: false, masked, trace };
        state.enter_first(opening.node, at);
        state
    }

    /// The outcome of the outermost script, once decided; the subscript of `after` cannot change it.
    pub(crate) fn outcome(&self) -> Option<OutcomeId> {
        match self.stack.base.at.stage {
            Stage::Ending(outcome) | Stage::After(outcome) | Stage::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Whether the outermost script has ended, and the subscript of `after`, if any, too.
    pub(crate) fn is_ended(&self) -> bool {
        matches!(self.stack.base.at.stage, Stage::Ended(_))
    }
}

fn unknown_entry(script: &Script, entry: &str) -> StartError {
    let entries = script.entries().iter().map(|known| known.id.clone());
    StartError::UnknownEntry { script: script.id().to_owned(), entry: entry.to_owned(), entries: entries.collect() }
}

fn unknown_channel(script: &Script, channel: &str) -> StartError {
    let channels = script.channels().to_vec();
    StartError::UnknownChannel { script: script.id().to_owned(), channel: channel.to_owned(), channels }
}
