//! A state that the search found.

use super::samples::hash;
use crate::session::state::State;

/// A state that was found.
pub(super) struct Found {
    pub(super) state: State,
    /// The key of the equivalence classes of its variables.
    pub(super) values: u128,
}

impl Found {
    /// A key of what decides which asides are open, and where they lead.
    pub(super) fn situation(&self) -> u128 {
        let retries = self.state.stack.base.used_retries().map(|(retry, times)| (retry.index(), times));
        hash(&(self.values, retries.collect::<Vec<(usize, u32)>>()))
    }

    /// Whether the outermost script waits, in none of its asides.
    pub(super) fn is_plain(&self) -> bool {
        self.state.stack.is_outermost() && self.state.stack.base.interrupted.is_empty()
    }
}
