//! Fixes: edits of a text that certainly fix a finding, as plain data.
//!
//! A fix changes no byte outside of its edits. Must not know how fixes are found or applied.

use super::inert;
use super::source::{Source, Span};

/// Edits of one file that certainly fix a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in the imperative: lower case, no full stop.
    pub title: String,
    /// The edits by offset. No two overlap.
    pub edits: Vec<Edit>,
}

/// Replaces the text at a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The text to replace.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Fix {
    /// Whether it only takes something away.
    pub fn removes(&self) -> bool {
        self.edits.iter().all(|edit| edit.text.is_empty())
    }

    /// Replaces the text at `span`.
    pub(crate) fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        let title = inert::escape(&title.into()).into_owned();
        Self { title, edits: vec![Edit { span, text: text.into() }] }
    }

    /// Removes an entry of a map, and its line if nothing else is on it. `None` if that would remove a comment.
    pub(crate) fn remove(title: impl Into<String>, source: &Source, comments: &[Span], entry: Span) -> Option<Self> {
        let text = source.text();
        let Span { start, end } = entry;
        if comments.iter().any(|comment| entry.contains(comment.start)) {
            return None;
        }
        let before = text.get(..start as usize)?;
        let line = before.rfind(['\n', '\r']).map_or(source.bom_len(), |at| at + 1);
        let is_blank = |text: &str| text.bytes().all(|byte| byte == b' ' || byte == b'\t');
        let rest = text.get(end as usize..)?;
        let line_end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let whole = is_blank(&text[line..start as usize]) && is_blank(&rest[..line_end]);
        let is_noted = rest.trim_start_matches([' ', '\t']).starts_with('#');
        let span = if whole {
            let ending = if rest[line_end..].starts_with("\r\n") { 2 } else { usize::from(line_end < rest.len()) };
            Span::new(line, end as usize + line_end + ending)
        } else if is_noted {
            Span::new(start as usize, end as usize + rest.len() - rest.trim_start_matches([' ', '\t']).len())
        } else {
            entry
        };
        Some(Self::replace(title, span, ""))
    }
}
