//! The pauses of a call: the time in them counts for nothing.

use callscript::jiff::{SignedDuration, Timestamp};

use crate::event::EventKind;

/// The pauses of a call, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pauses {
    ended: Vec<Pause>,
    /// When the pause began that has not ended yet.
    since: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq)]
struct Pause {
    from: Timestamp,
    to: Timestamp,
    /// The length of the pauses before it.
    before: SignedDuration,
}

impl Pauses {
    /// Takes note of an event at `at`; `last` is the time of the event before it. A step ends a pause, too: who takes it
    /// has taken the call up.
    pub(crate) fn note(&mut self, event: &EventKind, last: Timestamp, at: Timestamp) {
        match event {
            EventKind::Paused => self.since = self.since.or(Some(at)),
            EventKind::TakenUp => {
                self.since = self.since.or(Some(last));
                self.end(at);
            }
            event if event.moves() => self.end(at),
            _ => {}
        }
    }

    /// Whether the latest pause has not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.since.is_some()
    }

    /// The time between two moments without the pauses, in seconds, to the millisecond; 0 if it is negative.
    pub(crate) fn seconds_between(&self, from: Timestamp, to: Timestamp) -> f64 {
        seconds(to.duration_since(from) - (self.until(to) - self.until(from)))
    }

    /// The length of the pauses between two moments, in seconds, to the millisecond.
    pub(crate) fn seconds_within(&self, from: Timestamp, to: Timestamp) -> f64 {
        seconds(self.until(to) - self.until(from))
    }

    /// The length of all pauses until `to`, in seconds.
    pub(crate) fn seconds_until(&self, to: Timestamp) -> f64 {
        self.until(to).as_secs_f64()
    }

    fn end(&mut self, at: Timestamp) {
        if let Some(from) = self.since.take() {
            let before = self.until(from);
            self.ended.push(Pause { from, to: at, before });
        }
    }

    /// The length of all pauses until `to`.
    fn until(&self, to: Timestamp) -> SignedDuration {
        let running =
            self.since.map_or(SignedDuration::ZERO, |since| to.duration_since(since).max(SignedDuration::ZERO));
        let begun = self.ended.partition_point(|pause| pause.from <= to);
        let ended = begun.checked_sub(1).and_then(|last| self.ended.get(last));
        let ended = ended.map_or(SignedDuration::ZERO, |Pause { from, to: end, before }| {
            *before + to.min(*end).duration_since(*from)
        });
        ended + running
    }
}

/// A length of time in seconds, to the millisecond; 0 if it is negative.
fn seconds(length: SignedDuration) -> f64 {
    u32::try_from(length.as_millis().max(0)).map_or(f64::from(u32::MAX), f64::from) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    /// The seconds between these moments, as text.
    fn between(pauses: &Pauses, from: i64, to: i64) -> String {
        pauses.seconds_between(at(from), at(to)).to_string()
    }

    #[test]
    fn pauses_count_for_nothing() {
        let mut pauses = Pauses::default();
        pauses.note(&EventKind::Paused, at(0), at(10));
        pauses.note(&EventKind::TakenUp, at(10), at(40));
        pauses.note(&EventKind::TakenUp, at(50), at(60));
        let spans = [(0, 5), (0, 20), (20, 30), (5, 70)];
        assert_eq!(spans.map(|(from, to)| between(&pauses, from, to)), ["5", "10", "0", "25"]);
        assert_eq!(pauses.seconds_until(at(100)).to_string(), "40");
    }

    #[test]
    fn a_step_ends_a_pause_and_a_note_does_not() {
        let mut pauses = Pauses::default();
        pauses.note(&EventKind::Paused, at(0), at(10));
        let note = EventKind::Noted { script: String::new(), node: String::new(), text: String::new() };
        pauses.note(&note, at(10), at(20));
        assert_eq!(between(&pauses, 0, 30), "10");
        pauses.note(&EventKind::Proceeded, at(20), at(30));
        assert_eq!(between(&pauses, 0, 35), "15");
    }
}
