//! The small typed language for conditions and for what stands in `{{ }}`.
//!
//! Its grammar is a subset of Jinja's, binds as it does, and is total: it reads variables and nothing else. Knows
//! values. Must not know declarations, YAML or scripts; spans count from the start of the text that was parsed.
//!
//! In a text literal `\"`, `\'`, `\\`, `\n` and `\t` stand for one character each; a backslash before anything else is a
//! fault.
//!
//! Forbids: yaml, toml

mod hint;
mod lexer;
mod operand;
mod parser;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use crate::base::source::{Name, Span, Spanned};
use crate::base::value::Value;

pub(crate) use hint::shown;
pub(crate) use lexer::Token;
pub(crate) use parser::Parser;

/// The words that name no variable.
pub const WORDS: [&str; 12] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "defined", "date", "time"];

/// How deep parentheses, `not`, `-` and `else` may stand in each other.
pub(crate) const MAX_DEPTH: usize = 64;

/// An expression.
///
/// What an author can repeat without end (`a + a + a`) is one flat list, so the depth of a tree is bounded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expr {
    /// Where it stands, parentheses included.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expressions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExprKind {
    /// `"text"`, `3`, `-2.5`, `true`, `date("2026-12-01")`, `time("14:30")`
    Literal(Value),
    /// `NAME`
    Variable(Name),
    /// `NAME | default(LITERAL)`
    Default {
        /// What is read.
        variable: Name,
        /// What it is if the variable is empty.
        fallback: Spanned<Value>,
    },
    /// `NAME is defined`, `NAME is not defined`
    Defined {
        /// What is asked about.
        variable: Name,
        /// With `not`.
        negated: bool,
    },
    /// `- A`
    Negate(Box<Expr>),
    /// `not A`
    Not(Box<Expr>),
    /// `A and B and …`, two or more
    And(Vec<Expr>),
    /// `A or B or …`, two or more
    Or(Vec<Expr>),
    /// `A == B` and the like
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `A in [LITERAL, …]`, `A not in [LITERAL, …]`
    In {
        /// What is looked for.
        value: Box<Expr>,
        /// Where; never empty.
        list: Vec<Spanned<Value>>,
        /// With `not`.
        negated: bool,
    },
    /// `A + B - …`, or `A * B * …`: from left to right
    Arithmetic(Box<Expr>, Vec<(Operator, Expr)>),
    /// `A if CONDITION else B`
    Conditional {
        /// What it is if the condition holds.
        then: Box<Expr>,
        /// What is asked.
        condition: Box<Expr>,
        /// What it is if not.
        otherwise: Box<Expr>,
    },
}

/// What two values are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What two values are reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
}

/// What does not parse: the fact, the cure, and the place in the text that was parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct SyntaxError {
    /// The fact.
    pub message: String,
    /// The cure, where one can be named.
    pub help: Option<String>,
    /// The place.
    pub span: Span,
}

/// Parses a whole text as one expression.
///
/// # Errors
///
/// The first fault, with its place and, where there is one, its cure.
pub(crate) fn parse(text: &str) -> Result<Expr, SyntaxError> {
    let mut parser = Parser::new(text, 0)?;
    let expr = parser.expression()?;
    parser.expect_end()?;
    Ok(expr)
}

impl Expr {
    /// Every variable that is named, in order of place, as often as it is.
    pub(crate) fn variables(&self) -> Vec<&Name> {
        let mut found = Vec::new();
        self.visit(&mut |variable| found.push(variable));
        found
    }

    /// Whether it names a variable of which `is` says so.
    pub(crate) fn names(&self, is: &impl Fn(&str) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |variable| found |= is(&variable.value));
        found
    }

    /// Shows `see` every variable that is named, in order of place, as often as it is.
    pub(crate) fn visit<'e>(&'e self, see: &mut impl FnMut(&'e Name)) {
        match &self.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Variable(variable) | ExprKind::Default { variable, .. } | ExprKind::Defined { variable, .. } => {
                see(variable);
            }
            ExprKind::Negate(operand) | ExprKind::Not(operand) | ExprKind::In { value: operand, .. } => {
                operand.visit(see);
            }
            ExprKind::And(operands) | ExprKind::Or(operands) => {
                for operand in operands {
                    operand.visit(see);
                }
            }
            ExprKind::Compare(left, _, right) => {
                left.visit(see);
                right.visit(see);
            }
            ExprKind::Arithmetic(first, rest) => {
                first.visit(see);
                for (_, operand) in rest {
                    operand.visit(see);
                }
            }
            ExprKind::Conditional { then, condition, otherwise } => {
                then.visit(see);
                condition.visit(see);
                otherwise.visit(see);
            }
        }
    }
}

impl Comparison {
    /// How it is written.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether it holds of two values that lie so.
    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    pub(crate) fn from_symbol(symbol: &str) -> Option<Self> {
        use Comparison as C;
        let all = [C::Equal, C::NotEqual, C::Less, C::LessOrEqual, C::Greater, C::GreaterOrEqual];
        all.into_iter().find(|comparison| comparison.as_str() == symbol)
    }
}

impl Operator {
    /// How it is written.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
        }
    }
}

impl SyntaxError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, span }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
