//! Random edits of scripts, plausible and implausible ones.

use serde_json::{Map, Value, json};

use super::model::normal;

/// Pseudo-random numbers that are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len())) }
    }
}

const WORDS: [&str; 8] = ["please", "router", "now?", "Sam's", "{{ name }}", "größer", "\"quoted\"", "one\ntwo"];

/// Makes one random edit. It may change nothing if the script has no suitable part.
pub(crate) fn edit(script: &mut Value, random: &mut Random) {
    match random.below(14) {
        0 | 1 => words(script, random),
        2 => remove(script, random),
        3 => rename(script, random, "nodes", &["goto", "retry", "start"]),
        4 => rename(script, random, "outcomes", &["end"]),
        5 => relabel(script, random),
        6 => move_one(script, random),
        7 => lead_elsewhere(script, random),
        8 => copy(script, random),
        9 => list(script, random),
        10 => swap(script, random),
        11 => operand(script, random),
        12 => empty(script, random),
        _ => shuffle(script, random),
    }
    normal(script);
}

/// The paths of all parts of a script except its version, its id and the labels of edges.
fn paths(value: &Value, wanted: &dyn Fn(&[String], &Value) -> bool) -> Vec<Vec<String>> {
    fn walk(value: &Value, path: &mut Vec<String>, found: &mut dyn FnMut(&[String], &Value)) {
        found(path, value);
        for (key, value) in value.as_object().into_iter().flatten() {
            path.push(key.clone());
            walk(value, path, found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    walk(value, &mut Vec::new(), &mut |path, value| {
        let fixed = matches!(path, [key] if key == "callscript" || key == "id");
        if !path.is_empty() && !fixed && wanted(path, value) {
            found.push(path.to_vec());
        }
    });
    found
}

fn at<'v>(script: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(script, |value, key| &mut value[key])
}

fn is_label(path: &[String]) -> bool {
    matches!(path, [.., map, _, key] if key == "label" && matches!(map.as_str(), "answers" | "anytime" | "entries"))
}

fn is_operand(path: &[String]) -> bool {
    matches!(path, [.., map, _, _] if matches!(map.as_str(), "set" | "with"))
}

fn words(script: &mut Value, random: &mut Random) {
    let texts =
        paths(script, &|path, value| value.as_str().is_some_and(|text| text.contains(' ')) && !is_operand(path));
    let Some(path) = random.of(&texts) else { return };
    let text = at(script, path);
    let mut words: Vec<&str> = text.as_str().unwrap().split(' ').collect();
    let place = random.below(words.len());
    match random.below(3) {
        0 => words[place] = random.of(&WORDS).unwrap(),
        1 => words.insert(place, random.of(&WORDS).unwrap()),
        _ => _ = words.remove(place),
    }
    *text = words.join(" ").into();
}

fn remove(script: &mut Value, random: &mut Random) {
    let all = paths(script, &|path, _| !is_label(path) && !is_operand(path));
    let Some((key, parent)) = random.of(&all).and_then(|path| path.split_last()) else { return };
    at(script, parent).as_object_mut().unwrap().shift_remove(key);
}

/// Renames something everywhere.
fn rename(script: &mut Value, random: &mut Random, map: &str, naming: &[&str]) {
    let Some(names) = script.get(map).and_then(Value::as_object).map(|map| map.keys().cloned().collect::<Vec<_>>())
    else {
        return;
    };
    let Some(old) = random.of(&names) else { return };
    let new = format!("{old}-{}", random.below(100));
    let mentions = paths(script, &|path, value| {
        naming.contains(&path.last().unwrap().as_str()) && value.as_str() == Some(old) && !is_operand(path)
    });
    for path in mentions {
        *at(script, &path) = new.as_str().into();
    }
    rekey(script[map].as_object_mut().unwrap(), old, &new);
}

fn rekey(map: &mut Map<String, Value>, old: &str, new: &str) {
    if !map.contains_key(new) {
        let entries = std::mem::take(map).into_iter();
        map.extend(entries.map(|(key, value)| if key == old { (new.to_owned(), value) } else { (key, value) }));
    }
}

fn relabel(script: &mut Value, random: &mut Random) {
    let labels = paths(script, &|path, _| is_label(path));
    if let Some(path) = random.of(&labels) {
        let label = at(script, path);
        *label = format!("{} {}", label.as_str().unwrap(), random.of(&["then", "now", "Yes", "#2"]).unwrap()).into();
    }
}

fn maps(script: &Value) -> Vec<Vec<String>> {
    paths(script, &|path, value| {
        let named = ["answers", "nodes", "outcomes", "variables", "anytime", "set", "then", "decide", "say", "choices"];
        named.contains(&path.last().unwrap().as_str()) && value.as_object().is_some_and(|map| map.len() > 1)
    })
}

fn move_one(script: &mut Value, random: &mut Random) {
    if let Some(path) = random.of(&maps(script)) {
        let map = at(script, path).as_object_mut().unwrap();
        let key = map.keys().nth(random.below(map.len())).unwrap().clone();
        let value = map.shift_remove(&key).unwrap();
        map.shift_insert(random.below(map.len() + 1), key, value);
    }
}

fn shuffle(script: &mut Value, random: &mut Random) {
    if let Some(path) = random.of(&maps(script)) {
        let map = at(script, path).as_object_mut().unwrap();
        for _ in 0..map.len() {
            let (key, value) =
                map.shift_remove_entry(&map.keys().nth(random.below(map.len())).unwrap().clone()).unwrap();
            map.insert(key, value);
        }
    }
}

fn lead_elsewhere(script: &mut Value, random: &mut Random) {
    let edges =
        paths(script, &|path, value| value.get("goto").is_some() && path.len() > 1 && path[path.len() - 2] != "nodes");
    let nodes: Vec<String> = script["nodes"].as_object().into_iter().flat_map(Map::keys).cloned().collect();
    let (Some(path), Some(node)) = (random.of(&edges), random.of(&nodes)) else { return };
    let edge = at(script, path).as_object_mut().unwrap();
    match random.below(3) {
        0 => edge["goto"] = node.as_str().into(),
        1 => _ = (edge.shift_remove("goto"), edge.insert("end".into(), "somehow".into())),
        _ => {
            edge.shift_remove("goto");
            edge.extend(
                json!({ "retry": node, "at_most": "2", "else": { "goto": node } }).as_object().unwrap().clone(),
            );
        }
    }
}

/// Copies an entry of a map under a new name, such as a node.
fn copy(script: &mut Value, random: &mut Random) {
    if let Some(path) = random.of(&maps(script)) {
        let number = random.below(100);
        let map = at(script, path).as_object_mut().unwrap();
        let (key, mut value) =
            map.iter().nth(random.below(map.len())).map(|(key, value)| (key.clone(), value.clone())).unwrap();
        if let Some(label) = value.get_mut("label").filter(|label| label.is_string()) {
            *label = format!("{} {number}", label.as_str().unwrap()).into();
        }
        let new = format!("{key}_{number}");
        if !map.contains_key(&new) {
            map.shift_insert(random.below(map.len() + 1), new, value);
        }
    }
}

fn list(script: &mut Value, random: &mut Random) {
    let lists = paths(script, &|_, value| value.is_array());
    if let Some(path) = random.of(&lists) {
        let items = at(script, path).as_array_mut().unwrap();
        match random.below(3) {
            0 => items.push(format!("item{}", random.below(9)).into()),
            1 => items.reverse(),
            _ => _ = items.pop(),
        }
    }
}

/// Swaps the names of two nodes, and changes nothing else.
fn swap(script: &mut Value, random: &mut Random) {
    let Some(nodes) = script.get_mut("nodes").and_then(Value::as_object_mut).filter(|nodes| nodes.len() > 1) else {
        return;
    };
    let (one, other) = (random.below(nodes.len()), random.below(nodes.len()));
    let keys: Vec<String> = nodes.keys().cloned().collect();
    let values = [nodes[&keys[one]].clone(), nodes[&keys[other]].clone()];
    nodes[&keys[one]] = values[1].clone();
    nodes[&keys[other]] = values[0].clone();
}

fn operand(script: &mut Value, random: &mut Random) {
    let operands = paths(script, &|path, value| {
        value.is_object() && matches!(path, [.., map, _] if matches!(map.as_str(), "set" | "with"))
    });
    if let Some(path) = random.of(&operands) {
        *at(script, path) = match random.below(2) {
            0 => json!({ "text": "true" }),
            _ => json!({ "expression": "n + 1" }),
        };
    }
}

/// Removes the value of a key.
fn empty(script: &mut Value, random: &mut Random) {
    let all = paths(script, &|path, value| {
        let edge =
            path.len() > 1 && ["answers", "decide", "anytime", "entries"].contains(&path[path.len() - 2].as_str());
        !is_label(path) && !is_operand(path) && !edge && (value.is_string() || path.len() == 2)
    });
    if let Some(path) = random.of(&all) {
        *at(script, path) = Value::Null;
    }
}
