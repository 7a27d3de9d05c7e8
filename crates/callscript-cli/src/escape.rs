//! Names and texts from files, made harmless: a terminal obeys control characters, and bidi characters reorder a line.

use std::borrow::Cow;

/// `text` with every control, bidi and line separating character written as its escape.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
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

/// Whether a terminal might do something else with `character` than show it.
pub(crate) fn is_harmful(character: char) -> bool {
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
