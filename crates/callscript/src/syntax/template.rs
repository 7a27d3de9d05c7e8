//! What is said and shown: words with `{{ }}`, `{% if %}` and `{# #}` in them.
//!
//! White space is as Jinja leaves it: all of it stays, but for one line break at the very end. Knows expressions and
//! values. Must not know where a text came from; spans count from its start.
//!
//! Forbids: yaml, toml

mod faults;
mod filter;
mod parser;
mod word_count;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::base::source::{Name, Span, Spanned};
use crate::syntax::expression::{Expr, SyntaxError};

pub use filter::Filter;
pub(crate) use filter::USES as FILTERS;

/// What stands for a sensitive value.
pub const MASK: &str = "•••";

/// The most faults that are told of one text.
pub(crate) const MAX_FAULTS: usize = 20;

/// A text as it was parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    text: Arc<str>,
    /// None if it is words and nothing else.
    segments: Option<Vec<Segment>>,
}

/// One piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Segment {
    /// Words as they stand there.
    Literal(Span),
    /// `{{ EXPRESSION | filters }}`
    Print(Print),
    /// `{% if %}` to `{% endif %}`
    If {
        /// The `if`, then each `elif`.
        arms: Vec<Arm>,
        /// What comes after `else`.
        otherwise: Vec<Segment>,
    },
}

/// What stands in `{{ }}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// From `{{` to `}}`.
    pub span: Span,
    /// What is printed.
    pub expr: Expr,
    /// What is done to it first, in order.
    pub filters: Vec<Spanned<Filter>>,
}

/// A branch of an `{% if %}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// When it is taken.
    pub condition: Expr,
    /// What it says.
    pub body: Vec<Segment>,
}

impl Template {
    /// Reads a text: what could be made of it, and its faults in order of place (20 at most). One with a fault is good
    /// for finding more of them, and for nothing else.
    pub fn parse(text: &str) -> (Self, Vec<SyntaxError>) {
        let text = without_last_break(text);
        if !text.contains('{') {
            return (Self { text: text.into(), segments: None }, Vec::new());
        }
        let (segments, faults) = parser::read(text);
        (Self { text: text.into(), segments: Some(segments) }, faults)
    }

    /// What it is made of; none if it is `words` and nothing else.
    pub fn segments(&self) -> Option<&[Segment]> {
        self.segments.as_deref()
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.text
    }

    /// Every variable that is named, in order of place, as often as it is.
    pub fn variables(&self) -> Vec<&Name> {
        let mut found = Vec::new();
        self.visit(&mut |variable| found.push(variable));
        found
    }

    /// Shows `see` every variable that is named, in order of place, as often as it is.
    pub(crate) fn visit<'t>(&'t self, see: &mut impl FnMut(&'t Name)) {
        visit(self.segments().unwrap_or_default(), &mut |expr| expr.visit(see));
    }

    /// Every expression, in order of place.
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        visit(self.segments().unwrap_or_default(), &mut |expr| found.push(expr));
        found
    }

    /// The words of a piece.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// As Jinja leaves it: without one line break at the very end.
pub(crate) fn without_last_break(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// Shows `see` every expression, in order of place.
fn visit<'t>(segments: &'t [Segment], see: &mut dyn FnMut(&'t Expr)) {
    for segment in segments {
        match segment {
            Segment::Literal(_) => {}
            Segment::Print(print) => see(&print.expr),
            Segment::If { arms, otherwise } => {
                for arm in arms {
                    see(&arm.condition);
                    visit(&arm.body, see);
                }
                visit(otherwise, see);
            }
        }
    }
}
