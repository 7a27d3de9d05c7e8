//! Scripts in the normal form of `diff --format json`: writes them as YAML, with every shorthand of the format, and
//! applies changes to them as `docs/diff.md` describes.

use std::fmt::{self, Write as _};

use serde_json::{Map, Value, json};

use super::edits::Random;

/// Applies changes to the old script, which gives the new one.
pub(crate) fn apply(old: &Value, changes: &[Value]) -> Value {
    let mut script = json!({ "": old });
    let renamed = changes.iter().filter(|change| change["kind"] == "renamed");
    for change in renamed.clone() {
        let (map, key) = place(&mut script, &change["path"]);
        let old = change["old"].as_str().unwrap();
        let entries = std::mem::take(map).into_iter();
        map.extend(entries.map(|(name, value)| if name == old { (key.clone(), value) } else { (name, value) }));
    }
    for change in renamed {
        for path in change["mentions"].as_array().unwrap() {
            let (map, key) = place(&mut script, path);
            map[&key] = change["new"].clone();
        }
    }
    for change in changes {
        let (map, key) = place(&mut script, &change["path"]);
        match change["kind"].as_str().unwrap() {
            "renamed" => {}
            "removed" => _ = map.shift_remove(&key).unwrap(),
            "changed" => {
                assert_eq!(map[&key], change["old"], "{change}");
                map[&key] = change["new"].clone();
            }
            "added" => insert(map, key, change["new"].clone(), &change["after"]),
            "moved" => {
                let value = map.shift_remove(&key).unwrap();
                insert(map, key, value, &change["after"]);
            }
            other => panic!("{other}"),
        }
    }
    script[""].take()
}

fn place<'m>(script: &'m mut Value, path: &Value) -> (&'m mut Map<String, Value>, String) {
    let mut keys: Vec<&str> = path.as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    keys.insert(0, "");
    let last = keys.pop().unwrap();
    let map = keys.iter().fold(script, |value, key| value.get_mut(key).unwrap_or_else(|| panic!("{path}")));
    (map.as_object_mut().unwrap(), last.to_owned())
}

fn insert(map: &mut Map<String, Value>, key: String, value: Value, after: &Value) {
    let at = after.as_str().map_or(0, |after| map.keys().position(|key| key == after).unwrap() + 1);
    map.shift_insert(at, key, value);
}

/// The maps whose order has a meaning.
const ORDERED: [&str; 13] = [
    "anytime",
    "answers",
    "choices",
    "decide",
    "entries",
    "nodes",
    "outcomes",
    "say",
    "set",
    "take",
    "then",
    "variables",
    "with",
];

/// Restores the normal form: keys of edges are derived from their labels and conditions, and maps whose order has no
/// meaning are sorted.
pub(crate) fn normal(script: &mut Value) {
    tidy("", script);
}

fn tidy(key: &str, value: &mut Value) {
    match key {
        "entries" | "anytime" | "answers" => labelled(value),
        "decide" => arms(value),
        _ => {}
    }
    if let Some(map) = value.as_object_mut() {
        if !ORDERED.contains(&key) {
            map.sort_keys();
        }
        map.iter_mut().for_each(|(key, value)| tidy(key, value));
    }
}

fn labelled(edges: &mut Value) {
    let Some(edges) = edges.as_object_mut() else { return };
    let mut labels: Vec<String> = Vec::new();
    let mut unique = Map::new();
    for (_, edge) in std::mem::take(edges) {
        let label = edge["label"].as_str().unwrap().to_owned();
        if !labels.contains(&label) {
            let id = edge["id"].as_str().map_or_else(|| label_id(&label), str::to_owned);
            labels.push(label);
            add(&mut unique, &id, edge);
        }
    }
    *edges = unique;
}

fn arms(arms: &mut Value) {
    let Some(arms) = arms.as_object_mut() else { return };
    let mut unique = Map::new();
    for (_, arm) in std::mem::take(arms) {
        let when = arm["when"].as_str().unwrap_or("else").to_owned();
        add(&mut unique, &when, arm);
    }
    *arms = unique;
}

fn add(map: &mut Map<String, Value>, key: &str, value: Value) {
    let free = (2..).map(|number| format!("{key} ({number})"));
    let key = std::iter::once(key.to_owned()).chain(free).find(|key| !map.contains_key(key)).unwrap();
    map.insert(key, value);
}

