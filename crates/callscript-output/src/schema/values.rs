//! The schemas of values.

use callscript::OutcomeKind;
use callscript::internal::format::{self, MapKind, Name, Number};
use callscript::value::Type;
use serde_json::{Map, Value, json};

/// The schema of a value; `kind` is the type of the variable that has the key.
pub(super) fn value(value: format::Value, kind: Option<Type>) -> Value {
    use format::Value as Form;
    match value {
        Form::Version => json!({ "const": 1 }),
        Form::Id | Form::Name(Name::Action) => reference("Id"),
        Form::Words => reference("Words"),
        Form::OptionalWords => reference("OptionalWords"),
        Form::Template => reference("Text"),
        Form::Language => json!({ "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::True => json!({ "const": true }),
        Form::Number(range) => number(range),
        Form::LiteralText | Form::Name(_) | Form::Pattern | Form::Type | Form::TakeSource => reference("Name"),
        Form::Names(_) => names(),
        Form::NonEmptyNames(_) => some(names()),
        Form::OneOrMore(_) => json!({ "anyOf": [reference("Name"), with(some(names()), json!({ "maxItems": 200 }))] }),
        Form::Literal => reference(datum(kind.unwrap_or(Type::Text))),
        Form::Choices => json!({ "anyOf": [some(names()), some(map_of(&reference("OptionalWords")))] }),
        Form::BooleanLabels => {
            // Neither may be a word that always means the other.
            let unlike = |words: &str| json!({ "allOf": [reference("Words"), { "not": { "type": "string", "pattern": words } }] });
            let words = json!({
                "true": unlike(r"^\s*([Nn][Oo]|[Ff][Aa][Ll][Ss][Ee])\s*$"),
                "false": unlike(r"^\s*([Yy][Ee][Ss]|[Tt][Rr][Uu][Ee])\s*$"),
            });
            json!({
                "type": "object", "properties": words, "required": ["true", "false"], "additionalProperties": false,
            })
        }
        Form::OutcomeKind => json!({ "enum": OutcomeKind::ALL.map(OutcomeKind::as_str) }),
        Form::Sensitive => json!({ "const": "sensitive" }),
        Form::Condition => reference("Expression"),
        Form::Say => json!({ "anyOf": [reference("Text"), some(map_of(&reference("Name")))] }),
        Form::Set => map_of(&reference("Operand")),
        Form::With => json!({ "anyOf": [map_of(&reference("Operand")), names()] }),
        Form::Take => map_of(&reference("Name")),
        Form::Operand => reference("Operand"),
        Form::Map(map_kind) => map_or_shorthand(map_kind),
        Form::MapOrFalse(map_kind) => json!({ "anyOf": [{ "const": false }, map_or_shorthand(map_kind)] }),
        Form::Each(map_kind) => with(of_some(map_kind, map_of(&map_or_shorthand(map_kind))), named(map_kind)),
        Form::Labels(map_kind) => with(of_some(map_kind, map_of(&map_or_shorthand(map_kind))), labels(map_kind)),
        Form::List(map_kind) => of_some(map_kind, json!({ "type": "array", "items": map_or_shorthand(map_kind) })),
        Form::Any => json!({}),
    }
}

/// A reference to a definition of its own.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Maps with these keys. Strict validators want the type, and a required key as a property, beside it.
pub(super) fn having(keys: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), json!(true))).collect();
    json!({ "type": "object", "properties": properties, "required": keys })
}

/// A map of this kind, or the text that is a shorthand for it.
fn map_or_shorthand(map_kind: MapKind) -> Value {
    let map = reference(&format!("{map_kind:?}"));
    match map_kind.shorthand().and_then(|key| map_kind.key(key)) {
        Some(key) => json!({ "anyOf": [with(json!({ "description": key.meaning }), value(key.value, None)), map] }),
        None => map,
    }
}

fn map_of(value: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

fn names() -> Value {
    json!({ "type": "array", "items": reference("Name"), "uniqueItems": true })
}

/// A list or a map that is not empty.
fn some(value: Value) -> Value {
    let least = if value.get("items").is_some() { "minItems" } else { "minProperties" };
    with(value, json!({ least: 1 }))
}

/// The schema `value` of a collection of such maps. It allows an empty one only if the format does.
fn of_some(map_kind: MapKind, value: Value) -> Value {
    if map_kind.may_be_empty() { value } else { some(value) }
}

/// Adds keys to a schema.
fn with(mut schema: Value, more: Value) -> Value {
    if let (Some(schema), Value::Object(more)) = (schema.as_object_mut(), more) {
        schema.extend(more);
    }
    schema
}

/// The pattern of names that authors choose in declarations.
fn named(map_kind: MapKind) -> Value {
    match map_kind {
        MapKind::Variable => json!({ "propertyNames": reference("VariableName") }),
        MapKind::Outcome => json!({ "propertyNames": reference("Result") }),
        MapKind::Node | MapKind::Policy => json!({ "propertyNames": reference("Kebab") }),
        _ => json!({}),
    }
}

/// A label that contains `{{ }}` needs an id, so its edge must be written as a map.
fn labels(map_kind: MapKind) -> Value {
    let with_id = with(reference(&format!("{map_kind:?}")), having(&["id"]));
    json!({ "patternProperties": { r"\{\{|\{%": with_id } })
}

fn number(range: Number) -> Value {
    let kind = if range.is_whole { "integer" } else { "number" };
    let mut schema = json!({ "type": kind, "minimum": range.min });
    if let Some(max) = range.max {
        schema = with(schema, json!({ "maximum": max }));
    }
    schema
}

/// The definition for values of a type.
fn datum(kind: Type) -> &'static str {
    match kind {
        Type::Integer => "WholeNumber",
        Type::Number => "DecimalNumber",
        Type::Boolean => "Boolean",
        Type::Date => "Day",
        Type::Time => "TimeOfDay",
        Type::Text => "AnyText",
        Type::Choice | Type::Phone | Type::Email => "Name",
    }
}
