//! An answer, aside or arm that is not open for any values of the variables.

use crate::analysis::truth_table::TruthTables;
use crate::base::diagnostic::Diagnostic;
use crate::base::map::UnorderedMap;
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
    let mut decided = Decided::default();
    let mut findings = Vec::new();
    for aside in &document.anytime {
        findings.extend(labelled(subject, &mut tables, std::slice::from_ref(aside), "aside"));
    }
    for (id, node) in &document.nodes {
        for exit in &node.exits {
            let found = match &exit.kind {
                ExitKind::Answers(answers) => labelled(subject, &mut tables, answers, "answer"),
                ExitKind::Decide(arms) => decide(subject, &mut tables, &mut decided, arms),
                _ => continue,
            };
            findings.extend(found.into_iter().map(|finding| finding.node(id)));
        }
    }
    findings
}

/// Which arms are never taken, and why, by the conditions of a `decide`: scripts decide the same in many places.
type Decided<'d> = UnorderedMap<Vec<Option<&'d str>>, Vec<(usize, &'static str)>>;

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

/// Checks arms.
fn decide<'d>(
    subject: &Subject<'_>,
    tables: &mut TruthTables<'d>,
    decided: &mut Decided<'d>,
    arms: &'d [Edge],
) -> Vec<Diagnostic> {
    let conditions = arms.iter().map(|arm| arm.when.as_ref().map(|when| when.as_str())).collect();
    let never = decided.entry(conditions).or_insert_with(|| never_taken(tables, arms));
    let findings = never.iter().filter_map(|&(at, why)| {
        let arm = arms.get(at)?;
        let span = arm.when.as_ref().map_or(arm.span, |when| when.scalar.span);
        Some(finding(subject, span, format!("this arm is never taken: {why}")))
    });
    findings.collect()
}

/// The arms that are never taken, and why. The first arm whose condition holds is taken, so earlier arms can hide later
/// ones.
fn never_taken<'d>(tables: &mut TruthTables<'d>, arms: &'d [Edge]) -> Vec<(usize, &'static str)> {
    let conditions = arms.iter().map(|arm| arm.when.as_ref().and_then(|when| tables.well_typed(when)));
    let conditions: Vec<Option<&Expr>> = conditions.collect();
    let sound: Vec<&Expr> = conditions.iter().flatten().copied().collect();
    if sound.is_empty() {
        return Vec::new();
    }
    let Ok(cases) = tables.cases(&sound) else {
        return Vec::new();
    };
    let mut never = Vec::new();
    let mut left = cases.all();
    for (at, (arm, condition)) in arms.iter().zip(conditions).enumerate() {
        let holds = match (&arm.when, condition) {
            (Some(_), Some(condition)) => cases.truth_table(condition),
            (Some(_), None) => continue,
            (None, _) => cases.all(),
        };
        if holds.first().is_none() {
            never.push((at, "no values make its `when` hold"));
        } else if holds.clone().and(&left).first().is_none() {
            never.push((at, "one of the arms before it always is"));
        }
        if arm.when.is_none() {
            break;
        }
        left = left.and(&holds.not());
    }
    never
}

fn finding(subject: &Subject<'_>, span: Span, message: String) -> Diagnostic {
    subject.finding(&RULE, span, message).help("correct the condition, or remove what can never be used")
}
