//! Operands, conditions, filters and assignments whose types or values do not fit.

use std::collections::HashSet;

use crate::analysis::types::{Declared, Mismatch, Scope, Target, quoted};
use crate::base::diagnostic::Diagnostic;
use crate::base::edit::Fix;
use crate::base::rule::{Group, Rule, reading};
use crate::base::source::{Name, Span};
use crate::document::mentions::{Locator, MentionPlace};
use crate::document::{Assignment, Document, Edge, Expression, Labelled, Lapses, Node, Operand, Take, Text};
use crate::library::Linked;
use crate::lint::subject::Subject;
use crate::syntax::expression::{self, Expr};
use crate::syntax::template::Segment;
use crate::syntax::yaml::{self, Scalar};

pub(crate) static RULE: Rule =
    Rule { name: "type-mismatch", group: Group::Data, page: include_str!("../../../docs/rules/type-mismatch.md") };

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let (scope, locator) = (Scope::new(document), Locator::new(subject.source));
    let mut checker =
        Checker { subject, linked, scope, node: None, reported: HashSet::new(), locator, findings: Vec::new() };
    checker.labelled(&document.entries);
    checker.labelled(&document.anytime);
    checker.lapses(document.lapses.as_deref());
    if let Some(after) = &document.after {
        let callee = checker.callee(after.script.as_ref());
        after.when.iter().for_each(|when| checker.condition(when));
        checker.inputs(&after.with, callee);
        checker.takes(&after.take, callee, true);
    }
    for (id, node) in &document.nodes {
        checker.node = Some(id);
        checker.reported.clear();
        checker.node(node);
    }
    checker.findings
}

struct Checker<'s, 'd> {
    subject: &'s Subject<'d>,
    linked: &'s Linked<'d>,
    scope: Scope<'d>,
    node: Option<&'d str>,
    /// The expressions of the current node that have a finding already.
    reported: HashSet<&'d str>,
    locator: Locator<'s>,
    findings: Vec<Diagnostic>,
}

/// A script that is run, and its index in the library.
#[derive(Clone, Copy)]
struct Callee<'d> {
    place: usize,
    document: &'d Document,
}

