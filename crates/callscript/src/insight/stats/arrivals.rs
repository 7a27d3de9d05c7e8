//! The walks that arrive at one place, aggregated: their number, probability and times.
//!
//! Must not know scripts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::quantity::Count;

/// The maximum number of bits of a path count: about 39,000 decimal digits.
const MAX_BITS: u64 = 1 << 17;

/// All walks that arrive at one place.
#[derive(Debug, Clone)]
pub(super) struct Arrivals {
    /// Their number; `None` if it has too many digits.
    pub(super) paths: Option<Count>,
    /// Their probability. At a place that is visited repeatedly, it is the expected number of visits.
    pub(super) chance: f64,
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
        Self { paths: Some(Count::from(1)), chance: 1.0, time: 0.0, shortest: Decimal::ZERO, longest: Decimal::ZERO }
    }

    /// The mean time in seconds; `None` if the probability is zero.
    pub(super) fn expected(&self) -> Option<f64> {
        (self.chance >= f64::MIN_POSITIVE).then(|| self.time / self.chance)
    }

    /// Adds to the time of each walk: `seconds` exactly, and the same as `time`.
    pub(super) fn add_time(&mut self, seconds: Decimal, time: f64) {
        self.time += self.chance * time;
        self.shortest = self.shortest.saturating_add(seconds);
        self.longest = self.longest.saturating_add(seconds);
    }

    /// The same walks, with `share` of their probability: those that take one of several edges.
    pub(super) fn scaled(&self, share: f64) -> Self {
        Self { chance: self.chance * share, time: self.time * share, ..self.clone() }
    }

    /// Every walk of `self`, followed by every walk of `next`.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        Self {
            paths: self.paths.as_ref().zip(next.paths.as_ref()).and_then(|(first, second)| product(first, second)),
            chance: self.chance,
            time: self.time + self.chance * next.expected().unwrap_or_default(),
            shortest: self.shortest.saturating_add(next.shortest),
            longest: self.longest.saturating_add(next.longest),
        }
    }

    /// Adds `share` of `others`. Returns by how many words the count of paths has grown.
    pub(super) fn join(&mut self, others: &Self, share: f64) -> usize {
        let before = self.words();
        let both = self.paths.take().zip(others.paths.as_ref());
        self.paths = both.and_then(|(mut paths, others)| {
            paths += others;
            bounded(paths)
        });
        self.chance += others.chance * share;
        self.time += others.time * share;
        self.shortest = self.shortest.min(others.shortest);
        self.longest = self.longest.max(others.longest);
        self.words().saturating_sub(before)
    }

    /// The memory of the count of paths, in words of 64 bits.
    pub(super) fn words(&self) -> usize {
        let bits = self.paths.as_ref().map_or(0, Count::bits);
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

fn bounded(paths: Count) -> Option<Count> {
    (paths.bits() <= MAX_BITS).then_some(paths)
}
