//! States of a session at earlier places, so that nothing is replayed from the start.
//!
//! Every 16th place can have one. The nearer to the end, the more are kept, so that going back step by step is cheap;
//! further back, there is one every 1024 places. Must not know why the session goes back.

use super::state::State;

/// The distance between places that can have a checkpoint.
const SPACING: usize = 16;

/// The distance between checkpoints that are kept whatever comes after them.
const KEPT: usize = 1024;

/// The checkpoints of a session, in the order of their places.
#[derive(Clone, Default)]
pub(super) struct Checkpoints(Vec<Checkpoint>);

/// The state after some of the effective events, as the event after them found it.
#[derive(Clone)]
pub(super) struct Checkpoint {
    /// The number of effective events that lead here.
    pub(super) place: usize,
    /// The number of hand-overs to other channels before the event after it.
    pub(super) channels: usize,
    pub(super) state: State,
}

impl Checkpoints {
    /// Whether a place can have a checkpoint.
    pub(super) fn can_be_at(place: usize) -> bool {
        place > 0 && place.is_multiple_of(SPACING)
    }

    /// Adds the state at a place if it can have a checkpoint. Those at or after it are dropped, and of those before it
    /// the ones that are not needed any more.
    pub(super) fn add(&mut self, place: usize, channels: usize, state: &State) {
        if !Self::can_be_at(place) {
            return;
        }
        while self.0.pop_if(|known| known.place >= place).is_some() {}
        self.0.push(Checkpoint { place, channels, state: state.clone() });
        self.0.retain(|known| is_kept(known.place, place));
    }

    /// The latest checkpoint before a place.
    pub(super) fn before(&self, place: usize) -> Option<&Checkpoint> {
        let at = self.0.partition_point(|known| known.place < place);
        self.0.get(at.checked_sub(1)?)
    }

    /// Drops the checkpoints at and after a place.
    pub(super) fn drop_from(&mut self, place: usize) {
        self.0.truncate(self.0.partition_point(|known| known.place < place));
    }

    /// Takes over the checkpoints of a replay that came to other states from `place` on. From the place `joined` on the
    /// states are the same again; `channels` hand-overs lie before all of them.
    pub(super) fn replace(&mut self, place: usize, passed: Self, joined: Option<usize>, channels: usize) {
        let mut same = std::mem::take(&mut self.0);
        let later = same.split_off(same.partition_point(|known| known.place < place));
        self.0 = same;
        self.0.extend(passed.0);
        let is_same = |known: &Checkpoint| joined.is_some_and(|at| known.place >= at) && known.channels == channels;
        self.0.extend(later.into_iter().filter(is_same));
    }
}

/// Whether a checkpoint is kept when the session has come to `end`: the distance to it is at most twice the power of two
/// that divides its place.
fn is_kept(place: usize, end: usize) -> bool {
    let divisor = 1 << place.trailing_zeros();
    place.is_multiple_of(KEPT) || end.saturating_sub(place) <= 2 * divisor
}
