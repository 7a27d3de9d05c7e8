//! Scalar values. Where text is expected, an unquoted value counts as its characters: `404`, `yes`, `true`.

use callscript::internal::WORDS;
use serde_json::{Value, json};

const KEBAB: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Their definitions, by name.
pub(super) fn scalars() -> impl Iterator<Item = (String, Value)> {
    let braces = json!({ "type": "string", "pattern": r"\{\{|\{%" });
    let braces_or_blank = json!({ "type": "string", "pattern": r"\{\{|\{%|^\s*$" });
    let (scalar, or_nothing) =
        (types(&["string", "number", "boolean"]), types(&["string", "number", "boolean", "null"]));
    [
        ("Text", "words, which may contain `{{ }}` and `{% %}`", json!({ "anyOf": or_nothing })),
        ("Words", "words alone", json!({ "anyOf": scalar, "not": braces })),
        ("OptionalWords", "words alone, or nothing", json!({ "anyOf": or_nothing, "not": braces })),
        ("Name", "a name, such as that of a node, a variable, an outcome or a script", json!({ "anyOf": scalar })),
        (
            "Id",
            "an id: lowercase letters, digits, and single `-` between them",
            json!({ "anyOf": [
                { "type": "string", "pattern": KEBAB, "maxLength": 200 },
                { "type": "integer", "minimum": 0 },
                { "type": "boolean" },
            ] }),
        ),
        (
            "Kebab",
            "lowercase letters, digits, and single `-` between them",
            json!({ "type": "string", "pattern": KEBAB }),
        ),
        (
            "Result",
            "lowercase letters, digits, `_` and `-`, a letter first",
            json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]*$" }),
        ),
        (
            "VariableName",
            "lowercase letters, digits and `_`, a letter first; not a reserved word of conditions",
            json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "not": { "enum": WORDS } }),
        ),
        (
            "Expression",
            "a condition: an expression over the script's variables",
            json!({ "anyOf": scalar, "not": braces_or_blank }),
        ),
        (
            "Operand",
            "what stands in quotes is text, what stands without is an expression",
            json!({ "anyOf": scalar, "not": braces }),
        ),
        ("AnyText", "any text", json!({ "anyOf": or_nothing })),
        ("Boolean", "`true` or `false`", json!({ "type": "boolean" })),
        (
            "WholeNumber",
            "a whole number",
            json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": r"^[+-]?[0-9]+$" }] }),
        ),
        (
            "DecimalNumber",
            "a decimal number",
            json!({ "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$" },
            ] }),
        ),
        ("Day", "a day, such as 2026-12-01", json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })),
        (
            "TimeOfDay",
            "a time of day, such as 14:30",
            json!({ "type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$" }),
        ),
    ]
    .into_iter()
    .map(|(name, description, mut schema)| {
        schema["description"] = description.into();
        (name.to_owned(), schema)
    })
}

/// A schema for each of these types: validators refuse several types in one, if they are strict.
fn types(names: &[&str]) -> Value {
    names.iter().map(|name| json!({ "type": name })).collect()
}
