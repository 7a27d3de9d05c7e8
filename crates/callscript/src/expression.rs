//! The small typed language for conditions and for what stands in `{{ }}`.
//!
//! Its grammar is a subset of Jinja's, binds as it does, and is total: it reads variables and nothing else. Knows
//! values. Must not know declarations, YAML or scripts; spans count from the start of the text that was parsed.
//!
//! In a text literal `\"`, `\'`, `\\`, `\n` and `\t` stand for one character each; a backslash before anything else is a
//! fault.

mod arithmetic;
mod eval;
mod hint;
mod lexer;
mod operand;
mod parser;

#[cfg(test)]
mod tests;

use crate::source::{Span, Spanned};
use crate::value::Value;

pub(crate) use eval::evaluate;
pub use eval::{Env, EvalError, Reading};
pub(crate) use hint::shown;
pub(crate) use lexer::Token;
pub(crate) use parser::Parser;

/// The words that name no variable.
pub const WORDS: [&str; 12] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "defined", "date", "time"];

/// How deep parentheses, `not`, `-` and `else` may stand in each other.
pub(crate) const MAX_DEPTH: usize = 64;

/// An expression whose variables are `V`: names as parsed, or what they were bound to.
///
/// What an author can repeat without end (`a + a + a`) is one flat list, so the depth of a tree is bounded.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr<V = String> {
    /// Where it stands, parentheses included.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<V>,
}

/// The kinds of expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind<V> {
    /// `"text"`, `3`, `-2.5`, `true`, `date("2026-12-01")`, `time("14:30")`
    Literal(Value),
    /// `NAME`
    Variable(Spanned<V>),
    /// `NAME | default(LITERAL)`
    Default {
        /// What is read.
        variable: Spanned<V>,
        /// What it is if the variable is empty.
        fallback: Spanned<Value>,
    },
    /// `NAME is defined`, `NAME is not defined`
    Defined {
        /// What is asked about.
        variable: Spanned<V>,
        /// With `not`.
        negated: bool,
    },
    /// `- A`
    Negate(Box<Expr<V>>),
    /// `not A`
    Not(Box<Expr<V>>),
    /// `A and B and …`, two or more
    And(Vec<Expr<V>>),
    /// `A or B or …`, two or more
    Or(Vec<Expr<V>>),
    /// `A == B` and the like
    Compare(Box<Expr<V>>, Comparison, Box<Expr<V>>),
    /// `A in [LITERAL, …]`, `A not in [LITERAL, …]`
    In {
        /// What is looked for.
        value: Box<Expr<V>>,
        /// Where; never empty.
        list: Vec<Spanned<Value>>,
        /// With `not`.
        negated: bool,
    },
    /// `A + B - …`, or `A * B * …`: from left to right
    Arithmetic(Box<Expr<V>>, Vec<(Operator, Expr<V>)>),
    /// `A if CONDITION else B`
    Conditional {
        /// What it is if the condition holds.
        then: Box<Expr<V>>,
        /// What is asked.
        condition: Box<Expr<V>>,
        /// What it is if not.
        otherwise: Box<Expr<V>>,
    },
}

/// What two values are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
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
pub enum Operator {
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
pub struct SyntaxError {
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
pub fn parse(text: &str) -> Result<Expr, SyntaxError> {
    let mut parser = Parser::new(text, 0)?;
    let expr = parser.expression()?;
    parser.expect_end()?;
    Ok(expr)
}

impl<V> Expr<V> {
    /// Every variable that is named, in order of place, as often as it is.
    pub fn variables(&self) -> Vec<&Spanned<V>> {
        let mut found = Vec::new();
        self.visit(&mut |variable| found.push(variable));
        found
    }

    /// The same expression with each variable bound by `bind`; none as soon as one cannot be.
    pub fn resolve<W>(&self, bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Expr<W>> {
        let kind = match &self.kind {
            ExprKind::Literal(value) => ExprKind::Literal(value.clone()),
            ExprKind::Variable(variable) => ExprKind::Variable(bound(variable, bind)?),
            ExprKind::Default { variable, fallback } => {
                ExprKind::Default { variable: bound(variable, bind)?, fallback: fallback.clone() }
            }
            ExprKind::Defined { variable, negated } => {
                ExprKind::Defined { variable: bound(variable, bind)?, negated: *negated }
            }
            ExprKind::Negate(operand) => ExprKind::Negate(boxed(operand, bind)?),
            ExprKind::Not(operand) => ExprKind::Not(boxed(operand, bind)?),
            ExprKind::And(operands) => ExprKind::And(all(operands, bind)?),
            ExprKind::Or(operands) => ExprKind::Or(all(operands, bind)?),
            ExprKind::Compare(left, by, right) => ExprKind::Compare(boxed(left, bind)?, *by, boxed(right, bind)?),
            ExprKind::In { value, list, negated } => {
                ExprKind::In { value: boxed(value, bind)?, list: list.clone(), negated: *negated }
            }
            ExprKind::Arithmetic(first, rest) => {
                let first = boxed(first, bind)?;
                let rest = rest.iter().map(|(by, operand)| Some((*by, operand.resolve(bind)?)));
                ExprKind::Arithmetic(first, rest.collect::<Option<_>>()?)
            }
            ExprKind::Conditional { then, condition, otherwise } => ExprKind::Conditional {
                then: boxed(then, bind)?,
                condition: boxed(condition, bind)?,
                otherwise: boxed(otherwise, bind)?,
            },
        };
        Some(Expr { span: self.span, kind })
    }

    /// Whether it names a variable of which `is` says so.
    pub(crate) fn names(&self, is: &impl Fn(&V) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |variable| found |= is(&variable.value));
        found
    }

    fn visit<'e>(&'e self, see: &mut impl FnMut(&'e Spanned<V>)) {
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

fn bound<V, W>(variable: &Spanned<V>, bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Spanned<W>> {
    Some(Spanned::new(bind(&variable.value)?, variable.span))
}

fn boxed<V, W>(expr: &Expr<V>, bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Box<Expr<W>>> {
    expr.resolve(bind).map(Box::new)
}

fn all<V, W>(exprs: &[Expr<V>], bind: &mut impl FnMut(&V) -> Option<W>) -> Option<Vec<Expr<W>>> {
    exprs.iter().map(|expr| expr.resolve(bind)).collect()
}

impl Comparison {
    /// How it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
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
    pub fn as_str(self) -> &'static str {
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
