//! A text as lines of `key: value`, as far as they look like it.
//!
//! A file that is being typed is seldom YAML, but its lines still say where each of them belongs. Must not know scripts.

use std::ops::Range;

use crate::syntax::yaml::{key_end, line_at};

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Its first byte; of the first line after a byte order mark.
    pub(super) start: usize,
    /// Where its first dash is, or else its content: counted from its start.
    pub(super) indent: usize,
    /// How many dashes of lists it begins with.
    pub(super) dashes: usize,
    /// Where its content begins, after any dashes.
    pub(super) column: usize,
    /// What follows, without blanks at the end.
    pub(super) content: &'t str,
}

/// A key and what follows it on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    /// Where the key begins in the text.
    pub(super) start: usize,
    pub(super) key: &'t str,
    pub(super) value: &'t str,
}

impl<'t> Line<'t> {
    /// Every line of a text.
    pub(super) fn all(text: &'t str) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut at = 0;
        while at <= text.len() {
            let range = line_at(text, at);
            lines.push(Self::of(text, range.clone()));
            at = range.end + if text[range.end..].starts_with("\r\n") { 2 } else { 1 };
        }
        lines
    }

    fn of(text: &'t str, range: Range<usize>) -> Self {
        let line = text.get(range.clone()).unwrap_or_default();
        let mut rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let mut dashes = 0;
        while let Some(after) = rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' ')) {
            rest = after.trim_start_matches(' ');
            dashes += 1;
        }
        let column = line.len() - rest.len();
        Self { start: range.start, indent, dashes, column, content: rest.trim_end() }
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.dashes == 0 && (self.content.is_empty() || self.content.starts_with('#'))
    }

    /// Where the colon is, in the text, after the key that it begins with; none if it does not look like one.
    pub(super) fn colon(&self) -> Option<usize> {
        key_end(self.content).map(|colon| self.content_start() + colon)
    }

    /// The key that it begins with, and its value.
    pub(super) fn entry(&self) -> Option<Entry<'t>> {
        let (key, value) = self.content.split_at_checked(self.colon()? - self.content_start())?;
        let value = uncommented(value.get(1..)?.trim());
        Some(Entry { start: self.content_start(), key: unquoted(key.trim_end()), value })
    }

    /// Where its content begins in the text.
    pub(super) fn content_start(&self) -> usize {
        self.start + self.column
    }
}

/// What stands in quotes, or the text itself.
pub(super) fn unquoted(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

/// A value without the comment after it; one in quotes stays as it is.
fn uncommented(value: &str) -> &str {
    match value.find(" #") {
        _ if value.starts_with('#') => "",
        Some(at) if !value.starts_with(['"', '\'']) => value.get(..at).unwrap_or(value).trim_end(),
        _ => value,
    }
}
