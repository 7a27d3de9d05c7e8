//! The schema of scripts, generated from the table of the format's keys. What a schema cannot express (names that do
//! not exist, types that do not match) is left to the linter.

use callscript::internal::format::{Key, MapKind, Need};
use callscript::value::Type;
use serde_json::{Map, Value, json};

use super::scalars::scalars;
use super::values::{having, reference, value};

/// The schema of a script.
pub(super) fn script() -> Value {
    let mut schema = Map::from_iter([
        ("title".to_owned(), json!("Script")),
        ("description".to_owned(), json!("A call script of callscript, version 1.")),
    ]);
    schema.extend(map(MapKind::Script, None));
    let inside =
        MapKind::ALL.into_iter().filter(|map_kind| !matches!(map_kind, MapKind::Script | MapKind::SharedPolicy));
    schema.insert("$defs".to_owned(), definitions(inside));
    schema.into()
}

/// The definitions of these kinds of map, and of every scalar.
pub(super) fn definitions(map_kinds: impl IntoIterator<Item = MapKind>) -> Value {
    let maps = map_kinds.into_iter().map(|map_kind| (format!("{map_kind:?}"), definition(map_kind)));
    Value::Object(maps.chain(scalars()).collect())
}

/// The schema of a kind of map; for variables, one alternative for each type.
fn definition(map_kind: MapKind) -> Value {
    if map_kind == MapKind::Variable {
        let types = Type::ALL.into_iter().map(|kind| Value::Object(map(map_kind, Some(kind))));
        return json!({ "description": map_kind.description(), "oneOf": types.collect::<Value>() });
    }
    let described = Map::from_iter([("description".to_owned(), json!(map_kind.description()))]);
    described.into_iter().chain(map(map_kind, None)).collect()
}

/// The schema of a map: its keys, and their requirements. `kind` is the type of a variable.
fn map(map_kind: MapKind, kind: Option<Type>) -> Map<String, Value> {
    let keys: Vec<&Key> =
        map_kind.keys().iter().filter(|key| kind.is_none_or(|kind| key.applies_to(kind))).copied().collect();
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key, map_kind, kind))).collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("additionalProperties".to_owned(), json!(false)),
        ("properties".to_owned(), properties.into()),
    ]);
    let one_of: Value = map_kind.one_of().map(|key| having(&[key])).collect();
    let needs: Map<String, Value> = keys.iter().filter_map(|key| Some((key.name.to_owned(), needs(key)?))).collect();
    for (name, value, is_empty) in [
        ("required", json!(required), required.is_empty()),
        ("oneOf", one_of.clone(), one_of == json!([])),
        ("dependentSchemas", json!(needs), needs.is_empty()),
    ] {
        if !is_empty {
            schema.insert(name.to_owned(), value);
        }
    }
    schema
}

/// The schema of a key's value, with the key's description.
fn property(key: &Key, map_kind: MapKind, kind: Option<Type>) -> Value {
    let schema = match kind.filter(|_| (map_kind, key.name) == (MapKind::Variable, "type")) {
        Some(kind) => json!({ "const": kind.name() }),
        None => value(key.value, kind),
    };
    let described = Map::from_iter([("description".to_owned(), json!(key.meaning))]);
    described.into_iter().chain(schema.as_object().cloned().unwrap_or_default()).collect()
}

/// The keys that a key requires.
fn needs(key: &Key) -> Option<Value> {
    let mut needs = Map::new();
    if !key.requires.is_empty() {
        needs.extend(having(key.requires).as_object().cloned().unwrap_or_default());
    }
    if !key.belongs_to.is_empty() {
        let owners = key.belongs_to.iter().map(|owner| having(&[owner]));
        needs.insert("anyOf".to_owned(), owners.collect());
    }
    if key.name == "action" && key.maps == [MapKind::Node] {
        needs.insert(
            "properties".to_owned(),
            json!({ "then": { "type": "object", "propertyNames": reference("Result") } }),
        );
    }
    (!needs.is_empty()).then(|| needs.into())
}
