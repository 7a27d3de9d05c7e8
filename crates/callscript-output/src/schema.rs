//! The JSON Schema (2020-12) of the format, for editors and for programs that write scripts.
//!
//! Made from documented types that mirror the format, key by key; they hold no values. What a schema cannot say (names
//! that lead nowhere, types that do not fit) is the linter's.

#![expect(dead_code, reason = "the types are read by the derive that makes the schema of them, and by nothing else")]

mod edge;
mod node;
mod policy;
mod scalar;
mod script;
mod variable;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

use crate::json;

/// The schema.
///
/// ```
/// assert!(callscript_output::schema().contains("\"$schema\""));
/// ```
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().with_transform(LeftOut);
    json::document(settings.into_generator().into_root_schema_for::<script::Script>().as_value())
}

/// What is left out is left out: a key without a value is none of those that may be.
#[derive(Debug, Clone)]
struct LeftOut;

impl Transform for LeftOut {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::Array(kinds)) = schema.get("anyOf")
            && let [Value::Object(kind), nothing] = &kinds[..]
            && *nothing == json!({ "type": "null" })
        {
            let kind = kind.clone();
            schema.remove("anyOf");
            for (key, value) in kind {
                schema.ensure_object().entry(key).or_insert(value);
            }
        }
        if let Some(Value::Array(types)) = schema.get_mut("type")
            && let [kind, Value::String(null)] = &types[..]
            && null == "null"
        {
            let kind = kind.clone();
            schema.insert("type".to_owned(), kind);
        }
        schema.remove("format");
        transform_subschemas(self, schema);
    }
}
