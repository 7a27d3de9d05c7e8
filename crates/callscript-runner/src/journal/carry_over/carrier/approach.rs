//! Brings a session to the prompt at which a recorded event happened.
//!
//! Must not know what is done there.

use super::{Carrier, Fate, is_free};
use crate::event::EventKind;
use crate::journal::carry_over::reach::can_reach;
use crate::journal::line::Location;
use crate::prompt::PromptKind;

/// The most messages that are passed between two recorded events.
const MAX_PASSED: usize = 10_000;

/// Where the session is, compared with a prompt that is looked for.
pub(super) enum Approach {
    /// At the prompt.
    There,
    /// Before it, at a prompt that is not a message.
    Before,
    /// It cannot come any more.
    Never,
}

impl Carrier<'_> {
    /// Passes messages until the session is at this prompt, or before it at a prompt where somebody must choose. Passes
    /// none if the prompt cannot come any more.
    pub(super) fn approach(&mut self, stood: &Location, is_stub: bool) -> Approach {
        let (found, passed) = self.look_ahead(stood, is_stub);
        if !matches!(found, Approach::Never) {
            self.pass(passed);
        }
        found
    }

    /// Passes this many messages.
    pub(super) fn pass(&mut self, messages: usize) {
        for _ in 0..messages {
            // Looking ahead has found that it is allowed.
            let _ = self.insert(EventKind::Proceeded);
        }
    }

    /// Where the session will be, compared with this prompt, and how many messages must be passed until then.
    pub(super) fn look_ahead(&self, stood: &Location, is_stub: bool) -> (Approach, usize) {
        let mut state = self.session.state.clone();
        let mut passed = 0;
        let at = self.session.events.last().map_or_else(|| self.session.started_at().into(), |event| event.at);
        loop {
            let prompt = state.prompt();
            if stood.is_same_prompt(&Location::at(&prompt)) || is_stub && state.new_subscript().is_some() {
                return (Approach::There, passed);
            }
            let is_message = matches!(prompt.kind, PromptKind::Message) && passed < MAX_PASSED;
            if !is_message || state.apply(&EventKind::Proceeded, self.session.events.len() + passed, at).is_err() {
                break;
            }
            passed += 1;
        }
        (if can_reach(&state, stood) { Approach::Before } else { Approach::Never }, passed)
    }

    /// Notes which token the action of the present prompt had when it was recorded: the number of the latest event that
    /// moved the recorded session.
    pub(super) fn learn_token(&mut self, at: usize) {
        let Some(new) = self.session.asked.token() else { return };
        let moved = (0..at).rev().find(|before| self.kind(*before).is_some_and(EventKind::moves));
        if let Some(moved) = moved {
            self.tokens.entry(moved).or_insert(new);
        }
    }

    /// A later event that happened at the present prompt: the scripts ask in another order now.
    pub(super) fn ahead(&self, at: usize) -> Option<usize> {
        let now = Location::at(self.session.prompt());
        let is_here = |later: usize| {
            let waits = self.fate(later) == Fate::Waiting && self.counts(later);
            let is_step = self.kind(later).is_some_and(|kind| {
                kind.moves() && !is_free(kind) && !matches!(kind, EventKind::Revised { .. } | EventKind::Back)
            });
            waits && is_step && self.stood_before(later).is_some_and(|stood| stood.fits(&now))
        };
        (at + 1..self.lines.len()).find(|later| is_here(*later))
    }
}
