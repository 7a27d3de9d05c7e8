//! When findings are published: in a pause of the editor's messages, but not much later than an edit.
//!
//! Must not know messages, nor a clock.

use std::time::Duration;

/// How long no message must arrive before the documents are linted.
pub(super) const PAUSE: Duration = Duration::from_millis(8);

/// How long findings are put off while there is no pause.
const PATIENCE: Duration = Duration::from_millis(300);

/// What waits to be published. Times are those of any clock that only goes forward.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// When the first edit came that is not published.
    since: Option<Duration>,
    /// How long it took to lint and publish last.
    took: Duration,
}

impl Pending {
    /// Something came that may change findings.
    pub(super) fn changed(&mut self, now: Duration) {
        self.since.get_or_insert(now);
    }

    /// Whether the findings cannot be put off any longer. At least half of the time is left for messages, however long it
    /// takes to lint.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        self.since.is_some_and(|since| now.saturating_sub(since) >= PATIENCE.max(self.took))
    }

    /// Everything is published.
    pub(super) fn published(&mut self, began: Duration, now: Duration) {
        *self = Self { since: None, took: now.saturating_sub(began) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    #[test]
    fn the_first_edit_counts_and_slow_linting_leaves_time() {
        let mut pending = Pending::default();
        assert!(!pending.is_due(ms(10_000)));
        pending.changed(ms(0));
        pending.changed(ms(290));
        assert!(!pending.is_due(ms(299)));
        assert!(pending.is_due(ms(300)));
        pending.published(ms(300), ms(1300));
        assert!(!pending.is_due(ms(9000)));
        pending.changed(ms(1300));
        assert!(!pending.is_due(ms(2299)));
        assert!(pending.is_due(ms(2300)));
    }
}
