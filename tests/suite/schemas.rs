//! The JSON Schemas of everything that the program reads and writes. Those of scripts have tests of their own
//! (`fixtures/schema`, `fixtures/keys`); other validators read all of them in `tests/clients/check`.

use std::fs;
use std::path::{Path, PathBuf};

use callscript_output::Schema;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Place, repository};

fn schema(of: Schema) -> Validator {
    let text = Place::new().run(["schema", of.name()]).out;
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(schema["$id"], format!("urn:callscript:schema:{}", of.name()));
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Asserts that the schema accepts what was written, and refuses it without any of its keys.
fn describes(of: Schema, written: &str) {
    let schema = schema(of);
    for line in if of == Schema::Journal { written.lines().collect() } else { vec![written] } {
        let value: Value = serde_json::from_str(line).unwrap();
        let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{of:?}: {errors:?} in {line}");
        // A line of an event of version 1 has no `seq`, and only an answer that collects has `values`.
        let is_answer = value["event"] == "answered" || value["event"] == "revised";
        let may_lack = |key: &str| key == "seq" || (is_answer && key == "values");
        for key in value.as_object().unwrap().keys().filter(|key| !may_lack(key)) {
            let mut less = value.clone();
            less.as_object_mut().unwrap().remove(key);
            assert!(!schema.is_valid(&less), "{of:?} without `{key}`: {line}");
        }
    }
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn look(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, ending, found);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    look(&repository(folder), ending, &mut found);
    found
}

#[test]
fn reports_are_as_their_schemas_say() {
    let place = crate::formats::every_fixture();
    place.write("a \"b\"/ü.yaml", "callscript: 1\n");
    describes(Schema::Lint, &place.run(["lint", "--format", "json"]).out);
    describes(Schema::Stats, &Place::of("tests/stats").run(["stats", "--format", "json"]).out);
    describes(Schema::Diff, &Place::of("tests/diff").run(["diff", "old", "new", "--format", "json"]).out);
    describes(Schema::Test, &Place::of("tests/scenarios").run(["test", "--format", "json"]).out);
    for file in files("tests/render", ".yaml") {
        let run =
            Place::new().copy(&file).run(["render", file.file_name().unwrap().to_str().unwrap(), "--format", "json"]);
        describes(Schema::Render, &run.out);
    }
    for version in ["1", "2"] {
        let place = Place::of(&format!("tests/frozen/journal-{version}"));
        let run = place.run(["test", "scripts", "--replay", "calls", "--format", "json"]);
        describes(Schema::Replay, &run.out);
    }
}

#[test]
fn records_of_calls_are_as_their_schemas_say() {
    for (of, folder, ending) in [
        (Schema::Result, "tests/frozen/result-2", ".json"),
        (Schema::Transcript, "tests/frozen/transcript-2", ".json"),
        (Schema::Journal, "tests/frozen/journal-1/calls", ".jsonl"),
        (Schema::Journal, "tests/frozen/journal-2/calls", ".jsonl"),
    ] {
        for file in files(folder, ending) {
            describes(of, &fs::read_to_string(file).unwrap());
        }
    }
    let journal = schema(Schema::Journal);
    let line =
        json!({ "at": "2026-12-01T09:30:00Z", "event": "answered", "answer": "yes", "stands": null, "sum": "0" });
    assert!(journal.is_valid(&line));
    for (key, value) in [("event", json!("answerd")), ("answer", json!(1)), ("answr", json!("yes"))] {
        let mut wrong = line.clone();
        wrong[key] = value;
        assert!(!journal.is_valid(&wrong), "{wrong}");
    }
}

/// Whether the reader has findings about the form of a file.
fn refused(place: &Place, command: &str) -> bool {
    const SHAPES: [&str; 4] = ["missing-key", "unknown-key", "wrong-type", "bad-value"];
    let report: Value = serde_json::from_str(&place.run([command, ".", "--format", "json"]).out).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    findings.iter().any(|finding| SHAPES.contains(&finding["rule"].as_str().unwrap()))
}

#[test]
fn the_schema_of_scenarios_accepts_what_the_reader_does() {
    let schema = schema(Schema::Scenarios);
    let scenarios = [files("tests/scenarios", ".test.yaml"), files("trees", ".test.yaml")].concat();
    let mut both = [0, 0];
    for file in scenarios {
        let Ok(value) = serde_yaml::from_str::<Value>(&fs::read_to_string(&file).unwrap()) else { continue };
        let place = Place::new();
        let is_refused = refused(place.copy(&file), "test");
        both[usize::from(is_refused)] += 1;
        let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(is_refused || errors.is_empty(), "{}: {errors:?}", file.display());
    }
    assert!(both[0] > 10, "{both:?}");
}

/// Every key of every map of the schema, as it should be, misspelt, and with a wrong value.
#[test]
fn the_schema_of_scenarios_refuses_what_the_reader_does() {
    let schema = schema(Schema::Scenarios);
    let judged = |value: &Value| {
        let place = Place::new();
        place.write("a.test.yaml", value.to_string());
        (refused(&place, "test"), !schema.is_valid(value))
    };
    let given = json!({ "a": "b", "d": 1 });
    let steps = [
        json!("cannot_give"),
        json!("proceed"),
        json!("back"),
        json!("hang_up"),
        json!({ "answer": "Yes" }),
        json!({ "answer": true }),
        json!({ "enter": given }),
        json!({ "cannot_give": true }),
        json!({ "proceed": true }),
        json!({ "back": true }),
        json!({ "hang_up": "the line broke" }),
        json!({ "action": "done" }),
        json!({ "action": { "result": "done", "returns": given } }),
        json!({ "aside": "Angry" }),
        json!({ "revise": { "node": "a", "answer": "Yes" } }),
        json!({ "revise": { "node": "a", "enter": given } }),
        json!({ "revise": { "node": "a", "cannot_give": true } }),
        json!({ "jump": "a" }),
        json!({ "jump": { "to": "a", "reason": "because", "enter": given } }),
        json!({ "note": "words" }),
        json!({ "subscript": "done" }),
        json!({ "subscript": { "outcome": "done", "sets": given } }),
    ];
    let expect = json!({ "outcome": "done", "visited": ["a", "a"], "not_visited": ["b"], "variables": given });
    let scenario = json!({
        "name": "one", "entry": "a", "channel": "phone", "input": given, "steps": steps, "expect": expect,
    });
    let file = json!({ "script": "a", "scenarios": [scenario] });
    assert_eq!(judged(&file), (false, false));
    let mut wrong = Vec::new();
    misshapen(&file, &mut |changed| wrong.push(changed));
    assert!(wrong.len() > 100, "{}", wrong.len());
    for value in wrong {
        let (reader, schema) = judged(&value);
        assert_eq!(reader, schema, "refused by the reader: {reader}, by the schema: {schema}: {value}");
    }
}

/// Changes a value in one place after the other: misspells a key, removes one, and puts a list or a map in place of a value.
fn misshapen(value: &Value, give: &mut dyn FnMut(Value)) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let put = |name: &str, inner: Option<Value>| {
                    let others = map.iter().filter(|(other, _)| *other != key);
                    let others = others.map(|(key, value)| (key.clone(), value.clone()));
                    Value::Object(others.chain(inner.map(|inner| (name.to_owned(), inner))).collect())
                };
                give(put(key, None));
                give(put(&format!("{key}x"), Some(inner.clone())));
                give(put(key, Some(json!([["x"]]))));
                misshapen(inner, &mut |changed| give(put(key, Some(changed))));
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                let mut put = |inner: Value| {
                    let mut items = items.clone();
                    items[at] = inner;
                    give(Value::Array(items));
                };
                put(json!({}));
                put(json!([["x"]]));
                misshapen(inner, &mut put);
            }
        }
        _ => {}
    }
}

