//! Hints for syntax errors: notations of other languages, and what to write instead.
//!
//! Must not decide what parses.

use super::{SyntaxError, Token, WORDS};
use crate::base::source::Span;

/// Notations that have no meaning here, and what to write instead. Longer ones come first.
static FOREIGN: [(&str, &str); 44] = [
    ("===", "write `==`"),
    ("!==", "write `!=`"),
    ("<>", "write `!=`"),
    ("=>", "write `>=`"),
    ("=<", "write `<=`"),
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("**", "there is no power, only `+`, `-` and `*`"),
    ("//", "there is no division, only `+`, `-` and `*`"),
    ("-}}", "write `}}`; spaces and line breaks stay as they are"),
    ("-%}", "write `%}`; spaces and line breaks stay as they are"),
    ("{{", "`{{ }}` belongs in texts; write an expression without it"),
    ("{%", "`{% %}` belongs in texts; write an expression without it"),
    ("&", "write `and`"),
    ("!", "write `not`"),
    ("=", "write `==` to compare"),
    ("/", "there is no division, only `+`, `-` and `*`"),
    ("÷", "there is no division, only `+`, `-` and `*`"),
    ("%", "there is no remainder or percent, only `+`, `-` and `*`"),
    ("^", "there is no power, only `+`, `-` and `*`"),
    ("~", "texts cannot be joined here; write them side by side in a text"),
    ("×", "write `*`"),
    ("−", "write the minus sign `-`"),
    ("–", "write the minus sign `-`"),
    ("—", "write the minus sign `-`"),
    ("≠", "write `!=`"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
    (".", "a variable has no parts; a number has digits on both sides of its point"),
    ("?", "write `A if CONDITION else B`"),
    (":", "write `A if CONDITION else B`, or a time as `time(\"14:30\")`"),
    ("“", "write straight quotes: `\"text\"`"),
    ("”", "write straight quotes: `\"text\"`"),
    ("„", "write straight quotes: `\"text\"`"),
    ("«", "write straight quotes: `\"text\"`"),
    ("»", "write straight quotes: `\"text\"`"),
    ("‘", "write straight quotes: `'text'`"),
    ("’", "write straight quotes: `'text'`"),
    ("`", "write straight quotes: `'text'`"),
    ("$", "write only the variable's name"),
    ("@", "write only the variable's name; text goes in quotes"),
    ("#", "text goes in quotes"),
    ("\\", "text goes in quotes"),
    (";", "text goes in quotes"),
];

/// The foreign notation that `rest` begins with, and what to write instead.
pub(super) fn foreign_sign(rest: &str) -> Option<(&'static str, &'static str)> {
    FOREIGN.iter().copied().find(|(sign, _)| rest.starts_with(sign))
}

/// The error for a token that does not belong where it is.
pub(super) fn unexpected(token: &Token<'_>, span: Span) -> SyntaxError {
    let fault = |message: String| SyntaxError::new(span, message);
    let misplaced = |what: &str| fault(format!("`{}` does not belong here", shown(what)));
    match token {
        Token::End | Token::Sign("}}" | "%}") => {
            fault("something is missing here".to_owned()).help("a value, a variable or a condition must follow")
        }
        Token::Word(word) => match foreign_word(word) {
            Some(help) => misplaced(word).help(help),
            None if WORDS.contains(word) => misplaced(word).help("it is a reserved word; text goes in quotes"),
            None => misplaced(word).help("join conditions with `and` or `or`; text goes in quotes"),
        },
        Token::Number(digits) => misplaced(digits).help("write `+`, `-`, `*` or a comparison between two values"),
        Token::Text(_) => {
            fault("a text does not belong here".to_owned()).help("write a comparison such as `==` between two values")
        }
        Token::Sign(",") => misplaced(",").help("write a decimal point as `.`; only lists have `,`"),
        Token::Sign("|") => {
            misplaced("|").help("write filters at the end of `{{ }}`, and `default` right after a name")
        }
        Token::Sign("[") => misplaced("[").help("a list can only follow `in`"),
        Token::Sign(sign) => misplaced(sign),
    }
}

/// What to write instead of a word of another language, or of a reserved word in upper case.
fn foreign_word(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let known = match lower.as_str() {
        "elif" | "elseif" | "then" => return Some("write `A if CONDITION else B`".to_owned()),
        "contains" | "between" => {
            return Some("write `NAME in [\"one\", \"other\"]`, or compare twice with `and`".to_owned());
        }
        "equals" | "eq" => "==",
        _ => *WORDS.iter().find(|known| **known == lower && **known != word)?,
    };
    Some(format!("write `{known}`"))
}

/// What to write instead of `is WORD`.
pub(super) fn after_is(word: &str, negated: bool) -> &'static str {
    match word.to_lowercase().as_str() {
        "empty" | "none" | "null" | "undefined" | "missing" | "blank" if negated => "write `NAME is defined`",
        "empty" | "none" | "null" | "undefined" | "missing" | "blank" => "write `NAME is not defined`",
        "set" | "given" | "filled" | "known" if negated => "write `NAME is not defined`",
        "set" | "given" | "filled" | "known" => "write `NAME is defined`",
        "true" if negated => "write `not NAME`",
        "false" if negated => "write `NAME`",
        "true" => "write the name alone",
        "false" => "write `not NAME`",
        _ if negated => "write `!=` to compare",
        _ => "write `==` to compare",
    }
}

/// Source text for a message, cut if it is long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
