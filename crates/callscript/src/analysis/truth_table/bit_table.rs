//! A truth table as a bit set.

/// A truth table: one bit for each case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TruthTable {
    words: Vec<u64>,
    count: usize,
}

impl TruthTable {
    /// False in all of `count` cases.
    pub(super) fn none(count: usize) -> Self {
        Self { words: vec![0; count.div_ceil(64)], count }
    }

    /// True in all of `count` cases.
    pub(super) fn all(count: usize) -> Self {
        let mut table = Self::none(count);
        table.fill(0, count);
        table
    }

    /// The truth table of an atom that depends on one digit of the case number: `truths` has its truth by the digit's
    /// value, `stride` is the digit's place value.
    pub(super) fn periodic(count: usize, stride: usize, truths: &[bool]) -> Self {
        let mut table = Self::none(count);
        let period = stride * truths.len();
        // The pattern repeats after `block` bits, which is a whole number of words: the rest is copied word by word.
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

    /// Negation.
    pub(crate) fn not(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// Conjunction.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// Disjunction.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// The first case in which it is true.
    pub(crate) fn first(&self) -> Option<usize> {
        let (at, word) = self.words.iter().enumerate().find(|(_, word)| **word != 0)?;
        Some(at * 64 + word.trailing_zeros() as usize)
    }

    /// Clears the bits past the last case.
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
