//! Changes of one node in words.

use super::context::Context;
use super::data::{Importance, Line, Mark, Piece};
use super::sentence::{keys, line, order, target, value};
use super::{edge, tags};
use crate::insight::diff::{Change, Part};
use Piece::{Name, Quote, Words};

/// The keys of exits, and what a node with each is called.
const EXITS: [(&str, &str); 7] = [
    ("answers", "a question"),
    ("goto", "a message"),
    ("decide", "a decision"),
    ("run", "a subscript"),
    ("action", "an action"),
    ("end", "an end"),
    ("resume", "the end of an aside"),
];

/// The lines about a node, the most important first.
pub(super) fn lines<'d>(cx: &Context<'d>, changes: &[&'d Change]) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    let node = changes.first().and_then(|change| change.path().get(..2)).unwrap_or_default();
    let (before, now) = (cx.before(node), cx.now(node));
    if let (Some(before), Some(now)) = (before.and_then(exit), now.and_then(exit))
        && before != now
    {
        let pieces = vec![Words("is now "), Words(now), Words(", was "), Words(before)];
        lines.push(Line::new(Mark::Changed, Importance::Way, pieces).standing_for(0));
    }
    for (subject, changes) in edge::by_subject(changes) {
        let [first, ..] = changes.as_slice() else {
            continue;
        };
        match (first, subject.get(2..).unwrap_or_default()) {
            (Change::Moved { .. }, [map]) => lines.push(order(map, now.and_then(|now| now.at(&[map])), changes.len())),
            _ if edge::path_of(first) == Some(subject) => lines.extend(edge::lines(cx, subject, &changes)),
            (Change::Added { new, .. }, [map]) if is_edges(map) => lines.extend(edge::of_map(map, new, Mark::Added)),
            (Change::Removed { old, .. }, [map]) if is_edges(map) => {
                lines.extend(edge::of_map(map, old, Mark::Removed));
            }
            (_, []) if first.path().len() > 2 => lines.extend(own_target(before, now, changes.len())),
            (_, []) => lines.extend(changes.iter().flat_map(|change| whole(change))),
            _ => lines.extend(changes.iter().map(|change| part(cx, change))),
        }
    }
    lines.sort_by_key(|line| line.importance);
    lines
}

/// A node that was added or removed as a whole, in a few words.
pub(super) fn summary(node: &Part) -> Vec<Piece<'_>> {
    let mut pieces = vec![Words(exit(node).unwrap_or("a node"))];
    let name = ["run", "action", "end"].iter().find_map(|key| node.text_at(key));
    pieces.extend(name.into_iter().flat_map(|name| [Words(": "), Name(name)]));
    let words = node.at(&["say"]).and_then(Part::map).and_then(|say| say.values().next()?.text());
    pieces.extend(words.into_iter().flat_map(|words| [Words(", "), Quote(words)]));
    pieces
}

fn whole(change: &Change) -> Vec<Line<'_>> {
    let (mark, first, node) = match change {
        Change::Added { new, .. } => (Mark::Added, "new: ", new),
        Change::Removed { old, .. } => (Mark::Removed, "gone: ", old),
        Change::Renamed { old, .. } => {
            return vec![Line::new(Mark::Changed, Importance::Way, vec![Words("renamed from "), Name(old)])];
        }
        Change::Changed { new, .. } => {
            let words = if new.map().is_some() { "can be read now" } else { "cannot be read any more" };
            let words = if matches!(change, Change::Changed { old: Part::Text(_), new: Part::Text(_), .. }) {
                "has changed, and cannot be read"
            } else {
                words
            };
            return vec![Line::new(Mark::Changed, Importance::Way, vec![Words(words)])];
        }
        Change::Moved { .. } => return Vec::new(),
    };
    let mut pieces = vec![Words(first)];
    pieces.extend(summary(node));
    let mut lines = vec![Line::new(mark, Importance::Way, pieces)];
    if let Change::Added { new, .. } = change {
        let cannot_give = new.at(&["cannot_give"]).map(|edge| edge::edge_summary("cannot_give", "", edge));
        let cannot_give = cannot_give.map(|pieces| Line::new(Mark::Added, Importance::Minor, pieces));
        let maps = ["answers", "decide", "then"].into_iter().filter_map(|map| Some((map, new.at(&[map])?)));
        let edges = maps.flat_map(|(map, edges)| edge::of_map(map, edges, Mark::Added));
        lines.extend(cannot_give.into_iter().chain(edges).map(|line| Line {
            importance: Importance::Minor,
            changes: 0,
            ..line
        }));
    }
    lines
}

