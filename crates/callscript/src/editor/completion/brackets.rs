//! Finds the cursor inside `{ }` and `[ ]`, which may be incomplete: the maps and lists around it, and their other
//! entries.
//!
//! Must not know scripts.

use super::cursor::Level;
use super::lines::{Entry, unquoted};
use crate::format::Step;
use crate::syntax::yaml::line_at;

/// The greatest depth of nested brackets to follow.
const MAX_DEPTH: usize = 64;

/// The position of the cursor inside brackets.
pub(super) struct Inside<'t> {
    /// The steps into the nested maps and lists, outermost first. If the cursor is in a value, the last step leads to
    /// it. If it is in a key, the last step leads to its map.
    pub(super) levels: Vec<Level<'t>>,
    /// The cursor is in a key.
    pub(super) in_key: bool,
    /// The byte offset at which the key or value at the cursor begins.
    pub(super) start: usize,
    /// The other entries of the map or list.
    pub(super) entries: Vec<Entry<'t>>,
}

/// Finds `cursor` in the brackets that open at `start`; `None` if they close before it.
pub(super) fn inside(text: &str, start: usize, cursor: usize) -> Option<Inside<'_>> {
    let mut reader = Reader { text, frames: Vec::new(), closed: None };
    reader.read(start, cursor);
    let frame = reader.frames.last()?;
    let in_key = frame.is_map && frame.key.is_none();
    let typed = frame.token.unwrap_or(cursor);
    let own = frame.key.map_or(typed, |(start, _)| start);
    let mut after = Reader { text, frames: vec![Frame::new(frame.is_map)], closed: None };
    after.read(own, line_at(text, cursor).end);
    let rest = after.closed.or_else(|| after.frames.into_iter().next());
    let rest = rest.into_iter().flat_map(|frame| frame.entries).filter(|entry| entry.start != own);
    let entries = frame.entries.iter().copied().chain(rest).collect();
    Some(Inside { levels: reader.levels(), in_key, start: typed, entries })
}

/// A map or list whose bracket is not closed yet.
struct Frame<'t> {
    is_map: bool,
    entries: Vec<Entry<'t>>,
    /// The key whose value comes next, and its offset.
    key: Option<(usize, &'t str)>,
    /// The offset at which the current key or value begins.
    token: Option<usize>,
}

impl Frame<'_> {
    fn new(is_map: bool) -> Self {
        Self { is_map, entries: Vec::new(), key: None, token: None }
    }
}

struct Reader<'t> {
    text: &'t str,
    frames: Vec<Frame<'t>>,
    /// The map or list that was closed last.
    closed: Option<Frame<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads from `at` to `end`, or until every bracket is closed.
    fn read(&mut self, mut at: usize, end: usize) {
        while let Some(character) = self.text.get(at..end).and_then(|rest| rest.chars().next()) {
            at = self.character(character, at, end);
            if self.frames.is_empty() {
                break;
            }
        }
    }

    /// Processes the character at `at`. Returns the offset at which to continue.
    fn character(&mut self, character: char, at: usize, end: usize) -> usize {
        let next = at + character.len_utf8();
        let begins = self.frames.last().is_none_or(|frame| frame.token.is_none());
        match character {
            '{' | '[' => self.open(character == '{', at),
            '}' | ']' => self.close(at),
            ',' => self.finish(at),
            ':' => self.colon(at, next),
            '#' if begins => return line_at(self.text, at).end.clamp(next, end),
            _ if character.is_whitespace() => {}
            _ => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.token.get_or_insert(at);
                }
                if begins && (character == '"' || character == '\'') {
                    return quote_end(self.text, next, character, end);
                }
            }
        }
        next
    }

    fn open(&mut self, is_map: bool, at: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.token.get_or_insert(at);
        }
        if self.frames.len() < MAX_DEPTH {
            self.frames.push(Frame::new(is_map));
        }
    }

    fn close(&mut self, at: usize) {
        self.finish(at);
        self.closed = self.frames.pop();
    }

    /// Ends the current entry of the innermost map or list.
    fn finish(&mut self, at: usize) {
        let text = self.text;
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let token = frame.token.take();
        let value = token.and_then(|start| text.get(start..at)).unwrap_or_default().trim_end();
        let entry = match frame.key.take() {
            Some((start, key)) => Some(Entry { start, key, value }),
            None => token.map(|start| Entry { start, key: unquoted(value), value: "" }),
        };
        frame.entries.extend(entry);
    }

    /// Handles a colon. It ends a key if white space or a bracket or comma follows, or if the key is in quotes.
    fn colon(&mut self, at: usize, next: usize) {
        let text = self.text;
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.is_map && frame.key.is_none()) else {
            return;
        };
        let Some(start) = frame.token else {
            return;
        };
        let key = text.get(start..at).unwrap_or_default().trim_end();
        let ends = text
            .get(next..)
            .and_then(|rest| rest.chars().next())
            .is_none_or(|character| character.is_whitespace() || matches!(character, ',' | '{' | '}' | '[' | ']'));
        if ends || key.ends_with(['"', '\'']) {
            frame.key = Some((start, unquoted(key)));
            frame.token = None;
        }
    }

    /// The steps through the open maps and lists to the current value.
    fn levels(&self) -> Vec<Level<'t>> {
        let frames = self.frames.iter();
        let levels = frames.filter_map(|frame| {
            let step = match frame.key {
                Some((_, key)) => Step::Key(key),
                None if frame.is_map => return None,
                None => Step::Item,
            };
            Some(Level { step, entries: frame.entries.clone() })
        });
        levels.collect()
    }
}

/// The offset after the closing quote of a text whose content starts at `at`; `end` if it is not closed.
fn quote_end(text: &str, at: usize, quote: char, end: usize) -> usize {
    let mut escaped = false;
    for (offset, character) in text.get(at..end).unwrap_or_default().char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if character == quote => return at + offset + 1,
            _ => {}
        }
    }
    end
}
