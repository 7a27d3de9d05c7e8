//! Results of actions: which attempt one belongs to, and what becomes of it.
//!
//! A result for an action that an aside interrupts is kept until the session is at the action again.

use std::collections::BTreeSet;

use callscript::script::Exit;

use super::asked::AskedAction;
use super::pending::result_of;
use super::replay::Rewritten;
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
        let completed = EventKind::Completed { token: Some(token), result: result.to_owned(), returned };
        let applied = self.apply(completed, None, now)?;
        Ok(applied.receipt.unwrap_or(Receipt::Taken))
    }

    /// Takes, keeps or files the result of the action with this token.
    pub(super) fn receive(
        &mut self,
        token: usize,
        result: String,
        returned: Values,
        now: Moment,
    ) -> Result<Receipt, StepError> {
        let completed = EventKind::Completed { token: Some(token), result: result.clone(), returned: returned.clone() };
        if self.asked.token() == Some(token) {
            return self.perform(completed, now).map(|()| Receipt::Taken);
        }
        let returned = self.plain_returned(self.asked.by_token(token), &result, returned);
        if self.has_come(token, &result, &returned) {
            return Ok(Receipt::Repeated);
        }
        if self.version == Version::Two && self.interrupted(token).is_some() {
            return self.perform(completed, now).map(|()| Receipt::Kept);
        }
        self.perform(EventKind::Late { token, result, returned }, now).map(|()| Receipt::Late)
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
            self.irreversible.insert(event, IrreversibleAction { is_kept: true, node, action });
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
            if self.state.apply(kind, kept, *at).is_err() {
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
            self.irreversible.insert(event, IrreversibleAction { is_kept: false, node, action });
        }
    }

    /// Whether an event brings a result that was kept while an aside interrupted its action.
    pub(super) fn is_kept(&self, event: usize, kind: &EventKind) -> bool {
        let EventKind::Completed { token: Some(token), .. } = kind else { return false };
        self.asked.by_token(*token).is_some_and(|asked| asked.is_kept && asked.completed == Some(event))
    }

    /// Fails if an irreversible action that counts now does not count in the session with other effective events. An
    /// action counts if its event is effective, or its result is kept for a position that is still there.
    pub(super) fn check_keeps_actions(&self, Rewritten { change, state, .. }: &Rewritten) -> Result<(), StepError> {
        let is_irreversible = |event: &usize| self.irreversible.contains_key(event);
        let taken: BTreeSet<usize> = self.effective.taken_by(change).filter(is_irreversible).collect();
        let kept = self.kept_for(&self.state).into_iter().filter(|event| !self.effective.holds(*event));
        let mut endangered: BTreeSet<usize> = kept.collect();
        endangered.extend(taken);
        if endangered.is_empty() {
            return Ok(());
        }
        let still_kept = self.kept_for(state);
        let added: BTreeSet<usize> = change.added.iter().copied().collect();
        let lost = endangered.iter().find(|event| !added.contains(event) && !still_kept.contains(event));
        match lost.and_then(|event| self.irreversible.get(event)) {
            Some(IrreversibleAction { node, action, .. }) => {
                Err(StepError::CannotUndo { node: node.clone(), action: action.clone() })
            }
            None => Ok(()),
        }
    }

    /// The events whose results of irreversible actions are kept for the positions of a state.
    fn kept_for(&self, state: &State) -> Vec<usize> {
        if self.irreversible.is_empty() {
            return Vec::new();
        }
        let call = state.stack.top();
        let positions = [(&call.script, &call.at)].into_iter().chain(state.stack.interrupted());
        let asked = positions.flat_map(|(script, at)| self.asked.at(script, at)).filter(|asked| asked.is_kept);
        asked.filter_map(|asked| asked.completed).filter(|event| self.irreversible.contains_key(event)).collect()
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
