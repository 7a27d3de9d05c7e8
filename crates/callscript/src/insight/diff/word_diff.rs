//! Two texts, word by word.

#[cfg(test)]
mod tests;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// In both; as it stands in the new one.
    Same(&'t str),
    /// In the old text alone.
    Old(&'t str),
    /// In the new text alone.
    New(&'t str),
}

/// Longer texts, in words of the one times words of the other, are taken for wholly different between what they begin and
/// end with.
const MOST: usize = 1_000_000;

/// A word of so many letters says nothing by itself between two changes.
const FILLER: usize = 3;

/// What the one text has and the other has not, in the order of the new one. White space does not count.
pub fn words<'t>(old: &'t str, new: &'t str) -> Vec<Piece<'t>> {
    let (old, new) = (Text::new(old), Text::new(new));
    let runs = runs(&old, &new);
    let mut pieces = Vec::new();
    for Run { same, old: before, new: now } in runs {
        let (before, now) = (old.slice(before), new.slice(now));
        if same {
            pieces.push(Piece::Same(now));
            continue;
        }
        pieces.extend((!before.is_empty()).then_some(Piece::Old(before)));
        pieces.extend((!now.is_empty()).then_some(Piece::New(now)));
    }
    pieces
}

/// A text as tokens: words, marks, and what stands for a word by itself, each with the white space behind it.
struct Text<'t> {
    text: &'t str,
    tokens: Vec<Range<usize>>,
}

/// So many tokens of the one text and of the other, the same or not.
#[derive(Debug, Clone)]
struct Run {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let mut tokens: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (at, character) in text.char_indices() {
            let kind = kind(character);
            let end = at + character.len_utf8();
            match (before, tokens.last_mut()) {
                (Some(last), Some(token)) if kind == Kind::Space || (kind == Kind::Letter && last == kind) => {
                    token.end = end;
                }
                _ => tokens.push(at..end),
            }
            before = Some(kind);
        }
        Self { text, tokens }
    }

    fn words(&self) -> Vec<&'t str> {
        self.tokens.iter().map(|token| self.text.get(token.clone()).unwrap_or_default().trim()).collect()
    }

    fn slice(&self, tokens: Range<usize>) -> &'t str {
        let start = self.tokens.get(tokens.start).map_or(self.text.len(), |token| token.start);
        let end = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end);
        self.text.get(start..end.max(start)).unwrap_or_default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Space,
    /// A mark, or a character of a language that has no spaces.
    Alone,
}

fn kind(character: char) -> Kind {
    match character {
        _ if character.is_whitespace() => Kind::Space,
        '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Kind::Alone,
        '\'' | '’' | '-' | '_' => Kind::Letter,
        _ if character.is_alphanumeric() => Kind::Letter,
        _ => Kind::Alone,
    }
}

/// The runs of two texts, in order; between two of the same there is one that is not.
fn runs(old: &Text<'_>, new: &Text<'_>) -> Vec<Run> {
    let (before, now) = (old.words(), new.words());
    let start = before.iter().zip(&now).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&before[start..], &now[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let mut runs = Vec::new();
    push(&mut runs, Run { same: true, old: 0..start, new: 0..start });
    if old_rest.len().saturating_mul(new_rest.len()) > MOST {
        push(&mut runs, Run { same: false, old: start..before.len() - end, new: start..now.len() - end });
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_rest, new_rest) {
            let same = matches!(op, DiffOp::Equal { .. });
            let shift = |range: Range<usize>| range.start + start..range.end + start;
            push(&mut runs, Run { same, old: shift(op.old_range()), new: shift(op.new_range()) });
        }
    }
    push(&mut runs, Run { same: true, old: before.len() - end..before.len(), new: now.len() - end..now.len() });
    without_fillers(runs, &now)
}

/// Adds a run to the last one if both are the same, or both are not.
fn push(runs: &mut Vec<Run>, run: Run) {
    if run.old.is_empty() && run.new.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.same == run.same => {
            last.old.end = run.old.end;
            last.new.end = run.new.end;
        }
        _ => runs.push(run),
    }
}

/// Takes what is the same for changed where it is but a short word, or a mark, between two changes: that reads better.
fn without_fillers(runs: Vec<Run>, now: &[&str]) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    let last = runs.len().saturating_sub(1);
    for (at, mut run) in runs.into_iter().enumerate() {
        let short = matches!(&now[run.new.clone()], [word] if word.chars().count() <= FILLER);
        run.same &= !(short && at > 0 && at < last);
        push(&mut merged, run);
    }
    merged
}
