//! Effects on the call as a whole in words: how it can end, new findings, and the numbers of paths.

use std::collections::BTreeMap;

use super::data::{Importance, Line, Mark, Piece};
use super::sentence::joined;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::quantity::{Count, many};
use crate::insight::diff::{Diff, Findings, State};
use Piece::{Composed, Name, Words};

/// The most new errors, and the most new warnings, that get a line each.
const ERRORS: usize = 5;
const WARNINGS: usize = 3;

/// The lines about the effects on a call as a whole.
pub(super) fn lines<'d>(diff: &'d Diff, findings: &'d Findings) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    if diff.state == State::Removed {
        return lines;
    }
    let mut add = |mark, pieces| lines.push(Line::new(mark, Importance::Way, pieces).standing_for(0));
    if !diff.lost.is_empty() {
        add(Mark::Alarm, named("a call can no longer end with ", &diff.lost));
    }
    if !diff.gained.is_empty() && diff.state != State::Added {
        add(Mark::Added, named("a call can now end with ", &diff.gained));
    }
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let (errors, warnings): (Vec<&Diagnostic>, Vec<_>) = findings.new.iter().partition(is_error);
    let (shown, more) = errors.split_at(errors.len().min(ERRORS));
    for error in shown {
        add(Mark::Alarm, vec![Composed(format!("new error[{}]: {}", error.rule.name, error.message))]);
    }
    if !more.is_empty() {
        add(Mark::Alarm, vec![Composed(format!("and {}", counted(more, "more new error")))]);
    }
    if warnings.len() > WARNINGS {
        add(Mark::Changed, vec![Composed(counted(&warnings, "new warning"))]);
    } else {
        for warning in warnings {
            add(Mark::Changed, vec![Composed(format!("new warning[{}]: {}", warning.rule.name, warning.message))]);
        }
    }
    if !findings.gone.is_empty() {
        let gone: Vec<&Diagnostic> = findings.gone.iter().collect();
        add(Mark::Changed, vec![Composed(format!("gone: {}", counted(&gone, "finding")))]);
    }
    lines
}

/// The number of findings, and how many there are of each rule.
fn counted(findings: &[&Diagnostic], what: &str) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry(finding.rule.name).or_default() += 1;
    }
    let rules =
        rules.iter().map(|(rule, number)| if *number == 1 { (*rule).to_owned() } else { format!("{number} {rule}") });
    format!("{} ({})", many(findings.len(), what), rules.collect::<Vec<_>>().join(", "))
}

/// The line about the numbers of paths, if paths were lost or gained.
pub(super) fn paths(diff: &Diff) -> Option<Line<'_>> {
    // Of a script that is new or gone nobody asks how many there are.
    if diff.state != State::Changed {
        return None;
    }
    let paths = &diff.paths;
    let number = |number: &Option<Count>| number.as_ref().map(Count::readable);
    let (old, new) = (number(&paths.old)?, number(&paths.new)?);
    let (lost, gained) = (number(&paths.lost)?, number(&paths.gained)?);
    if lost == "0" && gained == "0" {
        return None;
    }
    let numbers = format!("{old} → {new} ({gained} gained, {lost} lost)");
    let line = Composed(format!("paths through this script alone, without retries: {numbers}"));
    Some(Line::new(Mark::Changed, Importance::Way, vec![line]).standing_for(0))
}

/// Words, followed by names with commas between them.
fn named<'d>(words: &'d str, names: &'d [String]) -> Vec<Piece<'d>> {
    let mut pieces = vec![Words(words)];
    pieces.extend(joined(names.iter().map(|name| vec![Name(name)])));
    pieces
}
