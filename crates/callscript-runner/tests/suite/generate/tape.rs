//! The source of randomness: a list of numbers, read one after the other. Smaller numbers choose simpler things, and
//! after the last one all are 0, so that shrinking the numbers shrinks what is generated.

/// The numbers, and the current position.
pub(super) struct Tape<'n> {
    numbers: std::slice::Iter<'n, u16>,
}

impl<'n> Tape<'n> {
    pub(super) fn new(numbers: &'n [u16]) -> Self {
        Self { numbers: numbers.iter() }
    }

    /// A number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.next().copied().map_or(0, usize::from);
        (number * count) >> 16
    }

    /// From `least` to `most`.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// True with a probability of `percent`.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of these; `None` if the slice is empty.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(from.len());
        from.get(at).copied()
    }

    /// One of these, with probabilities proportional to the weights.
    pub(super) fn weighted<T: Copy>(&mut self, from: &[(usize, T)]) -> Option<T> {
        let all = from.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(all);
        from.iter().find_map(|&(weight, item)| {
            let found = at < weight;
            at = at.saturating_sub(weight);
            found.then_some(item)
        })
    }
}
