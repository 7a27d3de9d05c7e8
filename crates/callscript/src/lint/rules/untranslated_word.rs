//! A boolean that is printed as `yes` or `no` in a script of another language.

use std::collections::HashSet;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::value::{Type, Value};
use crate::document::mentions::{Locator, MentionPlace};
use crate::document::{Document, Text};
use crate::lint::subject::Subject;
use crate::syntax::expression::{Expr, ExprKind};
use crate::syntax::template::Segment;

pub(crate) static RULE: Rule = Rule {
    name: "untranslated-word",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/untranslated-word.md"),
};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document;
    let Some(language) = document.language.as_ref().filter(|language| !is_english(&language.value)) else {
        return Vec::new();
    };
    let (mut findings, mut told) = (Vec::new(), HashSet::new());
    let mut locator = Locator::new(subject.source);
    for (node, text) in document.texts() {
        for (expr, word) in bare(document, text) {
            // Labels cure a variable everywhere.
            if let Word::Of(name) = word
                && !told.insert(name)
            {
                continue;
            }
            let span = locator.span(&MentionPlace::Within(&text.scalar, expr.span));
            let message = format!("{} prints `yes` or `no`, but the script is in `{}`", word.subject(), language.value);
            let finding = subject.finding(&RULE, span, message).help(word.help());
            findings.push(match node {
                Some(node) => finding.node(node),
                None => finding,
            });
        }
    }
    findings
}

fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
}

/// What is printed without words of its own.
#[derive(Clone, Copy)]
enum Word<'d> {
    /// The variable of this name.
    Of(&'d str),
    /// Something computed.
    Computed,
}

impl Word<'_> {
    fn subject(self) -> String {
        match self {
            Self::Of(name) => format!("`{name}`"),
            Self::Computed => "this".to_owned(),
        }
    }

    fn help(self) -> String {
        match self {
            Self::Of(name) => format!("give `{name}` words: `labels: {{ true: Ja, false: Nein }}`"),
            Self::Computed => "write `{% if … %}`, with the words for both cases".to_owned(),
        }
    }
}

/// The booleans that a text prints without words of their own.
fn bare<'d>(document: &'d Document, text: &'d Text) -> Vec<(&'d Expr, Word<'d>)> {
    let mut found = Vec::new();
    let segments = text.template.as_ref().and_then(|template| template.segments());
    in_segments(document, segments.unwrap_or_default(), &mut found);
    found
}

fn in_segments<'d>(document: &'d Document, segments: &'d [Segment], found: &mut Vec<(&'d Expr, Word<'d>)>) {
    for segment in segments {
        match segment {
            Segment::Literal(_) => {}
            Segment::Print(print) => in_value(document, &print.expr, found),
            Segment::If { arms, otherwise } => {
                for arm in arms {
                    in_segments(document, &arm.body, found);
                }
                in_segments(document, otherwise, found);
            }
        }
    }
}

fn in_value<'d>(document: &'d Document, expr: &'d Expr, found: &mut Vec<(&'d Expr, Word<'d>)>) {
    match &expr.kind {
        ExprKind::Variable(name) | ExprKind::Default { variable: name, .. } => {
            let variable = document.variables.get(&name.value).and_then(|variable| variable.declaration.as_ref());
            if variable.is_some_and(|variable| variable.kind == Type::Boolean && variable.labels.is_none()) {
                found.push((expr, Word::Of(&name.value)));
            }
        }
        ExprKind::Conditional { then, otherwise, .. } => {
            in_value(document, then, found);
            in_value(document, otherwise, found);
        }
        ExprKind::Literal(Value::Boolean(_))
        | ExprKind::Defined { .. }
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Compare(..)
        | ExprKind::In { .. } => found.push((expr, Word::Computed)),
        _ => {}
    }
}
