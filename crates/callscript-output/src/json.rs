//! Writes JSON documents, with characters escaped that a terminal would interpret.

use std::fmt::Write;

use callscript::internal::inert::is_harmful;
use serde::{Serialize, Serializer};

/// An array whose items are made one by one, as they are written: the function makes all of them.
pub(crate) struct Items<F>(pub(crate) F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Items<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A document as JSON, with a final line end.
pub(crate) fn document(document: &impl Serialize) -> String {
    // Plain structs with string keys always serialize.
    let mut json = serde_json::to_string_pretty(document).unwrap_or_default();
    json.push('\n');
    let must_escape = |character: char| is_harmful(character) && character != '\n';
    if !json.contains(must_escape) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        // A harmful character can only be inside a string.
        if must_escape(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The JSON Schema of a struct as it is written.
#[cfg(feature = "schema")]
pub(crate) fn schema_of<T: schemars::JsonSchema>() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    strict(settings.into_generator().into_root_schema_for::<T>().into())
}

/// Removes what strict validators do not know: the widths of numbers.
#[cfg(feature = "schema")]
pub(crate) fn strict(mut schema: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match &mut schema {
        Value::Object(map) => {
            if map.get("format").is_some_and(Value::is_string) {
                map.shift_remove("format");
            }
            map.values_mut().for_each(|value| *value = strict(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = strict(item.take())),
        _ => {}
    }
    schema
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
