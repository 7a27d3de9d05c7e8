//! Explains errors of colons, dashes, tabs and indentation.
//!
//! Must not know nodes, nor the tree.

use std::ops::Range;

use granit_parser::ErrorKind as E;

use super::super::line::{indent_at, key_or_value, line_at, put_in_quotes, slice, value_at, with_quotes};
use super::super::state::Cause;
use super::{ErrorContext, Explanation};

impl ErrorContext<'_> {
    /// The `:` after a key that is too long for the parser.
    pub(super) fn long_key(&self) -> Option<Explanation> {
        let (at, key) = (self.stop.at, self.stop.last_scalar.range().start);
        let before = slice(self.text, line_at(self.text, key).start..key).trim_end();
        let is_long = at > key + 1024 && !before.ends_with(':');
        is_long.then(|| {
            let help = "shorten it; a key or label is one short line";
            self.explanation(key, "this key is longer than 1,024 characters", help)
        })
    }

    /// A misplaced `:`: inside a value, or because an earlier line has no `:`.
    pub(super) fn second_colon(&self) -> Explanation {
        let (at, scalar) = (self.stop.at, self.stop.last_scalar.range());
        let line = line_at(self.text, at);
        if scalar.start < line.start && scalar.end >= line.start {
            let first = line_at(self.text, scalar.start).start + indent_at(self.text, scalar.start);
            let is_value = scalar.start > first && value_at(self.text, scalar.start).start == scalar.start;
            if !is_value {
                return self.no_colon(scalar.start);
            }
            let explanation = self.indentation(line.start + indent_at(self.text, at));
            return Explanation { start: scalar.start, ..explanation };
        }
        let value = value_at(self.text, at);
        let value_text = slice(self.text, value.clone());
        let label = line.start + indent_at(self.text, at)..at;
        let (help, fix) = if ["goto: ", "end: ", "retry: ", "resume: "].iter().any(|key| value_text.starts_with(key)) {
            let label = slice(self.text, line.start..value.start).trim_start();
            (format!("put what follows the label in braces: `{label}{{ {value_text} }}`"), None)
        } else if self.is_label(label.clone()) {
            let help = format!("put the label in quotes: `{}`", with_quotes(self.text, label.clone()));
            (help, put_in_quotes(self.text, label))
        } else {
            let help = format!("put the text in quotes: `{}`", with_quotes(self.text, value.clone()));
            (help, put_in_quotes(self.text, value))
        };
        Explanation { span: at..at + 1, fix, ..self.explanation(at, "there is a second `: ` in this line", help) }
    }

    /// Whether the text at `range` is a label rather than a key and the beginning of its value: words, and what follows is
    /// an edge.
    fn is_label(&self, range: Range<usize>) -> bool {
        let rest = slice(self.text, range.end + 1..line_at(self.text, range.end).end).trim();
        let words = slice(self.text, range).split(':').next().unwrap_or_default();
        let is_key = words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        !is_key && !rest.is_empty() && (rest.starts_with('{') || !rest.contains([' ', '.', ',', '!', '?']))
    }

    /// A label with ` #` in it, which begins a comment.
    pub(super) fn comment_in_label(&self, at: usize) -> Option<Explanation> {
        let line = line_at(self.text, at);
        let start = line.start + indent_at(self.text, at);
        let hash = start + slice(self.text, start..line.end).find(" #")? + 1;
        let rest = slice(self.text, hash..line.end);
        let colon = rest.find(": ").or_else(|| rest.trim_end().strip_suffix(':').map(str::len))?;
        let label = start..hash + colon;
        if slice(self.text, label.clone()).starts_with(['"', '\'', '{', '[', '-', '#']) {
            return None;
        }
        let help = format!("put the label in quotes: `{}`", with_quotes(self.text, label.clone()));
        let explanation = self.explanation(hash, "a `#` after a blank begins a comment, which cuts this label", help);
        Some(Explanation { start, ..explanation })
    }

    /// The line at `at`, which is neither `key: value` nor part of a text.
    pub(super) fn no_colon(&self, at: usize) -> Explanation {
        if let Some(explanation) = self.comment_in_label(at) {
            return explanation;
        }
        let line = slice(self.text, at..line_at(self.text, at).end).trim_end();
        if line.len() > 1024 {
            return self.explanation(
                at,
                "this key is longer than 1,024 characters",
                "shorten it; a key or label is one short line",
            );
        }
        match line.split_once(':') {
            Some((key, value)) if !key.is_empty() && !key.contains([' ', '"', '\'']) => {
                self.explanation(at, "there is no space after the `:`", format!("write `{key}: {value}`"))
            }
            _ => self.explanation(
                at,
                "this line is neither `key: value` nor part of a text",
                "if it is a key, put a `:` after it; if it continues the text above, indent it further than that text's key",
            ),
        }
    }

    /// A token where only a key, or only a `- `, is allowed.
    pub(super) fn unexpected_token(&self) -> Explanation {
        let at = self.stop.at;
        let line = line_at(self.text, at);
        let first = line.start + indent_at(self.text, at);
        let value = key_or_value(self.text, value_at(self.text, at));
        let starts = |marks: &[char]| slice(self.text, value.clone()).starts_with(marks);
        let quotes = || format!("put the text in quotes: `{}`", with_quotes(self.text, value.clone()));
        if slice(self.text, first..line.end).starts_with("- ")
            && first < at
            && matches!(self.stop.cause, Cause::Syntax(E::ExpectedBlockMappingKey))
        {
            return self.explanation(
                first,
                "there is a line with `- ` among lines with `key:`",
                "indent it further than the key that the list belongs to, or remove the `- `",
            );
        }
        match () {
            () if value.start < at && starts(&['[', '{']) => Explanation {
                start: value.start,
                ..self.explanation(at, "words follow after a closing bracket", quotes())
            },
            () if value.start < at && starts(&['"', '\'']) => {
                let fix = put_in_quotes(self.text, value.clone());
                Explanation {
                    start: value.start,
                    fix,
                    ..self.explanation(at, "words follow after the closing quote", quotes())
                }
            }
            () if value.start <= at && at > first => {
                let begins = || self.first_character_at(first..line.end);
                self.first_character().or_else(begins).unwrap_or_else(|| self.unrecognized())
            }
            () if matches!(self.stop.cause, Cause::Syntax(E::ExpectedBlockSequenceEntry)) && value.start > first => {
                self.explanation(
                    at,
                    "there is a line with `key:` among lines with `- `",
                    "give it the indent of the map that it belongs to, or put a `- ` before it",
                )
            }
            () => self.indentation(at),
        }
    }

    pub(super) fn indentation(&self, at: usize) -> Explanation {
        self.explanation(at, "the indentation of this line does not fit the lines above", "lines that belong together begin in the same column; what belongs to a key is indented further; a text that holds `: ` goes in quotes")
    }

    /// A list that begins on the line of its key.
    pub(super) fn list_on_line(&self) -> Explanation {
        let value = value_at(self.text, self.stop.at);
        let help =
            format!("begin the list on the next line, or put the text in quotes: `{}`", with_quotes(self.text, value));
        self.explanation(self.stop.at, "a list cannot begin on the line of its key", help)
    }

    /// A line inside the quotes or brackets that begin at `open`, which is not indented further than their key.
    pub(super) fn outdented(&self, open: usize) -> Explanation {
        let at = self.stop.at;
        let close = match slice(self.text, open..open + 1) {
            "[" => "]",
            "{" => "}",
            _ => return self.unclosed_quote(open),
        };
        if slice(self.text, at..at + 1) == "\t" {
            return Explanation { start: open, ..self.tab_at(at) };
        }
        let help =
            format!("put a `{close}` where it ends; if it has several lines, indent each of them further than its key");
        Explanation { help, ..self.unclosed_bracket(open) }
    }

    /// The first tab in the indentation of the error's line or of a later line, or else at the error itself.
    pub(super) fn tab(&self) -> Explanation {
        let mut from = line_at(self.text, self.stop.at).start;
        while from < self.text.len() {
            let line = line_at(self.text, from);
            let blanks = slice(self.text, line.start..line.start + indent_at(self.text, line.start));
            if let Some(tab) = blanks.find('\t') {
                let start = self.stop.at.min(line.start + blanks.len());
                return Explanation { start, ..self.tab_at(line.start + tab) };
            }
            from = line.end + 1;
        }
        let help = "use spaces; most editors can turn tabs into spaces";
        self.explanation(self.stop.at, "there is a tab where only spaces are allowed", help)
    }

    /// A tab at `at`, in the indentation of its line or after a `-`, `?` or `:` on it.
    pub(super) fn tab_at(&self, at: usize) -> Explanation {
        let line = line_at(self.text, at);
        let blanks = line.start + indent_at(self.text, at);
        let (span, message) = if at < blanks {
            (line.start..blanks, "this line is indented with a tab")
        } else {
            (at..at + 1, "there is a tab where only spaces are allowed")
        };
        let help = "use spaces; most editors can turn tabs into spaces";
        Explanation { span, ..self.explanation(at, message, help) }
    }

    /// Whether the error's line or one before it begins with `%`.
    pub(super) fn has_directive(&self) -> bool {
        let before = slice(self.text, 0..line_at(self.text, self.stop.at).end);
        before.trim_start_matches('\u{feff}').lines().any(|line| line.starts_with('%'))
    }
}
