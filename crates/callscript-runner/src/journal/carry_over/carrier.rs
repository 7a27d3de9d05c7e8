//! Replays recorded events one by one in a session of the current scripts.
//!
//! Must not know how lines are read.

mod approach;
mod left_out;
mod perform;
mod revise;

use std::collections::{HashMap, HashSet};
use std::slice;

use self::approach::Approach;
use self::left_out::Spare;
use super::plan::Plan;
use crate::error::StepError;
use crate::event::{Event, EventKind};
use crate::journal::Writer;
use crate::journal::carried_over::{CarriedOver, LeftOut, Repeated, Standing};
use crate::journal::error::Unfit;
use crate::journal::line::{Line, Location};
use crate::journal::needed::Needed;
use crate::journal::read::Recorded;
use crate::prompt::Prompt;
use crate::session::Session;

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
    /// The places of recorded events that were placed again, the latest last.
    placed_again: HashMap<usize, Vec<usize>>,
    /// The recorded events by their places.
    recorded: HashMap<usize, usize>,
    inserted: usize,
    left_out: Vec<LeftOut>,
    repeated: Vec<Repeated>,
    /// The values of forms that do not ask for them any more.
    spare: Vec<Spare>,
    /// The tokens of actions by their recorded ones.
    tokens: HashMap<usize, usize>,
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

/// Whether a lapse left the call where it was: it stands at the same prompt as before.
fn asked_again(recorded: &Recorded, at: usize) -> bool {
    let stood = |at: usize| recorded.lines.get(at).and_then(|line| line.stands.as_ref());
    at.checked_sub(1).and_then(stood).zip(stood(at)).is_some_and(|(before, after)| before == after)
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
            plan: Plan::of(recorded.events(), |at| asked_again(recorded, at)),
            session,
            writer,
            text,
            given,
            fates,
            placed_again: HashMap::new(),
            recorded: HashMap::new(),
            inserted: 0,
            left_out,
            repeated: Vec::new(),
            spare: Vec::new(),
            tokens: HashMap::new(),
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
        self.note_what_was_done();
        self.left_out.extend(self.spare.into_iter().map(|spare| spare.left_out));
        self.left_out.sort_by_key(|left_out| left_out.misfit.line);
        self.left_out.dedup();
        let Self { session, text, writer, inserted, left_out, repeated, .. } = self;
        CarriedOver { session, text, writer, standing, inserted, left_out, repeated }
    }

    /// Does something about the next event: places it, leaves it out, or brings the session nearer to its prompt.
    fn place(&mut self, at: usize) -> Result<(), Halt> {
        let Some(Line { event, .. }) = self.lines.get(at) else { return Ok(()) };
        if self.stood_before(at).is_some_and(|stood| stood.is_same_prompt(&Location::at(self.prompt()))) {
            self.learn_token(at);
        }
        match &event.kind {
            EventKind::Late { token, result, returned } => {
                let (result, returned) = (result.clone(), returned.clone());
                let is_numbered_anew = self.inserted > 0 || !self.left_out.is_empty() || !self.spare.is_empty();
                let unknown = if is_numbered_anew { NO_TOKEN } else { *token };
                let token = self.tokens.get(token).copied().unwrap_or(unknown);
                self.perform_or_leave_out(at, EventKind::Late { token, result, returned });
                Ok(())
            }
            kind if !kind.moves() => {
                self.perform_or_leave_out(at, kind.clone());
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
            Approach::There => {
                self.learn_token(at);
                self.perform_here(at)
            }
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

    /// What became of an event. Of several places the one that counts, or else the first.
    fn fate(&self, at: usize) -> Fate {
        let fate = self.fates.get(at).copied().unwrap_or(Fate::LeftOut);
        let again = self.placed_again.get(&at).into_iter().flatten().rev().copied();
        let mut counting = again.filter(|new| self.session.effective.holds(*new));
        counting.next().map_or(fate, Fate::Placed)
    }

    fn set_fate(&mut self, at: usize, fate: Fate) {
        if let Fate::Placed(new) = fate {
            self.recorded.insert(new, at);
        }
        if let Some(known) = self.fates.get_mut(at) {
            *known = fate;
        }
    }

    fn prompt(&self) -> &Prompt {
        self.session.prompt()
    }
}

/// The token of a result whose action is not known any more: the number of no event, so that no action gets the result.
const NO_TOKEN: usize = u32::MAX as usize;

/// Whether an event can happen at any prompt.
fn is_free(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Aside { .. } | EventKind::Jumped { .. } | EventKind::HungUp { .. })
}
