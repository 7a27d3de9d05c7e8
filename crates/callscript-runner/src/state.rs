//! What the events of a session come to: where it stands, and what it knows.
//!
//! Made from a script and how the session started, and moved by one event after another ([`State::apply`]); the same
//! events always give the same state. Must not know prompts, nor which events were undone.

mod advance;
mod apply;
mod asides;
mod left_out;
mod scope;
mod values;

use std::sync::Arc;

use callscript::script::{NodeId, OutcomeId, Script};
use jiff::Timestamp;

use crate::Values;
use crate::call::{Call, Stack, Stage};
use crate::error::StartError;
use crate::event::Started;
use crate::trace::Trace;

pub(crate) use values::{Writes, read_form, read_given, read_returned};

/// Where a session stands, and what it knows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) channel: String,
    pub(crate) stack: Stack,
    /// How many of the topmost calls began with the latest event: what can be left out.
    begun: usize,
    pub(crate) hung_up: bool,
    /// Sensitive values are masked in words and labels.
    pub(crate) masked: bool,
    /// Kept only by those who look back on a session.
    pub(crate) trace: Option<Trace>,
}

impl State {
    /// The state of a session that has just started.
    pub(crate) fn start(script: &Arc<Script>, started: &Started, at: Timestamp) -> Result<Self, StartError> {
        Self::start_with(script, started, false, None, at)
    }

    /// The same, for someone who looks back on it.
    pub(crate) fn start_with(
        script: &Arc<Script>,
        started: &Started,
        masked: bool,
        trace: Option<Trace>,
        at: Timestamp,
    ) -> Result<Self, StartError> {
        let node = match &started.entry {
            None => script.start(),
            Some(entry) => match script.entries().iter().find(|known| known.id == *entry) {
                Some(known) => known.node,
                None => return Err(unknown_entry(script, entry)),
            },
        };
        if !script.channels().contains(&started.channel) {
            return Err(unknown_channel(script, &started.channel));
        }
        let mut base = Call::new(script, node);
        give_inputs(&mut base, &started.inputs, started.entry.is_some().then_some(node))?;
        let stack = Stack::new(base);
        let channel = started.channel.clone();
        let mut state = Self { channel, stack, begun: 0, hung_up: false, masked, trace };
        state.enter_first(node, at)?;
        Ok(state)
    }

    /// The outcome, once it is decided; whatever comes after it cannot change it.
    pub(crate) fn outcome(&self) -> Option<OutcomeId> {
        match self.stack.base.at.stage {
            Stage::Ending(outcome) | Stage::After(outcome) | Stage::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Whether the outermost script has ended, and what comes after it too.
    pub(crate) fn is_ended(&self) -> bool {
        matches!(self.stack.base.at.stage, Stage::Ended(_))
    }
}

/// Sets what the host gave: inputs, and at an entry whatever the steps before it would have set.
fn give_inputs(call: &mut Call, inputs: &Values, entry: Option<NodeId>) -> Result<(), StartError> {
    let script = Arc::clone(&call.script);
    for (id, value) in values::read_given(&script, inputs, |variable| entry.is_some() || variable.declaration.input)? {
        call.put(id, Some(value));
    }
    let needed = script.variables().iter().filter(|variable| {
        let declaration = &variable.declaration;
        let given = inputs.get(&variable.name).is_some() || declaration.default.is_some();
        declaration.input && !declaration.optional && !given
    });
    let mut missing: Vec<String> = needed.map(|variable| variable.name.clone()).collect();
    if let Some(entry) = entry {
        let needs = values::names(call.missing(entry, None).iter().map(|id| script.variable(*id)));
        missing.extend(needs.into_iter().filter(|name| inputs.get(name).is_none()));
        missing.sort_unstable();
        missing.dedup();
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(StartError::Missing { script: script.id().to_owned(), missing })
}

fn unknown_entry(script: &Script, entry: &str) -> StartError {
    let entries = script.entries().iter().map(|known| known.id.clone());
    StartError::UnknownEntry { script: script.id().to_owned(), entry: entry.to_owned(), entries: entries.collect() }
}

fn unknown_channel(script: &Script, channel: &str) -> StartError {
    let channels = script.channels().to_vec();
    StartError::UnknownChannel { script: script.id().to_owned(), channel: channel.to_owned(), channels }
}
