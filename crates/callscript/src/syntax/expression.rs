//! The expression language of conditions and `{{ }}`.
//!
//! Its grammar is a subset of Jinja's, with the same precedence. Expressions are pure: they read variables and do nothing
//! else. Must not know declarations, YAML or scripts. Spans are offsets in the parsed text.
//!
//! A string literal has the escapes `\"`, `\'`, `\\`, `\n` and `\t`; any other backslash is an error.
//!
//! Forbids: yaml, toml

mod function;
mod hint;
mod lexer;
mod operand;
mod parser;
mod surrounding;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use crate::base::source::{Name, Span, Spanned};
use crate::base::value::Value;

pub(crate) use function::Function;
pub(crate) use hint::shown;
pub(crate) use lexer::Token;
pub(crate) use parser::Parser;
pub(crate) use surrounding::Surrounding;

/// The reserved words, which cannot name a variable.
pub const WORDS: [&str; 12] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "defined", "date", "time"];

/// How deeply parentheses, `not`, `-` and `else` may be nested.
pub(crate) const MAX_DEPTH: usize = 64;

/// The AST of an expression.
///
/// Chains such as `a + a + a` are one node with a list of operands. So only nesting makes a tree deep, and nesting is
/// limited.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expr {
    /// Its place, parentheses included.
    pub span: Span,
    /// Its kind, with its operands.
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
        /// The variable that is read.
        variable: Name,
        /// The value if the variable is empty.
        fallback: Spanned<Value>,
    },
    /// `NAME is defined`, `NAME is not defined`
    Defined {
        /// The variable that is tested.
        variable: Name,
        /// Whether it is `is not defined`.
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
        /// The value to look for.
        value: Box<Expr>,
        /// The values to compare with; at least one.
        list: Vec<Spanned<Value>>,
        /// Whether it is `not in`.
        negated: bool,
    },
    /// `"text" in NAME`, `"text" not in NAME`
    Contains {
        /// The text to look for.
        part: Spanned<Value>,
        /// The variable in whose value it is looked for.
        variable: Name,
        /// Whether it is `not in`.
        negated: bool,
    },
    /// `NAME(A, …)`
    Call {
        /// The name of the function.
        name: Name,
        /// What it is called with.
        arguments: Vec<Expr>,
    },
    /// `A + B - …`, or `A * B / …`, evaluated from left to right
    Arithmetic(Box<Expr>, Vec<(Operator, Expr)>),
    /// `A if CONDITION else B`
    Conditional {
        /// The value if the condition holds.
        then: Box<Expr>,
        /// The condition.
        condition: Box<Expr>,
        /// The value if it does not hold.
        otherwise: Box<Expr>,
    },
}

/// A comparison operator.
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

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A syntax error, with its place in the text that was parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// How to fix it, if that is known.
    pub help: Option<String>,
    /// What to write at which place, if that is certain.
    pub instead: Option<(Span, String)>,
    /// The place of the error.
    pub span: Span,
}

/// Parses a whole text as one expression.
///
/// # Errors
///
/// The first syntax error.
pub(crate) fn parse(text: &str) -> Result<Expr, SyntaxError> {
    let mut parser = Parser::new(text, 0)?;
    let expr = parser.expression()?;
    parser.expect_end()?;
    Ok(expr)
}

impl Expr {
    /// Every mention of a variable, in source order, with repetitions.
    pub(crate) fn variables(&self) -> Vec<&Name> {
        let mut found = Vec::new();
        self.visit(&mut |variable| found.push(variable));
        found
    }

    /// Whether some variable in it satisfies `is`.
    pub(crate) fn names(&self, is: &impl Fn(&str) -> bool) -> bool {
        let mut found = false;
        self.visit(&mut |variable| found |= is(&variable.value));
        found
    }

    /// Calls `see` for every mention of a variable, in source order, with repetitions.
    pub(crate) fn visit<'e>(&'e self, see: &mut impl FnMut(&'e Name)) {
        match &self.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Variable(variable)
            | ExprKind::Default { variable, .. }
            | ExprKind::Defined { variable, .. }
            | ExprKind::Contains { variable, .. } => {
                see(variable);
            }
            ExprKind::Call { arguments, .. } => arguments.iter().for_each(|argument| argument.visit(see)),
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
    /// The operator as it is written.
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

    /// Whether the comparison holds for two values with this ordering.
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
    /// The operator as it is written.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }
}

impl SyntaxError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, instead: None, span }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        (self.help, self.instead) = (Some(help.into()), None);
        self
    }

    /// Sets what the help says to write.
    pub(crate) fn instead(mut self, place: Span, text: impl Into<String>) -> Self {
        self.instead = Some((place, text.into()));
        self
    }
}
