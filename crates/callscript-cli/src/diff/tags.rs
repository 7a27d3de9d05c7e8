//! Which tags were added to a node and which were taken away, in words.

use std::collections::HashSet;

use callscript::diff::{Change, Part};

use super::sentence::joined;
use super::story::{Line, Mark, Piece, Weight};
use Piece::{Name, Words};

/// The line about a node's tags; none if they are no list of names.
pub(super) fn line(change: &Change) -> Option<Line<'_>> {
    let (old, new) = match change {
        Change::Added { new, .. } => (Vec::new(), names(new)?),
        Change::Removed { old, .. } => (names(old)?, Vec::new()),
        Change::Changed { old, new, .. } => (names(old)?, names(new)?),
        Change::Renamed { .. } | Change::Moved { .. } => return None,
    };
    let told = [told(&new, &old, " added"), told(&old, &new, " taken away")];
    let pieces = joined(told.into_iter().filter(|pieces| !pieces.is_empty()));
    if pieces.is_empty() {
        return Some(Line::new(Mark::Changed, Weight::Trifle, vec![Words("tags in another order")]));
    }
    Some(Line::new(Mark::Changed, Weight::Rest, pieces))
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
