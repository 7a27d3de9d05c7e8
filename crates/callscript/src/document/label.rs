//! The id that is derived from a label.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The id of a label: its text in NFC and lowercase, with each run of characters other than letters and digits replaced
/// by one `-`, and no `-` at either end.
///
/// Letters and digits are the characters for which [`char::is_alphanumeric`] holds.
pub fn label_id(text: &str) -> String {
    if text.is_ascii() {
        return ascii_id(text.as_bytes());
    }
    let lower = if is_nfc(text) { text.to_lowercase() } else { text.nfc().collect::<String>().to_lowercase() };
    let mut id = String::with_capacity(lower.len());
    for character in lower.chars() {
        if character.is_alphanumeric() {
            id.push(character);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// The same of ASCII alone, as most labels are: a byte is a character.
fn ascii_id(text: &[u8]) -> String {
    let mut id = text.to_ascii_lowercase();
    for byte in &mut id {
        *byte = if byte.is_ascii_alphanumeric() { *byte } else { b'-' };
    }
    id.dedup_by(|next, last| *next == b'-' && *last == b'-');
    id.pop_if(|last| *last == b'-');
    if id.first() == Some(&b'-') {
        id.remove(0);
    }
    String::from_utf8(id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::label_id;

    #[test]
    fn an_id_is_the_letters_and_digits_of_its_label() {
        let cases = [
            ("No lights at all", "no-lights-at-all"),
            ("Lights, but no internet", "lights-but-no-internet"),
            ("  «Нет» света!  ", "нет-света"),
            ("Cafe\u{301}", "café"),
            ("404", "404"),
            ("x²", "x²"),
            ("???", ""),
            ("👍 yes", "yes"),
        ];
        for (label, id) in cases {
            assert_eq!(label_id(label), id, "{label}");
        }
    }
}
