//! The state of a session: its call stack and the values of its variables.
//!
//! Made from a script and the start, and changed by one event after another ([`State::apply`]). The same events always
//! result in the same state. Must not know prompts, nor which events were undone.

mod advance;
mod answers;
mod apply;
mod asides;
mod lapses;
mod stub;
mod variables;

use std::sync::Arc;

use callscript::internal::Surroundings;
use callscript::script::{NodeId, OutcomeId, Script};

use super::call::{Call, Stack, Stage};
use super::trace::Trace;
use crate::error::StartError;
use crate::event::Started;
use crate::{Moment, Values};

pub(crate) use variables::{VariableWrite, read_form, read_given, read_returned};

/// The state of a session.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) channel: String,
    pub(crate) stack: Stack,
    /// The day and the time of the event that is applied; kept up only for scripts that read them.
    surroundings: Surroundings,
    /// The hand-over to another channel that follows the event that is applied: the words at which this event stops are
    /// made for it.
    pub(crate) ahead: Option<Box<HandoverAhead>>,
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

/// A hand-over that a replay has not come to yet.
#[derive(Clone, PartialEq)]
pub(crate) struct HandoverAhead {
    pub(crate) channel: String,
    pub(crate) at: Moment,
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
    /// The state of a session that has just started; `ahead`, `masked` and `trace` are as in [`State`].
    pub(crate) fn open(
        script: &Arc<Script>,
        opening: &Opening,
        ahead: Option<Box<HandoverAhead>>,
        masked: bool,
        trace: Option<Trace>,
        at: Moment,
    ) -> Self {
        let mut state = Self {
            channel: opening.channel.clone(),
            stack: Stack::new(opening.call(script)),
            surroundings: Surroundings::default(),
            ahead,
            event: 0,
            new_calls: 0,
            hung_up: false,
            masked,
            trace,
        };
        state.come_to(at);
        state.surround();
        state.enter_first(opening.node, at.timestamp());
        state.hand_over();
        state
    }

    /// Takes note of the time of the event that is applied.
    fn come_to(&mut self, at: Moment) {
        if self.stack.base.script.reads_surroundings() {
            self.surroundings = at.surroundings();
        }
    }

    /// Lets every call see the time and the channel of the event that is applied.
    fn surround(&mut self) {
        if self.stack.base.script.reads_surroundings() {
            self.stack.surround(self.surroundings, &self.channel);
        }
    }

    /// Goes to the channel of the hand-over ahead: what is open and how it is called is made anew, and the words of what
    /// comes after a form.
    pub(crate) fn hand_over(&mut self) {
        let Some(ahead) = self.ahead.take() else { return };
        self.channel = ahead.channel;
        self.come_to(ahead.at);
        self.surround();
        self.render_after_form();
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
