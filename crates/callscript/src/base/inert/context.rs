//! Decides by the text around a character whether it is shown.

use super::class::{Class, class, closing, is_selector, is_written_without_spaces};

const BLACK_FLAG: char = '\u{1f3f4}';
const LAST_TAG: char = '\u{e007f}';
/// A flag has at most six tags, and the last one.
const TAGS: usize = 7;

const PDF: char = '\u{202c}';
const PDI: char = '\u{2069}';

/// A text whose characters are judged one by one.
pub(super) struct Context<'t> {
    text: &'t str,
    is_name: bool,
    /// Where isolates and embeddings begin and end that are closed, sorted.
    balanced: Vec<usize>,
}

impl<'t> Context<'t> {
    /// Words that people speak and read.
    pub(super) fn of_words(text: &'t str) -> Self {
        Self { text, is_name: false, balanced: balanced(text) }
    }

    /// A name, a path or code.
    pub(super) fn of_name(text: &'t str) -> Self {
        Self { text, is_name: true, balanced: Vec::new() }
    }

    /// Whether the character at this byte is shown.
    pub(super) fn shows(&self, at: usize, character: char) -> bool {
        match class(character) {
            Class::Plain => true,
            Class::Harmful => false,
            Class::Mark => !self.is_name,
            Class::Pair => self.balanced.binary_search(&at).is_ok(),
            Class::Joiner => self.before(at).is_some_and(|before| self.can_be_joined(before)),
            Class::ZeroWidthSpace => self.before(at).is_some_and(is_written_without_spaces),
            Class::Tag => self.is_in_flag(at),
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn can_be_joined(&self, before: char) -> bool {
        let is_seen = class(before) == Class::Plain && !before.is_whitespace();
        (is_seen || is_selector(before)) && !(self.is_name && before.is_ascii())
    }

    /// Whether the tag at this byte is between a black flag and the last tag.
    fn is_in_flag(&self, at: usize) -> bool {
        let (before, from) = self.text.split_at(at);
        let is_tag = |character: &char| class(*character) == Class::Tag;
        let first = before.chars().rev().take(TAGS).find(|character| !is_tag(character));
        first == Some(BLACK_FLAG) && from.chars().take(TAGS).take_while(is_tag).any(|tag| tag == LAST_TAG)
    }
}

/// Where isolates and embeddings begin and end that are closed. An isolate ends what is still open in it.
fn balanced(text: &str) -> Vec<usize> {
    let mut balanced = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| class(*character) == Class::Pair) {
        match character {
            PDF => {
                let Some((start, opening)) = open.pop_if(|(_, opening)| closing(*opening) != Some(PDI)) else {
                    continue;
                };
                // An override is closed, too, but neither is shown.
                if closing(opening).is_some() {
                    balanced.extend([start, at]);
                }
            }
            PDI => {
                let isolate = open.iter().rposition(|(_, opening)| closing(*opening) == Some(PDI));
                if let Some(start) = isolate.and_then(|isolate| open.drain(isolate..).next()) {
                    balanced.extend([start.0, at]);
                }
            }
            opening => open.push((at, opening)),
        }
    }
    balanced.sort_unstable();
    balanced
}
