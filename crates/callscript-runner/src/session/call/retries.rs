//! How often each retry was used in one call. Clones share what has not changed since.

use std::sync::Arc;

use callscript::script::RetryId;

/// The most retries in one piece.
const PIECE: usize = 32;

/// How often retries were used: those that never were are absent. In pieces, in the order of their ids, of which a clone
/// copies only those that change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Retries(Vec<Arc<Vec<(RetryId, u32)>>>);

impl Retries {
    /// How often a retry was used.
    pub(super) fn times(&self, retry: RetryId) -> u32 {
        let piece = self.0.get(self.piece_of(retry));
        let used = piece.and_then(|piece| piece.iter().find(|(id, _)| *id == retry));
        used.map_or(0, |(_, times)| *times)
    }

    /// Counts one use.
    pub(super) fn count(&mut self, retry: RetryId) {
        let at = self.piece_of(retry);
        let Some(piece) = self.0.get_mut(at) else {
            self.0.push(Arc::new(vec![(retry, 1)]));
            return;
        };
        let piece = Arc::make_mut(piece);
        let place = piece.partition_point(|(id, _)| *id < retry);
        match piece.get_mut(place).filter(|(id, _)| *id == retry) {
            Some((_, times)) => *times += 1,
            None => piece.insert(place, (retry, 1)),
        }
        if piece.len() > PIECE {
            let rest = piece.split_off(PIECE / 2);
            self.0.insert(at + 1, Arc::new(rest));
        }
    }

    /// Every retry that was used, and how often.
    pub(super) fn iter(&self) -> impl Iterator<Item = (RetryId, u32)> {
        self.0.iter().flat_map(|piece| piece.iter().copied())
    }

    /// The index of the piece that a retry belongs to.
    fn piece_of(&self, retry: RetryId) -> usize {
        let later = self.0.partition_point(|piece| piece.first().is_some_and(|(id, _)| *id <= retry));
        later.saturating_sub(1)
    }
}
