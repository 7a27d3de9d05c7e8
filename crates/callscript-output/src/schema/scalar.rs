//! Single values. Where text belongs, whatever stands there without quotes is its own characters: `404`, `yes`, `true`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Defines a type that stands for a single value, by its schema.
macro_rules! scalar {
    ($(#[doc = $doc:literal])+ $name:ident, $schema:tt) => {
        $(#[doc = $doc])+
        pub(super) struct $name(String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema = json_schema!($schema);
                schema.insert("description".to_owned(), concat!($($doc),+).trim().into());
                schema
            }
        }
    };
}

scalar! {
    /// Words, which may hold `{{ }}` and `{% %}`.
    Text, { "type": ["string", "number", "boolean", "null"] }
}
scalar! {
    /// Only words, on one line.
    Words, {
        "type": ["string", "number", "boolean"],
        "not": { "type": "string", "pattern": r"\{\{|\{%" },
    }
}
scalar! {
    /// Only words, or nothing.
    OptionalWords, {
        "type": ["string", "number", "boolean", "null"],
        "not": { "type": "string", "pattern": r"\{\{|\{%" },
    }
}
scalar! {
    /// A name: of a node, a variable, an outcome or a script.
    Name, { "type": ["string", "number", "boolean"] }
}
scalar! {
    /// An id: lowercase letters, digits, and single `-` between them.
    Id, {
        "anyOf": [
            { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 200 },
            { "type": "integer", "minimum": 0 },
            { "type": "boolean" },
        ],
    }
}
scalar! {
    /// A condition or a value: an expression over the script's variables.
    Expression, {
        "type": ["string", "number", "boolean"],
        "not": { "type": "string", "pattern": r"\{\{|\{%|^\s*$" },
    }
}
scalar! {
    /// What stands in quotes is text, what stands without is an expression.
    Operand, {
        "type": ["string", "number", "boolean"],
        "not": { "type": "string", "pattern": r"\{\{|\{%" },
    }
}
scalar! {
    /// Any value, read as text.
    AnyText, { "type": ["string", "number", "boolean", "null"] }
}
scalar! {
    /// A whole number.
    WholeNumber, { "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": r"^[+-]?[0-9]+$" }] }
}
scalar! {
    /// A decimal number.
    DecimalNumber, { "anyOf": [{ "type": "number" }, { "type": "string", "pattern": r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$" }] }
}
scalar! {
    /// A day, such as 2026-12-01.
    Day, { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
}
scalar! {
    /// A time of day, such as 14:30.
    TimeOfDay, { "type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$" }
}
scalar! {
    /// The integer 1.
    Version, { "const": 1 }
}
scalar! {
    /// `true`, and nothing else.
    True, { "const": true }
}
