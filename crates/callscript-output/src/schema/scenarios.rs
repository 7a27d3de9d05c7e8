//! The schema of scenario files. It follows the reader, `document::reader::scenarios` of the core; a test compares them.

use serde_json::{Map, Value, json};

use super::scalars::scalars;
use super::values::{having, reference};

/// The schema of a file of scenarios.
pub(super) fn scenarios() -> Value {
    let mut schema = map(
        &[
            ("script", "the id of the script", reference("Name")),
            ("scenarios", "calls as they should go", list(&reference("Scenario"))),
        ],
        &["script", "scenarios"],
    );
    schema["title"] = json!("Scenarios");
    schema["description"] = json!("Scenarios of a call script: calls as they should go.");
    let own = [("Scenario", scenario()), ("Step", step()), ("Given", given()), ("Done", done())];
    let own = own.into_iter().map(|(name, schema)| (name.to_owned(), schema));
    let shared = scalars().filter(|(name, _)| ["Name", "AnyText"].contains(&name.as_str()));
    schema["$defs"] = own.chain(shared).collect::<Map<_, _>>().into();
    schema
}

fn scenario() -> Value {
    let expect = [
        ("outcome", "the outcome with which the call ends", reference("Name")),
        ("visited", "nodes that it passes, in this order", list(&reference("Name"))),
        ("not_visited", "nodes that it does not pass", list(&reference("Name"))),
        ("variables", "values at the end", reference("Given")),
    ];
    let keys = [
        ("name", "what makes this call different", reference("Name")),
        ("entry", "the entry at which it begins, if not at the start", reference("Name")),
        ("channel", "its channel, if not the script's first", reference("Name")),
        ("now", "when it takes place, with the offset from UTC", reference("Name")),
        ("input", "the values of inputs", reference("Given")),
        ("steps", "what happens", list(&reference("Step"))),
        ("expect", "what must be true at the end", map(&expect, &[])),
    ];
    map(&keys, &["name", "steps"])
}

/// A step: a map with one key, or the name of a step that needs no value.
fn step() -> Value {
    let name = || reference("Name");
    let revised = [
        ("node", "the node", name()),
        ("answer", "the new answer", named("id", "enter")),
        ("enter", "the new values", reference("Given")),
        ("cannot_give", "the customer cannot say it after all", reference("Done")),
    ];
    let jump = [
        ("to", "the node", name()),
        ("reason", "the reason", name()),
        ("enter", "values that are needed there", reference("Given")),
    ];
    let mut revise = map(&revised, &["node"]);
    revise["oneOf"] = ["answer", "enter", "cannot_give"].map(|key| having(&[key])).into_iter().collect();
    let mut one = map(
        &[
            (
                "answer",
                "an answer, by its label or id, with the values that are given together with it",
                named("id", "enter"),
            ),
            ("enter", "the values of a form", reference("Given")),
            ("cannot_give", "the customer cannot say what the form asks for", reference("Done")),
            ("silence", "nothing comes", reference("Done")),
            ("not_understood", "nothing comes that is understood", any_of(&name(), &reference("Done"))),
            ("action", "the result of an action", named("result", "returns")),
            ("proceed", "a message is passed", reference("Done")),
            ("aside", "an aside, by its label or id", name()),
            ("back", "one step back", reference("Done")),
            ("revise", "an earlier answer or form is changed", revise),
            ("jump", "the agent goes to another node", any_of(&name(), &map(&jump, &["to"]))),
            ("note", "a note is written", name()),
            ("hang_up", "the call ends here", any_of(&name(), &reference("Done"))),
            (
                "subscript",
                "the script that runs here is left out, and ends with this outcome",
                named("outcome", "sets"),
            ),
        ],
        &[],
    );
    one["minProperties"] = json!(1);
    one["maxProperties"] = json!(1);
    any_of(&one, &json!({ "enum": ["cannot_give", "silence", "not_understood", "proceed", "back", "hang_up"] }))
}

/// Values by name; a name without one is empty.
fn given() -> Value {
    json!({ "type": "object", "additionalProperties": reference("AnyText") })
}

/// The value of a step that needs none.
fn done() -> Value {
    any_of(&json!({ "const": true }), &json!({ "type": "null" }))
}

/// A name, or a map of it and of values.
fn named(name: &str, values: &str) -> Value {
    let keys = [(name, "its name", reference("Name")), (values, "its values", reference("Given"))];
    any_of(&reference("Name"), &map(&keys, &[name]))
}

fn any_of(one: &Value, other: &Value) -> Value {
    json!({ "anyOf": [one, other] })
}

fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

/// A map with these keys, each with what it means.
fn map(keys: &[(&str, &str, Value)], required: &[&str]) -> Value {
    let property = |(name, meaning, schema): &(&str, &str, Value)| {
        let mut schema = schema.clone();
        schema["description"] = json!(meaning);
        ((*name).to_owned(), schema)
    };
    let properties: Map<_, _> = keys.iter().map(property).collect();
    let mut map = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        map["required"] = json!(required);
    }
    map
}
