//! Texts that YAML would hold as they are, although they could do harm where the YAML is shown: they are written in double
//! quotes, with escapes. The library cannot be told to, so it writes a token in their place.

use std::fmt::Write;

use callscript::internal::inert::is_harmful;
use serde_yaml::Value;

/// The beginning of a token, which a text in the document may hold only as a token.
const TOKEN: &str = "text-in-quotes-";

/// Replaces texts by tokens. The texts are added to `quoted`.
pub(super) fn take(value: Value, quoted: &mut Vec<String>) -> Value {
    match value {
        Value::String(text) if text.contains(TOKEN) || text.chars().any(can_do_harm) => {
            quoted.push(text);
            format!("{TOKEN}{}-", quoted.len() - 1).into()
        }
        Value::Sequence(items) => items.into_iter().map(|item| take(item, quoted)).collect(),
        Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (take(key, quoted), take(value, quoted)));
            Value::Mapping(entries.collect())
        }
        other => other,
    }
}

/// Puts the texts in place of their tokens.
pub(super) fn put(yaml: &str, quoted: &[String]) -> String {
    let mut parts = yaml.split(TOKEN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('-').unwrap_or((part, ""));
        let quoted = number.parse().ok().and_then(|number: usize| quoted.get(number));
        text += &in_quotes(quoted.map_or("", String::as_str));
        text += rest;
    }
    text
}

/// Whether a character must be escaped. Line ends and tabs stay as YAML has them.
fn can_do_harm(character: char) -> bool {
    is_harmful(character) && !matches!(character, '\n' | '\t')
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        // Writing to a string cannot fail.
        let _ = match character {
            '"' | '\\' => write!(quoted, "\\{character}"),
            _ if is_harmful(character) => write!(quoted, "\\U{:08x}", u32::from(character)),
            _ => write!(quoted, "{character}"),
        };
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was() {
        let texts = ["plain", "two\n\tlines", "a\u{202e}\"b\\\n\u{e0041}", "text-in-quotes-0-", "\u{1b}"];
        let document: Value = texts.iter().map(|text| Value::from(*text)).collect();
        let mut quoted = Vec::new();
        let yaml = put(&serde_yaml::to_string(&take(document.clone(), &mut quoted)).unwrap(), &quoted);
        assert_eq!(quoted.len(), 3);
        assert!(!yaml.chars().any(can_do_harm), "{yaml}");
        assert_eq!(serde_yaml::from_str::<Value>(&yaml).unwrap(), document);
    }
}
