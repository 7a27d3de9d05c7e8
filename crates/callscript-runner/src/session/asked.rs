//! The actions that a session asked its host for, in order. Those that it went back over are among them: the world does
//! not go back with the call.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::script::{NodeId, Script};
use callscript::value::Value;

use super::call::{Call, Position, Stack};
use super::pending::Pending;
use super::state::State;

/// Every action that was asked for.
#[derive(Clone, Default)]
pub(crate) struct AskedActions {
    /// In the order of their tokens.
    pub(crate) all: Vec<AskedAction>,
    /// The actions to which an event led, as indices into `all`. It is an earlier event than the one after which they
    /// were asked for where the call went back to them.
    by_cause: BTreeMap<usize, Vec<usize>>,
    /// The action that the session waits for, as an index into `all`.
    pending: Option<usize>,
}

/// An action that was asked for.
#[derive(Clone)]
pub(crate) struct AskedAction {
    pub(crate) script: Arc<Script>,
    pub(crate) node: NodeId,
    /// Its inputs, in the order of the script's `with`.
    pub(crate) with: Vec<Option<Value>>,
    /// The event after which it was first asked for: its token.
    pub(crate) asked: usize,
    /// The event that brought its result.
    pub(crate) completed: Option<usize>,
    /// Whether the result came while an aside interrupted the action. Then it counts whenever the session is at it.
    pub(crate) is_kept: bool,
    /// The event that led to it.
    cause: usize,
}

impl AskedActions {
    /// Notes which action the session waits for after an event.
    pub(crate) fn stand(&mut self, state: &State, event: usize) {
        let mut known = self.alike(state).into_iter();
        let is_open = |asked: &AskedAction| asked.completed.is_none() || asked.is_kept;
        self.pending = known.find(|at| self.all.get(*at).is_some_and(is_open));
        if self.pending.is_some() || !waits_for_result(state) {
            return;
        }
        let call = state.stack.top();
        self.pending = Some(self.all.len());
        self.by_cause.entry(call.at.cause).or_default().push(self.all.len());
        self.all.push(AskedAction {
            script: Arc::clone(&call.script),
            node: call.at.node,
            with: call.at.with.clone(),
            asked: event,
            completed: None,
            is_kept: false,
            cause: call.at.cause,
        });
    }

    /// The actions that are the same as the one that a state waits for, as indices into `all`: the same event led to the
    /// same node and inputs. If there are several, the call came back to it after its result.
    pub(crate) fn alike(&self, state: &State) -> Vec<usize> {
        let Call { script, at, .. } = state.stack.top();
        let known = self.by_cause.get(&at.cause).filter(|_| waits_for_result(state));
        let is_same = |index: &&usize| self.all.get(**index).is_some_and(|asked| asked.is_at(script, at));
        known.into_iter().flatten().filter(is_same).copied().collect()
    }

    /// The actions that were asked for at a position.
    pub(crate) fn at(&self, script: &Arc<Script>, at: &Position) -> impl Iterator<Item = &AskedAction> {
        let known = self.by_cause.get(&at.cause).into_iter().flatten();
        known.filter_map(|index| self.all.get(*index)).filter(move |asked| asked.is_at(script, at))
    }

    /// Notes that an event brings the result of the action that the session waits for.
    pub(crate) fn complete(&mut self, event: usize) {
        if let Some(asked) = self.pending.and_then(|at| self.all.get_mut(at)) {
            asked.completed = Some(event);
        }
    }

    /// Keeps an event that brings the result of an action that an aside interrupts.
    pub(crate) fn keep(&mut self, token: usize, event: usize) {
        if let Some(asked) = self.place(token).and_then(|place| self.all.get_mut(place)) {
            asked.completed = Some(event);
            asked.is_kept = true;
        }
    }

    /// The event that brought the result of the action that the session waits for, if it came earlier.
    pub(crate) fn kept_result(&self) -> Option<usize> {
        self.pending()?.completed
    }

    /// The token of the action that the session waits for.
    pub(crate) fn token(&self) -> Option<usize> {
        self.pending().map(|asked| asked.asked)
    }

    /// The action with this token.
    pub(crate) fn by_token(&self, token: usize) -> Option<&AskedAction> {
        self.all.get(self.place(token)?)
    }

    fn pending(&self) -> Option<&AskedAction> {
        self.all.get(self.pending?)
    }

    /// The index of the action with this token.
    fn place(&self, token: usize) -> Option<usize> {
        self.all.binary_search_by_key(&token, |asked| asked.asked).ok()
    }

    /// For each action, which time its node asked for it, from 1.
    pub(crate) fn attempts(&self) -> Vec<usize> {
        let mut times = BTreeMap::new();
        let attempts = self.all.iter().map(|asked| {
            let times: &mut usize = times.entry((asked.script.id(), asked.node.index())).or_default();
            *times += 1;
            *times
        });
        attempts.collect()
    }

    /// The attempts by the event that brought the result.
    pub(crate) fn attempts_by_result(&self) -> BTreeMap<usize, usize> {
        let attempts = self.all.iter().zip(self.attempts());
        attempts.filter_map(|(asked, attempt)| Some((asked.completed?, attempt))).collect()
    }
}

impl AskedAction {
    /// Whether a position is at this action: the same event led to the same node and inputs.
    pub(crate) fn is_at(&self, script: &Arc<Script>, at: &Position) -> bool {
        self.cause == at.cause && self.node == at.node && self.with == at.with && Arc::ptr_eq(&self.script, script)
    }

    /// Whether an open aside interrupts it.
    pub(crate) fn is_interrupted_in(&self, stack: &Stack) -> bool {
        stack.interrupted().into_iter().any(|(script, at)| self.is_at(script, at))
    }
}

fn waits_for_result(state: &State) -> bool {
    let call = state.stack.top();
    !state.hung_up && matches!(Pending::of(call, &call.script), Pending::Result(_))
}
