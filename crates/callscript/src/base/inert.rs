//! Makes text from files, values and notes safe to show. Must not know what the text is for.
//!
//! What a character can do to the text around it decides whether it is shown or written as an escape, `\u{202e}`:
//!
//! * Never shown: control characters (they command terminals), line and paragraph separators, overrides of the direction
//!   of writing (they reorder a line), and characters that nobody sees and no language needs (byte order marks, tags).
//! * Shown in the words that people speak and read (`words`), escaped in names, paths and code (`escape`): marks of
//!   direction (LRM, RLM, ALM), and isolates and embeddings that are closed on the same line.
//! * Shown where writing needs them: joiners, soft hyphens and variation selectors after a character that they can shape
//!   (in names: after one that is not ASCII), a zero-width space after a letter of a language that is written without
//!   spaces, tags in the emoji of a flag.
//! * Always shown: everything else, no-break spaces among it.
//!
//! No other module knows which characters these are.

mod class;
mod context;

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use self::class::{Class, class};
use self::context::Context;

/// A name, a path, code or a message, with every character that could do harm escaped.
///
/// ```
/// assert_eq!(callscript::internal::inert::escape("a\u{1b}[31m\n"), r"a\u{1b}[31m\n");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    escaped(text, Context::of_name)
}

/// Words on one line; marks of direction stay where they can do no harm.
///
/// ```
/// let words = callscript::internal::inert::words("\u{2067}שלום\u{2069}, \u{202e}x");
/// assert_eq!(words, "\u{2067}שלום\u{2069}, \\u{202e}x");
/// ```
pub fn words(text: &str) -> Cow<'_, str> {
    escaped(text, Context::of_words)
}

/// Text of several lines, each escaped; line ends and tabs stay.
pub fn lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split('\t').map(escape).collect::<Vec<_>>().join("\t"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Fits words on one line of at most `columns`: white space becomes single spaces, and the rest is cut off with `…`.
///
/// Characters are escaped as by `words`.
pub fn line(text: &str, columns: usize) -> String {
    let context = Context::of_words(text);
    let mut line = String::new();
    let mut width = 0;
    // The length of the line up to which it can be cut, with a column left for the `…`.
    let mut cut = 0;
    let mut space = false;
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            space = !line.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            line.push(' ');
            width += 1;
        }
        width += push(&mut line, character, context.shows(at, character));
        if width > columns || line.len() > columns.saturating_mul(16) {
            line.truncate(cut);
            line.truncate(line.trim_end().len());
            return closed([line]).concat() + "…";
        }
        if width < columns {
            cut = line.len();
        }
    }
    line
}

/// The rows of words that were wrapped: what is open at the end of a row is closed there, and opened again in the next.
pub fn closed(rows: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut open: Vec<char> = Vec::new();
    let closed = rows.into_iter().map(|row| {
        let mut whole: String = open.iter().collect();
        whole += &row;
        for character in row.chars() {
            if class::closing(character).is_some() {
                open.push(character);
            } else if class(character) == Class::Pair {
                open.pop();
            }
        }
        whole.extend(open.iter().rev().filter_map(|opening| class::closing(*opening)));
        whole
    });
    closed.collect()
}

/// The width of a line in columns.
pub fn width(line: &str) -> usize {
    line.chars().map(columns).sum()
}

/// Whether `character` can do harm, and is shown at certain places only, or nowhere.
pub fn is_harmful(character: char) -> bool {
    !matches!(class(character), Class::Plain | Class::Joiner)
}

fn escaped<'t>(text: &'t str, context: impl FnOnce(&'t str) -> Context<'t>) -> Cow<'t, str> {
    if text.chars().all(|character| class(character) == Class::Plain) {
        return Cow::Borrowed(text);
    }
    let context = context(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        match character {
            '\n' | '\r' | '\t' => escaped.extend(character.escape_default()),
            _ => {
                push(&mut escaped, character, context.shows(at, character));
            }
        }
    }
    Cow::Owned(escaped)
}

/// Appends a character, or its escape, and returns the width.
fn push(line: &mut String, character: char, shown: bool) -> usize {
    if shown {
        line.push(character);
        return columns(character);
    }
    let before = line.len();
    // Writing to a string cannot fail.
    let _ = write!(line, "{}", character.escape_unicode());
    line.len() - before
}

fn columns(character: char) -> usize {
    character.width().unwrap_or_default()
}

#[cfg(test)]
mod tests;
