//! Explains texts that need quotes, and misused quotes.
//!
//! Must not know nodes, nor the tree.

use std::ops::Range;

use super::super::line::{key_or_value, line_at, put_in_quotes, slice, value_at, with_quotes};
use super::super::unsupported;
use super::{ErrorContext, Explanation};

impl ErrorContext<'_> {
    /// An unquoted text with `{{`, such as `say: {{ name }}, hello`; the parser reports it as various errors.
    pub(super) fn template(&self) -> Option<Explanation> {
        let at = self.stop.at;
        let starts = |from: usize| slice(self.text, from..self.text.len()).starts_with("{{");
        let lines = [value_at(self.text, at), value_at(self.text, self.stop.parsed_end)];
        let value = self
            .bracket
            .map(|bracket| bracket..value_at(self.text, bracket).end)
            .into_iter()
            .chain(lines)
            .find(|value| value.start <= at && starts(value.start))
            .or_else(|| self.template_in_brackets())?;
        let unsupported::Wording { message, help } = unsupported::template_wording(self.text, value.clone());
        let fix = put_in_quotes(self.text, value.clone());
        Some(Explanation { start: value.start, span: value, message, help, fix })
    }

    /// In `{ say: Hello {{ name }} }`: the range of `Hello {{ name }}`, up to a comma or bracket.
    pub(super) fn template_in_brackets(&self) -> Option<Range<usize>> {
        self.bracket?;
        let line = line_at(self.text, self.stop.at);
        let end = (self.stop.at + 2).min(line.end);
        let opening = line.start + self.text.get(line.start..end)?.rfind("{{")?;
        let before = self.text.get(line.start..opening)?;
        let start = before.rfind([',', '[', '{', ':', '-']).map_or(line.start, |mark| line.start + mark + 1);
        let closing = opening + self.text.get(opening..line.end)?.find("}}")? + 2;
        let rest = self.text.get(closing..line.end)?;
        let end = closing + rest.find([',', ']', '}']).unwrap_or(rest.len());
        let value = self.text.get(start..end)?;
        let blanks = value.len() - value.trim_start().len();
        Some(start + blanks..start + value.trim_end().len())
    }

    /// A quote at `quote` that is not closed.
    pub(super) fn unclosed_quote(&self, quote: usize) -> Explanation {
        let mark = slice(self.text, quote..quote + 1);
        let help = format!(
            "put a {mark} at the end of the text; if it has several lines, indent each of them further than its key"
        );
        self.explanation(quote, format!("the quote {mark} that begins here is not closed"), help)
    }

    /// Words after a closing quote; if the opening quote is on an earlier line, that one was not closed.
    pub(super) fn after_quote(&self) -> Option<Explanation> {
        let quote = self.quote.clone()?;
        if quote.end > line_at(self.text, quote.start).end {
            return Some(self.unclosed_quote(quote.start));
        }
        let line = value_at(self.text, quote.start);
        let end = match self.bracket {
            Some(_) => self.end_in_brackets(quote.end),
            None => line.end.max(quote.end),
        };
        let end = key_or_value(self.text, quote.start..end).end.max(quote.end);
        let help = format!("put the whole text in quotes: `{}`", with_quotes(self.text, quote.start..end));
        let explanation = self.explanation(self.stop.at, "words follow after the closing quote", help);
        let fix = put_in_quotes(self.text, quote.start..end);
        Some(Explanation { start: quote.start, span: self.stop.at..end.max(self.stop.at), fix, ..explanation })
    }

    /// A value that begins with a character special to YAML.
    pub(super) fn first_character(&self) -> Option<Explanation> {
        let at = self.stop.at;
        let value = match self.bracket {
            Some(_) => at..self.end_in_brackets(at),
            None => value_at(self.text, at),
        };
        self.first_character_at(value)
    }

    /// A key or a value at `range` that begins with such a character.
    pub(super) fn first_character_at(&self, range: Range<usize>) -> Option<Explanation> {
        let value = key_or_value(self.text, range);
        let first = slice(self.text, value.clone()).chars().next()?;
        if !matches!(first, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>') {
            return None;
        }
        let name = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
        let help = format!("put it in quotes: `{}`", with_quotes(self.text, value.clone()));
        let explanation = self.explanation(value.start, format!("a text cannot begin with {name}"), help);
        Some(Explanation { span: value.clone(), fix: put_in_quotes(self.text, value), ..explanation })
    }

    /// Text on the line of a block scalar's `|` or `>`.
    pub(super) fn block_header(&self) -> Explanation {
        let mark = slice(self.text, self.stop.at..self.stop.at + 1);
        let message = format!("there are words on the line of the `{mark}`");
        let value = value_at(self.text, self.stop.at);
        let help = format!(
            "begin the text on the next line, indented; or put it in quotes: `{}`",
            with_quotes(self.text, value)
        );
        self.explanation(self.stop.at, message, help)
    }

    /// An invalid escape in a double-quoted text.
    pub(super) fn backslash(&self) -> Explanation {
        self.explanation(
            self.stop.at,
            "a `\\` in this text does not begin an escape that YAML knows",
            "write `\\\\` for a backslash, or put the text in single quotes, where a backslash has no special meaning",
        )
    }
}
