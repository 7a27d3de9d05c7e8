//! Reading assignments: `set`, `with` and `take`.

use std::borrow::Cow;

use super::context::{Context, Empty};
use super::value::name;
use crate::base::edit::Fix;
use crate::base::names;
use crate::base::rule::reading;
use crate::document::{Assignment, Operand, Take};
use crate::syntax::expression;
use crate::syntax::yaml::{Entry, Kind, Map, Scalar, Style, Value};

impl Context<'_> {
    /// A map from variables to operands, as in `set`.
    pub(super) fn assignments(&mut self, value: &Value<'_>, what: &str) -> Vec<Assignment> {
        let Some(map) = self.map(value, what) else {
            return Vec::new();
        };
        if self.are_names(value, map, what) {
            return Vec::new();
        }
        let outer = self.cut_by_comma;
        self.find_comma_cut(map, what, |_| false);
        let entries = self.unique_entries(map, "the name");
        let cut = self.cut_by_comma;
        let is_piece = |at: usize| cut && map.flow && matches!(map.entries.get(at), Some(entry) if is_empty(entry));
        let entries = entries.into_iter().filter(|entry| !(cut && is_empty(entry)));
        let assignments = entries.filter_map(|entry| {
            let mut assignment = self.assignment(entry, what)?;
            let next = map.entries.partition_point(|other| other.key.span <= entry.key.span);
            if let (true, Operand::Expression(expression)) = (is_piece(next), &mut assignment.value) {
                expression.expr = None;
            }
            Some(assignment)
        });
        let assignments = assignments.collect();
        self.cut_by_comma = outer;
        assignments
    }

    /// Reports names in braces without values, as in `with: { age, plan }`, which are a list.
    fn are_names(&mut self, value: &Value<'_>, map: &Map<'_>, what: &str) -> bool {
        let Some(first) = map.entries.first().filter(|_| map.flow && what == "`with`") else {
            return false;
        };
        let names: Vec<&str> = map.entries.iter().map(|entry| &*entry.key.text).collect();
        if !map.entries.iter().all(is_empty) || !names.iter().all(|name| names::is_variable(name)) {
            return false;
        }
        let list = format!("[{}]", names.join(", "));
        let message = format!("`{}` has no value: names alone are a list", first.key.text);
        let fix = Fix::replace(format!("write `{list}`"), value.span, list.clone());
        let finding = self.finding(&reading::UNKNOWN_KEY, first.key.span, message);
        self.report(finding.help(format!("write `with: {list}`")).fix(Some(fix)));
        true
    }

    fn assignment(&mut self, entry: &Entry<'_>, owner: &str) -> Option<Assignment> {
        let what = format!("the value of `{}`", entry.key.text);
        let value = match &entry.value.kind {
            Kind::Scalar(scalar) if scalar.style != Style::Plain => {
                self.forbid_braces(scalar, &what);
                if let Some((finding, inner)) = self.findings.last_mut().zip(inside_braces(&scalar.text))
                    && finding.span == Some(scalar.span)
                {
                    finding.help = Some(format!("write `{inner}`, without quotes and braces: what it holds is given"));
                    finding.fix = Some(Fix::replace(format!("write `{inner}`"), scalar.span, inner));
                }
                Operand::Text(name(scalar))
            }
            Kind::Scalar(scalar) if scalar.text == "empty" && owner == "`set`" && self.empty == Empty::Word => {
                Operand::Empty(scalar.span)
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

fn is_empty(entry: &Entry<'_>) -> bool {
    matches!(entry.value.kind, Kind::Nothing)
}

/// The name in a text that is `{{ NAME }}` and nothing else.
fn inside_braces(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    names::is_variable(inner).then_some(inner)
}

/// Whether `text` looks like prose: several words, none of which is a keyword of expressions.
fn are_words(text: &str) -> bool {
    let plain = |character: char| character.is_alphabetic() || matches!(character, ' ' | '\'' | '’' | ',' | '.' | '-');
    text.len() <= 100
        && text.contains(' ')
        && text.chars().all(plain)
        && !text.split(' ').any(|word| expression::WORDS.contains(&word))
}
