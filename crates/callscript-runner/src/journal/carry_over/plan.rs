//! Which of the recorded events still count at the end, and what each `back` undid.
//!
//! Only from the events themselves: the scripts with which they happened are gone. Must not know the new scripts.

use std::collections::HashMap;

use crate::event::{Event, EventKind};
use crate::session::effective::{Change, Effective};

/// What is known of recorded events, by their indices.
pub(super) struct Plan {
    /// For each event, whether it counts at the end, or was replaced by one that does.
    pub(super) counts: Vec<bool>,
    /// For each `back`, the event that it undid.
    pub(super) undoes: HashMap<usize, usize>,
}

impl Plan {
    /// `asked_again` tells of a lapse whether the prompt was asked again.
    pub(super) fn of<'e>(events: impl Iterator<Item = &'e Event>, asked_again: impl Fn(usize) -> bool) -> Self {
        let events: Vec<&Event> = events.collect();
        let mut effective = Effective::start();
        let mut undoes = HashMap::new();
        for (at, event) in events.iter().enumerate().skip(1) {
            match event.kind {
                _ if !event.kind.moves() => {}
                EventKind::Back => {
                    let latest = effective.latest_undoable();
                    let Some((latest, place)) = latest.and_then(|latest| Some((latest, effective.place(latest)?)))
                    else {
                        continue;
                    };
                    undoes.insert(at, latest);
                    let first = effective.replaced_by(latest).map(|replaced| replaced.event);
                    effective.forget_undoable();
                    effective.change(Change { place, first, kept: usize::MAX, added: Vec::new() });
                }
                // A revision has a greater index than all that it dropped, so which events it dropped does not matter
                // here.
                EventKind::Revised { event: replaced, .. } => {
                    if let Some(place) = effective.place(replaced) {
                        effective.revise(at, Change { place, first: None, kept: usize::MAX, added: Vec::new() });
                    }
                }
                _ => {
                    effective.push(at);
                    if event.kind.can_be_undone() && !(event.kind.lapse().is_some() && asked_again(at)) {
                        effective.can_undo(at);
                    }
                }
            }
        }
        Self { counts: counts(&events, &effective), undoes }
    }
}

fn counts(events: &[&Event], effective: &[usize]) -> Vec<bool> {
    let mut counts = vec![false; events.len()];
    for at in effective {
        let mut at = Some(*at);
        while let Some(index) = at {
            if let Some(counts) = counts.get_mut(index) {
                *counts = true;
            }
            at = match events.get(index).map(|event| &event.kind) {
                Some(EventKind::Revised { event, .. }) if *event < index => Some(*event),
                _ => None,
            };
        }
    }
    for (counts, event) in counts.iter_mut().zip(events) {
        *counts |= !event.kind.moves();
    }
    counts
}
