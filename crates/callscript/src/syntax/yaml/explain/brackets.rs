//! Explains errors between brackets.
//!
//! Must not know nodes, nor the tree.

use super::super::line::{indent_at, line_at, slice, with_quotes};
use super::{ErrorContext, Explanation};

impl ErrorContext<'_> {
    /// A bracket at `bracket` that is not closed.
    pub(super) fn unclosed_bracket(&self, bracket: usize) -> Explanation {
        let (mark, close) = match slice(self.text, bracket..bracket + 1) {
            "[" => ("[", "]"),
            _ => ("{", "}"),
        };
        let rest = slice(self.text, bracket..line_at(self.text, bracket).end);
        let help = if rest.contains(" #") {
            format!(
                "a `#` after a blank begins a comment: put the text that holds it in quotes; or put a `{close}` before it"
            )
        } else {
            format!("put a `{close}` where it ends, or put the text in quotes if the bracket belongs to it")
        };
        let explanation =
            self.explanation(bracket, format!("the bracket `{mark}` that begins here is not closed"), help);
        Explanation { span: bracket..bracket + 1, ..explanation }
    }

    /// A closing bracket without an opening one.
    pub(super) fn closing_bracket(&self) -> Explanation {
        let at = self.stop.at;
        let mark = slice(self.text, at..at + 1);
        let message = format!("there is no opening bracket for this `{mark}`");
        Explanation {
            span: at..at + 1,
            ..self.explanation(at, message, "remove it, or put the text in quotes if the bracket belongs to it")
        }
    }

    /// A character that is not allowed between brackets.
    pub(super) fn in_brackets(&self) -> Explanation {
        let (at, bracket) = (self.stop.at, self.bracket.unwrap_or(self.stop.at));
        let line = line_at(self.text, at);
        let further = indent_at(self.text, at) > indent_at(self.text, bracket);
        if bracket < line.start && !further {
            return self.unclosed_bracket(bracket);
        }
        let from = line.start.max(bracket);
        let entry = slice(self.text, from..at).rfind([',', '{', '[']).map_or(from, |mark| from + mark + 1);
        let entry = entry + slice(self.text, entry..at).len() - slice(self.text, entry..at).trim_start().len();
        if let Some(explanation) = self.first_character_at(entry..self.end_in_brackets(at)).filter(|_| entry < at) {
            return explanation;
        }
        let scalar = self.stop.last_scalar.range();
        match slice(self.text, at..at + 1) {
            ":" if scalar.start >= line.start && scalar.end <= at => {
                let end = self.end_in_brackets(at);
                let help = format!("put the text in quotes: `{}`", with_quotes(self.text, scalar.start..end));
                Explanation { span: at..at + 1, ..self.explanation(at, "there is a second `: ` in this text", help) }
            }
            ":" if scalar.start < line.start => self.missing_comma(line.start + indent_at(self.text, at)),
            "," => Explanation {
                span: at..at + 1,
                ..self.explanation(
                    at,
                    "there is nothing before this comma",
                    "remove one comma, or put the text in quotes if the comma belongs to it",
                )
            },
            "-" => self.explanation(
                at,
                "a `-` is not allowed here between brackets",
                "write a list in brackets as `[one, two]`, or put the text in quotes",
            ),
            _ => self.missing_comma(at),
        }
    }

    pub(super) fn missing_comma(&self, at: usize) -> Explanation {
        self.explanation(at, "a comma or a closing bracket is missing before this", "put a comma between two entries, and close each bracket; put a text that holds `,` `[` `]` `{` `}` or `: ` in quotes")
    }

    /// The end of a value inside brackets: before the next comma or closing bracket on its line.
    pub(super) fn end_in_brackets(&self, from: usize) -> usize {
        let rest = slice(self.text, from..line_at(self.text, from).end);
        let value = rest.find([',', ']', '}']).and_then(|end| rest.get(..end)).unwrap_or(rest);
        from + value.trim_end().len()
    }
}
