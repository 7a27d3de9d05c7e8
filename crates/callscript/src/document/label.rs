//! The id that is derived from a label.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The id of a label: its text in NFC and lowercase, with each run of characters other than letters and digits replaced
/// by one `-`, and no `-` at either end.
///
/// Letters and digits are the characters for which [`char::is_alphanumeric`] holds.
pub(crate) fn label_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let composed: String;
    let text = if text.is_ascii() || is_nfc(text) {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    for character in text.to_lowercase().chars() {
        if character.is_alphanumeric() {
            id.push(character);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
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
