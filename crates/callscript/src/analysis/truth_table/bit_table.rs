//! In which cases something holds: one bit each.

/// One bit for each case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TruthTable {
    words: Vec<u64>,
    count: usize,
}

impl TruthTable {
    /// What holds in none of `count` cases.
    pub(super) fn none(count: usize) -> Self {
        Self { words: vec![0; count.div_ceil(64)], count }
    }

    /// What holds in all of them.
    pub(super) fn all(count: usize) -> Self {
        let mut table = Self::none(count);
        table.fill(0, count);
        table
    }

    /// What holds by one digit of the case's number, that is worth `stride`: by the digit's value.
    pub(super) fn periodic(count: usize, stride: usize, truths: &[bool]) -> Self {
        let mut table = Self::none(count);
        let period = stride * truths.len();
        // After so many bits it begins anew at the beginning of a word.
        let block = period << (6 - period.trailing_zeros().min(6));
        let mut at = 0;
        for truth in truths.iter().cycle().take_while(|_| stride > 0) {
            if at >= count.min(block) {
                break;
            }
            if *truth {
                table.fill(at, stride.min(count - at));
            }
            at += stride;
        }
        for at in block / 64..table.words.len() {
            table.words[at] = table.words[at - block / 64];
        }
        table.trim();
        table
    }

    /// What holds where this does not.
    pub(crate) fn not(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// What holds where both do.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// What holds where one of them does.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// The first case in which it holds.
    pub(crate) fn first(&self) -> Option<usize> {
        let (at, word) = self.words.iter().enumerate().find(|(_, word)| **word != 0)?;
        Some(at * 64 + word.trailing_zeros() as usize)
    }

    /// Clears what is beyond the last case.
    fn trim(&mut self) {
        let rest = self.count % 64;
        if let Some(last) = self.words.last_mut()
            && rest > 0
        {
            *last &= (1 << rest) - 1;
        }
    }

    fn fill(&mut self, from: usize, length: usize) {
        let (mut at, end) = (from, from + length);
        while at < end {
            let upto = end.min((at / 64 + 1) * 64);
            let ones = u64::MAX >> (64 - (upto - at));
            if let Some(word) = self.words.get_mut(at / 64) {
                *word |= ones << (at % 64);
            }
            at = upto;
        }
    }
}
