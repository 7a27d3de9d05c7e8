//! Comments that silence a rule: `# callscript: ignore[rule-name] the reason`.
//!
//! Knows their syntax and the line that each applies to. The comments come from the YAML parser, so a `#` inside a text
//! is never taken for one.

use crate::base::names;
use crate::base::source::{Name, Source, Span, Spanned};

const WORD: &str = "ignore";

/// The silencing comments of one file, sorted by offset and by the line that they apply to.
#[derive(Debug, Default)]
pub(crate) struct Silences {
    all: Vec<Silence>,
}

/// One silencing comment.
#[derive(Debug)]
pub(crate) struct Silence {
    /// The span of the whole comment.
    pub(crate) span: Span,
    /// The rules in its brackets; `None` if the comment is malformed.
    pub(crate) rules: Option<Vec<Name>>,
    pub(crate) has_reason: bool,
    /// The line that it applies to, from 0.
    pub(crate) line: usize,
}

impl Silences {
    /// Finds the silencing comments among all comments of a file.
    pub(crate) fn read(source: &Source, comments: &[Span]) -> Self {
        let mut all: Vec<Silence> = comments.iter().filter_map(|&comment| read(source, comment)).collect();
        // A comment on a line of its own applies to the next line; consecutive ones all apply to the line below the
        // last.
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

    /// All comments, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Silence> {
        self.all.iter()
    }

    /// Whether a comment silences `rule` on the line of `span`. Does not check whether the rule can be silenced at all.
    pub(crate) fn silences(&self, source: &Source, rule: &str, span: Span) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let line = source.position(span.start).line;
        let from = self.all.partition_point(|silence| silence.line < line);
        self.all[from..].iter().take_while(|silence| silence.line == line).any(|silence| silence.silences(rule))
    }
}

impl Silence {
    /// A comment without a reason silences nothing.
    fn silences(&self, rule: &str) -> bool {
        let named = self.rules.iter().flatten().any(|name| name.value == rule);
        named && self.has_reason
    }
}

/// Whether a comment silences a rule, or was meant to.
pub(crate) fn is_silence(comment: &str) -> bool {
    after_ignore(comment).is_some()
}

/// The rest of the comment after `# callscript: ignore`; empty if `ignore` is misspelt; `None` if this is another kind
/// of comment.
fn after_ignore(comment: &str) -> Option<&str> {
    let rest = comment.trim_start_matches('#').trim_start().strip_prefix("callscript:")?.trim_start();
    let end = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    names::nearest(word, [WORD]).map(|_| if word == WORD { rest } else { "" })
}

fn read(source: &Source, span: Span) -> Option<Silence> {
    let comment = source.text().get(span.range())?;
    let rest = after_ignore(comment)?;
    let line = source.position(span.start).line;
    let inside = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((inside, reason)) = inside else {
        return Some(Silence { span, rules: None, has_reason: false, line });
    };
    // Offsets are computed from the end: the reason is the last part of the comment.
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

/// Whether a comment has only spaces and tabs before it on its line.
fn stands_alone(source: &Source, comment: Span) -> bool {
    let before = source.text().get(..comment.start as usize).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}'])
}
