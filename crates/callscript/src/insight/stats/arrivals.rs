//! The walks that arrive at one vertex or end, aggregated: their number, probability and times.
//!
//! Must not know scripts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::quantity::Count;

/// The maximum number of bits of a walk count: about 39,000 decimal digits.
const MAX_BITS: u64 = 1 << 17;

/// All walks that arrive at one vertex or end.
#[derive(Debug, Clone)]
pub(super) struct Arrivals {
    /// Their number; `None` if it has too many digits.
    pub(super) count: Option<Count>,
    /// Their probability. At a vertex that is visited repeatedly, it is the expected number of visits.
    pub(super) probability: f64,
    /// The sum of their times in seconds, each weighted with the walk's probability.
    pub(super) time: f64,
    /// The time of the shortest walk, in seconds.
    pub(super) shortest: Decimal,
    /// The time of the longest walk, in seconds.
    pub(super) longest: Decimal,
}

impl Arrivals {
    /// The empty walk.
    pub(super) fn start() -> Self {
        Self {
            count: Some(Count::from(1)),
            probability: 1.0,
            time: 0.0,
            shortest: Decimal::ZERO,
            longest: Decimal::ZERO,
        }
    }

    /// These walks, as far as they count for the longest one: they are none, and have no probability.
    pub(super) fn longest_alone(&self) -> Self {
        let count = self.count.as_ref().map(|_| Count::from(0));
        Self { count, probability: 0.0, time: 0.0, shortest: Decimal::MAX, longest: self.longest }
    }

    /// The mean time in seconds; `None` if the probability is zero.
    pub(super) fn expected(&self) -> Option<f64> {
        (self.probability >= f64::MIN_POSITIVE).then(|| self.time / self.probability)
    }

    /// Adds to the time of each walk: `seconds`, and the same duration as the floating-point number `time`.
    pub(super) fn add_time(&mut self, seconds: Decimal, time: f64) {
        self.time += self.probability * time;
        self.shortest = self.shortest.saturating_add(seconds);
        self.longest = self.longest.saturating_add(seconds);
    }

    /// These walks, with their probability multiplied by `factor`: those that take an edge of this probability.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { probability: self.probability * factor, time: self.time * factor, ..self.clone() }
    }

    /// Every walk of `self`, followed by every walk of `next`.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        Self {
            count: self.count.as_ref().zip(next.count.as_ref()).and_then(|(first, second)| product(first, second)),
            probability: self.probability,
            time: self.time + self.probability * next.expected().unwrap_or_default(),
            shortest: self.shortest.saturating_add(next.shortest),
            longest: self.longest.saturating_add(next.longest),
        }
    }

    /// Adds the walks of `others`, with their probability multiplied by `factor`. Returns by how many words the walk
    /// count has grown.
    pub(super) fn join(&mut self, others: &Self, factor: f64) -> usize {
        let words_before = self.words();
        let both = self.count.take().zip(others.count.as_ref());
        self.count = both.and_then(|(mut count, others)| {
            count += others;
            bounded(count)
        });
        self.probability += others.probability * factor;
        self.time += others.time * factor;
        self.shortest = self.shortest.min(others.shortest);
        self.longest = self.longest.max(others.longest);
        self.words().saturating_sub(words_before)
    }

    /// The memory of the walk count, in words of 64 bits.
    pub(super) fn words(&self) -> usize {
        let bits = self.count.as_ref().map_or(0, Count::bits);
        usize::try_from(bits / 64).unwrap_or(usize::MAX)
    }
}

/// The nearest floating-point number.
pub(super) fn float(exact: Decimal) -> f64 {
    exact.to_f64().unwrap_or_default()
}

fn product(first: &Count, second: &Count) -> Option<Count> {
    // Checked first, because the product may be far larger than the limit.
    if first.bits() + second.bits() > MAX_BITS + 1 { None } else { bounded(first * second) }
}

fn bounded(count: Count) -> Option<Count> {
    (count.bits() <= MAX_BITS).then_some(count)
}
