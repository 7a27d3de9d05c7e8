//! The lexer: words, numbers, quoted texts and symbols.
//!
//! It reads one token at a time, since an expression may end in the middle of a text. Must not know the grammar.

use std::borrow::Cow;

use super::hint;
use super::{SyntaxError, shown};
use crate::base::source::Span;
use crate::base::value::parse_date;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token<'t> {
    /// A name or a reserved word.
    Word(&'t str),
    /// An unsigned number.
    Number(&'t str),
    /// The content of a quoted text, with escapes resolved.
    Text(Cow<'t, str>),
    /// One of `SIGNS`.
    Sign(&'static str),
    /// The end of the text.
    End,
}

/// The symbols of the grammar, and those that close an expression in a template. Longer ones come first.
const SIGNS: [&str; 18] =
    ["==", "!=", "<=", ">=", "}}", "%}", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "|"];

/// Reads tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    /// Starts at the byte `at`.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn next(&mut self) -> Result<(Token<'t>, Span), SyntaxError> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let (rest, start) = (self.rest(), self.at);
        let token = match rest.chars().next() {
            None => Token::End,
            Some(c) if c.is_alphabetic() || c == '_' => self.word(),
            Some(c) if c.is_ascii_digit() => self.number()?,
            Some(quote @ ('"' | '\'')) => self.quoted(quote)?,
            Some(c) => self.sign(c)?,
        };
        Ok((token, Span::new(start, self.at)))
    }

    /// Skips a single `=`, if that is what follows.
    pub(super) fn eat_single_equals(&mut self) -> bool {
        let rest = self.rest().trim_start();
        let follows = rest.starts_with('=') && !rest.starts_with("==");
        if follows {
            self.at = self.text.len() - rest.len() + 1;
        }
        follows
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn word(&mut self) -> Token<'t> {
        Token::Word(self.take_while(|c| c.is_alphanumeric() || c == '_'))
    }

    fn number(&mut self) -> Result<Token<'t>, SyntaxError> {
        let (rest, start) = (self.rest(), self.at);
        if let Some(day) = rest.get(..10).filter(|day| day.contains('-') && parse_date(day).is_ok()) {
            let span = Span::new(start, start + day.len());
            let fault = SyntaxError::new(span, format!("`{day}` is not a date here"));
            let date = format!("date(\"{day}\")");
            return Err(fault.help(format!("write `{date}`")).instead(span, date));
        }
        self.take_while(|c| c.is_ascii_digit());
        if self.rest().starts_with('.') {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        self.take_while(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let number = self.text.get(start..self.at).unwrap_or_default();
        let whole = number.split('.').next().unwrap_or_default();
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let points = number.bytes().filter(|&byte| byte == b'.').count();
        if plain && points <= 1 && !number.ends_with('.') && (whole == "0" || !whole.starts_with('0')) {
            return Ok(Token::Number(number));
        }
        let span = Span::new(start, self.at);
        Err(SyntaxError::new(span, format!("`{}` is not a number", shown(number)))
            .help("write digits alone, such as `3` or `2.5`; a name begins with a letter, and text goes in quotes"))
    }

    fn quoted(&mut self, quote: char) -> Result<Token<'t>, SyntaxError> {
        let (start, body) = (self.at, self.rest().get(1..).unwrap_or_default());
        let mut text = Cow::Borrowed("");
        let mut copied = 0;
        let mut chars = body.char_indices();
        while let Some((at, c)) = chars.next() {
            if c == quote {
                append(&mut text, body.get(copied..at).unwrap_or_default());
                self.at += 1 + at + 1;
                return Ok(Token::Text(text));
            }
            if c == '\\' {
                append(&mut text, body.get(copied..at).unwrap_or_default());
                let Some((after, escaped)) = chars.next() else {
                    break;
                };
                let end = after + escaped.len_utf8();
                text.to_mut().push(unescape(escaped).ok_or_else(|| unknown_escape(start + 1 + at, escaped))?);
                copied = end;
            }
        }
        Err(SyntaxError::new(Span::new(start, start + 1), format!("this `{quote}` has no closing `{quote}`"))
            .help(format!("add `{quote}` where the text ends")))
    }

    fn sign(&mut self, first: char) -> Result<Token<'t>, SyntaxError> {
        let (rest, start) = (self.rest(), self.at);
        let sign = SIGNS.into_iter().find(|sign| sign.starts_with(first) && rest.starts_with(sign));
        let foreign = hint::foreign_sign(self.text, start);
        let known = sign.filter(|sign| foreign.as_ref().is_none_or(|(foreign, _)| foreign.len() <= sign.len()));
        if let Some(sign) = known {
            self.at += sign.len();
            return Ok(Token::Sign(sign));
        }
        Err(foreign.map_or_else(
            || {
                let span = Span::new(start, start + first.len_utf8());
                SyntaxError::new(span, format!("`{}` means nothing here", first.escape_debug()))
            },
            |(_, fault)| fault,
        ))
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }
}

fn append<'t>(text: &mut Cow<'t, str>, more: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else {
        text.to_mut().push_str(more);
    }
}

fn unescape(c: char) -> Option<char> {
    match c {
        '"' | '\'' | '\\' => Some(c),
        'n' => Some('\n'),
        't' => Some('\t'),
        _ => None,
    }
}

fn unknown_escape(at: usize, escaped: char) -> SyntaxError {
    let span = Span::new(at, at + 1 + escaped.len_utf8());
    SyntaxError::new(span, format!("`\\{}` means nothing in a text", escaped.escape_debug()))
        .help("write `\\\\` for a backslash; there are also `\\\"`, `\\'`, `\\n` and `\\t`")
}
