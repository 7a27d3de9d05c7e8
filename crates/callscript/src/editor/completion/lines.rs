//! A text as lines of `key: value`, without a YAML parser.
//!
//! A file that is being edited is often not valid YAML, but its lines and indentation still show its structure. Must
//! not know scripts.

use std::ops::Range;

use crate::syntax::yaml::{key_end, line_at};

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The offset of its first byte; in the first line, after the byte order mark.
    pub(super) start: usize,
    /// The column of its first dash or, without one, of its content.
    pub(super) indent: usize,
    /// The number of list dashes at its beginning.
    pub(super) dashes: usize,
    /// The column of its content, after any dashes.
    pub(super) column: usize,
    /// Its content, without trailing white space.
    pub(super) content: &'t str,
}

/// A key, and its value on the same line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    /// The offset of the key in the text.
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

    /// Whether it is empty or only a comment.
    pub(super) fn is_blank(&self) -> bool {
        self.dashes == 0 && (self.content.is_empty() || self.content.starts_with('#'))
    }

    /// The offset in the text of the colon after its key; `None` if it does not begin with a key.
    pub(super) fn colon(&self) -> Option<usize> {
        key_end(self.content).map(|colon| self.content_start() + colon)
    }

    /// The key with which it begins, and its value.
    pub(super) fn entry(&self) -> Option<Entry<'t>> {
        let (key, value) = self.content.split_at_checked(self.colon()? - self.content_start())?;
        let value = uncommented(value.get(1..)?.trim());
        Some(Entry { start: self.content_start(), key: unquoted(key.trim_end()), value })
    }

    /// The offset of its content in the text.
    pub(super) fn content_start(&self) -> usize {
        self.start + self.column
    }
}

/// A text without its quotes, if it has any.
pub(super) fn unquoted(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

/// A value without a trailing comment. A value in quotes is returned unchanged.
fn uncommented(value: &str) -> &str {
    match value.find(" #") {
        _ if value.starts_with('#') => "",
        Some(at) if !value.starts_with(['"', '\'']) => value.get(..at).unwrap_or(value).trim_end(),
        _ => value,
    }
}
