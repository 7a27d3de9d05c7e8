//! A sensitive value that is assigned to a variable that is not sensitive.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::{Name, Span};
use crate::document::mentions::{Locator, MentionPlace};
use crate::document::{Assignment, Document, Edge, Operand, Take};
use crate::library::File;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "sensitive-leak", group: Group::Data, page: include_str!("../../../docs/rules/sensitive-leak.md") };

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let mut leaks = Leaks { subject, linked, node: None, locator: Locator::new(subject.source), findings: Vec::new() };
    document.anytime.iter().for_each(|aside| leaks.set(&aside.edge.set));
    if let Some(after) = &document.after {
        let callee = leaks.callee(after.script.as_ref());
        leaks.writes(&after.with, callee);
        leaks.takes(&after.take, callee);
    }
    for (id, node) in &document.nodes {
        leaks.node = Some(id);
        leaks.set(&node.set);
        node.cannot_give.iter().for_each(|edge| leaks.edge(edge, None));
        for exit in &node.exits {
            let run = exit.kind.as_run();
            let callee = run.and_then(|run| leaks.callee(Some(&run.script)));
            if let Some(run) = run {
                leaks.writes(&run.with, callee);
            }
            for edge in exit.kind.edges() {
                leaks.edge(edge, callee);
            }
        }
    }
    leaks.findings
}

struct Leaks<'s, 'd> {
    subject: &'s Subject<'d>,
    linked: &'s Linked<'d>,
    node: Option<&'d str>,
    locator: Locator<'s>,
    findings: Vec<Diagnostic>,
}

impl<'d> Leaks<'_, 'd> {
    fn callee(&self, script: Option<&Name>) -> Option<&'d Document> {
        self.linked.script(&script?.value).map(File::document)
    }

    fn edge(&mut self, edge: &'d Edge, callee: Option<&'d Document>) {
        self.set(&edge.set);
        self.takes(&edge.take, callee);
    }

    fn set(&mut self, set: &'d [Assignment]) {
        self.writes(set, Some(self.subject.document));
    }

    /// Checks assignments to variables of the script `into`.
    fn writes(&mut self, assignments: &'d [Assignment], into: Option<&Document>) {
        for Assignment { target, value } in assignments {
            let Operand::Expression(expression) = value else {
                continue;
            };
            if into.and_then(|into| is_sensitive(into, &target.value)) != Some(false) {
                continue;
            }
            let named = expression.expr.iter().flat_map(|expr| expr.variables());
            let mut leaking = named.filter(|name| is_sensitive(self.subject.document, &name.value) == Some(true));
            if let Some(name) = leaking.next() {
                let span = self.locator.span(&MentionPlace::Within(&expression.scalar, name.span));
                self.leak(&name.value, span, &target.value);
            }
        }
    }

    fn takes(&mut self, takes: &'d [Take], callee: Option<&Document>) {
        for Take { target, from } in takes {
            let secret = callee.and_then(|callee| is_sensitive(callee, &from.value)) == Some(true);
            if secret && is_sensitive(self.subject.document, &target.value) == Some(false) {
                self.leak(&from.value, from.span, &target.value);
            }
        }
    }

    fn leak(&mut self, from: &str, span: Span, into: &str) {
        let message = format!("`{from}` is sensitive, but `{into}`, which receives its value, is not");
        let help = format!("declare `{into}` with `sensitive: true`, or do not write the value there");
        let mut finding = self.subject.finding(&RULE, span, message).help(help);
        finding.node = self.node.map(str::to_owned);
        self.findings.push(finding);
    }
}

/// Whether a variable is sensitive; `None` if its declaration is missing or faulty.
fn is_sensitive(document: &Document, name: &str) -> Option<bool> {
    document.variables.get(name)?.declaration.as_ref().map(|declaration| declaration.sensitive)
}
