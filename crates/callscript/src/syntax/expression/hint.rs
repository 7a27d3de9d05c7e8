//! Hints for syntax errors: notations of other languages, and what to write instead.
//!
//! Must not decide what parses.

use super::{SyntaxError, Token, WORDS};
use crate::base::source::Span;

/// Notations that have no meaning here, what to write in their place if that is certain, and the help. Longer ones come
/// first.
static FOREIGN: [(&str, &str, &str); 43] = [
    ("===", "==", "write `==`"),
    ("!==", "!=", "write `!=`"),
    ("<>", "!=", "write `!=`"),
    ("=>", ">=", "write `>=`"),
    ("=<", "<=", "write `<=`"),
    ("&&", "and", "write `and`"),
    ("||", "or", "write `or`"),
    ("**", "", "there is no power, only `+`, `-`, `*` and `/`"),
    ("//", "/", "write `/`, and `round(…)` around it for a whole number"),
    ("-}}", "}}", "write `}}`; spaces and line breaks stay as they are"),
    ("-%}", "%}", "write `%}`; spaces and line breaks stay as they are"),
    ("{{", "", "`{{ }}` belongs in texts; write an expression without it"),
    ("{%", "", "`{% %}` belongs in texts; write an expression without it"),
    ("&", "and", "write `and`"),
    ("!", "not", "write `not`"),
    ("=", "==", "write `==` to compare"),
    ("÷", "/", "write `/`"),
    ("%", "", "there is no remainder or percent, only `+`, `-`, `*` and `/`"),
    ("^", "", "there is no power, only `+`, `-`, `*` and `/`"),
    ("~", "", "texts cannot be joined here; write them side by side in a text"),
    ("×", "*", "write `*`"),
    ("−", "-", "write the minus sign `-`"),
    ("–", "-", "write the minus sign `-`"),
    ("—", "-", "write the minus sign `-`"),
    ("≠", "!=", "write `!=`"),
    ("≤", "<=", "write `<=`"),
    ("≥", ">=", "write `>=`"),
    (".", "", "a variable has no parts; a number has digits on both sides of its point"),
    ("?", "", "write `A if CONDITION else B`"),
    (":", "", "write `A if CONDITION else B`, or a time as `time(\"14:30\")`"),
    ("“", "", "write straight quotes: `\"text\"`"),
    ("”", "", "write straight quotes: `\"text\"`"),
    ("„", "", "write straight quotes: `\"text\"`"),
    ("«", "", "write straight quotes: `\"text\"`"),
    ("»", "", "write straight quotes: `\"text\"`"),
    ("‘", "", "write straight quotes: `'text'`"),
    ("’", "", "write straight quotes: `'text'`"),
    ("`", "", "write straight quotes: `'text'`"),
    ("$", "", "write only the variable's name"),
    ("@", "", "write only the variable's name; text goes in quotes"),
    ("#", "", "text goes in quotes"),
    ("\\", "", "text goes in quotes"),
    (";", "", "text goes in quotes"),
];

/// The error for the foreign notation that the text begins with at `at`, if it begins with one, and the notation.
pub(super) fn foreign_sign(text: &str, at: usize) -> Option<(&'static str, SyntaxError)> {
    let rest = text.get(at..)?;
    let first = rest.bytes().next()?;
    let begins = |sign: &str| sign.bytes().next() == Some(first) && rest.starts_with(sign);
    let (sign, instead, help) = FOREIGN.iter().copied().find(|(sign, ..)| begins(sign))?;
    let span = Span::new(at, at + sign.len());
    let fault = SyntaxError::new(span, format!("`{sign}` means nothing here")).help(help);
    let after = rest.get(sign.len()..).unwrap_or_default();
    if let Some((closing, quote)) = closing_quotes(sign) {
        let end = after.find(closing).filter(|&end| !after[..end].contains(['"', '\'', '\\']));
        let quoted = end.and_then(|end| {
            let closing = after[end..].chars().next()?;
            let place = Span::new(at, at + sign.len() + end + closing.len_utf8());
            Some((place, format!("{quote}{}{quote}", &after[..end])))
        });
        return Some((sign, SyntaxError { instead: quoted, ..fault }));
    }
    if instead.is_empty() {
        return Some((sign, fault));
    }
    // A word that takes the place of a sign needs blanks around it.
    let is_word = instead.starts_with(|first: char| first.is_alphabetic());
    let touches = |next: Option<char>| is_word && next.is_some_and(|next| !next.is_whitespace() && next != '(');
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let [open, close] = [touches(before), touches(after.chars().next())].map(|blank| if blank { " " } else { "" });
    Some((sign, fault.instead(span, format!("{open}{instead}{close}"))))
}

/// The quotes that close what begins with a foreign one, and the quote to write.
fn closing_quotes(sign: &str) -> Option<(&'static [char], char)> {
    match sign {
        "“" | "”" | "„" | "«" | "»" => Some((&['“', '”', '«', '»'], '"')),
        "‘" | "’" | "`" => Some((&['‘', '’', '`'], '\'')),
        _ => None,
    }
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
            Some((help, None)) => misplaced(word).help(help),
            Some((help, Some(instead))) => misplaced(word).help(help).instead(span, instead),
            None if WORDS.contains(word) => misplaced(word).help("it is a reserved word; text goes in quotes"),
            None => misplaced(word).help("join conditions with `and` or `or`; text goes in quotes"),
        },
        Token::Number(digits) => misplaced(digits).help("write `+`, `-`, `*`, `/` or a comparison between two values"),
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

/// The help for a word of another language, or a reserved word in upper case, and what to write in its place if that is
/// certain.
fn foreign_word(word: &str) -> Option<(String, Option<&'static str>)> {
    let lower = word.to_lowercase();
    let known = match lower.as_str() {
        "elif" | "elseif" | "then" => return Some(("write `A if CONDITION else B`".to_owned(), None)),
        "contains" | "between" => {
            return Some(("write `NAME in [\"one\", \"other\"]`, or compare twice with `and`".to_owned(), None));
        }
        "equals" | "eq" => "==",
        _ => *WORDS.iter().find(|known| **known == lower && **known != word)?,
    };
    Some((format!("write `{known}`"), Some(known)))
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
