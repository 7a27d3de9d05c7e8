//! Which tags were added to a node and which were taken away, in words.

use std::collections::{BTreeSet, HashSet};

use super::context::Context;
use super::data::{Line, Mark, Piece, Weight};
use super::sentence::joined;
use crate::insight::diff::{Change, Diff, Part};
use Piece::{Name, Words};

/// The tags by which policies choose what they watch in a script, and which none of its nodes has now; empty if no node
/// lost one.
pub(super) fn unwatched<'d>(diff: &Diff, watched: &'d BTreeSet<String>) -> HashSet<&'d str> {
    let Some(nodes) = diff.new.at(&["nodes"]).and_then(Part::map) else {
        return HashSet::new();
    };
    let is_loss = |change: &Change| {
        matches!(change, Change::Removed { .. } | Change::Changed { .. })
            && matches!(change.path().as_slice(), [_, _, tags] if tags == "tags")
    };
    // Of a script that could not be read whole, nobody knows what it lacks.
    if !diff.changes.iter().any(is_loss) || nodes.values().any(|node| node.map().is_none()) {
        return HashSet::new();
    }
    let tags: HashSet<&str> = nodes.values().filter_map(|node| names(node.at(&["tags"])?)).flatten().collect();
    watched.iter().map(String::as_str).filter(|tag| !tags.contains(tag)).collect()
}

/// The line about a node's tags; none if they are no list of names.
pub(super) fn line<'d>(cx: &Context<'d>, change: &'d Change) -> Option<Line<'d>> {
    let (old, new) = match change {
        Change::Added { new, .. } => (Vec::new(), names(new)?),
        Change::Removed { old, .. } => (names(old)?, Vec::new()),
        Change::Changed { old, new, .. } => (names(old)?, names(new)?),
        Change::Renamed { .. } | Change::Moved { .. } => return None,
    };
    let told = [told(&new, &old, " added"), told(&old, &new, " removed")];
    let mut pieces = joined(told.into_iter().filter(|pieces| !pieces.is_empty()));
    if pieces.is_empty() {
        return Some(Line::new(Mark::Changed, Weight::Trifle, vec![Words("the same tags, written differently")]));
    }
    let unwatched: Vec<&str> = old.into_iter().filter(|tag| cx.unwatched.contains(tag)).collect();
    if unwatched.is_empty() {
        return Some(Line::new(Mark::Changed, Weight::Rest, pieces));
    }
    pieces.push(Words("; policies that look for "));
    pieces.extend(joined(unwatched.into_iter().map(|tag| vec![Name(tag)])));
    pieces.push(Words(" no longer watch any step here"));
    Some(Line::new(Mark::Alarm, Weight::Way, pieces))
}

/// Those of `these` that are not among `others`, and what became of them.
fn told<'d>(these: &[&'d str], others: &[&str], fate: &'static str) -> Vec<Piece<'d>> {
    let known: HashSet<&str> = others.iter().copied().collect();
    let new: Vec<&str> = these.iter().copied().filter(|name| !known.contains(name)).collect();
    if new.is_empty() {
        return Vec::new();
    }
    let mut pieces = vec![Words(if new.len() == 1 { "tag " } else { "tags " })];
    pieces.extend(joined(new.into_iter().map(|name| vec![Name(name)])));
    pieces.push(Words(fate));
    pieces
}

fn names(tags: &Part) -> Option<Vec<&str>> {
    match tags {
        Part::List(tags) => tags.iter().map(Part::text).collect(),
        _ => None,
    }
}