/// The line about the node's own `goto`, `end` or `resume`.
fn own_target<'d>(before: Option<&'d Part>, now: Option<&'d Part>, changes: usize) -> Option<Line<'d>> {
    let pieces_of = |node: Option<&'d Part>| {
        let node = node?;
        ["goto", "end", "resume"].iter().any(|key| node.at(&[key]).is_some()).then(|| target(node))
    };
    let (mark, pieces) = match (pieces_of(before), pieces_of(now)) {
        (None, None) => return None,
        (None, Some(now)) => (Mark::Added, now),
        (Some(before), None) => (Mark::Removed, before),
        (Some(before), Some(mut now)) => {
            now.push(Words(", was "));
            now.extend(before);
            (Mark::Changed, now)
        }
    };
    Some(Line::new(mark, Importance::Way, pieces).standing_for(changes).about_target())
}

/// The line about a change of one key of a node, or of something below it.
fn part<'d>(cx: &Context<'d>, change: &'d Change) -> Line<'d> {
    let path = change.path();
    let tail = path.get(2..).unwrap_or_default();
    // Verbatim words may be required by law, so a change of them matters more than other words.
    let (verbatim, words) =
        if cx.diff.is_verbatim(path) { (" (verbatim)", Importance::Way) } else { ("", Importance::Words) };
    let key = tail.first().map_or("", String::as_str);
    let (subject, importance) = match (key, tail) {
        ("say", [_]) => (vec![Words("says"), Words(verbatim)], words),
        ("say", [_, channel]) if channel == "default" => (vec![Words("says"), Words(verbatim)], words),
        ("say", [_, channel]) => (vec![Words("says on "), Name(channel), Words(verbatim)], words),
        ("collect", _) => (vec![Words("asks for")], Importance::Way),
        ("set", [_, variable, ..]) => (vec![Words("sets "), Name(variable)], Importance::Way),
        ("with", [_, name, ..]) => (vec![Words("passes "), Name(name)], Importance::Way),
        ("run", _) => (vec![Words("runs")], Importance::Way),
        ("action", _) => (vec![Words("action")], Importance::Way),
        ("verbatim", _) => (vec![Words("verbatim")], Importance::Way),
        ("silence", [_, rest @ ..]) => (lapse("when nothing comes", rest), Importance::Way),
        ("not_understood", [_, rest @ ..]) => (lapse("when it is not understood", rest), Importance::Way),
        ("afresh", _) => (vec![Words("offers no earlier values")], Importance::Minor),
        ("guidance" | "tags" | "seconds" | "read_only", [_]) => (keys_of(key), Importance::Rest),
        _ => (keys(tail), Importance::Way),
    };
    if let ("tags", [_], Some(line)) = (key, tail, tags::line(cx, change)) {
        return line;
    }
    match change {
        // `say` as a whole was added or removed: show the words of the first channel.
        Change::Added { new: part @ Part::Map(say), .. } | Change::Removed { old: part @ Part::Map(say), .. }
            if key == "say" && tail.len() == 1 =>
        {
            let mut pieces = subject;
            pieces.push(Words(": "));
            pieces.extend(say.iter().next().map_or_else(|| value(part), |(_, words)| value(words)));
            let mark = if matches!(change, Change::Added { .. }) { Mark::Added } else { Mark::Removed };
            Line::new(mark, importance, pieces)
        }
        Change::Changed { .. } if !verbatim.is_empty() => {
            Line { mark: Mark::Alarm, ..line(subject, change, importance) }
        }
        _ => line(subject, change, importance),
    }
}

/// What is done at a lapse.
fn lapse<'d>(when: &'static str, rest: &'d [String]) -> Vec<Piece<'d>> {
    let mut pieces = vec![Words(when)];
    if !rest.is_empty() {
        pieces.push(Words(": "));
        pieces.extend(keys(rest));
    }
    pieces
}

fn keys_of(key: &str) -> Vec<Piece<'_>> {
    match key {
        "guidance" => vec![Words("guidance")],
        "tags" => vec![Words("tags")],
        "seconds" => vec![Words("seconds")],
        _ => vec![Words("read only")],
    }
}

fn is_edges(map: &str) -> bool {
    matches!(map, "answers" | "decide" | "then")
}

fn exit(node: &Part) -> Option<&'static str> {
    node.map()?;
    EXITS.iter().find(|(key, _)| node.at(&[key]).is_some()).map(|(_, name)| *name)
}
