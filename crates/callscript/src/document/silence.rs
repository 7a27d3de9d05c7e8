//! Comments that silence a rule: `# callscript: ignore[rule-name] the reason`.
//!
//! Knows how they are written and what they are about. Comments come from the reader, so nothing inside a text is one.

use crate::base::names;
use crate::base::source::{Name, Source, Span, Spanned};

const WORD: &str = "ignore";

/// The comments of one file that silence something, by offset and so by the line that they are about.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    all: Vec<Silence>,
}

/// One comment.
#[derive(Debug)]
pub(crate) struct Silence {
    /// The whole comment.
    pub(crate) span: Span,
    /// What stands in its brackets; none if it does not read `ignore[…]`.
    pub(crate) rules: Option<Vec<Name>>,
    pub(crate) has_reason: bool,
    /// The line that it is about.
    pub(crate) line: usize,
}

impl Silences {
    /// Finds them among all comments of a file.
    pub(crate) fn read(source: &Source, comments: &[Span]) -> Self {
        let mut all: Vec<Silence> = comments.iter().filter_map(|&comment| read(source, comment)).collect();
        // One that stands alone is about the next line; of several below one another all are about the line below.
        let mut below = None;
        for silence in all.iter_mut().rev() {
            if stands_alone(source, silence.span) {
                let next = silence.line + 1;
                silence.line = match below {
                    Some((line, about)) if line == next => about,
                    _ => next,
                };
                below = Some((next - 1, silence.line));
            }
        }
        Self { all }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Silence> {
        self.all.iter()
    }

    /// Whether one of them silences a rule at a place, if that rule can be silenced.
    pub(crate) fn cover(&self, source: &Source, rule: &str, span: Span) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let line = source.position(span.start).line;
        let from = self.all.partition_point(|silence| silence.line < line);
        self.all[from..].iter().take_while(|silence| silence.line == line).any(|silence| silence.silences(rule))
    }
}

impl Silence {
    /// One without a reason silences nothing.
    fn silences(&self, rule: &str) -> bool {
        let named = self.rules.iter().flatten().any(|name| name.value == rule);
        named && self.has_reason
    }
}

/// Whether a comment is, or was meant to be, one that silences a rule.
pub(crate) fn is_meant(comment: &str) -> bool {
    after_word(comment).is_some()
}

/// What follows `# callscript: ignore`; nothing if the word is spelt a little wrong.
fn after_word(comment: &str) -> Option<&str> {
    let rest = comment.trim_start_matches('#').trim_start().strip_prefix("callscript:")?.trim_start();
    let end = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    names::nearest(word, [WORD]).map(|_| if word == WORD { rest } else { "" })
}

fn read(source: &Source, span: Span) -> Option<Silence> {
    let comment = source.text().get(span.range())?;
    let rest = after_word(comment)?;
    let line = source.position(span.start).line;
    let inside = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((inside, reason)) = inside else {
        return Some(Silence { span, rules: None, has_reason: false, line });
    };
    // From the end, since the reason is the last part of the comment.
    let mut at = span.range().end - reason.len() - "]".len() - inside.len();
    let named = inside.split(',').map(|part| {
        let name = part.trim();
        let start = at + part.find(name).unwrap_or_default();
        at += part.len() + ",".len();
        Spanned::new(names::kept(name).to_owned(), Span::new(start, start + name.len()))
    });
    let has_reason = reason.contains(char::is_alphanumeric);
    Some(Silence { span, rules: Some(named.collect()), has_reason, line })
}

/// Whether there is nothing but blanks before a comment on its line.
fn stands_alone(source: &Source, comment: Span) -> bool {
    let before = source.text().get(..comment.start as usize).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}'])
}
