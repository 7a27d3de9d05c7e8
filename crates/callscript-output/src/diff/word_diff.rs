//! Compares two texts word by word, or shortens one, to fit a given length. Must not know how changes are marked.

use callscript::internal::diff::{self, Piece};

/// Consecutive words of one kind, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Whether a space follows.
    pub(super) space: bool,
}

/// The text that a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Same,
    Old,
    New,
}

/// The number of unchanged words shown on either side of a change, if not all.
const AROUND: usize = 3;

/// The minimum number of characters shown of a change.
const FEWEST: usize = 20;

/// The word diff of two texts, in about this many characters; `None` if they differ only in white space.
pub(super) fn compared(old: &str, new: &str, room: Option<usize>) -> Option<Vec<Shown>> {
    let mut pieces: Vec<Shown> = diff::words(old, new).into_iter().map(Shown::new).collect();
    if pieces.iter().all(|piece| piece.kind == Kind::Same) {
        return None;
    }
    for at in 1..pieces.len() {
        let next = (pieces[at].kind, pieces[at].text.starts_with(char::is_alphanumeric));
        let piece = &mut pieces[at - 1];
        match (piece.kind, next) {
            // A removed run and the run that replaces it are kept together.
            (Kind::Old, (Kind::New, _)) => piece.space = false,
            // The space before a removed word was removed with it.
            (Kind::Same, (Kind::Old, true)) => piece.space |= piece.text.ends_with(char::is_alphanumeric),
            _ => {}
        }
    }
    let Some(room) = room.filter(|&room| length(&pieces) > room) else {
        return Some(pieces);
    };
    if !mostly_same(&pieces) {
        pieces = [Piece::Old(old), Piece::New(new)].map(Shown::new).to_vec();
        pieces[0].space = false;
    }
    let last = pieces.len() - 1;
    for (at, piece) in pieces.iter_mut().enumerate().filter(|(_, piece)| piece.kind == Kind::Same) {
        piece.text = around(&piece.text, at > 0, at < last);
    }
    let most = fair_share(&pieces, room);
    for piece in pieces.iter_mut().filter(|piece| piece.kind != Kind::Same) {
        piece.text = cut(&piece.text, most);
    }
    Some(within(pieces, room))
}

/// A text on one line, shortened to at most this many characters.
pub(super) fn quoted(text: &str, room: Option<usize>) -> String {
    let line = one_line(text);
    room.map_or_else(|| line.clone(), |room| cut(&line, room))
}

impl Shown {
    fn new(piece: Piece<'_>) -> Self {
        let (kind, text) = match piece {
            Piece::Same(text) => (Kind::Same, text),
            Piece::Old(text) => (Kind::Old, text),
            Piece::New(text) => (Kind::New, text),
        };
        Self { kind, text: one_line(text), space: text.ends_with(char::is_whitespace) }
    }

    /// Its length in characters, including marks and the space after it.
    fn length(&self) -> usize {
        let marks = if self.kind == Kind::Same { 1 } else { 5 };
        self.text.chars().count() + marks
    }
}

fn length(pieces: &[Shown]) -> usize {
    pieces.iter().map(Shown::length).sum()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Shortens unchanged words to those next to a change.
fn around(text: &str, before: bool, after: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (first, last) = (if before { AROUND } else { 0 }, if after { AROUND } else { 0 });
    if words.len() <= first + last + 1 {
        return text.to_owned();
    }
    let mut kept: Vec<&str> = words[..first].to_vec();
    kept.push("…");
    kept.extend(&words[words.len() - last..]);
    kept.join(" ")
}

/// Whether at least half of the new text is unchanged: with less, common words are accidental and the diff is hard to
/// read.
fn mostly_same(pieces: &[Shown]) -> bool {
    let length = |kind| pieces.iter().filter(|piece| piece.kind == kind).map(|piece| piece.text.len()).sum::<usize>();
    length(Kind::Same) >= length(Kind::New)
}

/// The number of characters for each change: what short ones do not need goes to the long ones.
fn fair_share(pieces: &[Shown], room: usize) -> usize {
    let (same, changed): (Vec<&Shown>, Vec<&Shown>) = pieces.iter().partition(|piece| piece.kind == Kind::Same);
    let mut left = room.saturating_sub(same.iter().map(|piece| piece.length()).sum());
    let mut lengths: Vec<usize> = changed.iter().map(|piece| piece.length()).collect();
    lengths.sort_unstable();
    let mut share = 0;
    for (at, length) in lengths.iter().enumerate() {
        share = left / (lengths.len() - at);
        if *length > share {
            break;
        }
        left -= length;
    }
    // A shortened piece ends in a mark.
    share.saturating_sub(7).max(FEWEST)
}

/// The beginning of a text, cut after a word if possible.
fn cut(text: &str, room: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(room) else {
        return text.to_owned();
    };
    let start = text.get(..end).unwrap_or_default();
    let word = start.rfind(' ').filter(|&word| word * 2 > end).unwrap_or(end);
    format!("{} …", start.get(..word).unwrap_or_default())
}

/// As many pieces as fit, but at least one change.
fn within(pieces: Vec<Shown>, room: usize) -> Vec<Shown> {
    let (mut left, mut kept, mut changes) = (room, Vec::new(), 0);
    for piece in pieces {
        if piece.length() > left && changes > 1 {
            kept.push(Shown { kind: Kind::Same, text: "…".to_owned(), space: false });
            break;
        }
        changes += usize::from(piece.kind != Kind::Same);
        left = left.saturating_sub(piece.length());
        kept.push(piece);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &str, new: &str, room: Option<usize>) -> String {
        let pieces = compared(old, new, room).unwrap_or_default().into_iter();
        let marked = pieces.map(|piece| {
            let text = match piece.kind {
                Kind::Same => piece.text,
                Kind::Old => format!("[-{}-]", piece.text),
                Kind::New => format!("{{+{}+}}", piece.text),
            };
            format!("{text}{}", if piece.space { " " } else { "" })
        });
        marked.collect()
    }

    #[test]
    fn what_changed_is_shown_with_a_few_words_around_it() {
        let old = "Please press the power plug firmly into the wall, and then into the back of the router itself.";
        let new = "Please press the mains plug firmly into the wall, and then into the back of the router.";
        assert_eq!(
            marked(old, new, Some(90)),
            "Please press the [-power-]{+mains+} plug firmly into … of the router [-itself-]."
        );
        assert_eq!(marked("a b c", "a b", None), "a b [-c-]");
        assert_eq!(marked("a\nb", "a b\n", None), "");
    }

    #[test]
    fn a_text_that_is_another_is_shown_by_its_beginning() {
        let (old, new) = ("one two three four five six seven", "eins zwei drei vier fünf sechs sieben");
        assert_eq!(marked(old, new, Some(50)), "[-one two three four …-]{+eins zwei drei vier …+}");
        assert_eq!(quoted("one  two\nthree four", Some(12)), "one two …");
    }
}
