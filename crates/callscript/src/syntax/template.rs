//! Templates: text with `{{ }}`, `{% if %}` and `{# #}`.
//!
//! White space is as in Jinja: all of it is kept, except for one line break at the end. Must not know where a template
//! comes from. Spans are offsets in its text.
//!
//! Forbids: yaml, toml

mod faults;
mod filter;
mod formats;
mod parser;
mod word_count;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::base::source::{Name, Span, Spanned};
use crate::syntax::expression::{Expr, SyntaxError};

pub(crate) use filter::USES as FILTERS;
pub(crate) use filter::{Filter, Forms};
pub(crate) use formats::{DateFormat, TimeFormat};

/// What a sensitive value is shown as.
pub const MASK: &str = "•••";

/// The maximum number of errors per template.
pub(crate) const MAX_FAULTS: usize = 20;

/// A parsed template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Template {
    text: Arc<str>,
    /// The segments; `None` if the text is literal.
    segments: Option<Vec<Segment>>,
}

/// A segment of a template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Segment {
    /// Literal text.
    Literal(Span),
    /// `{{ EXPRESSION | filters }}`
    Print(Print),
    /// `{% if %}` to `{% endif %}`
    If {
        /// The `if` and each `elif`.
        arms: Vec<Arm>,
        /// The segments after `else`.
        otherwise: Vec<Segment>,
    },
}

/// The content of `{{ }}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Print {
    /// The span from `{{` to `}}`.
    pub span: Span,
    /// The expression to print.
    pub expr: Expr,
    /// The filters, in the order in which they are applied.
    pub filters: Vec<Spanned<Filter>>,
}

/// A branch of an `{% if %}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arm {
    /// The condition of the branch.
    pub condition: Expr,
    /// The segments of the branch.
    pub body: Vec<Segment>,
}

impl Template {
    /// Parses a template. Returns what could be parsed, and the errors in source order, 20 at most. A template with
    /// errors must not be rendered.
    pub(crate) fn parse(text: &str) -> (Self, Vec<SyntaxError>) {
        let text = without_last_break(text);
        if !text.contains('{') {
            return (Self { text: text.into(), segments: None }, Vec::new());
        }
        let (segments, faults) = parser::read(text);
        (Self { text: text.into(), segments: Some(segments) }, faults)
    }

    /// The segments; `None` if the text is literal.
    pub(crate) fn segments(&self) -> Option<&[Segment]> {
        self.segments.as_deref()
    }

    /// The source text.
    pub(crate) fn source(&self) -> &str {
        &self.text
    }

    /// Calls `see` for every mention of a variable, in source order, with repetitions.
    pub(crate) fn visit<'t>(&'t self, see: &mut impl FnMut(&'t Name)) {
        visit(self.segments().unwrap_or_default(), &mut |expr| expr.visit(see));
    }

    /// The source text of a span.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// The text without one line break at the end, as in Jinja.
pub(crate) fn without_last_break(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// Calls `see` for every expression, in source order.
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
