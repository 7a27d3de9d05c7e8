//! Reading assignments: `set`, `with` and `take`.

use std::borrow::Cow;

use super::context::Context;
use super::value::name;
use crate::document::{Assignment, Operand, Take};
use crate::syntax::expression;
use crate::syntax::yaml::{Entry, Kind, Scalar, Style, Value};

impl Context<'_> {
    /// A map from variables to operands, as in `set`.
    pub(super) fn assignments(&mut self, value: &Value<'_>, what: &str) -> Vec<Assignment> {
        let Some(map) = self.map(value, what) else {
            return Vec::new();
        };
        let outer = self.cut_by_comma;
        self.find_comma_cut(map, what, |_| false);
        let entries = self.unique_entries(map, "the name");
        let cut = self.cut_by_comma;
        let entries = entries.into_iter().filter(|entry| !(cut && matches!(entry.value.kind, Kind::Nothing)));
        let assignments = entries.filter_map(|entry| self.assignment(entry)).collect();
        self.cut_by_comma = outer;
        assignments
    }

    fn assignment(&mut self, entry: &Entry<'_>) -> Option<Assignment> {
        let what = format!("the value of `{}`", entry.key.text);
        let value = match &entry.value.kind {
            Kind::Scalar(scalar) if scalar.style != Style::Plain => {
                self.forbid_braces(scalar, &what);
                Operand::Text(name(scalar))
            }
            _ => {
                let before = self.findings.len();
                let expression = self.expression(&entry.value, &what)?;
                if let Some(finding) = self.findings.get_mut(before).filter(|_| are_words(expression.as_str())) {
                    finding.help =
                        Some(format!("if these are words, put them in quotes: `\"{}\"`", expression.as_str()));
                }
                Operand::Expression(expression)
            }
        };
        Some(Assignment { target: name(&entry.key), value })
    }

    /// `with`: a map, or a list of variables that have the same name in both scripts.
    pub(super) fn with(&mut self, value: &Value<'_>) -> Vec<Assignment> {
        if !matches!(value.kind, Kind::List(_)) {
            return self.assignments(value, "`with`");
        }
        let names = self.names(value, "`with`", "the variable");
        let same = names.into_iter().map(|target| {
            let scalar = Scalar { text: Cow::Owned(target.value.clone()), style: Style::Plain, span: target.span };
            let value = Operand::Expression(self.parse_expression(&scalar));
            Assignment { target, value }
        });
        same.collect()
    }

    /// `take`: a map from variables of this script to the sources of their values.
    pub(super) fn take(&mut self, value: &Value<'_>) -> Vec<Take> {
        let Some(map) = self.map(value, "`take`") else {
            return Vec::new();
        };
        let entries = self.unique_entries(map, "the variable");
        let takes = entries.into_iter().filter_map(|entry| {
            let from = self.name(&entry.value, format_args!("what `{}` takes", entry.key.text))?;
            Some(Take { target: name(&entry.key), from })
        });
        takes.collect()
    }
}

/// Whether `text` looks like prose: several words, none of which is a keyword of expressions.
fn are_words(text: &str) -> bool {
    let plain = |character: char| character.is_alphabetic() || matches!(character, ' ' | '\'' | '’' | ',' | '.' | '-');
    text.len() <= 100
        && text.contains(' ')
        && text.chars().all(plain)
        && !text.split(' ').any(|word| expression::WORDS.contains(&word))
}
