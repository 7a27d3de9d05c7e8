//! A word-by-word diff of two texts.

#[cfg(test)]
mod tests;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of the diff: a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// In both texts; as written in the new one.
    Same(&'t str),
    /// In the old text only.
    Old(&'t str),
    /// In the new text only.
    New(&'t str),
}

/// The most work: tokens of the old text times tokens of the new one. Beyond it, everything between the common start
/// and the common end counts as changed.
const MAX_TOKEN_PAIRS: usize = 1_000_000;

/// A word of at most this many letters between two changes is shown as changed, too.
const MAX_FILLER_LETTERS: usize = 3;

/// The diff of two texts, in the order of the new one. Differences in white space are ignored.
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

/// A text as tokens: words, and single characters that are not part of a word, each with the white space after it.
struct Text<'t> {
    text: &'t str,
    tokens: Vec<Range<usize>>,
}

/// A run of tokens that both texts have in common, or that differ.
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
    /// A punctuation mark, or a character of a writing system without spaces: a token of its own.
    Single,
}

fn kind(character: char) -> Kind {
    match character {
        _ if character.is_whitespace() => Kind::Space,
        '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Kind::Single,
        '\'' | '’' | '-' | '_' => Kind::Letter,
        _ if character.is_alphanumeric() => Kind::Letter,
        _ => Kind::Single,
    }
}

/// The runs of two texts, in order, alternating between common and different.
fn runs(old: &Text<'_>, new: &Text<'_>) -> Vec<Run> {
    let (before, now) = (old.words(), new.words());
    let start = before.iter().zip(&now).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&before[start..], &now[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let mut runs = Vec::new();
    push(&mut runs, Run { same: true, old: 0..start, new: 0..start });
    if old_rest.len().saturating_mul(new_rest.len()) > MAX_TOKEN_PAIRS {
        push(&mut runs, Run { same: false, old: start..before.len() - end, new: start..now.len() - end });
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_rest, new_rest) {
            let same = matches!(op, DiffOp::Equal { .. });
            let shift = |range: Range<usize>| range.start + start..range.end + start;
            push(&mut runs, Run { same, old: shift(op.old_range()), new: shift(op.new_range()) });
        }
    }
    push(&mut runs, Run { same: true, old: before.len() - end..before.len(), new: now.len() - end..now.len() });
    merge_across_fillers(runs, &now)
}

/// Appends a run, or extends the last one if it is of the same kind.
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

/// Merges a common run into the changes around it if it is only one short word or mark, which reads better.
fn merge_across_fillers(runs: Vec<Run>, now: &[&str]) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    let last = runs.len().saturating_sub(1);
    for (at, mut run) in runs.into_iter().enumerate() {
        let short = matches!(&now[run.new.clone()], [word] if word.chars().count() <= MAX_FILLER_LETTERS);
        run.same &= !(short && at > 0 && at < last);
        push(&mut merged, run);
    }
    merged
}
