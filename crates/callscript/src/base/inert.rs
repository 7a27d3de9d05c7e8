//! Makes text from files, values and notes safe to show: control characters could command a terminal, and bidi
//! characters reorder a line.
//!
//! No other module knows which characters these are. Must not know what the text is for.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// Escapes every control character, bidi character and line separator.
///
/// ```
/// assert_eq!(callscript::internal::inert::escape("a\u{1b}[31m\n"), r"a\u{1b}[31m\n");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => escaped.extend(character.escape_default()),
            _ if is_harmful(character) => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

/// Fits `text` on one line of at most `columns`: white space becomes single spaces, and the rest is cut off with `…`.
///
/// Harmful characters are escaped, as by `escape`.
pub fn line(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut width = 0;
    // The length of the line up to which it can be cut, with a column left for the `…`.
    let mut cut = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = !line.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            line.push(' ');
            width += 1;
        }
        width += push(&mut line, character);
        if width > columns || line.len() > columns.saturating_mul(16) {
            line.truncate(cut);
            line.truncate(line.trim_end().len());
            line.push('…');
            return line;
        }
        if width < columns {
            cut = line.len();
        }
    }
    line
}

/// The width of a line in columns.
pub fn width(line: &str) -> usize {
    line.chars().map(columns).sum()
}

/// Appends a character, escaped if it is harmful, and returns its width.
fn push(line: &mut String, character: char) -> usize {
    if !is_harmful(character) {
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

/// Whether a terminal may interpret `character` instead of showing it.
pub fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_harmful_is_left() {
        assert_eq!(escape("Größe 🙂 `a-b`"), "Größe 🙂 `a-b`");
        assert_eq!(escape("a\u{1b}[31m\n\u{202e}b\u{9b}"), r"a\u{1b}[31m\n\u{202e}b\u{9b}");
    }
}
