//! A label that begins with the number of another one.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "number-label", group: Group::Suspicious, page: include_str!("../../../docs/rules/number-label.md") };

const HELP: &str = "put each label where its number is its place, or begin it with a word, as in `Stars: 5`";

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (name, variable) in &subject.document.variables {
        let labels =
            variable.declaration.iter().flat_map(|declaration| declaration.choices.iter()).map(|choice| &*choice.label);
        if let Some(wrong) = first_wrong(labels) {
            let message = wrong.message("choice", &format!(" of `{name}`"));
            findings.push(subject.finding(&RULE, variable.span, message).help(HELP));
        }
    }
    for (id, exit) in subject.document.exits() {
        if let Some(answers) = exit.kind.as_answers()
            && let Some(wrong) = first_wrong(answers.iter().map(|answer| answer.label.text.as_str()))
            && let Some(answer) = answers.get(wrong.place - 1)
        {
            let message = wrong.message("answer", "");
            findings.push(subject.finding(&RULE, answer.label.text.span(), message).node(id).help(HELP));
        }
    }
    findings
}

/// A label whose number chooses another one, too.
struct Wrong<'d> {
    /// From 1.
    place: usize,
    label: &'d str,
    number: usize,
    other: &'d str,
}

impl Wrong<'_> {
    fn message(&self, what: &str, owner: &str) -> String {
        let Self { place, label, number, other } = self;
        format!("`{label}` is {what} {place}{owner}, and {number} is also the number of `{other}`")
    }
}

/// The first of these labels that begins with the place of another one.
fn first_wrong<'d>(mut labels: impl Iterator<Item = &'d str> + Clone) -> Option<Wrong<'d>> {
    let (label, place, number) = labels.clone().zip(1..).find_map(|(label, place)| {
        let number = number(label).filter(|number| *number != place && *number <= labels.clone().count())?;
        Some((label, place, number))
    })?;
    let other = labels.nth(number - 1)?;
    Some(Wrong { place, label, number, other })
}

/// The number with which a label begins, if it goes on: a label that is nothing but a number is chosen by it, whatever
/// its place.
fn number(label: &str) -> Option<usize> {
    if !label.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    let end = label.find(|character: char| !character.is_ascii_digit())?;
    let (digits, rest) = label.split_at(end);
    let is_number = !digits.starts_with('0') && !rest.starts_with(char::is_numeric);
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_begins_with_the_place_of_another_is_found() {
        let first = |labels: &[&str]| first_wrong(labels.iter().copied()).map(|wrong| (wrong.place, wrong.number));
        assert_eq!(first(&["5 stars", "4 stars", "3 stars", "2 stars", "1 star"]), Some((1, 5)));
        assert_eq!(first(&["1 star", "2 stars", "3 stars"]), None);
        assert_eq!(first(&["None", "1 or 2", "3 or more"]), Some((2, 1)));
        assert_eq!(first(&["10 minutes", "20 minutes"]), None, "there are fewer answers");
        assert_eq!(first(&["5", "4", "3", "2", "1"]), None, "these are labels typed in full");
        assert_eq!(first(&["0 to 1", "02 to 3", "2½ hours"]), None, "no typed number begins these");
        assert_eq!(first(&["2nd line", "1st line"]), Some((1, 2)));
        assert_eq!(first(&["99999999999999999999999 grains", "One"]), None);
        assert_eq!(first(&["", "1"]), None);
    }
}
