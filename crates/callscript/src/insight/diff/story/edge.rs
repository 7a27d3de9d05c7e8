//! What changed on one edge, in words: an answer, an aside, an entry, an arm, a result.

use std::collections::HashMap;

use super::context::Context;
use super::data::{Line, Mark, Piece, Weight};
use super::sentence::{called, keys, line, value, way};
use crate::insight::diff::{Change, Part};
use Piece::{Name, Words};

/// The keys of an edge that say where it leads.
const WAYS: [&str; 6] = ["goto", "end", "resume", "retry", "at_most", "else"];

/// The path of the edge that a change is on, if it is on one.
pub(super) fn path_of(change: &Change) -> Option<&[String]> {
    let path = change.path();
    let keys: Vec<&str> = path.iter().take(4).map(String::as_str).collect();
    let length = match keys.as_slice() {
        ["entries" | "anytime", _, ..] => 2,
        ["nodes", _, "cannot_give", ..] => 3,
        ["nodes", _, "answers" | "decide" | "then", _] => 4,
        _ => return None,
    };
    path.get(..length)
}

/// Changes by what they are about: an edge, a node's own way on, the order of a map, or each what it is at.
pub(super) fn by_subject<'d>(changes: &[&'d Change]) -> Vec<(&'d [String], Vec<&'d Change>)> {
    #[derive(PartialEq, Eq, Hash)]
    enum Kind {
        Order,
        OwnWay,
        Other,
    }
    let mut places: HashMap<(Kind, &[String]), usize> = HashMap::new();
    let mut subjects: Vec<(&[String], Vec<&Change>)> = Vec::new();
    for &change in changes {
        let path = change.path();
        let (kind, subject) = match (path_of(change), path.get(2).map(String::as_str)) {
            _ if matches!(change, Change::Moved { .. }) => (Kind::Order, path.get(..path.len().saturating_sub(1))),
            (Some(edge), _) => (Kind::Other, Some(edge)),
            (None, Some("goto" | "end" | "resume")) => (Kind::OwnWay, path.get(..2)),
            _ => (Kind::Other, Some(path.as_slice())),
        };
        let subject = subject.unwrap_or_default();
        let place = *places.entry((kind, subject)).or_insert(subjects.len());
        match subjects.get_mut(place) {
            Some((_, changes)) => changes.push(change),
            None => subjects.push((subject, vec![change])),
        }
    }
    subjects
}

/// Every line about the edge at a path.
pub(super) fn lines<'d>(cx: &Context<'d>, path: &'d [String], changes: &[&'d Change]) -> Vec<Line<'d>> {
    let (map, key) = names(path);
    let (before, now) = (cx.before(path), cx.now(path));
    let Some(edge) = now.or(before) else {
        return Vec::new();
    };
    if let Some(change) = changes.iter().find(|change| is_whole(change, path)) {
        return vec![whole(map, key, change)];
    }
    let mut lines = Vec::new();
    let inside = |change: &&Change| change.path().get(path.len()).map_or("", String::as_str).to_owned();
    let (ways, others): (Vec<&Change>, Vec<&Change>) =
        changes.iter().copied().partition(|change| WAYS.contains(&inside(change).as_str()));
    if let (Some(before), Some(now), false) = (before, now, ways.is_empty()) {
        let mut pieces = called(map, key, edge);
        pieces.push(Words(" "));
        pieces.extend(way(now));
        pieces.push(Words(", was "));
        pieces.extend(way(before));
        let line = Line::new(Mark::Changed, Weight::Way, pieces).of(ways.len());
        // That it goes back more often is no other place.
        let is_elsewhere = ways.iter().any(|change| inside(change) != "at_most");
        lines.push(if is_elsewhere { line.of_way() } else { line });
    }
    let mut renamed = None;
    for change in others {
        match (inside(&change).as_str(), change) {
            // The new label, condition or id, which is told, made the new name.
            ("", Change::Renamed { .. }) => renamed = Some(change),
            ("", _) => {}
            ("label", _) => lines.push(line(vec![Words(kind(map)), Words(" reworded")], change, Weight::Way)),
            ("when", _) if map == "decide" => lines.push(line(vec![Words("condition")], change, Weight::Way)),
            (what, _) => {
                let mut subject = called(map, key, edge);
                subject.push(Words(", "));
                let rest = change.path().get(path.len()..).unwrap_or_default();
                subject.extend(match (what, rest) {
                    ("when", _) => vec![Words("only if")],
                    ("set", [_, variable, ..]) => vec![Words("sets "), Name(variable)],
                    ("take", [_, variable]) => vec![Words("takes "), Name(variable)],
                    _ => keys(rest),
                });
                let weight = if matches!(what, "share" | "id") { Weight::Rest } else { Weight::Way };
                lines.push(line(subject, change, weight));
            }
        }
    }
    match (lines.first_mut(), renamed) {
        (Some(first), Some(_)) => first.changes += 1,
        (None, Some(change)) => lines.push(line(called(map, key, edge), change, Weight::Rest)),
        _ => {}
    }
    lines
}

/// A line for each edge of a map that is new as a whole, or gone.
pub(super) fn of_map<'d>(map: &'d str, edges: &'d Part, mark: Mark) -> Vec<Line<'d>> {
    let edges = edges.map().into_iter().flatten().enumerate();
    let lines =
        edges.map(|(at, (key, edge))| Line::new(mark, Weight::Way, leads(map, key, edge)).of(usize::from(at == 0)));
    lines.collect()
}

/// What an edge is called and where it leads, in short.
pub(super) fn leads<'d>(map: &str, key: &'d str, edge: &'d Part) -> Vec<Piece<'d>> {
    let mut pieces = called(map, key, edge);
    pieces.push(Words(" "));
    pieces.extend(way(edge));
    if let (Some(when), true) = (edge.text_at("when"), map != "decide") {
        pieces.extend([Words(", only if "), Name(when)]);
    }
    for (name, part) in edge.at(&["set"]).and_then(Part::map).into_iter().flatten() {
        pieces.extend([Words(", sets "), Name(name), Words(": ")]);
        pieces.extend(value(part));
    }
    pieces
}

fn whole<'d>(map: &'d str, key: &'d str, change: &'d Change) -> Line<'d> {
    match change {
        Change::Added { new, .. } => Line::new(Mark::Added, Weight::Way, leads(map, key, new)),
        Change::Removed { old, .. } => Line::new(Mark::Removed, Weight::Way, leads(map, key, old)),
        _ => line(vec![Words(kind(map)), Words(" "), Name(key)], change, Weight::Way),
    }
}

fn is_whole(change: &Change, path: &[String]) -> bool {
    change.path().len() == path.len() && !matches!(change, Change::Renamed { .. } | Change::Moved { .. })
}

/// The key of the map that an edge is in, and its own.
fn names(path: &[String]) -> (&str, &str) {
    match path {
        [.., map, key] if path.len() != 3 => (map, key),
        _ => ("cannot_give", ""),
    }
}

fn kind(map: &str) -> &'static str {
    match map {
        "answers" => "answer",
        "entries" => "entry",
        "anytime" => "aside",
        "decide" => "arm",
        "cannot_give" => "if the customer cannot say",
        _ => "result",
    }
}