#[test]
fn the_schema_of_settings_agrees_with_the_reader() {
    let schema = schema(Schema::Config);
    let judged = |text: &str| {
        let place = Place::new();
        place.write("callscript.toml", text).copy(&repository("trees/lead-scoring.yaml"));
        // TOML that is as simple as this is the same as YAML.
        let value = settings(text);
        (refused(&place, "lint"), !schema.is_valid(&value))
    };
    for (text, is_wrong) in [
        ("rules = {\"long-say\" = \"off\", policy = \"warning\"}", false),
        ("rules = {\"long-sya\" = \"off\"}", true),
        ("rules = {\"long-say\" = \"of\"}", true),
        ("rules = {\"dead-end\" = \"off\"}", true),
        ("rules = [\"long-say\"]", true),
        ("rule = {\"long-say\" = \"off\"}", true),
        ("policies = {\"short\" = {\"max_seconds\" = 9999, \"why\" = \"x\", \"scripts\" = [\"lead-scoring\"]}}", false),
        ("policies = {\"short\" = {\"max_second\" = 9999}}", true),
        ("policies = {\"short\" = {}}", true),
        ("policies = {\"Short\" = {\"max_seconds\" = 9999}}", true),
        ("policies = {\"short\" = {\"max_seconds\" = 9999, \"max_questions\" = 99}}", true),
        ("policies = {\"short\" = {\"before\" = {\"tag\" = \"a\"}}}", true),
    ] {
        assert_eq!(judged(text), (is_wrong, is_wrong), "{text}");
    }
}

/// Settings of one line in which every key inside is quoted, as JSON.
fn settings(text: &str) -> Value {
    let (key, value) = text.split_once(" = ").unwrap();
    let value: Value = serde_json::from_str(&value.replace("policy =", "\"policy\" =").replace("\" =", "\":")).unwrap();
    json!({ key: value })
}
