//! What changes mean for every call, in words: how it can end, what is found; and how many paths there are.

use std::collections::BTreeMap;

use super::data::{Line, Mark, Piece, Weight};
use super::sentence::joined;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::quantity::{Count, many};
use crate::insight::diff::{Diff, Findings, State};
use Piece::{Name, Said, Words};

/// The most errors that are told one by one, and the most warnings.
const ERRORS: usize = 5;
const WARNINGS: usize = 3;

/// What the changes mean for a call as a whole.
pub(super) fn lines<'d>(diff: &'d Diff, findings: &'d Findings) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    if diff.state == State::Removed {
        return lines;
    }
    let mut tell = |mark, pieces| lines.push(Line::new(mark, Weight::Way, pieces).of(0));
    if !diff.lost.is_empty() {
        tell(Mark::Alarm, named("a call can no longer end with ", &diff.lost));
    }
    if !diff.gained.is_empty() && diff.state != State::Added {
        tell(Mark::Added, named("a call can now end with ", &diff.gained));
    }
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let (errors, warnings): (Vec<&Diagnostic>, Vec<_>) = findings.new.iter().partition(is_error);
    let (told, more) = errors.split_at(errors.len().min(ERRORS));
    for error in told {
        tell(Mark::Alarm, vec![Said(format!("new error[{}]: {}", error.rule.name, error.message))]);
    }
    if !more.is_empty() {
        tell(Mark::Alarm, vec![Said(format!("and {}", counted(more, "more new error")))]);
    }
    if warnings.len() > WARNINGS {
        tell(Mark::Changed, vec![Said(counted(&warnings, "new warning"))]);
    } else {
        for warning in warnings {
            tell(Mark::Changed, vec![Said(format!("new warning[{}]: {}", warning.rule.name, warning.message))]);
        }
    }
    if !findings.gone.is_empty() {
        let gone: Vec<&Diagnostic> = findings.gone.iter().collect();
        tell(Mark::Changed, vec![Said(format!("gone: {}", counted(&gone, "finding")))]);
    }
    lines
}

/// Findings by their rules.
fn counted(findings: &[&Diagnostic], what: &str) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry(finding.rule.name).or_default() += 1;
    }
    let rules =
        rules.iter().map(|(rule, number)| if *number == 1 { (*rule).to_owned() } else { format!("{number} {rule}") });
    format!("{} ({})", many(findings.len(), what), rules.collect::<Vec<_>>().join(", "))
}

/// How many ways there are through the script, if that is another number or they are others.
pub(super) fn paths(diff: &Diff) -> Option<Line<'_>> {
    if diff.state == State::Removed {
        return None;
    }
    let paths = &diff.paths;
    let number = |number: &Option<Count>| number.as_ref().map(Count::readable);
    let (old, new) = (number(&paths.old)?, number(&paths.new)?);
    let (lost, gained) = (number(&paths.lost)?, number(&paths.gained)?);
    let numbers = match diff.state {
        State::Added => new,
        _ if lost == "0" && gained == "0" => return None,
        _ => format!("{old} → {new} ({gained} gained, {lost} lost)"),
    };
    let told = Said(format!("paths through this script alone, without retries: {numbers}"));
    Some(Line::new(Mark::Changed, Weight::Way, vec![told]).of(0))
}

/// Words, then names.
fn named<'d>(words: &'d str, names: &'d [String]) -> Vec<Piece<'d>> {
    let mut pieces = vec![Words(words)];
    pieces.extend(joined(names.iter().map(|name| vec![Name(name)])));
    pieces
}
