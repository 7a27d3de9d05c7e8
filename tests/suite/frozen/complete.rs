//! The kept journals are complete: together they contain every kind of event and every field.

use std::collections::BTreeSet;
use std::fs;

use callscript_runner::{EventKind, journal};
use serde_json::Value;
use syn::Item;

use super::kept::{calls, frozen};
use crate::support::repository;

/// The kinds of events, by the first folder whose journals must contain them, with those of later folders. A test fails if a kind is missing here or
/// there.
macro_rules! kinds {
    ($($folder:literal: $($kind:ident),+;)+) => {
        fn kind(kind: &EventKind) -> (&'static str, &'static str) {
            match kind {
                $($(EventKind::$kind { .. } => ($folder, stringify!($kind)),)+)+
                other => panic!("no folder is to hold {other:?}"),
            }
        }
        const KINDS: &[(&str, &str)] = &[$($(($folder, stringify!($kind)),)+)+];
    };
}

kinds! {
    "journal-1": Started, Entered, CannotGive, Answered, Proceeded, Completed, Stubbed, Aside, Back, Revised, Jumped, Noted, HungUp;
    "journal-2": Late, HandedOver, Paused, TakenUp, Silent, NotUnderstood;
}

#[test]
fn every_kind_of_event_has_a_folder() {
    let code = fs::read_to_string(repository("crates/callscript-runner/src/event.rs")).unwrap();
    let items = syn::parse_file(&code).unwrap().items;
    let events = items.into_iter().find_map(|item| match item {
        Item::Enum(item) if item.ident == "EventKind" => Some(item.variants),
        _ => None,
    });
    let declared: Vec<_> = events.unwrap().iter().map(|kind| kind.ident.to_string()).collect();
    assert_eq!(declared, KINDS.iter().map(|(_, kind)| *kind).collect::<Vec<_>>());
}

#[test]
fn every_kind_of_event_is_in_a_journal() {
    for folder in KINDS.iter().map(|(folder, _)| *folder).collect::<BTreeSet<_>>() {
        let mut found = BTreeSet::new();
        for name in calls(folder) {
            let recorded = journal::read(&frozen(&format!("{folder}/calls/{name}.jsonl"))).unwrap();
            found.extend(recorded.events().map(|event| kind(&event.kind)));
        }
        let all = KINDS.iter().copied().filter(|(of, _)| *of <= folder);
        assert_eq!(found, all.collect(), "{folder}");
    }
}

#[test]
fn journals_say_all_that_their_version_can_say() {
    assert_eq!(said("journal-1"), SAID.iter().map(|&said| said.to_owned()).collect());
    assert_eq!(said("journal-2"), SAID.iter().chain(SAID_SINCE_2).map(|&said| said.to_owned()).collect());
}

/// What the journals of a folder say.
fn said(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in calls(folder) {
        for line in String::from_utf8(frozen(&format!("{folder}/calls/{name}.jsonl"))).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let event = line["event"].as_str().unwrap_or("header");
            collect(event, &line, &mut found);
        }
    }
    found
}

/// The fields of a line with their contents. Maps of values are reduced to whether they are empty.
fn collect(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    let kept_by_name = ["inputs", "values", "returned", "sets", "entered", "with"];
    let is_by_name = path.rsplit_once('.').is_some_and(|(_, key)| kept_by_name.contains(&key));
    match value {
        Value::Object(map) if is_by_name => {
            found.insert(format!("{path}: {}", if map.is_empty() { "none" } else { "some" }));
        }
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !["event", "at", "sum"].contains(&key.as_str())) {
                let path = if key == "stands" { key.clone() } else { format!("{path}.{key}") };
                collect(&path, value, found);
            }
        }
        Value::String(text) if ["stands.waits_for", "revised.to"].contains(&path) => {
            found.insert(format!("{path}: {text}"));
        }
        Value::Null => {
            found.insert(format!("{path}: null"));
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

/// The possible contents of lines of version 1.
const SAID: &[&str] = &[
    "answered.answer",
    "aside.aside",
    "completed.result",
    "completed.returned: none",
    "completed.returned: some",
    "entered.values: some",
    "header.callscript_journal",
    "header.carried_over_from",
    "header.carried_over_from: null",
    "header.digest",
    "header.format",
    "header.script",
    "hung_up.reason",
    "hung_up.reason: null",
    "jumped.node",
    "jumped.reason",
    "jumped.values: none",
    "jumped.values: some",
    "left_out.outcome",
    "left_out.sets: none",
    "left_out.sets: some",
    "noted.node",
    "noted.script",
    "noted.text",
    "revised.line",
    "revised.to.answered",
    "revised.to.entered: some",
    "revised.to: cannot_give",
    "stands.action.name",
    "stands.action.with: some",
    "stands.node",
    "stands.outcome",
    "stands.script",
    "stands.waits_for: action",
    "stands.waits_for: answer",
    "stands.waits_for: form",
    "stands.waits_for: message",
    "stands.waits_for: nothing",
    "stands: null",
    "started.channel",
    "started.entry",
    "started.entry: null",
    "started.inputs: some",
];

/// What only lines of version 2 can contain.
const SAID_SINCE_2: &[&str] = &[
    "answered.values: some",
    "completed.seq",
    "handed_over.channel",
    "handed_over.channel: null",
    "handed_over.note",
    "handed_over.note: null",
    "handed_over.to",
    "handed_over.to: null",
    "late.result",
    "late.returned: none",
    "late.returned: some",
    "late.seq",
    "not_understood.input",
    "not_understood.input: null",
    "revised.values: some",
    "silent.input: null",
    "started.inputs: none",
];
