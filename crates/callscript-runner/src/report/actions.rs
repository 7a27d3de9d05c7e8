//! The actions of a call, as they are filed: each one that the host was asked for, whatever became of it.

use std::collections::{BTreeMap, BTreeSet};

use callscript::internal::MASK;
use callscript::jiff::Timestamp;
use callscript::script::Exit;
use callscript::value::Value;

use crate::Values;
use crate::event::{Event, EventKind};
use crate::prompt::ActionValue;
use crate::session::Session;
use crate::session::asked::AskedAction;
use crate::session::prompting::given;
use crate::session::state::{State, read_returned};

/// An action that the host was asked for.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// session.enter(Values::from([("number", "7")]), now)?;
/// session.hang_up(None, now)?;
/// let action = &session.result().actions[0];
/// assert_eq!((action.action.as_str(), action.attempt, &action.result), ("find-parcel", 1, &None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ActionRun {
    /// The id of the script that asked for it.
    pub script: String,
    /// The id of the node.
    pub node: String,
    /// The action's name.
    pub action: String,
    /// Which time the node asked for it in this call, from 1.
    pub attempt: usize,
    /// Its inputs, without those that were empty.
    pub with: Vec<ActionValue>,
    /// The result; `None` if none came, so that nobody here knows whether it was done.
    pub result: Option<String>,
    /// What came back with the result. A key that the script does not take over counts as sensitive.
    pub returned: Vec<ActionValue>,
    /// When the result came; without one, when it was asked for.
    pub at: Timestamp,
    /// Whether the call went back over it, or was restarted after it. What it changed in the world stays changed.
    pub undone: bool,
    /// The number of the event after which it was asked for: its token.
    pub seq: usize,
    /// Whether it can be repeated without harm.
    pub read_only: bool,
    /// Whether the result came when the call did not wait for it any more, so that it changed nothing.
    pub late: bool,
}

impl ActionRun {
    /// The action with its sensitive values masked.
    pub(super) fn masked(mut self) -> Self {
        for given in self.with.iter_mut().chain(&mut self.returned).filter(|given| given.sensitive) {
            given.value = Value::text(MASK);
        }
        self
    }
}

impl Session {
    /// Every action that the host was asked for, in order; if several results came, once for each of them.
    pub(super) fn actions(&self) -> Vec<ActionRun> {
        let standing = self.standing_actions();
        let late = self.late_results();
        let mut actions = Vec::new();
        for ((at, asked), attempt) in (0..).zip(&self.asked.all).zip(self.asked.attempts()) {
            let Some(action) = self.asked_for(asked, attempt, !standing.contains(&at)) else { continue };
            let completed = asked.completed.and_then(|at| self.events.get(at));
            let results = completed.into_iter().chain(late.get(&asked.asked).into_iter().flatten().copied());
            let answered: Vec<_> = results.filter_map(|event| answered(&action, asked, event)).collect();
            let is_pending = asked.completed.is_none() && self.asked.token() == Some(asked.asked);
            if answered.is_empty() || is_pending {
                actions.push(action);
            }
            actions.extend(answered);
        }
        actions
    }

    /// The actions that the call did not go back over, as indices into the actions that were asked for.
    fn standing_actions(&self) -> BTreeSet<usize> {
        let asked = |at: &usize| self.asked.all.get(*at);
        let is_taken =
            |at: &&usize| asked(at).and_then(|asked| asked.completed).is_some_and(|event| self.effective.holds(event));
        let is_open = |at: &&usize| asked(at).is_some_and(|asked| asked.completed.is_none() || asked.is_kept);
        // What was asked for later, and gone back over, was not asked for before the event `next`.
        let is_of = |at: &&usize, next: usize| {
            asked(at).is_some_and(|asked| asked.asked < next || asked.is_interrupted_in(&self.state.stack))
        };
        // After a revision a result can stand at an action to which another event leads.
        let mut standing: BTreeSet<usize> = (0..self.asked.all.len()).filter(|at| is_taken(&at)).collect();
        let mut look = |state: &State, next| {
            let alike = self.asked.alike(state);
            let open = || alike.iter().rfind(|at| is_open(at) && is_of(at, next));
            standing.extend(alike.iter().find(is_taken).or_else(open));
        };
        let state = self.replay_observed(&self.effective, false, None, |state, next, _| look(state, next));
        look(&state, self.events.len());
        standing
    }

    /// The results that came too late, by the token of their action.
    fn late_results(&self) -> BTreeMap<usize, Vec<&Event>> {
        let mut late: BTreeMap<usize, Vec<&Event>> = BTreeMap::new();
        for event in &self.events {
            if let EventKind::Late { token, .. } = event.kind {
                late.entry(token).or_default().push(event);
            }
        }
        late
    }

    /// An action as it was asked for, without a result.
    fn asked_for(&self, asked: &AskedAction, attempt: usize, undone: bool) -> Option<ActionRun> {
        let node = asked.script.node(asked.node);
        let Exit::Action(action) = &node.exit else { return None };
        let is_dropped = || self.is_over() || !asked.is_interrupted_in(&self.state.stack);
        let is_taken = || asked.completed.is_some_and(|event| self.effective.holds(event));
        Some(ActionRun {
            script: asked.script.id().to_owned(),
            node: node.id.clone(),
            action: action.name.clone(),
            attempt,
            with: given(action, &asked.with),
            result: None,
            returned: Vec::new(),
            at: self.events.get(asked.asked)?.at.timestamp(),
            undone,
            seq: asked.asked,
            read_only: action.read_only,
            // A result that was kept during an aside, and to whose action the call did not come back.
            late: asked.is_kept && is_dropped() && !is_taken(),
        })
    }
}

/// An action with the result that an event brought.
fn answered(action: &ActionRun, asked: &AskedAction, event: &Event) -> Option<ActionRun> {
    let (result, returned, is_late) = match &event.kind {
        EventKind::Completed { result, returned, .. } => (result, returned, action.late),
        EventKind::Late { result, returned, .. } => (result, returned, true),
        _ => return None,
    };
    Some(ActionRun {
        result: Some(result.clone()),
        returned: what_returned(asked, result, returned),
        at: event.at.timestamp(),
        late: is_late,
        ..action.clone()
    })
}

/// What came back with a result: first what the script takes over, then the rest.
fn what_returned(asked: &AskedAction, result: &str, returned: &Values) -> Vec<ActionValue> {
    let take = match &asked.script.node(asked.node).exit {
        Exit::Action(action) => action.then.iter().find(|known| known.name == result).map(|known| &known.take),
        _ => None,
    };
    let take = take.map_or(&[][..], Vec::as_slice);
    let taken = take.iter().zip(read_returned(&asked.script, take, returned).unwrap_or_default());
    let taken = taken.filter_map(|(take, written)| {
        let sensitive = asked.script.variable(take.target).declaration.sensitive;
        Some(ActionValue { name: take.key.clone(), value: written.write.value()?, sensitive })
    });
    let rest =
        returned.iter().filter(|(key, text)| !text.trim().is_empty() && take.iter().all(|take| take.key != *key));
    let rest = rest.map(|(key, text)| ActionValue { name: key.to_owned(), value: Value::text(text), sensitive: true });
    taken.chain(rest).collect()
}
