//! The schema of `callscript.toml`.

use callscript::internal::format::MapKind;
use callscript::rule::Level;
use callscript::rules;
use serde_json::{Map, Value, json};

use super::script::definitions;
use super::values::reference;

/// The schema of a `callscript.toml`.
pub(super) fn config() -> Value {
    let levels = Level::ALL.map(Level::as_str);
    let rules = rules::all().filter(|rule| rule.has_level());
    let rules = rules.map(|rule| (rule.name.to_owned(), json!({ "description": rule.summary(), "enum": levels })));
    json!({
        "title": "Settings",
        "description": "The settings of a library of call scripts: the levels of rules, and policies.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "rules": {
                "description": "the level of a rule's findings; only warnings and policies have one",
                "type": "object",
                "additionalProperties": false,
                "properties": rules.collect::<Map<_, _>>(),
            },
            "policies": {
                "description": "what every path through the scripts must keep to",
                "type": "object",
                "propertyNames": reference("Kebab"),
                "additionalProperties": reference("SharedPolicy"),
            },
        },
        "$defs": definitions([MapKind::SharedPolicy, MapKind::Before, MapKind::Verbatim]),
    })
}
