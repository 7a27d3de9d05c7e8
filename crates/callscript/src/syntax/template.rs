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

pub(crate) use filter::Filter;
pub(crate) use filter::USES as FILTERS;

/// What stands for a sensitive value.
pub const MASK: &str = "•••";

/// The most faults that are told of one text.
pub(crate) const MAX_FAULTS: usize = 20;

/// A text as it was parsed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Template {
    text: Arc<str>,
    /// None if it is words and nothing else.
    pieces: Option<Vec<Piece>>,
}

/// One piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// Words as they stand there.
    Words(Span),
    /// `{{ EXPRESSION | filters }}`
    Print(Print),
    /// `{% if %}` to `{% endif %}`
    If {
        /// The `if`, then each `elif`.
        arms: Vec<Arm>,
        /// What comes after `else`.
        otherwise: Vec<Piece>,
    },
}

/// What stands in `{{ }}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Print {
    /// From `{{` to `}}`.
    pub span: Span,
    /// What is printed.
    pub expr: Expr,
    /// What is done to it first, in order.
    pub filters: Vec<Spanned<Filter>>,
}

/// A branch of an `{% if %}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arm {
    /// When it is taken.
    pub condition: Expr,
    /// What it says.
    pub body: Vec<Piece>,
}

impl Template {
    /// Reads a text: what could be made of it, and its faults in order of place (20 at most). One with a fault is good
    /// for finding more of them, and for nothing else.
    pub(crate) fn parse(text: &str) -> (Self, Vec<SyntaxError>) {
        let text = without_last_break(text);
        if !text.contains('{') {
            return (Self { text: text.into(), pieces: None }, Vec::new());
        }
        let (pieces, faults) = parser::read(text);
        (Self { text: text.into(), pieces: Some(pieces) }, faults)
    }

    /// What it is made of; none if it is `words` and nothing else.
    pub(crate) fn pieces(&self) -> Option<&[Piece]> {
        self.pieces.as_deref()
    }

    /// The text as it was written.
    pub(crate) fn source(&self) -> &str {
        &self.text
    }

    /// Shows `see` every variable that is named, in order of place, as often as it is.
    pub(crate) fn visit<'t>(&'t self, see: &mut impl FnMut(&'t Name)) {
        visit(self.pieces().unwrap_or_default(), &mut |expr| expr.visit(see));
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
fn visit<'t>(pieces: &'t [Piece], see: &mut dyn FnMut(&'t Expr)) {
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Print(print) => see(&print.expr),
            Piece::If { arms, otherwise } => {
                for arm in arms {
                    see(&arm.condition);
                    visit(&arm.body, see);
                }
                visit(otherwise, see);
            }
        }
    }
}
