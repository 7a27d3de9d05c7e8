//! Replays recorded events one by one in a session of the current scripts.
//!
//! Must not know how lines are read.

mod perform;
mod revise;

use std::collections::HashSet;
use std::slice;
use std::sync::Arc;

use super::form::asks_for;
use super::needed::Needed;
use super::plan::Plan;
use super::reach::can_reach;
use super::{CarriedOver, LeftOut, Repeated, Standing};
use crate::error::{StepError, ValuesError};
use crate::event::{Event, EventKind};
use crate::journal::Writer;
use crate::journal::error::{Misfit, Unfit};
use crate::journal::line::{Line, Location, line_of};
use crate::journal::read::Recorded;
use crate::prompt::{Prompt, PromptKind};
use crate::session::Session;

/// The most messages that are passed between two recorded events.
const MAX_PASSED: usize = 10_000;

/// Why carrying over stops.
pub(super) enum Halt {
    /// Something is needed that is not given.
    Needed(Box<Needed>),
    /// What is given is refused.
    Refused(StepError),
}

/// Replays recorded events.
pub(super) struct Carrier<'r> {
    lines: &'r [Line],
    plan: Plan,
    session: Session,
    writer: Writer,
    text: String,
    given: slice::Iter<'r, EventKind>,
    /// For each recorded event, what became of it.
    fates: Vec<Fate>,
    inserted: usize,
    left_out: Vec<LeftOut>,
    repeated: Vec<Repeated>,
    /// The values of forms that do not ask for them any more.
    spare: Vec<Spare>,
    /// The values of later forms that were used already: the index of the event, and the name.
    used: HashSet<(usize, String)>,
}

/// What became of a recorded event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Waiting,
    /// It is the event with this index of the new session, or is replaced by it.
    Placed(usize),
    LeftOut,
}

/// A recorded value that its form does not ask for any more.
struct Spare {
    script: String,
    name: String,
    text: String,
    left_out: LeftOut,
}

/// Where the session is, compared with a prompt that is looked for.
enum Approach {
    /// At the prompt.
    There,
    /// Before it, at a prompt that is not a message.
    Before,
    /// It cannot come any more.
    Never,
}

impl<'r> Carrier<'r> {
    pub(super) fn new(
        recorded: &'r Recorded,
        session: Session,
        given: slice::Iter<'r, EventKind>,
        left_out: Vec<LeftOut>,
    ) -> Self {
        let mut writer = Writer::carried_over(recorded.digest);
        let text = writer.lines(&session);
        let mut fates = vec![Fate::Waiting; recorded.lines.len()];
        if let Some(first) = fates.first_mut() {
            *first = Fate::Placed(0);
        }
        Self {
            lines: &recorded.lines,
            plan: Plan::of(recorded.events()),
            session,
            writer,
            text,
            given,
            fates,
            inserted: 0,
            left_out,
            repeated: Vec::new(),
            spare: Vec::new(),
            used: HashSet::new(),
        }
    }

    /// Replays all events.
    pub(super) fn carry(&mut self) -> Result<(), Halt> {
        for at in 1..self.lines.len() {
            while self.fate(at) == Fate::Waiting {
                self.place(at)?;
            }
        }
        Ok(())
    }

    /// Passes messages up to the recorded position, if it can be reached so.
    pub(super) fn settle(&mut self) -> Standing {
        let Some(stood) = self.lines.iter().rev().find_map(|line| line.stands.as_ref()) else {
            return Standing::AsBefore;
        };
        let is_there = matches!(self.approach(stood, false), Approach::There);
        if let Some(action) = stood.action_name() {
            let (script, node) = (stood.script.clone(), stood.node.clone());
            self.repeated.push(Repeated { script, node, action: action.to_owned(), done: false });
        }
        let is_same = is_there && stood.fits(&Location::at(self.session.prompt()));
        if is_same { Standing::AsBefore } else { Standing::Elsewhere { node: stood.node.clone() } }
    }

    /// Leaves out all events that wait for something that is needed.
    pub(super) fn leave_out_rest(&mut self, needed: &Needed) {
        for at in 1..self.lines.len() {
            if self.fate(at) == Fate::Waiting {
                self.leave_out(at, Unfit::Needed(needed.to_string()));
            }
        }
    }

    pub(super) fn into_carried(mut self, standing: Standing) -> CarriedOver {
        self.left_out.extend(self.spare.into_iter().map(|spare| spare.left_out));
        self.left_out.sort_by_key(|left_out| left_out.misfit.line);
        self.left_out.dedup();
        let Self { session, text, writer, inserted, left_out, repeated, .. } = self;
        CarriedOver { session, text, writer, standing, inserted, left_out, repeated }
    }

