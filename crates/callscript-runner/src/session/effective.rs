//! The effective events of a session: those that no later event undid or replaced; and what `back` can undo.
//!
//! Each operation costs what it changes, whatever the length of the session. Must not know what an event does.

use std::ops::Deref;

/// The effective events, as indices into the session's events, in the order in which replaying them gives the state. The
/// first is the start.
#[derive(Debug, Clone)]
pub(crate) struct Effective {
    events: Vec<usize>,
    /// For each event, its place in `events`; 0 if it has none, or is the start.
    places: Vec<usize>,
    /// What `back` undoes, the latest last.
    undoable: Vec<usize>,
    /// What the revisions in `undoable` replaced, the latest last.
    replaced: Vec<Replaced>,
}

/// What a revision replaced.
#[derive(Debug, Clone)]
pub(crate) struct Replaced {
    revision: usize,
    /// The event whose place the revision has.
    pub(crate) event: usize,
    /// How many events after it were kept.
    pub(crate) kept: usize,
    /// The events after those, which no longer fitted.
    pub(crate) dropped: Vec<usize>,
}

/// How the list of effective events becomes another one.
#[derive(Debug)]
pub(crate) struct Change {
    /// The events before this place stay.
    pub(crate) place: usize,
    /// The event that takes this place; if there is none, the list ends here.
    pub(crate) first: Option<usize>,
    /// How many of the events after this place stay.
    pub(crate) kept: usize,
    /// The events that follow these.
    pub(crate) added: Vec<usize>,
}

impl Effective {
    /// The start alone.
    pub(crate) fn start() -> Self {
        Self { events: vec![0], places: Vec::new(), undoable: Vec::new(), replaced: Vec::new() }
    }

    /// Whether an event is effective.
    pub(crate) fn holds(&self, event: usize) -> bool {
        event == 0 || self.place(event).is_some()
    }

    /// The place of an event; `None` if it is not effective, or is the start.
    pub(crate) fn place(&self, event: usize) -> Option<usize> {
        self.places.get(event).copied().filter(|place| *place > 0)
    }

    pub(crate) fn push(&mut self, event: usize) {
        self.set_place(event, self.events.len());
        self.events.push(event);
    }

    /// The latest event that `back` can undo.
    pub(crate) fn latest_undoable(&self) -> Option<usize> {
        self.undoable.last().copied()
    }

    /// What an event replaced, if it is the latest that can be undone, and a revision.
    pub(crate) fn replaced_by(&self, revision: usize) -> Option<&Replaced> {
        self.replaced.last().filter(|replaced| replaced.revision == revision)
    }

    /// Notes that `back` can undo an event.
    pub(crate) fn can_undo(&mut self, event: usize) {
        self.undoable.push(event);
    }

    /// Forgets the latest event that `back` can undo.
    pub(crate) fn forget_undoable(&mut self) {
        if let Some(undone) = self.undoable.pop() {
            self.replaced.pop_if(|replaced| replaced.revision == undone);
        }
    }

    /// The events that a change takes away.
    pub(crate) fn taken_by(&self, change: &Change) -> impl Iterator<Item = usize> {
        let (_, rest) = self.events.split_at(change.place.min(self.events.len()));
        let (replaced, after) = rest.split_at(rest.len().min(1));
        let dropped = after.get(change.kept..).unwrap_or_default();
        replaced.iter().chain(dropped).copied()
    }

    /// Makes a change.
    pub(crate) fn change(&mut self, Change { place, first, kept, added }: Change) {
        let _ = self.exchange(place, first, kept, added);
    }

    /// Makes the change by which a revision replaces an earlier event.
    pub(crate) fn revise(&mut self, revision: usize, Change { place, kept, added, .. }: Change) {
        let (event, dropped) = self.exchange(place, Some(revision), kept, added);
        self.replaced.push(Replaced { revision, event, kept, dropped });
        self.undoable.push(revision);
    }

    /// Returns the event that had the place, and the events that are dropped.
    fn exchange(&mut self, place: usize, first: Option<usize>, kept: usize, added: Vec<usize>) -> (usize, Vec<usize>) {
        let end = first.map_or(place, |_| (place + 1).saturating_add(kept));
        let dropped = self.events.split_off(end.min(self.events.len()));
        for event in &dropped {
            self.set_place(*event, 0);
        }
        let mut replaced = 0;
        if let Some((first, held)) = first.zip(self.events.get_mut(place)) {
            replaced = std::mem::replace(held, first);
            self.set_place(replaced, 0);
            self.set_place(first, place);
        }
        for event in added {
            self.push(event);
        }
        (replaced, dropped)
    }

    fn set_place(&mut self, event: usize, place: usize) {
        if self.places.len() <= event {
            self.places.resize(event + 1, 0);
        }
        if let Some(known) = self.places.get_mut(event) {
            *known = place;
        }
    }
}

impl Deref for Effective {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.events
    }
}

impl PartialEq for Effective {
    fn eq(&self, other: &Self) -> bool {
        self.events == other.events
    }
}
