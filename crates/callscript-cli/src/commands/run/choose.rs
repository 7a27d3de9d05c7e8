//! Finds the item that a typed line means. A line that could mean several is refused, and whoever asked asks back.
//!
//! A line means the item with this id, this label or this number, or an item whose label begins with it or has it as a
//! part. A label that was typed in full is meant, whatever else the line could be. No error message repeats the line: it
//! may be a secret that was meant for another prompt.

mod normal_form;
mod refusal;

pub(super) use self::refusal::{Refusal, named};
use normal_form::{Precision, normalized, words_from};

/// An item to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) kind: ItemKind,
    pub(super) id: &'a str,
    /// What people see of it. If it is blank, they do not see it.
    pub(super) label: &'a str,
    /// The label may contain a sensitive value, so no error message repeats it.
    pub(super) sensitive: bool,
    /// It cannot be chosen now, but still has its number.
    pub(super) closed: bool,
    pub(super) number: usize,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// Something that is asked for here.
    Asked,
    /// An aside, which has a command of its own: a line never means it alone, but may mean it just as well.
    Aside,
}

impl<'a> Item<'a> {
    /// An item that is asked for.
    pub(super) fn new(number: usize, id: &'a str, label: &'a str) -> Self {
        Self { kind: ItemKind::Asked, id, label, sensitive: false, closed: false, number }
    }

    /// Whether people see it.
    pub(super) fn is_shown(&self) -> bool {
        is_shown(self.label)
    }
}

/// Whether there is anything to see of a label.
pub(super) fn is_shown(label: &str) -> bool {
    !normalized(label, Precision::Careful).is_empty()
}

/// The item that the line means.
pub(super) fn choose<'a>(line: &str, items: &[Item<'a>]) -> Result<Item<'a>, Refusal<'a>> {
    let line = line.trim();
    if line.is_empty() {
        return Err(Refusal::nothing_typed(items));
    }
    let found = meanings(line, items);
    match found.as_slice() {
        [] => Err(Refusal::no_match(items)),
        [item] if item.kind == ItemKind::Aside => Err(Refusal::aside(item)),
        [item] if item.closed => Err(Refusal::closed(item, items)),
        [item] => Ok(*item),
        several => Err(Refusal::several(several)),
    }
}

/// Every item that the line could mean.
fn meanings<'a>(line: &str, items: &[Item<'a>]) -> Vec<Item<'a>> {
    let by_id = |item: &Item<'a>| item.kind == ItemKind::Asked && item.id == line;
    for precision in [Precision::Exact, Precision::Folded, Precision::Careful] {
        let found = labelled(line, precision, items);
        if !found.is_empty() {
            return union(items, |item| found.contains(item) || by_id(item));
        }
    }
    let wanted = normalized(line, Precision::Careful);
    let number = number(&wanted);
    let is_first = |item: &Item<'a>| {
        by_id(item) || is_numbered(item, number) || has(Part::Beginning, item, &wanted, Precision::Careful)
    };
    let has_words = |item: &Item<'a>| has(Part::Words, item, &wanted, Precision::Careful);
    let found = match union(items, is_first) {
        // Words within a label count beside its beginning, beginnings of words only where nothing else does.
        found if found.is_empty() => union(items, |item| has(Part::BeginningOfWord, item, &wanted, Precision::Careful)),
        _ => union(items, |item| is_first(item) || has_words(item)),
    };
    // In a number every sign counts.
    if !found.is_empty() || line.contains(char::is_numeric) {
        return found;
    }
    let found = labelled(line, Precision::Loose, items);
    if !found.is_empty() {
        return found;
    }
    let wanted = normalized(line, Precision::Loose);
    union(items, |item| has(Part::BeginningOfWord, item, &wanted, Precision::Loose))
}

fn union<'a>(items: &[Item<'a>], is_meant: impl Fn(&Item<'a>) -> bool) -> Vec<Item<'a>> {
    items.iter().filter(|item| is_meant(item)).copied().collect()
}

/// The items that have this label. No aside is among them: it has a command of its own.
fn labelled<'a>(line: &str, precision: Precision, items: &[Item<'a>]) -> Vec<Item<'a>> {
    let wanted = normalized(line, precision);
    let is_asked = |item: &Item<'a>| item.kind == ItemKind::Asked && item.is_shown();
    if wanted.is_empty() {
        return Vec::new();
    }
    union(items, |item| is_asked(item) && normalized(item.label, precision) == wanted)
}

fn is_numbered(item: &Item<'_>, number: Option<usize>) -> bool {
    item.kind == ItemKind::Asked && item.is_shown() && number == Some(item.number)
}

/// A part of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Beginning,
    /// Whole words.
    Words,
    /// Words, of which the last may be unfinished.
    BeginningOfWord,
}

/// Whether what was typed is such a part of the label.
fn has(part: Part, item: &Item<'_>, wanted: &str, precision: Precision) -> bool {
    let label = normalized(item.label, precision);
    !wanted.is_empty()
        && words_from(&label).filter(|(start, _)| part != Part::Beginning || *start == 0).any(|(_, rest)| {
            rest.strip_prefix(wanted).is_some_and(|after| match after.chars().next() {
                Some(next) if part == Part::Words => !next.is_alphanumeric(),
                next => !cuts_a_number(wanted, next),
            })
        })
}

/// Whether what was typed ends within a number: `1` is no beginning of `10 minutes`.
fn cuts_a_number(typed: &str, next: Option<char>) -> bool {
    typed.ends_with(char::is_numeric) && next.is_some_and(char::is_numeric)
}

/// The number that was typed: `3`, `3.` or `3)`.
fn number(typed: &str) -> Option<usize> {
    let digits = typed.trim_end_matches(['.', ')']);
    let is_plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { digits.parse().ok() } else { None }
}

/// Whether the text begins with what was typed.
pub(super) fn begins(typed: &str, text: &str) -> bool {
    normalized(text, Precision::Careful).starts_with(&normalized(typed, Precision::Careful))
}
