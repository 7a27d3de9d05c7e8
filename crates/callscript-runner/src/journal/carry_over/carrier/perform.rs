//! Performs recorded events where the session is, and asks for what they lack.
//!
//! Must not know where an event belongs.

use super::{Carrier, Fate, Halt};
use crate::Values;
use crate::error::StepError;
use crate::event::{Event, EventKind};
use crate::journal::carried_over::Repeated;
use crate::journal::carry_over::form::adapt;
use crate::journal::line::Location;
use crate::journal::needed::Needed;
use crate::prompt::{Prompt, PromptKind};
use crate::wire::event::line_of;

impl Carrier<'_> {
    /// Performs an event at the present prompt.
    pub(super) fn perform_here(&mut self, at: usize) -> Result<(), Halt> {
        let Some(event) = self.event(at) else { return Ok(()) };
        let refused = match &event.kind {
            EventKind::Entered { values } => return self.enter(at, values),
            EventKind::Completed { .. } if !self.is_same_action(at) => None,
            EventKind::Answered { answer, values } => {
                let values = self.adapted_values(at, answer, values, &self.prompt().clone());
                match self.perform_as(at, EventKind::Answered { answer: answer.clone(), values }) {
                    Ok(()) => return Ok(()),
                    Err(error) => Some(error),
                }
            }
            _ => match self.perform_as(at, event.kind.clone()) {
                Ok(()) => return Ok(()),
                Err(error) => Some(error),
            },
        };
        match (&event.kind, &self.prompt().kind) {
            _ if !self.counts(at) => {}
            (EventKind::Completed { .. }, PromptKind::Act { .. })
            | (EventKind::Answered { .. }, PromptKind::Ask { .. })
            | (EventKind::CannotGive, PromptKind::Form { .. })
            | (EventKind::Jumped { .. }, _)
                if !is_final(refused.as_ref()) =>
            {
                return self.replace(at, refused);
            }
            _ => {}
        }
        let why = refused.map_or_else(|| self.elsewhere(at), Into::into);
        self.leave_out(at, why);
        Ok(())
    }

    /// The recorded values of an answer, as far as they fit what is given together with it now.
    pub(super) fn adapted_values(&mut self, at: usize, answer: &str, values: &Values, prompt: &Prompt) -> Values {
        let PromptKind::Ask { answers } = &prompt.kind else { return values.clone() };
        let Some(choice) = answers.iter().find(|choice| choice.id == answer) else { return values.clone() };
        if values.is_empty() && choice.fields.is_empty() {
            return Values::new();
        }
        let adapted = adapt(&choice.fields, Some(values), |field| {
            if self.counts(at) { self.value_from_elsewhere(at, &prompt.script, &field.name) } else { None }
        });
        for (name, text, why) in adapted.unfit {
            self.keep_spare(at, name, text, why);
        }
        adapted.values
    }

    /// Undoes what the event undid, and the messages that were passed since.
    pub(super) fn go_back(&mut self, at: usize) {
        let undone = self.plan.undoes.get(&at).map(|undone| self.fate(*undone));
        let counts = |carrier: &Self, undone: usize| carrier.session.effective.holds(undone);
        match undone {
            Some(Fate::Placed(undone)) if counts(self, undone) => {
                self.perform_or_leave_out(at, EventKind::Back);
                while counts(self, undone) && self.insert(EventKind::Back).is_ok() {}
            }
            _ => self.leave_out(at, StepError::NothingToUndo),
        }
    }

    /// Gives the present prompt, which the journal does not hold, what it asks for.
    pub(super) fn supply(&mut self, at: usize) -> Result<(), Halt> {
        if matches!(self.prompt().kind, PromptKind::Form { .. }) {
            return self.fill(at, None).map(|_| ());
        }
        let prompt = self.prompt().clone();
        let kind = self.next_given(Needed::new(line_of(at), Some(prompt), Vec::new()))?;
        self.insert(kind).map(|_| ()).map_err(Halt::Refused)
    }

    pub(super) fn perform_or_leave_out(&mut self, at: usize, kind: EventKind) {
        if let Err(error) = self.perform_as(at, kind) {
            self.leave_out(at, error);
        }
    }

    /// Performs an event of this kind in the place, and at the time, of a recorded one.
    pub(super) fn perform_as(&mut self, at: usize, kind: EventKind) -> Result<(), StepError> {
        let Some(event) = self.event(at) else { return Ok(()) };
        let new = self.perform(Event { at: event.at, kind })?;
        self.set_fate(at, Fate::Placed(new));
        Ok(())
    }

    /// Performs an event that is not recorded, at the time of the one before it.
    pub(super) fn insert(&mut self, kind: EventKind) -> Result<usize, StepError> {
        let at = self.session.events.last().map_or_else(|| self.session.started_at().into(), |event| event.at);
        let new = self.perform(Event { at, kind })?;
        self.inserted += 1;
        Ok(new)
    }

    /// The next of what is given, or a halt that names what is needed.
    pub(super) fn next_given(&mut self, needed: Needed) -> Result<EventKind, Halt> {
        self.given.next().cloned().ok_or_else(|| Halt::Needed(Box::new(needed)))
    }

    fn perform(&mut self, Event { at, kind }: Event) -> Result<usize, StepError> {
        let kind = match kind {
            EventKind::Completed { token, result, returned } => {
                let known = token.and_then(|token| self.tokens.get(&token).copied());
                EventKind::Completed { token: known.or_else(|| self.session.asked.token()), result, returned }
            }
            kind => kind,
        };
        self.session.perform(kind, at)?;
        self.text.push_str(&self.writer.lines(&self.session));
        Ok(self.session.events.len() - 1)
    }

    /// Whether the action of the present prompt is the one that was completed, with the same inputs.
    fn is_same_action(&self, at: usize) -> bool {
        self.stood_before(at).is_none_or(|stood| stood.fits(&Location::at(self.prompt())))
    }

    /// Performs what is given in the place of a recorded event that the present prompt refuses.
    fn replace(&mut self, at: usize, refused: Option<StepError>) -> Result<(), Halt> {
        let prompt = self.prompt().clone();
        let fields = match (&prompt.kind, &refused) {
            (_, Some(StepError::Missing { missing, .. })) => self.session.fields(missing),
            (PromptKind::Form { fields, .. }, _) => fields.clone(),
            _ => Vec::new(),
        };
        let is_done = matches!(prompt.kind, PromptKind::Act { read_only: false, .. });
        if fields.is_empty() && self.is_last(at) {
            // Nothing else can be lost: the call simply goes on from here.
            let why = refused.map_or_else(|| self.elsewhere(at), Into::into);
            self.leave_out(at, why);
            self.repeat(at, prompt, is_done);
            return Ok(());
        }
        let given =
            self.next_given(Needed { done_before: is_done, ..Needed::new(line_of(at), Some(prompt.clone()), fields) })?;
        let kind = match (self.kind(at), given) {
            (Some(EventKind::Jumped { node, reason, values }), EventKind::Entered { values: given }) => {
                let (node, reason) = (node.clone(), reason.clone());
                EventKind::Jumped { node, reason, values: joined(values, &given) }
            }
            (_, given) => given,
        };
        let why = refused.map_or_else(|| self.elsewhere(at), Into::into);
        let is_jump = matches!(kind, EventKind::Jumped { .. });
        let new = self.insert(kind).map_err(Halt::Refused)?;
        if !is_jump {
            self.leave_out(at, why);
        }
        // A later revision of the event revises what replaced it.
        self.set_fate(at, Fate::Placed(new));
        self.repeat(at, prompt, is_done);
        Ok(())
    }

    /// Whether no given value and no later recorded event waits to be placed.
    fn is_last(&self, at: usize) -> bool {
        let is_waiting = |later: usize| {
            let moves = self.kind(later).is_some_and(EventKind::moves);
            self.fate(later) == Fate::Waiting && self.counts(later) && moves
        };
        self.given.as_slice().is_empty() && !(at + 1..self.lines.len()).any(is_waiting)
    }

    /// Records that an action was done at a prompt at which one is asked for again.
    fn repeat(&mut self, at: usize, prompt: Prompt, is_done: bool) {
        if let (PromptKind::Act { action, .. }, true) = (prompt.kind, is_done) {
            let (script, node) = (prompt.script, prompt.node);
            let action = self.stood_before(at).and_then(Location::action_name).map_or(action, str::to_owned);
            self.repeated.push(Repeated { script, node, action, done: true });
        }
    }

    fn enter(&mut self, at: usize, values: &Values) -> Result<(), Halt> {
        if !matches!(self.prompt().kind, PromptKind::Form { .. }) {
            let why = self.elsewhere(at);
            self.leave_out(at, why);
            return Ok(());
        }
        if let Some(new) = self.fill(at, Some(values))? {
            self.set_fate(at, Fate::Placed(new));
        }
        Ok(())
    }

    /// Fills in the form of the present prompt: with recorded values, those that other forms do not ask for any more,
    /// and given ones. Returns the index of the new event; `None` if the recorded event was left out instead.
    fn fill(&mut self, at: usize, recorded: Option<&Values>) -> Result<Option<usize>, Halt> {
        let prompt = self.prompt().clone();
        let PromptKind::Form { fields, .. } = &prompt.kind else { return Ok(None) };
        let counts = self.counts(at);
        let mut adapted = adapt(fields, recorded, |field| {
            if counts { self.value_from_elsewhere(at, &prompt.script, &field.name) } else { None }
        });
        let refused = adapted.refused();
        for (name, text, why) in adapted.unfit {
            self.keep_spare(at, name, text, why);
        }
        if adapted.needed.is_empty() {
            match self.enter_values(at, recorded.is_some(), adapted.values.clone()) {
                Ok(new) => return Ok(Some(new)),
                // The form as a whole refuses values that fit one by one.
                Err(_) => adapted.needed.clone_from(fields),
            }
        }
        if !counts {
            let why = self.elsewhere(at);
            self.leave_out(at, why);
            return Ok(None);
        }
        let needed = Needed { refused, ..Needed::new(line_of(at), Some(prompt.clone()), adapted.needed) };
        let new = match self.next_given(needed)? {
            EventKind::Entered { values } => {
                self.enter_values(at, recorded.is_some(), joined(&adapted.values, &values))
            }
            other => self.insert(other),
        };
        new.map(Some).map_err(Halt::Refused)
    }

    /// Enters values, at the time of the recorded event if there is one.
    fn enter_values(&mut self, at: usize, is_recorded: bool, values: Values) -> Result<usize, StepError> {
        let kind = EventKind::Entered { values };
        match self.event(at) {
            Some(event) if is_recorded => self.perform(Event { at: event.at, kind }),
            _ => self.insert(kind),
        }
    }
}

/// Whether nothing that is given can make a step possible.
fn is_final(refused: Option<&StepError>) -> bool {
    matches!(
        refused,
        Some(StepError::Ended | StepError::HungUp | StepError::NoSuchNode { .. } | StepError::CannotUndo { .. })
    )
}

/// The values of both; where both have one, the second.
pub(super) fn joined(values: &Values, others: &Values) -> Values {
    let mut joined = values.clone();
    for (name, text) in others.iter() {
        joined.set(name, text);
    }
    joined
}