    /// Does something about the next event: places it, leaves it out, or brings the session nearer to its prompt.
    fn place(&mut self, at: usize) -> Result<(), Halt> {
        let Some(Line { event, .. }) = self.lines.get(at) else { return Ok(()) };
        match &event.kind {
            EventKind::Noted { .. } => {
                self.perform_or_leave_out(at, event.kind.clone());
                Ok(())
            }
            EventKind::Back => {
                self.go_back(at);
                Ok(())
            }
            EventKind::Revised { event, to } => self.revise(at, *event, to),
            kind => self.step(at, kind),
        }
    }

    fn step(&mut self, at: usize, kind: &EventKind) -> Result<(), Halt> {
        let approach = match self.stood_before(at) {
            Some(stood) => self.approach(stood, matches!(kind, EventKind::Stubbed { .. })),
            None => Approach::There,
        };
        match approach {
            Approach::There => self.perform_here(at),
            Approach::Before if !self.counts(at) => {
                let why = self.elsewhere(at);
                self.leave_out(at, why);
                Ok(())
            }
            Approach::Before => match self.ahead(at) {
                Some(ahead) => self.perform_here(ahead),
                None => self.supply(at),
            },
            Approach::Never if is_free(kind) => self.perform_here(at),
            Approach::Never => {
                let why = self.elsewhere(at);
                self.leave_out(at, why);
                Ok(())
            }
        }
    }

    /// Passes messages until the session is at this prompt, or before it at a prompt where somebody must choose. Passes
    /// none if the prompt cannot come any more.
    fn approach(&mut self, stood: &Location, is_stub: bool) -> Approach {
        let mut state = self.session.state.clone();
        let mut passed = 0;
        let at = self.session.started_at();
        let mut found = Approach::Before;
        loop {
            let prompt = state.prompt();
            if stood.is_same_prompt(&Location::at(&prompt)) || is_stub && state.new_subscript().is_some() {
                found = Approach::There;
                break;
            }
            let is_message = matches!(prompt.kind, PromptKind::Message) && passed < MAX_PASSED;
            if !is_message || state.apply(&EventKind::Proceeded, at).is_err() {
                break;
            }
            passed += 1;
        }
        if matches!(found, Approach::Before) && !can_reach(&state, stood) {
            return Approach::Never;
        }
        for _ in 0..passed {
            // The state above allowed it.
            let _ = self.insert(EventKind::Proceeded);
        }
        found
    }

    /// A later event that happened at the present prompt: the scripts ask in another order now.
    fn ahead(&self, at: usize) -> Option<usize> {
        let now = Location::at(self.session.prompt());
        let is_here = |later: usize| {
            let waits = self.fate(later) == Fate::Waiting && self.counts(later);
            let is_step =
                self.kind(later).is_some_and(|kind| !is_free(kind) && !matches!(kind, EventKind::Revised { .. }));
            waits && is_step && self.stood_before(later).is_some_and(|stood| stood.fits(&now))
        };
        (at + 1..self.lines.len()).find(|later| is_here(*later))
    }

    /// A value that the journal holds elsewhere: of a form that does not ask for it any more.
    fn value_from_elsewhere(&mut self, from: usize, script: &str, name: &str) -> Option<String> {
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
    fn leave_out(&mut self, at: usize, why: impl Into<Unfit>) {
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

    fn keep_spare(&mut self, at: usize, name: String, text: String, why: ValuesError) {
        let left_out = self.left_out_because(at, StepError::from(why));
        self.spare.push(Spare { script: self.session.prompt().script.clone(), name, text, left_out });
    }

    /// That the session is not where the event happened.
    fn elsewhere(&self, at: usize) -> Unfit {
        let now = self.session.prompt().node.clone();
        let (script, node) =
            self.stood_before(at).map(|stood| (stood.script.clone(), stood.node.clone())).unwrap_or_default();
        Unfit::Elsewhere { script, node, now }
    }

    fn event(&self, at: usize) -> Option<&'r Event> {
        self.lines.get(at).map(|line| &line.event)
    }

    fn kind(&self, at: usize) -> Option<&'r EventKind> {
        self.event(at).map(|event| &event.kind)
    }

    /// Where the recorded session stood before an event, if the journal says so.
    fn stood_before(&self, at: usize) -> Option<&'r Location> {
        at.checked_sub(1).and_then(|before| self.lines.get(before)).and_then(|line| line.stands.as_ref())
    }

    fn counts(&self, at: usize) -> bool {
        self.plan.counts.get(at).copied().unwrap_or_default()
    }

    fn fate(&self, at: usize) -> Fate {
        self.fates.get(at).copied().unwrap_or(Fate::LeftOut)
    }

    fn set_fate(&mut self, at: usize, fate: Fate) {
        if let Some(known) = self.fates.get_mut(at) {
            *known = fate;
        }
    }

    fn prompt(&self) -> &Prompt {
        self.session.prompt()
    }
}

/// Whether an event can happen at any prompt.
fn is_free(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Aside { .. } | EventKind::Jumped { .. } | EventKind::HungUp { .. } | EventKind::Noted { .. }
    )
}
