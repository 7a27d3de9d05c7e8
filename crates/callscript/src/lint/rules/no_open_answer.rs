//! A question whose answers can all be closed at the same time.

use crate::analysis::truth_table::{MAX_CASES, TruthTables, Undecided};
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::{Edge, Exit, Labelled, Way};
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "no-open-answer", group: Group::Data, page: include_str!("../../../docs/rules/no-open-answer.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut tables = TruthTables::new(subject.document);
    let mut findings = Vec::new();
    for (id, exit) in subject.document.exits() {
        if let Some(answers) = exit.kind.as_answers() {
            findings.extend(finding(subject, &mut tables, id, exit, answers));
        }
    }
    findings
}

fn finding<'d>(
    subject: &Subject<'_>,
    tables: &mut TruthTables<'d>,
    id: &str,
    exit: &Exit,
    answers: &'d [Labelled],
) -> Option<Diagnostic> {
    // An answer without a condition is always open.
    if answers.iter().any(|answer| answer.edge.when.is_none() && !may_run_out(&answer.edge)) {
        return None;
    }
    let lasting: Vec<&Edge> = answers.iter().map(|answer| &answer.edge).filter(|edge| !may_run_out(edge)).collect();
    let mut conditions = Vec::new();
    for edge in &lasting {
        // An answer with a faulty condition is taken to be open.
        conditions.push(tables.well_typed(edge.when.as_ref()?)?);
    }
    if answers.is_empty() {
        return None;
    }
    let report = |message: String| {
        let help = if lasting.len() == answers.len() {
            "add an answer without `when`, or conditions that hold in this case, too"
        } else {
            "add an answer without `when`, or give a `retry` its `else`: without one it is closed once it is used up"
        };
        Some(subject.finding(&RULE, exit.key.span, message).node(id).help(help))
    };
    if conditions.is_empty() {
        return report(format!("`{id}` has no open answer once every `retry` is used up"));
    }
    let cases = match tables.cases(&conditions) {
        Ok(cases) => cases,
        Err(why) => {
            let what = match why {
                Undecided::Cases => format!("depends on more than {MAX_CASES} combinations of values"),
                Undecided::Work => "takes too long to decide, with so many conditions in one script".to_owned(),
            };
            return report(format!("not decided: whether `{id}` always has an open answer {what}"));
        }
    };
    let open = conditions.iter().fold(cases.none(), |open, condition| open.or(&cases.truth_table(condition)));
    let case = open.not().first()?;
    report(format!("`{id}` has no open answer when {}", cases.describe(case).join(", ")))
}

/// Whether the edge is a `retry` without `else`: the answer is closed once no retries are left.
fn may_run_out(edge: &Edge) -> bool {
    edge.ways.iter().any(|way| matches!(way, Way::Retry(retry) if retry.otherwise.is_none()))
}
