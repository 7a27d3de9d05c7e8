//! Changes of one edge in words: an answer, an aside, an entry, an arm or a result.

use std::collections::HashMap;

use super::context::Context;
use super::data::{Importance, Line, Mark, Piece};
use super::sentence::{edge_name, keys, line, target, value};
use crate::insight::diff::{Change, Part, Parts};
use Piece::{Name, Words};

/// The keys of an edge that say where it leads.
const WAYS: [&str; 6] = ["goto", "end", "resume", "retry", "at_most", "else"];

/// The path of the edge that a change belongs to, if any.
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

/// Groups changes by their subject: an edge, a node's own target, the order of a map, or else the path of the change.
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

/// The lines about the edge at a path.
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
        let mut pieces = edge_name(map, key, edge);
        pieces.push(Words(" "));
        pieces.extend(target(now));
        pieces.push(Words(", was "));
        pieces.extend(target(before));
        let line = Line::new(Mark::Changed, Importance::Way, pieces).standing_for(ways.len());
        // A change of `at_most` alone does not redirect the edge.
        let is_elsewhere = ways.iter().any(|change| inside(change) != "at_most");
        lines.push(if is_elsewhere { line.about_target() } else { line });
    }
    let mut renamed = None;
    for change in others {
        match (inside(&change).as_str(), change) {
            // The rename follows from a change of the label, condition or id, which has a line of its own.
            ("", Change::Renamed { .. }) => renamed = Some(change),
            ("", _) => {}
            ("label", _) => lines.push(line(vec![Words(kind(map)), Words(" reworded")], change, Importance::Way)),
            ("when", _) if map == "decide" => lines.push(line(vec![Words("condition")], change, Importance::Way)),
            (what, _) => {
                let mut subject = edge_name(map, key, edge);
                subject.push(Words(", "));
                let rest = change.path().get(path.len()..).unwrap_or_default();
                subject.extend(match (what, rest) {
                    ("when", _) => vec![Words("only if")],
                    ("collect", _) => vec![Words("asks for")],
                    ("set", [_, variable, ..]) => vec![Words("sets "), Name(variable)],
                    ("take", [_, variable]) => vec![Words("takes "), Name(variable)],
                    _ => keys(rest),
                });
                let importance = if matches!(what, "share" | "id") { Importance::Rest } else { Importance::Way };
                lines.push(line(subject, change, importance));
            }
        }
    }
    match (lines.first_mut(), renamed) {
        (Some(first), Some(_)) => first.changes += 1,
        (None, Some(change)) => lines.push(line(edge_name(map, key, edge), change, Importance::Rest)),
        _ => {}
    }
    lines
}

/// A line for each edge of a map that was added or removed as a whole.
pub(super) fn of_map<'d>(map: &'d str, edges: &'d Part, mark: Mark) -> Vec<Line<'d>> {
    let edges = edges.map().into_iter().flat_map(Parts::iter).enumerate();
    let lines = edges.map(|(at, (key, edge))| {
        Line::new(mark, Importance::Way, edge_summary(map, key, edge)).standing_for(usize::from(at == 0))
    });
    lines.collect()
}

/// The name of an edge and where it leads, in a few words.
pub(super) fn edge_summary<'d>(map: &str, key: &'d str, edge: &'d Part) -> Vec<Piece<'d>> {
    let mut pieces = edge_name(map, key, edge);
    pieces.push(Words(" "));
    pieces.extend(target(edge));
    if let (Some(when), true) = (edge.text_at("when"), map != "decide") {
        pieces.extend([Words(", only if "), Name(when)]);
    }
    for (name, part) in edge.at(&["set"]).and_then(Part::map).into_iter().flat_map(Parts::iter) {
        pieces.extend([Words(", sets "), Name(name), Words(": ")]);
        pieces.extend(value(part));
    }
    pieces
}

fn whole<'d>(map: &'d str, key: &'d str, change: &'d Change) -> Line<'d> {
    match change {
        Change::Added { new, .. } => Line::new(Mark::Added, Importance::Way, edge_summary(map, key, new)),
        Change::Removed { old, .. } => Line::new(Mark::Removed, Importance::Way, edge_summary(map, key, old)),
        _ => line(vec![Words(kind(map)), Words(" "), Name(key)], change, Importance::Way),
    }
}

fn is_whole(change: &Change, path: &[String]) -> bool {
    change.path().len() == path.len() && !matches!(change, Change::Renamed { .. } | Change::Moved { .. })
}

/// The key of the edge's map, and the edge's own key.
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
