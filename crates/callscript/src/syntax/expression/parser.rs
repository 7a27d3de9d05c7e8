//! The parser: recursive descent, with the precedence of Jinja.
//!
//! From loose to tight: `A if C else B`; `or`; `and`; `not`; comparisons and `in`; `+` and `-`; `*` and `/`; unary `-`; `|
//! default(…)` and `is defined`. It stops at the first error. Must not know declarations.

use super::hint;
use super::lexer::{Lexer, Token};
use super::{Comparison, Expr, ExprKind, MAX_DEPTH, Operator, SyntaxError};
use crate::base::source::{Span, Spanned};
use crate::base::value::Value;

pub(super) type Parsed<T = Expr> = Result<T, SyntaxError>;

/// A parser with one token of lookahead.
#[derive(Debug, Clone)]
pub(crate) struct Parser<'t> {
    pub(super) lexer: Lexer<'t>,
    /// The next token.
    pub(crate) token: Token<'t>,
    /// The span of the next token.
    pub(crate) span: Span,
    /// The span of the last operand that was parsed.
    pub(crate) operand: Span,
    end_of_last: u32,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// Starts at the byte `at`.
    pub(crate) fn new(text: &'t str, at: usize) -> Parsed<Self> {
        let mut lexer = Lexer::new(text, at);
        let (token, span) = lexer.next()?;
        let nowhere = Span::new(at, at);
        Ok(Self { lexer, token, span, operand: nowhere, end_of_last: nowhere.end, depth: 0 })
    }

    /// Parses an expression; what follows it is left unread.
    pub(crate) fn expression(&mut self) -> Parsed {
        self.deeper(|parser| {
            let then = parser.any_of()?;
            if !parser.eat_word("if")? {
                return Ok(then);
            }
            let condition = parser.any_of()?;
            if !parser.eat_word("else")? {
                let fault = SyntaxError::new(parser.span, "an `if` without its `else`");
                return Err(fault.help("write `A if CONDITION else B`"));
            }
            let otherwise = parser.expression()?;
            let span = Span { start: then.span.start, end: otherwise.span.end };
            let (then, condition, otherwise) = (Box::new(then), Box::new(condition), Box::new(otherwise));
            Ok(Expr { span, kind: ExprKind::Conditional { then, condition, otherwise } })
        })
    }

    pub(crate) fn expect_end(&mut self) -> Parsed<()> {
        if self.token == Token::End { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Skips the symbol `sign`, or fails if it is not next.
    pub(crate) fn expect_sign(&mut self, sign: &'static str) -> Parsed<()> {
        if self.eat_sign(sign)? {
            return Ok(());
        }
        match self.token {
            Token::End | Token::Sign("}}" | "%}") => {
                Err(SyntaxError::new(self.span, format!("a `{sign}` is missing here")))
            }
            _ => Err(self.unexpected()),
        }
    }

    pub(crate) fn eat_sign(&mut self, sign: &'static str) -> Parsed<bool> {
        self.eat(&Token::Sign(sign))
    }

    /// Skips `NAME =` before an argument, and returns the name.
    pub(crate) fn eat_name_of_argument(&mut self) -> Parsed<Option<Spanned<&'t str>>> {
        let Token::Word(name) = self.token else {
            return Ok(None);
        };
        if !self.lexer.eat_single_equals() {
            return Ok(None);
        }
        let name = Spanned::new(name, self.span);
        self.advance()?;
        Ok(Some(name))
    }

    pub(crate) fn advance(&mut self) -> Parsed<()> {
        self.end_of_last = self.span.end;
        (self.token, self.span) = self.lexer.next()?;
        Ok(())
    }

    /// The error for the next token.
    pub(crate) fn unexpected(&self) -> SyntaxError {
        hint::unexpected(&self.token, self.span)
    }

    fn any_of(&mut self) -> Parsed {
        self.joined("or", Self::all_of, ExprKind::Or)
    }

    fn all_of(&mut self) -> Parsed {
        self.joined("and", Self::negation, ExprKind::And)
    }

    fn joined(&mut self, word: &str, part: fn(&mut Self) -> Parsed, join: fn(Vec<Expr>) -> ExprKind) -> Parsed {
        let first = part(self)?;
        if self.token != Token::Word(word) {
            return Ok(first);
        }
        let start = first.span;
        let mut parts = vec![first];
        while self.eat_word(word)? {
            parts.push(part(self)?);
        }
        Ok(Expr { span: self.since(start), kind: join(parts) })
    }

    fn negation(&mut self) -> Parsed {
        let start = self.span;
        if !self.eat_word("not")? {
            return self.comparison();
        }
        let operand = self.deeper(Self::negation)?;
        Ok(Expr { span: self.since(start), kind: ExprKind::Not(Box::new(operand)) })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let start = left.span;
        let kind = match self.token {
            Token::Sign(sign) => {
                let Some(by) = Comparison::from_symbol(sign) else {
                    return Ok(left);
                };
                self.advance()?;
                if self.token == Token::Word("not") {
                    return Err(self.unexpected().help("put the part with `not` in parentheses"));
                }
                ExprKind::Compare(Box::new(left), by, Box::new(self.sum()?))
            }
            Token::Word(word @ ("in" | "not")) => {
                self.advance()?;
                let negated = word == "not";
                if negated && !self.eat_word("in")? {
                    return Err(self.unexpected().help("write `not in` and a list, or `!=`"));
                }
                if let Token::Word(name) = self.token
                    && matches!(left.kind, ExprKind::Literal(Value::Text(_)))
                {
                    return self.contains(left, name, negated);
                }
                let list = self.list()?;
                ExprKind::In { value: Box::new(left), list, negated }
            }
            _ => return Ok(left),
        };
        self.refuse_chain()?;
        Ok(Expr { span: self.since(start), kind })
    }

    /// Parses the variable in which a text is looked for.
    fn contains(&mut self, part: Expr, name: &str, negated: bool) -> Parsed {
        let start = part.span;
        let variable = self.name(name)?;
        let ExprKind::Literal(value) = part.kind else { return Err(self.unexpected()) };
        self.refuse_chain()?;
        let part = Spanned::new(value, start);
        Ok(Expr { span: self.since(start), kind: ExprKind::Contains { part, variable, negated } })
    }

    fn refuse_chain(&self) -> Parsed<()> {
        let again = match self.token {
            Token::Sign(sign) => Comparison::from_symbol(sign).is_some(),
            Token::Word(word) => matches!(word, "in" | "not"),
            _ => false,
        };
        if !again {
            return Ok(());
        }
        let fault = SyntaxError::new(self.span, "comparisons cannot be chained");
        Err(fault.help("compare two values at a time: `18 <= age and age < 65`"))
    }

    fn list(&mut self) -> Parsed<Vec<Spanned<Value>>> {
        if self.token != Token::Sign("[") {
            let fault = SyntaxError::new(self.span, "`in` needs a list in brackets");
            return Err(fault.help("write `NAME in [\"one\", \"other\"]`"));
        }
        self.advance()?;
        if self.token == Token::Sign("]") {
            return Err(SyntaxError::new(self.span, "the list after `in` is empty").help("name at least one value"));
        }
        let mut list = vec![self.literal()?];
        while self.eat_sign(",")? && self.token != Token::Sign("]") {
            list.push(self.literal()?);
        }
        self.expect_sign("]")?;
        Ok(list)
    }

    fn sum(&mut self) -> Parsed {
        self.arithmetic(Self::product, &[Operator::Plus, Operator::Minus])
    }

    fn product(&mut self) -> Parsed {
        self.arithmetic(Self::unary, &[Operator::Times, Operator::Over])
    }

    fn arithmetic(&mut self, part: fn(&mut Self) -> Parsed, operators: &[Operator]) -> Parsed {
        let first = part(self)?;
        let mut rest = Vec::new();
        while let Some(&by) = operators.iter().find(|by| self.token == Token::Sign(by.as_str())) {
            self.advance()?;
            rest.push((by, part(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expr { span: self.since(first.span), kind: ExprKind::Arithmetic(Box::new(first), rest) })
    }

    pub(super) fn eat_word(&mut self, word: &str) -> Parsed<bool> {
        self.eat(&Token::Word(word))
    }

    fn eat(&mut self, token: &Token<'_>) -> Parsed<bool> {
        let found = self.token == *token;
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            let fault = SyntaxError::new(self.span, format!("this is nested more than {MAX_DEPTH} deep"));
            return Err(fault.help("split it: let `set` keep a part of it in a variable"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// The span from `start` to the end of the last token.
    pub(crate) fn since(&self, start: Span) -> Span {
        Span { start: start.start, end: self.end_of_last.max(start.start) }
    }
}
