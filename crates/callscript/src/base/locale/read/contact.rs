//! Phone numbers and addresses as people type them.

use super::typed::{digit, plain};

/// Words before the number of an extension.
const EXTENSIONS: &[&str] = &["extension", "ext.", "ext", "x", "#", "durchwahl", "poste", "wew.", "wew", "内線"];

/// A phone number with plain blanks, hyphens and digits; what follows it as an extension is written `ext.`
pub(super) fn phone(text: &str) -> String {
    let number: String = plain(text).chars().map(|c| digit(c, &[]).unwrap_or(c)).collect();
    let number = number.replace(['[', '{'], "(").replace([']', '}'], ")");
    let number = number.strip_prefix("tel:").unwrap_or(&number).trim_start();
    for word in EXTENSIONS {
        if let Some((main, extension)) = number.split_once(word) {
            let main = main.trim_end_matches([' ', ',', ';']);
            return format!("{main} ext. {}", extension.trim_start_matches([' ', ':', '.', '=']).trim_end());
        }
    }
    number.to_owned()
}

/// An address without blanks around it, and without marks that nobody sees.
pub(super) fn email(text: &str) -> String {
    let is_around = |c: char| c.is_whitespace() || crate::base::inert::is_harmful(c);
    text.trim_matches(is_around).to_owned()
}
