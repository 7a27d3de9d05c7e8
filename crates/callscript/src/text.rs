//! What is said and shown: words with `{{ }}`, `{% if %}` and `{# #}` in them.
//!
//! White space is as Jinja leaves it: all of it stays, but for one line break at the very end. Knows expressions and
//! values. Must not know where a text came from; spans count from its start.

mod filter;
mod parser;
mod render;
mod words;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::expression::{Expr, SyntaxError};
use crate::source::{Span, Spanned};

pub use filter::Filter;
pub(crate) use filter::USES as FILTERS;
pub use render::MASK;

/// The most faults that are told of one text.
pub(crate) const MAX_FAULTS: usize = 20;

/// A text whose variables are `V`: names as parsed, or what they were bound to.
#[derive(Debug, Clone, PartialEq)]
pub struct Template<V = String> {
    text: Arc<str>,
    /// None if it is words and nothing else.
    pieces: Option<Vec<Piece<V>>>,
}

/// One piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece<V> {
    /// Words as they stand there.
    Words(Span),
    /// `{{ EXPRESSION | filters }}`
    Print(Print<V>),
    /// `{% if %}` to `{% endif %}`
    If {
        /// The `if`, then each `elif`.
        arms: Vec<Arm<V>>,
        /// What comes after `else`.
        otherwise: Vec<Piece<V>>,
    },
}

/// What stands in `{{ }}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Print<V> {
    /// From `{{` to `}}`.
    pub span: Span,
    /// What is printed.
    pub expr: Expr<V>,
    /// What is done to it first, in order.
    pub filters: Vec<Spanned<Filter>>,
}

/// A branch of an `{% if %}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm<V> {
    /// When it is taken.
    pub condition: Expr<V>,
    /// What it says.
    pub body: Vec<Piece<V>>,
}

impl Template {
    /// Reads a text: what could be made of it, and its faults in order of place (20 at most). One with a fault is good
    /// for finding more of them, and for nothing else.
    pub fn parse(text: &str) -> (Self, Vec<SyntaxError>) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        if !text.contains('{') {
            return (Self { text: text.into(), pieces: None }, Vec::new());
        }
        let (pieces, faults) = parser::read(text);
        (Self { text: text.into(), pieces: Some(pieces) }, faults)
    }
}

impl<V> Template<V> {
    /// Words alone, whatever they look like.
    pub fn plain(text: &str) -> Self {
        let text = text.strip_suffix('\n').unwrap_or(text).into();
        Self { text, pieces: None }
    }

    /// What it is made of; none if it is `words` and nothing else.
    pub fn pieces(&self) -> Option<&[Piece<V>]> {
        self.pieces.as_deref()
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.text
    }

    /// Every variable that is named, in order of place, as often as it is.
    pub fn variables(&self) -> Vec<&Spanned<V>> {
        self.expressions().into_iter().flat_map(Expr::variables).collect()
    }

    /// Every expression, in order of place.
    pub fn expressions(&self) -> Vec<&Expr<V>> {
        let mut found = Vec::new();
        collect(self.pieces().unwrap_or_default(), &mut found);
        found
    }

    /// The same text with each variable bound by `bind`; none as soon as one cannot be.
    pub fn resolve<W>(&self, bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Template<W>> {
        let pieces = match &self.pieces {
            Some(pieces) => Some(resolve_all(pieces, bind)?),
            None => None,
        };
        Some(Template { text: Arc::clone(&self.text), pieces })
    }

    /// Changes each expression that is printed.
    pub(crate) fn change_prints(&mut self, change: &mut impl FnMut(&mut Expr<V>)) {
        if let Some(pieces) = &mut self.pieces {
            change_prints(pieces, change);
        }
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

fn collect<'t, V>(pieces: &'t [Piece<V>], found: &mut Vec<&'t Expr<V>>) {
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Print(print) => found.push(&print.expr),
            Piece::If { arms, otherwise } => {
                for arm in arms {
                    found.push(&arm.condition);
                    collect(&arm.body, found);
                }
                collect(otherwise, found);
            }
        }
    }
}

fn change_prints<V>(pieces: &mut [Piece<V>], change: &mut impl FnMut(&mut Expr<V>)) {
    for piece in pieces {
        match piece {
            Piece::Words(_) => {}
            Piece::Print(print) => change(&mut print.expr),
            Piece::If { arms, otherwise } => {
                for arm in arms {
                    change_prints(&mut arm.body, change);
                }
                change_prints(otherwise, change);
            }
        }
    }
}

fn resolve_all<V, W>(pieces: &[Piece<V>], bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Vec<Piece<W>>> {
    let bound = pieces.iter().map(|piece| match piece {
        Piece::Words(span) => Some(Piece::Words(*span)),
        Piece::Print(Print { span, expr, filters }) => {
            Some(Piece::Print(Print { span: *span, expr: expr.resolve(bind)?, filters: filters.clone() }))
        }
        Piece::If { arms, otherwise } => {
            let arms = arms.iter().map(|arm| {
                let condition = arm.condition.resolve(bind)?;
                Some(Arm { condition, body: resolve_all(&arm.body, bind)? })
            });
            let arms = arms.collect::<Option<_>>()?;
            Some(Piece::If { arms, otherwise: resolve_all(otherwise, bind)? })
        }
    });
    bound.collect()
}
