//! Fixes that are applied together, and where they are once others were applied before them.
//!
//! Must not know findings' rules, nor libraries.

use crate::base::diagnostic::Diagnostic;
use crate::base::edit::{Edit, Fix};
use crate::base::source::Span;

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFix {
    /// Where its first edit begins in the text before all fixes.
    pub place: Span,
    /// The fact that it fixed.
    pub why: String,
}

/// A fix to apply, with the fact that it fixes.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) fix: Fix,
    why: String,
}

impl Planned {
    /// The fix of a finding, if it has one.
    pub(super) fn of(finding: &Diagnostic) -> Option<Self> {
        Some(Self { fix: finding.fix.clone()?, why: finding.message.clone() })
    }
}

/// The fixes sorted by offset; of overlapping ones only the first is kept.
pub(super) fn disjoint(mut fixes: Vec<Planned>) -> Vec<Planned> {
    let first = |planned: &Planned| planned.fix.edits.first().map(|edit| edit.span);
    fixes.sort_by_key(first);
    let mut end = 0;
    fixes.retain(|planned| {
        let fits = first(planned).is_some_and(|span| span.start >= end);
        if fits {
            end = planned.fix.edits.last().map_or(end, |edit| edit.span.end.max(edit.span.start + 1));
        }
        fits
    });
    fixes
}

fn edits(fixes: &[Planned]) -> impl Iterator<Item = &Edit> {
    fixes.iter().flat_map(|planned| &planned.fix.edits)
}

/// The fixes of all rounds, by their places in the text before the first.
pub(super) fn in_place(rounds: &[Vec<Planned>]) -> Vec<AppliedFix> {
    let mut applied = Vec::new();
    for (at, round) in rounds.iter().enumerate() {
        for Planned { fix, why } in round {
            let offset = fix.edits.first().map_or(0, |edit| edit.span.range().start);
            let offset = rounds[..at].iter().rev().fold(offset, |offset, earlier| before(earlier, offset));
            applied.push(AppliedFix { place: Span::new(offset, offset), why: why.clone() });
        }
    }
    applied.sort_by_key(|fix| fix.place);
    applied
}

/// The place in the text before a round that an offset in the text after it comes from.
fn before(round: &[Planned], offset: usize) -> usize {
    let (mut old, mut new) = (0, 0);
    for edit in edits(round) {
        let kept = edit.span.range().start - old;
        if offset < new + kept {
            break;
        }
        (old, new) = (edit.span.range().end, new + kept + edit.text.len());
        if offset < new {
            return edit.span.range().start;
        }
    }
    old + offset - new
}

/// The text with fixes applied, which are sorted and do not overlap.
pub(super) fn apply(text: &str, fixes: &[Planned]) -> String {
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits(fixes) {
        changed += text.get(at..edit.span.range().start).unwrap_or_default();
        changed += &edit.text;
        at = edit.span.range().end;
    }
    changed + text.get(at..).unwrap_or_default()
}
