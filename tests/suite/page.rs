//! The tables of the format's page are generated from the table of keys. Like a snapshot, the page is updated with
//! `INSTA_UPDATE=always`.

use std::{env, fs};

use callscript::internal::format::{Key, MapKind, Need, Value, keys};

use crate::support::repository;

/// A column: its heading, and its text for a key.
type Column = (&'static str, fn(&Key) -> String);

const KEY: Column = ("key", |key| format!("`{}`", key.name));
const MEANING: Column = ("meaning", |key| key.meaning.to_owned());
const REQUIRED: Column = ("required", |key| if key.need == Need::Required { "yes".to_owned() } else { String::new() });
const TYPES: Column = ("for", |key| match key.types {
    [] => "all".to_owned(),
    types => quoted(types.iter().map(|kind| kind.name())),
});
const WHERE: Column = ("where", |key| match key.belongs_to {
    [] => quoted(key.maps.iter().filter_map(|map_kind| holder(*map_kind))),
    owners => format!("beside {}", quoted(owners.iter().copied())),
});
const BESIDE: Column = ("beside", |key| quoted(key.belongs_to.iter().copied()));

/// The tables, each with the heading that it is under and its columns. A heading can have several tables.
fn tables() -> Vec<(&'static str, Vec<Column>, Vec<&'static Key>)> {
    let of = |map_kind: MapKind| map_kind.keys().iter().copied();
    let is_way = |key: &&Key| key.need == Need::OneOf;
    let (calls, plain): (Vec<_>, Vec<_>) = of(MapKind::Node)
        .filter(|key| !is_way(key))
        .partition(|key| key.belongs_to.iter().any(|owner| matches!(*owner, "run" | "action")));
    let of_edges = keys().filter(|key| key.maps.iter().any(|map_kind| map_kind.is_edge()) && !is_way(key));
    let is_of_lapses = |map_kind: &MapKind| matches!(map_kind, MapKind::Silence | MapKind::NotUnderstood);
    let of_lapses = keys().filter(|key| key.maps.iter().any(is_of_lapses));
    vec![
        ("The top of a script", vec![KEY, REQUIRED, MEANING], of(MapKind::Script).collect()),
        ("Outcomes", vec![KEY, REQUIRED, MEANING], of(MapKind::Outcome).collect()),
        ("Variables", vec![KEY, TYPES, REQUIRED, MEANING], of(MapKind::Variable).collect()),
        ("Nodes", vec![KEY, MEANING], plain),
        ("Ways on: exits", vec![KEY, MEANING], of(MapKind::Node).filter(is_way).collect()),
        ("Ways on: exits", vec![KEY, BESIDE, MEANING], calls),
        ("Edges", vec![KEY, MEANING], of(MapKind::Answer).filter(is_way).collect()),
        ("Edges", vec![KEY, WHERE, MEANING], of_edges.collect()),
        ("Silence", vec![KEY, WHERE, REQUIRED, MEANING], of_lapses.collect()),
        ("After the end", vec![KEY, REQUIRED, MEANING], of(MapKind::After).collect()),
        ("Policies", vec![KEY, BESIDE, MEANING], of(MapKind::Policy).collect()),
        ("Policies", vec![KEY, WHERE, MEANING], of(MapKind::Before).collect()),
    ]
}

/// The key whose value holds maps of this kind: edges, or the nodes of a policy.
fn holder(map_kind: MapKind) -> Option<&'static str> {
    let holds = |key: &&Key| matches!(key.value, Value::Map(held) | Value::MapOrFalse(held) | Value::Each(held) | Value::Labels(held) | Value::List(held) if held == map_kind);
    keys().find(holds).map(|key| key.name)
}

fn quoted(names: impl Iterator<Item = &'static str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn table(columns: &[Column], keys: &[&Key]) -> String {
    let row = |cells: Vec<String>| {
        let cells: String =
            cells.iter().map(|cell| if cell.is_empty() { " |".into() } else { format!(" {cell} |") }).collect();
        format!("|{cells}\n")
    };
    let head = row(columns.iter().map(|(name, _)| (*name).to_owned()).collect());
    let rule = format!("|{}\n", "---|".repeat(columns.len()));
    let rows = keys.iter().map(|key| row(columns.iter().map(|(_, cell)| cell(key)).collect()));
    head + &rule + &rows.collect::<String>()
}

/// The page with updated tables. Under each heading, the tables whose first column is `key` are replaced, in order.
fn updated(page: &str) -> String {
    let mut tables = tables().into_iter().peekable();
    let (mut heading, mut updated, mut skipped) = ("", String::new(), false);
    for line in page.split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title.trim_end();
        }
        skipped &= line.starts_with('|');
        if line.starts_with("| key |")
            && let Some((_, columns, keys)) = tables.next_if(|(below, ..)| *below == heading)
        {
            updated.push_str(&table(&columns, &keys));
            skipped = true;
        }
        if !skipped {
            updated.push_str(line);
        }
    }
    assert!(tables.peek().is_none(), "the page has no table below `## {}`", tables.next().unwrap().0);
    updated
}

#[test]
fn the_page_has_the_tables_of_the_keys() {
    let path = repository("crates/callscript/docs/format.md");
    let page = fs::read_to_string(&path).unwrap();
    let expected = updated(&page);
    if env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, expected).unwrap();
    } else {
        assert!(page == expected, "the tables of {} differ: run this test with INSTA_UPDATE=always", path.display());
    }
}
