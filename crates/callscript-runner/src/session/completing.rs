//! Results of actions: which attempt one belongs to, and what becomes of it.
//!
//! A result for an action that an aside interrupts is kept until the session is at the action again.

use callscript::script::Exit;

use super::asked::AskedAction;
use super::pending::result_of;
use super::state::{State, read_returned};
use super::{IrreversibleAction, Session};
use crate::error::StepError;
use crate::event::{Event, EventKind, Version};
use crate::prompt::PromptKind;
use crate::{Moment, Values};

/// What became of a result that was handed in with a token.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// use callscript_runner::{PromptKind, Receipt};
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// let PromptKind::Act { token, .. } = session.prompt().kind else { panic!("it is an action") };
/// let town = || Values::from([("town", "Ghent")]);
/// assert_eq!(session.complete_with_token(token, "found", town(), now)?, Receipt::Taken);
/// // A message queue may deliver it twice.
/// assert_eq!(session.complete_with_token(token, "found", town(), now)?, Receipt::Repeated);
/// // What comes after that, and is not the same, is kept and changes nothing.
/// assert_eq!(session.complete_with_token(token, "failed", Values::new(), now)?, Receipt::Late);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Receipt {
    /// The session waited for it, and goes on with it.
    Taken,
    /// An aside interrupts the action: it is kept, and taken when the session is at the action again.
    Kept,
    /// The session does not wait for it any more: it is kept as an event that changes nothing.
    Late,
    /// The same came before: nothing happened.
    Repeated,
}

impl Session {
    /// Hands in the result of the action that was asked for with this token, and the values that it returned. It does not
    /// matter where the session is now.
    ///
    /// # Errors
    ///
    /// If the action has no such result, or a value is missing or refused; or if the result is late and the call is kept
    /// in a journal of version 1.
    pub fn complete_with_token(
        &mut self,
        token: usize,
        result: &str,
        returned: Values,
        now: impl Into<Moment>,
    ) -> Result<Receipt, StepError> {
        let result = result.to_owned();
        let completed = EventKind::Completed { token: Some(token), result: result.clone(), returned: returned.clone() };
        if self.asked.token() == Some(token) {
            return self.perform(completed, now.into()).map(|()| Receipt::Taken);
        }
        let returned = self.plain_returned(self.asked.by_token(token), &result, returned);
        if self.has_come(token, &result, &returned) {
            return Ok(Receipt::Repeated);
        }
        if self.version == Version::Two && self.interrupted(token).is_some() {
            return self.perform(completed, now.into()).map(|()| Receipt::Kept);
        }
        self.perform(EventKind::Late { token, result, returned }, now.into()).map(|()| Receipt::Late)
    }

    /// The action with this token, if an aside interrupts it and no result of it has come.
    pub(super) fn interrupted(&self, token: usize) -> Option<&AskedAction> {
        let asked = self.asked.by_token(token).filter(|asked| asked.completed.is_none() && !self.is_over())?;
        asked.is_interrupted_in(&self.state.stack).then_some(asked)
    }

    /// Keeps the result of an action that an aside interrupts; it must be one that the action can take.
    pub(super) fn keep_result(&mut self, token: usize, result: &str, returned: &Values) -> Result<(), StepError> {
        let asked = self.interrupted(token).ok_or(StepError::NoSuchToken { token })?;
        let node = asked.script.node(asked.node);
        let Exit::Action(action) = &node.exit else { return Err(StepError::NoSuchToken { token }) };
        let (_, result) = result_of(node, action, result)?;
        read_returned(&asked.script, &result.take, returned)?;
        let event = self.events.len();
        if !action.read_only {
            let (node, action) = (node.id.clone(), action.name.clone());
            self.irreversible.push(IrreversibleAction { event, token: Some(token), node, action });
        }
        self.asked.keep(token, event);
        self.received.entry(token).or_default().push(event);
        Ok(())
    }

    /// Finds out what the session waits for after an event, and takes the results that were kept for it.
    pub(super) fn settle(&mut self, event: usize) {
        self.asked.stand(&self.state, event);
        while let Some(kept) = self.asked.kept_result() {
            let Some(Event { at, kind }) = self.events.get(kept) else { break };
            // It was checked when it came, against the same action.
            if self.state.apply(kind, kept, at.timestamp()).is_err() {
                break;
            }
            self.effective.push(kept);
            self.asked.stand(&self.state, event);
        }
        self.prompt = self.current_prompt();
    }

    /// Records the result of the action that the session waited for. `self.prompt` is still the action's prompt.
    pub(super) fn record_result(&mut self, event: usize) {
        if let Some(token) = self.asked.token() {
            self.received.entry(token).or_default().push(event);
        }
        self.asked.complete(event);
        if let PromptKind::Act { action, read_only: false, .. } = &self.prompt.kind {
            let (node, action) = (self.prompt.node.clone(), action.clone());
            self.irreversible.push(IrreversibleAction { event, token: None, node, action });
        }
    }

    /// Whether an event brings a result that was kept while an aside interrupted its action.
    pub(super) fn is_kept(&self, event: usize, kind: &EventKind) -> bool {
        let EventKind::Completed { token: Some(token), .. } = kind else { return false };
        self.asked.by_token(*token).is_some_and(|asked| asked.is_kept && asked.completed == Some(event))
    }

    /// Fails if an irreversible action that counts now does not count with these effective events and their state.
    pub(super) fn check_keeps_actions(&self, effective: &[usize], state: &State) -> Result<(), StepError> {
        let is_lost = |done: &&IrreversibleAction| {
            self.counts(done, &self.effective, &self.state) && !self.counts(done, effective, state)
        };
        match self.irreversible.iter().find(is_lost) {
            Some(IrreversibleAction { node, action, .. }) => {
                Err(StepError::CannotUndo { node: node.clone(), action: action.clone() })
            }
            None => Ok(()),
        }
    }

    /// Whether a completed action counts: its event is effective, or its result is kept for a position that is still
    /// there.
    fn counts(&self, done: &IrreversibleAction, effective: &[usize], state: &State) -> bool {
        let is_there = |asked: &AskedAction| {
            let call = state.stack.top();
            asked.is_at(&call.script, &call.at) || asked.is_interrupted_in(&state.stack)
        };
        let kept = done.token.and_then(|token| self.asked.by_token(token));
        effective.contains(&done.event) || kept.is_some_and(is_there)
    }

    /// The events that brought results with this token.
    pub(crate) fn received(&self, token: usize) -> impl Iterator<Item = &Event> {
        self.received.get(&token).into_iter().flatten().filter_map(|event| self.events.get(*event))
    }

    /// Whether this result came before with this token.
    fn has_come(&self, token: usize, result: &str, returned: &Values) -> bool {
        let mut known = self.received(token).filter_map(|event| match &event.kind {
            EventKind::Completed { result, returned, .. } | EventKind::Late { result, returned, .. } => {
                Some((result, returned))
            }
            _ => None,
        });
        known.any(|(its, values)| its == result && values == returned)
    }
}