fn label_id(label: &str) -> String {
    let words = label.to_lowercase();
    let words = words.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Writes a script as YAML.
pub(crate) fn to_yaml(script: &Value, random: &mut Random) -> String {
    let mut writer = Writer { text: String::new(), random };
    writer.value(script, &mut Vec::new());
    writer.text
}

struct Writer<'r> {
    text: String,
    random: &'r mut Random,
}

impl Writer<'_> {
    /// Writes the value of a key, or the whole file.
    fn value(&mut self, value: &Value, path: &mut Vec<String>) {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        match (value, keys.as_slice()) {
            (Value::Object(edge), [.., "answers" | "then", _] | [.., "cannot_give"] | ["entries" | "anytime", _])
                if keys.first() != Some(&"variables") && self.is_short(edge, "goto") =>
            {
                self.scalar(&edge["goto"]);
            }
            (Value::Object(outcome), ["outcomes", _]) if self.is_short(outcome, "label") => {
                self.scalar(&outcome["label"]);
            }
            (Value::Object(say), ["nodes", _, "say"]) if self.is_short(say, "default") => self.scalar(&say["default"]),
            (Value::Object(with), [.., "with"])
                if self.all(with, |name, value| *value == json!({ "expression": name })) =>
            {
                self.list(with.keys().map(|key| Value::from(key.as_str())), path);
            }
            (Value::Object(choices), ["variables", _, "choices"]) if self.all(choices, |name, value| value == name) => {
                self.list(choices.keys().map(|key| Value::from(key.as_str())), path);
            }
            (Value::Object(operand), [.., "set" | "with", _]) if operand.len() == 1 && operand.contains_key("text") => {
                self.put(format_args!(" {}\n", operand["text"]));
            }
            (Value::Object(operand), [.., "set" | "with", _])
                if operand.len() == 1 && operand.contains_key("expression") =>
            {
                self.put(format_args!(" {}\n", operand["expression"].as_str().unwrap()));
            }
            (Value::Object(arms), ["nodes", _, "decide"]) => self.list(arms.values().cloned(), path),
            (Value::Object(map), _) if map.is_empty() => self.text += " {}\n",
            (Value::Object(map), _) => self.map(map, path),
            (Value::Array(items), _) => self.list(items.iter().cloned(), path),
            (Value::Null, _) => self.text += "\n",
            _ => self.scalar(value),
        }
    }

    fn map(&mut self, map: &Map<String, Value>, path: &mut Vec<String>) {
        self.text.push('\n');
        for (key, value) in map {
            let labelled = value.get("label").is_some()
                && matches!(path.last().map(String::as_str), Some("answers" | "entries" | "anytime"));
            let mut value = value.clone();
            let mut written = if key == "callscript" { key.clone() } else { Value::from(key.as_str()).to_string() };
            if labelled {
                written = value.as_object_mut().unwrap().shift_remove("label").unwrap().to_string();
                if value.as_object().unwrap().is_empty() {
                    value = Value::Null;
                }
            }
            self.put(format_args!("{}{written}:", "  ".repeat(path.len())));
            path.push(key.clone());
            self.value(&value, path);
            path.pop();
        }
    }

    fn list(&mut self, items: impl Iterator<Item = Value>, path: &mut Vec<String>) {
        let items: Vec<Value> = items.collect();
        if items.is_empty() {
            self.text += " []\n";
            return;
        }
        self.text.push('\n');
        for item in &items {
            self.put(format_args!("{}-", "  ".repeat(path.len())));
            path.push("-".to_owned());
            self.value(item, path);
            path.pop();
        }
    }

    fn scalar(&mut self, value: &Value) {
        let text = value.as_str().unwrap();
        let plain = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !text.starts_with('-');
        if plain {
            self.put(format_args!(" {text}\n"));
        } else {
            self.put(format_args!(" {value}\n"));
        }
    }

    fn put(&mut self, text: fmt::Arguments<'_>) {
        self.text.write_fmt(text).unwrap();
    }

    /// Whether to write a map as a shorthand.
    fn is_short(&mut self, map: &Map<String, Value>, key: &str) -> bool {
        map.len() == 1 && map.get(key).is_some_and(Value::is_string) && self.random.below(2) == 0
    }

    fn all(&mut self, map: &Map<String, Value>, short: impl Fn(&str, &Value) -> bool) -> bool {
        !map.is_empty() && map.iter().all(|(key, value)| short(key, value)) && self.random.below(2) == 0
    }
}
