//! What does not fit: it is left out and recorded, and its values are kept for other forms that ask for them.
//!
//! Must not know where the session goes.

use std::sync::Arc;

use super::{Carrier, Fate};
use crate::error::StepError;
use crate::event::EventKind;
use crate::field::{FieldError, ValuesError};
use crate::journal::carried_over::LeftOut;
use crate::journal::carry_over::form::asks_for;
use crate::journal::error::{Misfit, Unfit};
use crate::wire::event::line_of;

/// A recorded value that its form does not ask for any more.
pub(super) struct Spare {
    script: String,
    name: String,
    text: String,
    pub(super) left_out: LeftOut,
}

impl Carrier<'_> {
    /// A value that the journal holds elsewhere: of a form that does not ask for it any more.
    pub(super) fn value_from_elsewhere(&mut self, from: usize, script: &str, name: &str) -> Option<String> {
        let is_wanted = |spare: &Spare| spare.script == script && spare.name == name;
        if let Some(spare) = self.spare.iter().rposition(is_wanted) {
            return Some(self.spare.remove(spare).text);
        }
        let running = Arc::clone(&self.session.state.stack.top().script);
        let later = (from + 1..self.lines.len()).find_map(|later| {
            let Some(EventKind::Entered { values }) = self.kind(later) else { return None };
            let stood = self.stood_before(later)?;
            let is_asked_there = stood.script != script || asks_for(&running, &stood.node, name);
            let is_open = self.fate(later) == Fate::Waiting && self.counts(later) && !is_asked_there;
            values.get(name).filter(|_| is_open).map(|text| (later, text.to_owned()))
        });
        let (later, text) = later?;
        self.used.insert((later, name.to_owned()));
        Some(text)
    }

    /// Leaves an event out. The values of a form may still be asked for elsewhere.
    pub(super) fn leave_out(&mut self, at: usize, why: impl Into<Unfit>) {
        self.set_fate(at, Fate::LeftOut);
        let left_out = self.left_out_because(at, why);
        let values = match self.kind(at) {
            Some(EventKind::Entered { values }) if self.counts(at) => values.clone(),
            _ => return self.left_out.push(left_out),
        };
        let script = self.stood_before(at).map(|stood| stood.script.clone()).unwrap_or_default();
        for (name, text) in values.iter() {
            if !self.used.contains(&(at, name.to_owned())) {
                let (name, text) = (name.to_owned(), text.to_owned());
                self.spare.push(Spare { script: script.clone(), name, text, left_out: left_out.clone() });
            }
        }
        if values.is_empty() {
            self.left_out.push(left_out);
        }
    }

    fn left_out_because(&self, at: usize, why: impl Into<Unfit>) -> LeftOut {
        let kind = self.kind(at);
        LeftOut {
            misfit: Misfit { line: line_of(at), event: kind.map_or("", EventKind::name), why: why.into() },
            node: self.stood_before(at).map(|stood| stood.node.clone()),
            undone: !self.counts(at),
            done: matches!(kind, Some(EventKind::Completed { .. })),
        }
    }

    /// Notes the actions that were done and whose events were left out, so that whoever files the call knows of them.
    pub(super) fn note_what_was_done(&mut self) {
        for at in 1..self.lines.len() {
            let is_done = |left_out: &LeftOut| left_out.done && !left_out.undone && left_out.misfit.line == line_of(at);
            let Some(EventKind::Completed { result, .. }) = self.kind(at) else { continue };
            let Some(stood) = self.stood_before(at).filter(|_| self.left_out.iter().any(is_done)) else { continue };
            let action = stood.action_name().unwrap_or_default();
            let text = format!("done before the scripts changed: {action} at {}, with the result {result}", stood.node);
            let now = self.session.events.last().map_or_else(|| self.session.started_at().into(), |event| event.at);
            // After a hang-up nothing is noted; the list of what was left out has it.
            if self.session.note(&text, now).is_ok() {
                self.text.push_str(&self.writer.lines(&self.session));
            }
        }
    }

    pub(super) fn keep_spare(&mut self, at: usize, name: String, text: String, why: FieldError) {
        let left_out = self.left_out_because(at, StepError::from(ValuesError::from(vec![why])));
        self.spare.push(Spare { script: self.session.prompt().script.clone(), name, text, left_out });
    }

    /// That the session is not where the event happened.
    pub(super) fn elsewhere(&self, at: usize) -> Unfit {
        let now = self.session.prompt().node.clone();
        let (script, node) =
            self.stood_before(at).map(|stood| (stood.script.clone(), stood.node.clone())).unwrap_or_default();
        Unfit::Elsewhere { script, node, now }
    }
}
