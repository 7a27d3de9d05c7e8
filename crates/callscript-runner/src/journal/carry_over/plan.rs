//! Which of the recorded events still count at the end, and what each `back` undid.
//!
//! Only from the events themselves: the scripts with which they happened are gone. Must not know the new scripts.

use std::collections::HashMap;

use crate::event::{Event, EventKind};

/// What is known of recorded events, by their indices.
pub(super) struct Plan {
    /// For each event, whether it counts at the end, or was replaced by one that does.
    pub(super) counts: Vec<bool>,
    /// For each `back`, the event that it undid.
    pub(super) undoes: HashMap<usize, usize>,
}

impl Plan {
    pub(super) fn of<'e>(events: impl Iterator<Item = &'e Event>) -> Self {
        let events: Vec<&Event> = events.collect();
        let mut effective: Vec<usize> = Vec::new();
        let mut before_revisions: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut undoes = HashMap::new();
        let can_be_undone = |at: &&usize| events.get(**at).is_some_and(|event| event.kind.can_be_undone());
        for (at, event) in events.iter().enumerate() {
            match event.kind {
                _ if !event.kind.moves() => {}
                EventKind::Back => {
                    // A revision has a greater index than all that it dropped, so which events it dropped does not
                    // matter here.
                    let Some(latest) = effective.iter().filter(can_be_undone).max().copied() else { continue };
                    undoes.insert(at, latest);
                    match before_revisions.remove(&latest) {
                        Some(before) => effective = before,
                        None => effective.truncate(effective.iter().position(|at| *at == latest).unwrap_or_default()),
                    }
                }
                EventKind::Revised { event: replaced, .. } => {
                    before_revisions.insert(at, effective.clone());
                    if let Some(place) = effective.iter_mut().find(|at| **at == replaced) {
                        *place = at;
                    }
                }
                _ => effective.push(at),
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