impl<'d> Callee<'d> {
    /// One of its variables, if its declaration could be read.
    fn variable(self, name: &'d str) -> Option<Declared<'d>> {
        let declaration = self.document.variables.get(name)?.declaration.as_ref()?;
        Some(Declared { script: Some(self.place), name, declaration })
    }
}

impl<'d> Checker<'_, 'd> {
    /// The script with this id, if it has no errors.
    fn callee(&self, script: Option<&Name>) -> Option<Callee<'d>> {
        let place = self.linked.faultless(&script?.value)?;
        Some(Callee { place, document: self.linked.files[place].document() })
    }

    fn node(&mut self, node: &'d Node) {
        node.say.iter().for_each(|say| self.text(&say.text));
        node.guidance.iter().for_each(|guidance| self.text(guidance));
        node.cannot_give.iter().for_each(|edge| self.edge(edge));
        self.lapses(node.lapses.as_deref());
        self.set(&node.set);
        for exit in &node.exits {
            let callee = exit.kind.as_run().and_then(|run| self.callee(Some(&run.script)));
            self.inputs(exit.kind.with(), callee);
            if let Some(answers) = exit.kind.as_answers() {
                self.labelled(answers);
                continue;
            }
            for edge in exit.kind.edges() {
                self.edge(edge);
                self.takes(&edge.take, callee, false);
            }
        }
    }

    fn lapses(&mut self, lapses: Option<&'d Lapses>) {
        for (_, again) in lapses.iter().flat_map(|lapses| lapses.all()) {
            again.say.iter().for_each(|say| self.text(&say.text));
        }
    }

    fn labelled(&mut self, labelled: &'d [Labelled]) {
        for Labelled { label, edge } in labelled {
            self.text(&label.text);
            self.edge(edge);
        }
    }

    fn edge(&mut self, edge: &'d Edge) {
        edge.when.iter().for_each(|when| self.condition(when));
        if !edge.set.is_empty() {
            self.scope.assume(edge.when.as_ref().and_then(|when| when.expr.as_deref()));
            self.scope.collect(edge.collect());
            self.set(&edge.set);
            self.scope.assume(None);
        }
    }

    fn set(&mut self, set: &'d [Assignment]) {
        for Assignment { target, value } in set {
            let declaration = self.subject.document.variables.get(&target.value);
            let declaration = declaration.and_then(|variable| variable.declaration.as_ref());
            let into = declaration.map(|declaration| Target::variable(&target.value, declaration));
            self.write(value, into);
            match value {
                Operand::Expression(Expression { expr: Some(expr), .. }) => self.scope.assign(&target.value, expr),
                Operand::Empty(_) => self.scope.forget(&target.value),
                Operand::Expression(_) | Operand::Text(_) => {}
            }
        }
    }

    /// Checks the values that are passed to a subscript or to the host.
    fn inputs(&mut self, with: &'d [Assignment], callee: Option<Callee<'d>>) {
        for Assignment { target, value } in with {
            let theirs = callee.and_then(|callee| callee.variable(&target.value));
            let into = theirs.filter(|theirs| theirs.declaration.input);
            self.write(value, into.map(Target::input));
        }
    }

    fn write(&mut self, value: &'d Operand, target: Option<Target<'d>>) {
        match (value, target) {
            (Operand::Text(text), Some(target)) => {
                if let Err(mismatch) = quoted(text, target) {
                    let mismatch = self.without_quotes(text, target, mismatch);
                    let fix = mismatch.instead.as_ref().map(|(span, text)| Fix::replace(title(text), *span, text));
                    self.report(mismatch.span, fix, mismatch);
                }
            }
            (Operand::Empty(span), Some(target)) => {
                if let Err(mismatch) = target.emptied(*span) {
                    self.report(*span, None, mismatch);
                }
            }
            (Operand::Text(_) | Operand::Empty(_), None) => {}
            (Operand::Expression(expression), Some(target)) => {
                self.expression(expression, |scope, expr| scope.check_write(expr, target));
            }
            (Operand::Expression(expression), None) => self.expression(expression, Scope::check_value),
        }
    }

    /// The mismatch of a text; with another help if it would fit without its quotes, as an expression or a number does.
    fn without_quotes(&self, text: &Name, target: Target<'d>, mismatch: Mismatch) -> Mismatch {
        let written = text.value.trim();
        let is_plain = !written.contains([',', '[', ']', '{', '}', '#', ':'])
            && written.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '(' | '-'));
        let document = self.subject.document;
        let fits = |expr: Expr| {
            let declared = !expr.names(&|name| !document.variables.contains_key(name));
            declared && Scope::new(document).check_write(&expr, target).is_ok()
        };
        if !is_plain || !expression::parse(written).is_ok_and(fits) {
            return mismatch;
        }
        let help = format!("what stands in quotes is text: write `{written}` without them");
        Mismatch { help: Some(help), instead: Some((text.span, written.to_owned())), ..mismatch }
    }

    fn takes(&mut self, takes: &'d [Take], callee: Option<Callee<'d>>, after: bool) {
        for Take { target, from } in takes {
            let own = self.subject.document.variables.get(&target.value);
            let Some(declaration) = own.and_then(|variable| variable.declaration.as_ref()) else {
                continue;
            };
            let into = Target::variable(&target.value, declaration);
            let theirs = callee.and_then(|callee| callee.variable(&from.value));
            let checked = match theirs {
                _ if after && !into.empty => Err(into.unfit_for_after(target.span)),
                Some(theirs) => self.scope.check_take(theirs, from.span, into),
                None => Ok(()),
            };
            if let Err(mismatch) = checked {
                self.report(mismatch.span, None, mismatch);
            }
        }
    }

    fn condition(&mut self, when: &'d Expression) {
        self.expression(when, Scope::check_condition);
    }

    fn expression(
        &mut self,
        expression: &'d Expression,
        check: impl FnOnce(&Scope<'d>, &'d Expr) -> Result<(), Mismatch>,
    ) {
        let checked = expression.expr.as_deref().map_or(Ok(()), |expr| check(&self.scope, expr));
        self.found(&expression.scalar, expression.as_str(), checked);
    }

    fn text(&mut self, text: &'d Text) {
        if let Some(segments) = text.template.as_ref().and_then(|template| template.segments()) {
            self.segments(&text.scalar, segments);
        }
    }

    fn segments(&mut self, scalar: &'d Scalar<'static>, segments: &'d [Segment]) {
        let words = |span: Span| scalar.text.get(span.range()).unwrap_or_default();
        for segment in segments {
            match segment {
                Segment::Literal(_) => {}
                Segment::Print(print) => {
                    let checked = self.scope.check_print(print);
                    self.found(scalar, words(print.span), checked);
                }
                Segment::If { arms, otherwise } => {
                    for arm in arms {
                        let checked = self.scope.check_condition(&arm.condition);
                        self.found(scalar, words(arm.condition.span), checked);
                        self.segments(scalar, &arm.body);
                    }
                    self.segments(scalar, otherwise);
                }
            }
        }
    }

    /// Reports a mismatch inside a scalar, once for each expression in a node.
    fn found(&mut self, scalar: &'d Scalar<'static>, expression: &'d str, checked: Result<(), Mismatch>) {
        if let Err(mismatch) = checked
            && self.reported.insert(expression)
        {
            let span = self.locator.span(&MentionPlace::Within(scalar, mismatch.span));
            let instead = mismatch.instead.as_ref();
            let fix = instead.and_then(|(at, text)| yaml::rewrite(self.subject.source, scalar, *at, text));
            self.report(span, fix, mismatch);
        }
    }

    fn report(&mut self, span: Span, fix: Option<Fix>, mismatch: Mismatch) {
        let rule = if mismatch.in_text { &reading::BAD_TEXT } else { &RULE };
        let mut finding = self.subject.finding(rule, span, mismatch.message).fix(fix);
        finding.help = mismatch.help;
        finding.node = self.node.map(str::to_owned);
        self.findings.push(finding);
    }
}

/// The title of the fix that writes `text`.
fn title(text: &str) -> String {
    format!("write `{text}`")
}
