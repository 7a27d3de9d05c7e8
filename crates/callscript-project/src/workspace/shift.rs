//! From a text as it was to the same text after it was changed in one place.
//!
//! Must not know what the text says.

use callscript::source::Span;

/// What two texts have in common: how they begin, and how they end.
#[derive(Debug, Clone, Copy)]
pub struct Shift {
    /// Up to here they are alike.
    prefix: usize,
    /// From here on the old one is like the new one.
    old_end: usize,
    new_end: usize,
}

impl Shift {
    /// Of a text that did not change.
    pub(crate) fn none(text: &str) -> Self {
        Self { prefix: text.len(), old_end: text.len(), new_end: text.len() }
    }

    /// Of a text that became another.
    pub(crate) fn between(old: &str, new: &str) -> Self {
        let same = |(old, new): &(u8, u8)| old == new;
        let mut prefix = old.bytes().zip(new.bytes()).take_while(same).count();
        while !old.is_char_boundary(prefix) {
            prefix -= 1;
        }
        let most = old.len().min(new.len()) - prefix;
        let mut suffix = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(same).count();
        while !old.is_char_boundary(old.len() - suffix) {
            suffix -= 1;
        }
        Self { prefix, old_end: old.len() - suffix, new_end: new.len() - suffix }
    }

    /// Where a place of the new text was; none of one in what changed.
    pub fn to_old(self, offset: usize) -> Option<usize> {
        if offset <= self.prefix {
            return Some(offset);
        }
        offset.checked_sub(self.new_end).map(|rest| self.old_end + rest)
    }

    /// Where a span of the old text is now; none of one that touches what changed.
    pub fn to_new(self, span: Span) -> Option<Span> {
        let (start, end) = (span.range().start, span.range().end);
        if end <= self.prefix {
            return Some(span);
        }
        let start = start.checked_sub(self.old_end)?;
        Some(Span::new(self.new_end + start, self.new_end + end - self.old_end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_found_again() {
        let (old, new) = ("one two three two", "one 2222 three two");
        let shift = Shift::between(old, new);
        for word in ["one", "three"] {
            let (was, is) = (old.find(word).unwrap(), new.find(word).unwrap());
            assert_eq!(shift.to_old(is), Some(was));
            let span = |at| Span::new(at, at + word.len());
            assert_eq!(shift.to_new(span(was)), Some(span(is)));
        }
        assert_eq!(shift.to_old(6), None);
        assert_eq!(shift.to_new(Span::new(4, 7)), None);
        assert_eq!(shift.to_new(Span::new(0, old.len())), None);
    }

    #[test]
    fn texts_that_repeat_themselves_do_not_overlap() {
        for (old, new) in
            [("aaa", "aaaaa"), ("aaaaa", "aaa"), ("", "a"), ("a", ""), ("ab", "ab"), ("é", "è"), ("aé", "a©")]
        {
            let shift = Shift::between(old, new);
            assert!(shift.prefix <= shift.old_end && shift.prefix <= shift.new_end, "{old} {new}");
            assert!(shift.to_old(new.len()).is_some_and(|end| end <= old.len()));
        }
    }
}
