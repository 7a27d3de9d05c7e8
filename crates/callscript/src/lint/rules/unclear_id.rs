//! Labels of one map that have the same id, and labels whose id would be empty.

use std::collections::HashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::document::Labelled;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "unclear-id", group: Group::Graph, page: include_str!("../../../docs/rules/unclear-id.md") };

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut findings = Vec::new();
    let mut first = HashMap::new();
    let mut map = |node, labelled| check_labels(subject, node, labelled, &mut first, &mut findings);
    map(None, &document.entries);
    map(None, &document.anytime);
    for (id, exit) in document.exits() {
        exit.kind.as_answers().into_iter().for_each(|answers| map(Some(id), answers));
    }
    findings
}

/// Up to this many labels are compared with each other; more are hashed.
const FEW: usize = 16;

/// Checks the labels of one map. `first` is scratch space: the first label with each id.
fn check_labels<'d>(
    subject: &Subject<'_>,
    node: Option<&str>,
    labelled: &'d [Labelled],
    first: &mut HashMap<&'d str, &'d Labelled>,
    findings: &mut Vec<Diagnostic>,
) {
    first.clear();
    let few = labelled.len() <= FEW;
    for (at, one) in labelled.iter().enumerate() {
        let (id, text) = (one.label.id.as_str(), &one.label.text);
        let earlier = if few {
            labelled[..at].iter().find(|other| other.label.id == id)
        } else {
            Some(*first.entry(id).or_insert(one)).filter(|other| !std::ptr::eq(*other, one))
        };
        let mut finding = if id.is_empty() {
            let message = match &one.edge.id {
                Some(_) => format!("the id of the label `{}` is empty", text.as_str()),
                None => format!("the label `{}` has neither letters nor digits to make an id of", text.as_str()),
            };
            subject.finding(&RULE, text.span(), message)
        } else if let Some(earlier) = earlier {
            let message = format!(
                "the labels `{}` and `{}` have the same id, `{id}`",
                earlier.label.text.as_str(),
                text.as_str()
            );
            subject.finding(&RULE, text.span(), message).related(earlier.label.text.span(), "the other label")
        } else {
            continue;
        };
        finding.node = node.map(str::to_owned);
        findings.push(finding.help("give it an id of its own: `{ goto: …, id: … }`, or other words"));
    }
}
