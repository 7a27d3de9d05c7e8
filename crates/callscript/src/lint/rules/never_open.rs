//! An answer, aside or arm that is not open for any values of the variables.

use crate::analysis::truth_table::TruthTables;
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::{Edge, ExitKind, Labelled};
use crate::lint::subject::Subject;
use crate::syntax::expression::Expr;

pub(crate) static RULE: Rule =
    Rule { name: "never-open", group: Group::Suspicious, page: include_str!("../../../docs/rules/never-open.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut tables = TruthTables::new(document);
    let mut findings = Vec::new();
    for aside in &document.anytime {
        findings.extend(labelled(subject, &mut tables, std::slice::from_ref(aside), "aside"));
    }
    for (id, node) in &document.nodes {
        for exit in &node.exits {
            let found = match &exit.kind {
                ExitKind::Answers(answers) => labelled(subject, &mut tables, answers, "answer"),
                ExitKind::Decide(arms) => decide(subject, &mut tables, arms),
                _ => continue,
            };
            findings.extend(found.into_iter().map(|finding| finding.node(id)));
        }
    }
    findings
}

/// Checks answers or asides. Whether one is open depends on its own condition alone.
fn labelled<'d>(
    subject: &Subject<'_>,
    tables: &mut TruthTables<'d>,
    labelled: &'d [Labelled],
    what: &str,
) -> Vec<Diagnostic> {
    let conditions = labelled.iter().filter_map(|labelled| {
        let when = labelled.edge.when.as_ref()?;
        Some((labelled, when, tables.well_typed(when)?))
    });
    let conditions: Vec<_> = conditions.collect();
    let all: Vec<&Expr> = conditions.iter().map(|(_, _, condition)| *condition).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let Ok(cases) = tables.cases(&all) else {
        return Vec::new();
    };
    let never = conditions.into_iter().filter(|(_, _, condition)| cases.truth_table(condition).first().is_none());
    let findings = never.map(|(labelled, when, _)| {
        let message =
            format!("the {what} `{}` is never open: no values make its `when` hold", labelled.label.text.as_str());
        finding(subject, when.scalar.span, message)
    });
    findings.collect()
}

/// Checks arms. The first arm whose condition holds is taken, so earlier arms can hide later ones.
fn decide<'d>(subject: &Subject<'_>, tables: &mut TruthTables<'d>, arms: &'d [Edge]) -> Vec<Diagnostic> {
    let conditions = |tables: &TruthTables<'d>| -> Vec<Option<&'d Expr>> {
        arms.iter().map(|arm| arm.when.as_ref().and_then(|when| tables.well_typed(when))).collect()
    };
    let conditions = conditions(tables);
    let sound: Vec<&Expr> = conditions.iter().flatten().copied().collect();
    if sound.is_empty() {
        return Vec::new();
    }
    let Ok(cases) = tables.cases(&sound) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut left = cases.all();
    for (arm, condition) in arms.iter().zip(conditions) {
        let (span, holds) = match (&arm.when, condition) {
            (Some(when), Some(condition)) => (when.scalar.span, cases.truth_table(condition)),
            (Some(_), None) => continue,
            (None, _) => (arm.span, cases.all()),
        };
        if holds.first().is_none() {
            findings.push(finding(subject, span, "this arm is never taken: no values make its `when` hold".to_owned()));
        } else if holds.clone().and(&left).first().is_none() {
            let message = "this arm is never taken: one of the arms before it always is".to_owned();
            findings.push(finding(subject, span, message));
        }
        if arm.when.is_none() {
            break;
        }
        left = left.and(&holds.not());
    }
    findings
}

fn finding(subject: &Subject<'_>, span: Span, message: String) -> Diagnostic {
    subject.finding(&RULE, span, message).help("correct the condition, or remove what can never be used")
}
