//! The parser's rules for operands: literals, variables, parentheses, and the operators that bind tightest.

use rust_decimal::Decimal;

use super::hint;
use super::lexer::Token;
use super::parser::{Parsed, Parser};
use super::{Expr, ExprKind, Function, SyntaxError, WORDS, shown};
use crate::base::names;
use crate::base::source::{Name, Span, Spanned};
use crate::base::value::{Number, Value, parse_date, parse_time};

/// The most decimals that `round` takes.
const MAX_DECIMALS: i64 = 28;

impl Parser<'_> {
    /// Parses a literal, as in filters and lists.
    pub(crate) fn literal(&mut self) -> Parsed<Spanned<Value>> {
        let start = self.span;
        let negated = self.eat_sign("-")?;
        let value = match self.token.clone() {
            Token::Number(digits) => self.number(digits, negated, start)?,
            Token::Text(text) if !negated => Value::text(text),
            Token::Word("true") if !negated => Value::Boolean(true),
            Token::Word("false") if !negated => Value::Boolean(false),
            Token::Word(word @ ("date" | "time")) if !negated => return self.day_or_time(word),
            Token::Word(word) if negated || WORDS.contains(&word) || is_word_in_other_letters(word) => {
                return Err(self.unexpected());
            }
            Token::Word(word) => {
                let fault = SyntaxError::new(self.span, format!("`{}` is not a fixed value", shown(word)));
                let help = format!("text goes in quotes: `\"{}\"`", shown(word));
                return Err(fault.help(help).instead(self.span, format!("\"{word}\"")));
            }
            _ => return Err(self.unexpected()),
        };
        self.advance()?;
        Ok(Spanned::new(value, self.since(start)))
    }

    /// Parses an operand with `-` before it, and `| default(…)` or `is defined` after it.
    pub(super) fn unary(&mut self) -> Parsed {
        let start = self.span;
        let mut expr = self.signed()?;
        loop {
            if self.token == Token::Sign("|") {
                if !self.is_default_next() {
                    break;
                }
                expr = self.with_default(expr)?;
            } else if self.eat_word("is")? {
                expr = self.definedness(expr)?;
            } else {
                break;
            }
        }
        self.operand = self.since(start);
        Ok(expr)
    }

    /// Parses an operand with any number of `-` before it. A `-` before digits is part of the literal.
    fn signed(&mut self) -> Parsed {
        let start = self.span;
        if self.token != Token::Sign("-") {
            return self.primary();
        }
        let mut ahead = self.lexer;
        if let Ok((Token::Number(_), _)) = ahead.next() {
            let literal = self.literal()?;
            return Ok(Expr { span: literal.span, kind: ExprKind::Literal(literal.value) });
        }
        self.advance()?;
        let operand = self.deeper(Self::signed)?;
        Ok(Expr { span: self.since(start), kind: ExprKind::Negate(Box::new(operand)) })
    }

    fn primary(&mut self) -> Parsed {
        let start = self.span;
        match self.token {
            Token::Sign("(") => {
                self.advance()?;
                let inner = self.expression()?;
                self.close(start)?;
                Ok(Expr { span: self.since(start), kind: inner.kind })
            }
            Token::Word(word) if !WORDS.contains(&word) && !is_word_in_other_letters(word) => {
                self.advance()?;
                if let (Token::Sign("("), Some(function)) = (&self.token, Function::named(word)) {
                    return self.call(function, Spanned::new(word.to_owned(), start));
                }
                self.refuse_call_or_part(word, start)?;
                Ok(Expr { span: start, kind: ExprKind::Variable(Spanned::new(word.to_owned(), start)) })
            }
            _ => {
                let literal = self.literal()?;
                Ok(Expr { span: literal.span, kind: ExprKind::Literal(literal.value) })
            }
        }
    }

    /// Parses a name that must be a variable's.
    pub(super) fn name(&mut self, word: &str) -> Parsed<Name> {
        if WORDS.contains(&word) || is_word_in_other_letters(word) {
            return Err(self.unexpected());
        }
        let name = Spanned::new(word.to_owned(), self.span);
        self.advance()?;
        Ok(name)
    }

    /// Parses the arguments of a function.
    fn call(&mut self, function: Function, name: Name) -> Parsed {
        let (start, open) = (name.span, self.span);
        self.advance()?;
        let mut arguments = Vec::new();
        if self.token != Token::Sign(")") {
            arguments.push(self.expression()?);
            while self.eat_sign(",")? {
                arguments.push(self.expression()?);
            }
        }
        self.close(open)?;
        let span = self.since(start);
        let is_rounding =
            |decimals: &Expr| matches!(decimals.kind, ExprKind::Literal(Value::Integer(0..=MAX_DECIMALS)));
        if !function.takes(arguments.len()) {
            let fault = SyntaxError::new(span, format!("`{}` cannot be called like this", function.name()));
            return Err(fault.help(format!("write it like `{}`", function.usage())));
        }
        if let (Function::Round, Some(decimals)) = (function, arguments.get(1).filter(|given| !is_rounding(given))) {
            let fault = SyntaxError::new(decimals.span, format!("`round` takes 0 to {MAX_DECIMALS} decimals"));
            return Err(fault.help(format!("write it like `{}`", function.usage())));
        }
        Ok(Expr { span, kind: ExprKind::Call { name, arguments } })
    }

    fn close(&mut self, open: Span) -> Parsed<()> {
        if matches!(self.token, Token::End | Token::Sign("}}" | "%}")) {
            return Err(SyntaxError::new(open, "this `(` has no closing `)`").help("add `)` where it ends"));
        }
        self.expect_sign(")")
    }

    fn refuse_call_or_part(&self, name: &str, start: Span) -> Parsed<()> {
        let span = Span { start: start.start, end: self.span.end };
        match self.token {
            Token::Sign("(") => {
                let fault = SyntaxError::new(span, format!("there is no function `{}`", shown(name)));
                let known = Function::ALL.iter().map(|function| function.name());
                Err(match names::nearest(name, known.clone()) {
                    Some(near) => fault.help(format!("did you mean `{}`?", near.name)),
                    None => {
                        let known: Vec<String> =
                            known.chain(["date", "time"]).map(|name| format!("`{name}`")).collect();
                        fault.help(format!("there are only {}", known.join(", ")))
                    }
                })
            }
            Token::Sign("[") => {
                let fault = SyntaxError::new(span, format!("`{}` has no parts", shown(name)));
                Err(fault.help("a variable is one value; declare another for each part"))
            }
            _ => Ok(()),
        }
    }

    fn is_default_next(&self) -> bool {
        let mut ahead = self.lexer;
        matches!(ahead.next(), Ok((Token::Word("default"), _)))
    }

    fn with_default(&mut self, operand: Expr) -> Parsed {
        let (start, filter) = (operand.span, self.span);
        let ExprKind::Variable(variable) = operand.kind else {
            let fault = SyntaxError::new(self.since(filter), "`default` is for a variable");
            return Err(fault.help("write it right after the name: `NAME | default(0)`"));
        };
        self.advance()?;
        self.advance()?;
        self.expect_sign("(")?;
        let fallback = self.literal()?;
        self.expect_sign(")")?;
        Ok(Expr { span: self.since(start), kind: ExprKind::Default { variable, fallback } })
    }

    fn definedness(&mut self, operand: Expr) -> Parsed {
        let start = operand.span;
        let tested = self.span;
        let negated = self.eat_word("not")?;
        if !self.eat_word("defined")? {
            let word = match self.token {
                Token::Word(word) => word,
                _ => "",
            };
            let help = hint::after_is(word, negated);
            let fault = SyntaxError::new(self.span, "after `is` comes `defined` or `not defined`").help(help);
            let instead = ["defined", "not defined"].into_iter().find(|test| help == format!("write `NAME is {test}`"));
            let instead = instead.filter(|_| matches!(operand.kind, ExprKind::Variable(_)));
            let place = Span { start: tested.start, end: self.span.end };
            return Err(SyntaxError { instead: instead.map(|test| (place, test.to_owned())), ..fault });
        }
        let ExprKind::Variable(variable) = operand.kind else {
            let fault = SyntaxError::new(start, "only a variable can be tested with `is defined`");
            return Err(fault.help("write a name before `is`"));
        };
        Ok(Expr { span: self.since(start), kind: ExprKind::Defined { variable, negated } })
    }

    /// The value of digits. The sign is needed for `i64::MIN`, whose absolute value does not fit.
    fn number(&self, digits: &str, negated: bool, start: Span) -> Parsed<Value> {
        let signed = if negated { format!("-{digits}") } else { digits.to_owned() };
        let value = if digits.contains('.') {
            Decimal::from_str_exact(&signed).ok().map(|number| Value::Number(Number(number)))
        } else {
            signed.parse().ok().map(Value::Integer)
        };
        let span = Span { start: start.start, end: self.span.end };
        value.ok_or_else(|| SyntaxError::new(span, format!("`{}` is too long a number", shown(&signed))))
    }

    fn day_or_time(&mut self, word: &str) -> Parsed<Spanned<Value>> {
        let (start, example) = (self.span, if word == "date" { "2026-12-01" } else { "14:30" });
        let help = format!("write `{word}(\"{example}\")`");
        self.advance()?;
        if self.token != Token::Sign("(") {
            return Err(SyntaxError::new(start, format!("`{word}` needs an argument")).help(help));
        }
        self.advance()?;
        let Token::Text(text) = self.token.clone() else {
            return Err(SyntaxError::new(self.span, format!("`{word}` needs a text in quotes")).help(help));
        };
        let value =
            if word == "date" { parse_date(&text).map(Value::Date) } else { parse_time(&text).map(Value::Time) };
        let value = value.map_err(|unfit| {
            let not_one = format!("is not a {word}");
            let what = unfit.of_the_value().unwrap_or(&not_one);
            SyntaxError::new(self.span, format!("`{}` {what}", shown(&text))).help(help)
        })?;
        self.advance()?;
        self.expect_sign(")")?;
        Ok(Spanned::new(value, self.since(start)))
    }
}

/// Whether it is a reserved word in another case, such as `True` or `AND`.
fn is_word_in_other_letters(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    word != lower && WORDS.contains(&lower.as_str())
}
