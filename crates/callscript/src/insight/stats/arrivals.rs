//! What is known of all walks that come to one place: how many, how likely, how long.
//!
//! Must not know scripts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::quantity::Count;

/// Numbers of more binary digits than these, some 39,000 decimal ones, are not written out.
const MAX_BITS: u64 = 1 << 17;

/// All walks that come to one place.
#[derive(Debug, Clone)]
pub(super) struct Arrivals {
    /// How many there are; none: too many to be written out.
    pub(super) paths: Option<Count>,
    /// How likely it is that one of them is walked; of steps that are visited again, how often one is.
    pub(super) chance: f64,
    /// The seconds that they take, each weighed with its chance.
    pub(super) time: f64,
    /// The seconds of the quickest.
    pub(super) shortest: Decimal,
    /// The seconds of the slowest.
    pub(super) longest: Decimal,
}

impl Arrivals {
    /// The one walk that has not begun.
    pub(super) fn start() -> Self {
        Self { paths: Some(Count::from(1)), chance: 1.0, time: 0.0, shortest: Decimal::ZERO, longest: Decimal::ZERO }
    }

    /// The seconds that they take on average; none if nobody is expected to walk them.
    pub(super) fn expected(&self) -> Option<f64> {
        (self.chance >= f64::MIN_POSITIVE).then(|| self.time / self.chance)
    }

    /// The same walks, and so many seconds more.
    pub(super) fn add_time(&mut self, seconds: Decimal, time: f64) {
        self.time += self.chance * time;
        self.shortest = self.shortest.saturating_add(seconds);
        self.longest = self.longest.saturating_add(seconds);
    }

    /// Those of them that take one of several ways on.
    pub(super) fn scaled(&self, share: f64) -> Self {
        Self { chance: self.chance * share, time: self.time * share, ..self.clone() }
    }

    /// Each of them, followed by each of those walks.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        Self {
            paths: self.paths.as_ref().zip(next.paths.as_ref()).and_then(|(first, second)| product(first, second)),
            chance: self.chance,
            time: self.time + self.chance * next.expected().unwrap_or_default(),
            shortest: self.shortest.saturating_add(next.shortest),
            longest: self.longest.saturating_add(next.longest),
        }
    }

    /// Adds those of `others` that take one of several ways on, and says how many words more the number of paths takes.
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

    /// How much memory the number of paths takes, in words.
    pub(super) fn words(&self) -> usize {
        let bits = self.paths.as_ref().map_or(0, Count::bits);
        usize::try_from(bits / 64).unwrap_or(usize::MAX)
    }
}

/// The nearest number that is reckoned with.
pub(super) fn float(exact: Decimal) -> f64 {
    exact.to_f64().unwrap_or_default()
}

fn product(first: &Count, second: &Count) -> Option<Count> {
    // Looked at first, since the product itself may be far larger.
    if first.bits() + second.bits() > MAX_BITS + 1 { None } else { bounded(first * second) }
}

fn bounded(paths: Count) -> Option<Count> {
    (paths.bits() <= MAX_BITS).then_some(paths)
}
