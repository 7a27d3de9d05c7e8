//! Maps offsets between two versions of a text that differ in one place.
//!
//! Must not know what the text means.

use callscript::source::Span;

/// The common prefix and suffix of two texts.
#[derive(Debug, Clone, Copy)]
pub struct Shift {
    /// The length of the common prefix.
    prefix: usize,
    /// The offset of the common suffix in the old text.
    old_end: usize,
    new_end: usize,
}

impl Shift {
    /// For a text that did not change.
    pub(crate) fn none(text: &str) -> Self {
        Self { prefix: text.len(), old_end: text.len(), new_end: text.len() }
    }

    /// For an old and a new text.
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

    /// The offset in the old text for one in the new text; `None` if it is in the changed part.
    pub fn to_old(self, offset: usize) -> Option<usize> {
        if offset <= self.prefix {
            return Some(offset);
        }
        offset.checked_sub(self.new_end).map(|rest| self.old_end + rest)
    }

    /// The span in the new text for one in the old text; `None` if it touches the changed part.
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
