//! The values of one kind in an environment, in pieces: clones share those that have not changed since.
//!
//! Must not know what the values mean.

use std::sync::Arc;

/// The number of values in a piece.
const PIECE: usize = 32;

/// Values of one kind, or none, by their index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column<T>(Vec<Arc<Vec<Option<T>>>>);

impl<T: Clone> Column<T> {
    /// Adds a place without a value, and returns its index.
    pub(super) fn push(&mut self) -> usize {
        if self.0.last().is_none_or(|piece| piece.len() == PIECE) {
            self.0.push(Arc::default());
        }
        let before = (self.0.len() - 1) * PIECE;
        self.0.last_mut().map_or(before, |piece| {
            Arc::make_mut(piece).push(None);
            before + piece.len() - 1
        })
    }

    /// The value with this index.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / PIECE)?.get(at % PIECE)?.as_ref()
    }

    /// Replaces the value with this index, if there is such an index.
    pub(super) fn set(&mut self, at: usize, value: Option<T>) {
        let piece = self.0.get_mut(at / PIECE).filter(|piece| at % PIECE < piece.len());
        if let Some(place) = piece.and_then(|piece| Arc::make_mut(piece).get_mut(at % PIECE)) {
            *place = value;
        }
    }

    /// Whether the value with this index may differ from that in another column with the same history: if not, it is the
    /// same.
    pub(super) fn may_differ(&self, other: &Self, at: usize) -> bool {
        let piece = |column: &Self| column.0.get(at / PIECE).map(Arc::as_ptr);
        piece(self) != piece(other)
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
