//! The wording of single changes, values and edges.

use super::data::{Importance, Line, Mark, Piece};
use crate::insight::diff::{Change, Part, Parts};
use Piece::{Compared, Composed, Name, Quote, Words};

/// The keys whose values are formulas. These are shown as a whole, not as a word-by-word diff.
const FORMULAS: [&str; 3] = ["expression", "pattern", "when"];

/// A line that says how `subject` changed.
pub(super) fn line<'d>(subject: Vec<Piece<'d>>, change: &'d Change, importance: Importance) -> Line<'d> {
    let formula = change.path().last().is_some_and(|key| FORMULAS.contains(&key.as_str()));
    let value = |part: &'d Part| match part.text() {
        Some(text) if formula => vec![Name(text)],
        _ => value(part),
    };
    let (mark, importance, words) = match change {
        Change::Added { new, .. } => (Mark::Added, importance, value(new)),
        Change::Removed { old, .. } => (Mark::Removed, importance, value(old)),
        Change::Changed { old: Part::Text(old), new: Part::Text(new), .. } if !formula && is_prose(old, new) => {
            // No one would hear or see a change of white space.
            let same = old.split_whitespace().eq(new.split_whitespace());
            (Mark::Changed, if same { Importance::Minor } else { importance }, vec![Compared(old, new)])
        }
        Change::Changed { old, new, .. } => {
            let mut words = value(new);
            words.push(Words(if matches!(new, Part::List(_)) { "; was: " } else { ", was " }));
            words.extend(value(old));
            (Mark::Changed, importance, words)
        }
        Change::Renamed { old, .. } => (Mark::Changed, importance, vec![Words("renamed from "), Name(old)]),
        Change::Moved { .. } => (Mark::Changed, Importance::Minor, vec![Words("moved")]),
    };
    let mut pieces = subject;
    pieces.push(Words(": "));
    pieces.extend(words);
    Line::new(mark, importance, pieces)
}

/// A value in words.
pub(super) fn value(part: &Part) -> Vec<Piece<'_>> {
    match part {
        Part::Nothing => vec![Words("nothing")],
        Part::Text(text) if is_prose(text, text) => vec![Quote(text)],
        Part::Text(text) => vec![Name(text)],
        Part::List(items) => joined(items.iter().map(value)),
        Part::Map(parts) => match (part.text_at("text"), part.text_at("expression")) {
            (Some(text), None) if parts.iter().count() == 1 => vec![Quote(text)],
            (None, Some(expression)) if parts.iter().count() == 1 => vec![Name(expression)],
            _ => joined(parts.iter().map(|(key, part)| {
                let mut pieces = vec![Name(key), Words(" ")];
                pieces.extend(value(part));
                pieces
            })),
        },
    }
}

/// An arrow, and where the edge leads.
pub(super) fn target(edge: &Part) -> Vec<Piece<'_>> {
    let text = |key: &str| edge.text_at(key);
    if let Some(target) = text("goto") {
        return vec![Words("→ "), Name(target)];
    }
    if let Some(outcome) = text("end") {
        return vec![Words("→ ends: "), Name(outcome)];
    }
    if text("resume").is_some() {
        return vec![Words("→ resumes")];
    }
    let Some(earlier) = text("retry") else {
        return vec![Words("→ nowhere")];
    };
    let mut pieces = vec![Words("↺ back to "), Name(earlier)];
    match text("at_most") {
        Some("1") => pieces.push(Words(", once")),
        Some(times) => pieces.push(Composed(format!(", at most {times} times"))),
        None => {}
    }
    if let Some(otherwise) = edge.at(&["else"]) {
        pieces.push(Words(", then "));
        pieces.extend(target(otherwise));
    }
    pieces
}

/// What to call an edge with key `key` in the map `map`.
pub(super) fn edge_name<'d>(map: &str, key: &'d str, edge: &'d Part) -> Vec<Piece<'d>> {
    let label = edge.text_at("label").unwrap_or(key);
    match map {
        "answers" => vec![Words("answer "), Quote(label)],
        "entries" => vec![Words("entry "), Quote(label)],
        "anytime" => vec![Words("aside "), Quote(label)],
        "decide" => match edge.text_at("when") {
            Some(when) => vec![Words("if "), Name(when)],
            None => vec![Words("otherwise")],
        },
        "cannot_give" => vec![Words("if the customer cannot say")],
        _ => vec![Words("result "), Name(key)],
    }
}

/// The keys of a path, with commas between them.
pub(super) fn keys(path: &[String]) -> Vec<Piece<'_>> {
    joined(path.iter().map(|key| vec![Name(key)]))
}

/// Items with commas between them.
pub(super) fn joined<'d>(items: impl IntoIterator<Item = Vec<Piece<'d>>>) -> Vec<Piece<'d>> {
    let mut pieces = Vec::new();
    for item in items {
        if !pieces.is_empty() {
            pieces.push(Words(", "));
        }
        pieces.extend(item);
    }
    pieces
}

/// Whether one of two texts has several words.
fn is_prose(old: &str, new: &str) -> bool {
    old.contains(char::is_whitespace) || new.contains(char::is_whitespace)
}

/// The line about a map whose order changed.
pub(super) fn order<'d>(map: &str, edges: Option<&'d Part>, changes: usize) -> Line<'d> {
    let (what, importance) = match map {
        "answers" => ("answers in another order: ", Importance::Rest),
        "anytime" => ("asides in another order: ", Importance::Rest),
        "entries" => ("entries in another order: ", Importance::Rest),
        "decide" => ("arms in another order: ", Importance::Way),
        "set" => ("sets in another order: ", Importance::Way),
        _ => ("in another order", Importance::Minor),
    };
    let mut pieces = vec![Words(what)];
    if importance != Importance::Minor {
        let edges = edges.and_then(Part::map).into_iter().flat_map(Parts::iter);
        let names = edges.map(|(key, edge)| edge.text_at("label").map_or(Name(key), Piece::Quote));
        pieces.extend(joined(names.map(|name| vec![name])));
    }
    Line::new(Mark::Changed, importance, pieces).standing_for(changes)
}
