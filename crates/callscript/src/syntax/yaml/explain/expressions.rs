//! Explains expressions that YAML takes apart: those that begin with a quote, and those with a comma or a bracket inside
//! `{ }`.
//!
//! Must not know nodes, nor the tree, nor what an expression means.

use std::ops::Range;

use super::super::line::{indent_at, key_before, line_at, line_with, put_in_quotes, slice, value_at, with_quotes};
use super::{ErrorContext, Explanation};
use crate::base::edit::Fix;
use crate::base::source::Span;
use crate::syntax::expression;

/// The keys whose values are words, whatever these look like.
const TEXTS: [&str; 6] = ["say", "guidance", "title", "summary", "label", "hint"];

/// The signs that an expression has between two values, and words have not after a quote.
const BETWEEN: [&str; 4] = ["<", ">", "=", "+"];

/// Signs that words have nowhere.
const LOGICAL: [&str; 4] = ["&&", "||", "==", "!="];

/// The characters that end a value inside `{ }`.
const MARKS: [char; 5] = [',', '[', ']', '{', '}'];

impl ErrorContext<'_> {
    /// An expression around the place where the parser stopped, or around the last quote before it.
    pub(super) fn expression(&self) -> Option<Explanation> {
        let quote = self.quote.as_ref().map(|quote| quote.start);
        [Some(self.stop.at), quote].into_iter().flatten().find_map(|at| self.expression_at(at))
    }

    fn expression_at(&self, at: usize) -> Option<Explanation> {
        if let Some(bracket) = self.bracket.filter(|bracket| *bracket <= at) {
            return self.expression_in_brackets(bracket, at);
        }
        let value = value_at(self.text, at);
        let begins = slice(self.text, value.clone()).starts_with(['"', '\'']);
        let is_expression = || self.is_expression(&value) || self.is_meant_as_expression(&value);
        (begins && value.start <= at && is_expression()).then(|| self.in_parentheses(value))
    }

    /// The value inside `{ }` around `at`, if all of it is an expression that cannot stand there.
    fn expression_in_brackets(&self, bracket: usize, at: usize) -> Option<Explanation> {
        let line = line_at(self.text, at);
        let from = line.start.max(bracket);
        let starts = slice(self.text, from..at).rmatch_indices(": ").map(|(start, _)| from + start + 2);
        let rest = slice(self.text, at..line.end);
        let mut ends: Vec<usize> = rest.match_indices(MARKS).map(|(end, _)| at + end).collect();
        ends.push(at + rest.len());
        let ways = || starts.clone().flat_map(|start| ends.iter().rev().map(move |&end| start..end)).take(MOST_TRIED);
        let shortest = starts.clone().next().zip(ends.first()).map(|(start, &end)| self.trimmed(start..end));
        let value = ways().map(|range| self.trimmed(range)).find(|range| self.is_expression(range));
        let value = value.or_else(|| shortest.filter(|range| self.is_meant_as_expression(range)))?;
        let written = slice(self.text, value.clone());
        match written.find(MARKS) {
            Some(mark) => Some(self.with_mark(value.clone(), value.start + mark)),
            None => written.starts_with(['"', '\'']).then(|| self.in_parentheses(value)),
        }
    }

    /// An expression inside `{ }` with a character, at `mark`, that has a meaning there.
    fn with_mark(&self, value: Range<usize>, mark: usize) -> Explanation {
        let written = slice(self.text, value.clone());
        let key = key_before(self.text, value.start).unwrap_or_default();
        let (help, fix) = if key == "when" {
            let help = format!("put the condition in quotes: `{}`", with_quotes(self.text, value.clone()));
            (help, put_in_quotes(self.text, value.clone()))
        } else {
            let parenthesized = written.starts_with(['"', '\'']).then(|| format!("({written})"));
            let written = parenthesized.as_deref().unwrap_or(written);
            (format!("put it on a line of its own, without `{{ }}` around it: `{key}: {written}`"), None)
        };
        let sign = slice(self.text, mark..mark + 1);
        let message = format!("an expression inside `{{ }}` cannot have a `{sign}`, which ends the value there");
        Explanation { span: mark..mark + 1, fix, ..self.explanation(value.start, message, help) }
    }

    /// An expression that begins with a quote.
    fn in_parentheses(&self, value: Range<usize>) -> Explanation {
        let written = format!("({})", slice(self.text, value.clone()));
        let line = line_with(self.text, value.clone(), &written);
        let fix = Fix::replace("put the expression in parentheses", Span::new(value.start, value.end), written);
        let help = format!("put it in parentheses: `{line}`");
        let message = "an expression that begins with a quote must be in parentheses";
        Explanation { span: value.clone(), fix: Some(fix), ..self.explanation(value.start, message, help) }
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let written = slice(self.text, range.clone());
        let start = range.end - written.trim_start().len();
        start..start + written.trim().len()
    }

    /// Whether the value at `range` is an expression that reads a variable.
    fn is_expression(&self, range: &Range<usize>) -> bool {
        let written = slice(self.text, range.clone());
        !self.is_words(range.start) && expression::parse(written).is_ok_and(|expr| !expr.variables().is_empty())
    }

    /// Whether the value at `range` begins with a text and goes on as no words do, though it is no expression yet.
    fn is_meant_as_expression(&self, range: &Range<usize>) -> bool {
        let written = slice(self.text, range.clone());
        let quote = written.chars().next().filter(|first| matches!(first, '"' | '\''));
        let after = quote.and_then(|quote| written.get(1..)?.split_once(quote)).map_or("", |(_, after)| after.trim());
        let has_sign =
            BETWEEN.iter().any(|sign| after.starts_with(sign)) || LOGICAL.iter().any(|sign| after.contains(sign));
        let is_choice = after.starts_with("if ") && after.contains(" else ");
        !self.is_words(range.start) && (has_sign || is_choice)
    }

    /// Whether the value that begins at `start` is words, whatever it looks like: its key says so, or it is in `say`.
    fn is_words(&self, start: usize) -> bool {
        let Some(key) = key_before(self.text, start) else {
            return true;
        };
        let line = line_at(self.text, start);
        let indent = indent_at(self.text, start);
        let above = slice(self.text, 0..line.start).lines().rev().find(|above| {
            let content = above.trim_start();
            !content.is_empty() && above.len() - content.len() < indent
        });
        let in_say = slice(self.text, line.start..start).contains("say: {");
        TEXTS.contains(&key) || in_say || above.is_some_and(|above| above.trim_start().starts_with("say:"))
    }
}

/// The most parts of a line that are tried.
const MOST_TRIED: usize = 100;
