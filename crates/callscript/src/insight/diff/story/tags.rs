//! Added and removed tags of a node in words.

use std::collections::{BTreeSet, HashSet};

use super::context::Context;
use super::data::{Importance, Line, Mark, Piece};
use super::sentence::joined;
use crate::insight::diff::{Change, Diff, Part};
use Piece::{Name, Words};

/// The tags in `watched` that no node of the new version has. Empty if no node lost a tag.
pub(super) fn unwatched<'d>(diff: &Diff, watched: &'d BTreeSet<String>) -> HashSet<&'d str> {
    let Some(nodes) = diff.new.at(&["nodes"]).and_then(Part::map) else {
        return HashSet::new();
    };
    let is_loss = |change: &Change| {
        matches!(change, Change::Removed { .. } | Change::Changed { .. })
            && matches!(change.path().as_slice(), [_, _, tags] if tags == "tags")
    };
    // If a node could not be read, it may have the tag.
    if !diff.changes.iter().any(is_loss) || nodes.values().any(|node| node.map().is_none()) {
        return HashSet::new();
    }
    let tags: HashSet<&str> = nodes.values().filter_map(|node| names(node.at(&["tags"])?)).flatten().collect();
    watched.iter().map(String::as_str).filter(|tag| !tags.contains(tag)).collect()
}

/// The line about a change of a node's tags; `None` if they are not a list of names.
pub(super) fn line<'d>(cx: &Context<'d>, change: &'d Change) -> Option<Line<'d>> {
    let (old, new) = match change {
        Change::Added { new, .. } => (Vec::new(), names(new)?),
        Change::Removed { old, .. } => (names(old)?, Vec::new()),
        Change::Changed { old, new, .. } => (names(old)?, names(new)?),
        Change::Renamed { .. } | Change::Moved { .. } => return None,
    };
    let differences = [difference(&new, &old, " added"), difference(&old, &new, " removed")];
    let mut pieces = joined(differences.into_iter().filter(|pieces| !pieces.is_empty()));
    if pieces.is_empty() {
        return Some(Line::new(Mark::Changed, Importance::Minor, vec![Words("the same tags, written differently")]));
    }
    let unwatched: Vec<&str> = old.into_iter().filter(|tag| cx.unwatched.contains(tag)).collect();
    if unwatched.is_empty() {
        return Some(Line::new(Mark::Changed, Importance::Rest, pieces));
    }
    pieces.push(Words("; policies that look for "));
    pieces.extend(joined(unwatched.into_iter().map(|tag| vec![Name(tag)])));
    pieces.push(Words(" no longer watch any step here"));
    Some(Line::new(Mark::Alarm, Importance::Way, pieces))
}

/// The tags in `these` but not in `others`, followed by `fate`; empty if there are none.
fn difference<'d>(these: &[&'d str], others: &[&str], fate: &'static str) -> Vec<Piece<'d>> {
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
