//! Writes JSON documents, with characters escaped that a terminal would interpret.

use std::fmt::Write;

use callscript::internal::inert::is_harmful;
use serde::Serialize;

/// A document as JSON, with a final line end.
pub(crate) fn document(document: &impl Serialize) -> String {
    // Plain structs with string keys always serialize.
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        // A harmful character can only be inside a string.
        if is_harmful(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped.push('\n');
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_harmful_is_left() {
        let texts = ["a\u{202e}\u{7f}\u{e0041}", "Größe"];
        let json = document(&texts);
        assert_eq!(json, "[\n  \"a\\u202e\\u007f\\udb40\\udc41\",\n  \"Größe\"\n]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), texts);
    }
}
