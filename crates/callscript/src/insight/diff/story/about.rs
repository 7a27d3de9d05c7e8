//! Changes outside the nodes in words: start, entries and asides, and the other declarations of the script.

use super::context::Context;
use super::data::{Group, Importance, Line, Mark, Piece};
use super::edge;
use super::sentence::{keys, line, order, value};
use crate::insight::diff::{Change, Part};
use Piece::{Composed, Name, Quote, Words};

/// The groups about the start, entries and asides.
pub(super) fn call_groups<'d>(cx: &Context<'d>) -> Vec<Group<'d>> {
    let start =
        of_key(cx, "start").map(|change| line(vec![Words("starts at")], change, Importance::Way).about_target());
    let begins = Group { title: Words("the call"), lines: start.collect() };
    vec![begins, edges(cx, "entries", "entries"), edges(cx, "anytime", "asides")]
}

/// The groups about everything else outside the nodes.
pub(super) fn other_groups<'d>(cx: &Context<'d>) -> Vec<Group<'d>> {
    let known = ["start", "entries", "anytime", "nodes", "outcomes", "variables", "after"];
    let others =
        cx.others.iter().filter(|change| !matches!(change.path().first(), Some(key) if known.contains(&key.as_str())));
    let mut script: Vec<Line<'d>> = others.map(|change| line(named(change.path()), change, Importance::Rest)).collect();
    let nodes = cx.others.iter().filter(|change| matches!(change.path().as_slice(), [nodes] if nodes == "nodes"));
    script.extend(nodes.map(|change| line(vec![Words("nodes")], change, Importance::Way)));
    if cx.moved_nodes > 0 {
        let nodes = if cx.moved_nodes == 1 { "node has" } else { "nodes have" };
        let said = Composed(format!("{} {nodes} moved within the file", cx.moved_nodes));
        script.push(Line::new(Mark::Changed, Importance::Minor, vec![said]).standing_for(cx.moved_nodes));
    }
    let after = of_key(cx, "after")
        .map(|change| line(keys(change.path().get(1..).unwrap_or_default()), change, Importance::Way));
    vec![
        Group { title: Words("outcomes"), lines: declared(cx, "outcomes") },
        Group { title: Words("after the end"), lines: after.collect() },
        Group { title: Words("variables"), lines: declared(cx, "variables") },
        Group { title: Words("script"), lines: script },
    ]
}

fn of_key<'c, 'd>(cx: &'c Context<'d>, key: &'c str) -> impl Iterator<Item = &'d Change> + use<'c, 'd> {
    cx.others.iter().copied().filter(move |change| change.path().first().is_some_and(|first| first == key))
}

/// The group about a map of edges.
fn edges<'d>(cx: &Context<'d>, key: &'static str, title: &'static str) -> Group<'d> {
    let mut lines = Vec::new();
    let changes: Vec<&'d Change> = of_key(cx, key).collect();
    for (subject, changes) in edge::by_subject(&changes) {
        match (changes.as_slice(), subject) {
            ([Change::Moved { .. }, ..], _) => lines.push(order(key, cx.diff.new.at(&[key]), changes.len())),
            (_, [_, _, ..]) => lines.extend(edge::lines(cx, subject, &changes)),
            ([Change::Added { new, .. }, ..], _) => lines.extend(edge::of_map(key, new, Mark::Added)),
            ([Change::Removed { old, .. }, ..], _) => lines.extend(edge::of_map(key, old, Mark::Removed)),
            _ => lines.extend(changes.iter().map(|change| line(vec![Words(title)], change, Importance::Way))),
        }
    }
    Group { title: Words(title), lines }
}

/// The lines about outcomes or variables.
fn declared<'d>(cx: &Context<'d>, key: &'static str) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    let mut moved = 0;
    for change in of_key(cx, key) {
        match (change, change.path().as_slice()) {
            (Change::Moved { .. }, _) => moved += 1,
            (Change::Added { new, .. }, [_, name]) => {
                lines.push(Line::new(Mark::Added, Importance::Way, declaration(name, new)));
            }
            (Change::Removed { old, .. }, [_, name]) => {
                lines.push(Line::new(Mark::Removed, Importance::Way, declaration(name, old)));
            }
            (_, [_]) => lines.push(line(vec![Words(key)], change, Importance::Way)),
            (_, path) => {
                let importance = match path.get(2).map(String::as_str) {
                    Some("label" | "disposition" | "kind") => Importance::Rest,
                    _ => Importance::Way,
                };
                lines.push(line(keys(path.get(1..).unwrap_or_default()), change, importance));
            }
        }
    }
    if moved > 0 {
        lines.push(order(key, None, moved));
    }
    lines
}

/// A variable or an outcome in a few words.
fn declaration<'d>(name: &'d str, part: &'d Part) -> Vec<Piece<'d>> {
    let mut pieces = vec![Name(name)];
    match (part.text_at("type"), part.text_at("label")) {
        (Some(kind), label) => {
            pieces.extend([Words(" ("), Name(kind), Words(")")]);
            pieces.extend(label.into_iter().flat_map(|label| [Words(" "), Quote(label)]));
        }
        (None, Some(label)) => pieces.extend([Words(" "), Quote(label)]),
        (None, None) => {
            pieces.push(Words(": "));
            pieces.extend(value(part));
        }
    }
    pieces
}

/// The path of a key of the script, or `the file` for the whole script.
fn named(path: &[String]) -> Vec<Piece<'_>> {
    match path {
        [] => vec![Words("the file")],
        _ => keys(path),
    }
}
