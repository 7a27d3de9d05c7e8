//! One change in words: what it is called, and what it is now.

use super::data::{Line, Mark, Piece, Weight};
use crate::insight::diff::{Change, Part};
use Piece::{Compared, Name, Quote, Said, Words};

/// The keys behind which formulas stand, which are read as one and not word by word.
const FORMULAS: [&str; 3] = ["expression", "pattern", "when"];

/// A change of what is called `subject`.
pub(super) fn line<'d>(subject: Vec<Piece<'d>>, change: &'d Change, weight: Weight) -> Line<'d> {
    let formula = change.path().last().is_some_and(|key| FORMULAS.contains(&key.as_str()));
    let value = |part: &'d Part| match part.text() {
        Some(text) if formula => vec![Name(text)],
        _ => value(part),
    };
    let (mark, weight, told) = match change {
        Change::Added { new, .. } => (Mark::Added, weight, value(new)),
        Change::Removed { old, .. } => (Mark::Removed, weight, value(old)),
        Change::Changed { old: Part::Text(old), new: Part::Text(new), .. } if !formula && is_prose(old, new) => {
            // White space alone is nothing that anybody would hear or see.
            let same = old.split_whitespace().eq(new.split_whitespace());
            (Mark::Changed, if same { Weight::Trifle } else { weight }, vec![Compared(old, new)])
        }
        Change::Changed { old, new, .. } => {
            let mut told = value(new);
            told.push(Words(if matches!(new, Part::List(_)) { "; was: " } else { ", was " }));
            told.extend(value(old));
            (Mark::Changed, weight, told)
        }
        Change::Renamed { old, .. } => (Mark::Changed, weight, vec![Words("renamed from "), Name(old)]),
        Change::Moved { .. } => (Mark::Changed, Weight::Trifle, vec![Words("moved")]),
    };
    let mut pieces = subject;
    pieces.push(Words(": "));
    pieces.extend(told);
    Line::new(mark, weight, pieces)
}

/// A value as it is read aloud.
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

/// Where an edge leads, behind an arrow.
pub(super) fn way(edge: &Part) -> Vec<Piece<'_>> {
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
    let Some(target) = text("retry") else {
        return vec![Words("→ nowhere")];
    };
    let mut pieces = vec![Words("↺ back to "), Name(target)];
    match text("at_most") {
        Some("1") => pieces.push(Words(", once")),
        Some(times) => pieces.push(Said(format!(", at most {times} times"))),
        None => {}
    }
    if let Some(otherwise) = edge.at(&["else"]) {
        pieces.push(Words(", then "));
        pieces.extend(way(otherwise));
    }
    pieces
}

/// What an edge is called: by the map that it is in, and its own key there.
pub(super) fn called<'d>(map: &str, key: &'d str, edge: &'d Part) -> Vec<Piece<'d>> {
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

/// What a part is called by the keys that lead to it.
pub(super) fn keys(path: &[String]) -> Vec<Piece<'_>> {
    joined(path.iter().map(|key| vec![Name(key)]))
}

/// Pieces with commas between them.
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

/// Whether one of two texts is more than a name.
fn is_prose(old: &str, new: &str) -> bool {
    old.contains(char::is_whitespace) || new.contains(char::is_whitespace)
}

/// Things that stand in another order.
pub(super) fn order<'d>(map: &str, edges: Option<&'d Part>, changes: usize) -> Line<'d> {
    let (what, weight) = match map {
        "answers" => ("answers in another order: ", Weight::Rest),
        "anytime" => ("asides in another order: ", Weight::Rest),
        "entries" => ("entries in another order: ", Weight::Rest),
        "decide" => ("arms in another order: ", Weight::Way),
        "set" => ("sets in another order: ", Weight::Way),
        _ => ("in another order", Weight::Trifle),
    };
    let mut pieces = vec![Words(what)];
    if weight != Weight::Trifle {
        let edges = edges.and_then(Part::map).into_iter().flatten();
        let names = edges.map(|(key, edge)| edge.text_at("label").map_or(Name(key), Piece::Quote));
        pieces.extend(joined(names.map(|name| vec![name])));
    }
    Line::new(Mark::Changed, weight, pieces).of(changes)
}
