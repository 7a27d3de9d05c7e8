//! The context of a cursor: the keys that lead to it, whether it is in a key or a value, and its sibling entries.
//!
//! It is found from the lines around it and their indentation, so the file need not be valid YAML. Must not know what
//! keys mean.

use super::brackets::{self, Inside};
use super::lines::{Entry, Line};
use crate::format::{MapKind, Step, Value};

/// The context of a cursor in a script.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    /// The steps that lead to it, from the top level.
    pub(super) levels: Vec<Level<'t>>,
    pub(super) at: At,
    /// The byte offset at which the text typed so far begins.
    pub(super) start: usize,
    /// The other entries of its map or list.
    pub(super) entries: Vec<Entry<'t>>,
}

/// A step from a map or list to a value in it.
#[derive(Debug, Clone)]
pub(super) struct Level<'t> {
    pub(super) step: Step<'t>,
    /// The other entries of that map or list.
    pub(super) entries: Vec<Entry<'t>>,
}

/// What the cursor is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// A key, or a place where a key could go. A plain value could go there as well, as long as nothing is typed.
    Key,
    /// A value, on the line of its key or dash.
    Value,
    /// A continuation line of a text that spans several lines.
    Text,
}

impl<'t> Cursor<'t> {
    /// The context of the byte `offset`; `None` in a comment.
    pub(super) fn at(text: &'t str, offset: usize) -> Option<Self> {
        let lines = Lines { text, lines: Line::all(text) };
        let at = lines.lines.partition_point(|line| line.start <= offset).saturating_sub(1);
        lines.find(at, offset)
    }

    /// The kind of value that the format has at the cursor.
    pub(super) fn value(&self) -> Value {
        let value = self.levels.iter().fold(Value::Map(MapKind::Script), |value, level| value.child(level.step));
        match value {
            Value::MapOrFalse(map_kind) => Value::Map(map_kind),
            value => value,
        }
    }

    /// Continues inside brackets; with `None`, in a text of several lines.
    fn enter(&mut self, inside: Option<Inside<'t>>, offset: usize, search: &mut Search<'t>) {
        let Some(inside) = inside else {
            (self.at, self.start) = (At::Text, offset);
            return self.entries.clear();
        };
        search.levels.extend(inside.levels.into_iter().rev());
        self.at = if inside.in_key { At::Key } else { At::Value };
        (self.start, self.entries) = (inside.start, inside.entries);
    }
}

struct Lines<'t> {
    text: &'t str,
    lines: Vec<Line<'t>>,
}

/// The state of the search up from the cursor's line.
struct Search<'t> {
    /// The steps found so far, innermost first.
    levels: Vec<Level<'t>>,
    /// The parent is indented less than this.
    indent: usize,
    /// The search is at a list item, whose parent key may have the same indentation.
    is_item: bool,
}

impl<'t> Lines<'t> {
    fn find(&self, at: usize, offset: usize) -> Option<Cursor<'t>> {
        let line = *self.lines.get(at)?;
        let typed = self.text.get(line.start..offset)?;
        if is_comment(typed) {
            return None;
        }
        // On a blank line the column of the cursor counts as the indentation.
        let column =
            if line.content.is_empty() && line.dashes == 0 { typed.len() } else { line.column.min(typed.len()) };
        let colon = line.colon().filter(|&colon| colon < offset);
        let own = line.entry().filter(|_| colon.is_some());
        let bracket = line.content.starts_with(['{', '[']).then(|| line.content_start());
        let value_start = colon.map_or(line.content_start(), |colon| self.value_start(&line, colon, offset));
        let opens = own.filter(|entry| entry.value.starts_with(['{', '['])).map(|_| value_start).or(bracket);

        let mut search = Search { levels: Vec::new(), indent: column, is_item: false };
        let mut cursor = Cursor { levels: Vec::new(), at: At::Key, start: offset, entries: Vec::new() };
        if let Some(start) = opens.filter(|&start| start < offset) {
            cursor.enter(brackets::inside(self.text, start, offset), offset, &mut search);
        } else if own.is_some() {
            cursor.at = At::Value;
            cursor.start = value_start.min(offset);
        } else {
            cursor.start = line.content_start().min(offset);
            if line.dashes == 0 || column == line.column {
                cursor.entries = self.sibling_entries(at, column, line.dashes > 0);
            }
        }
        if let Some(entry) = own {
            let entries = self.sibling_entries(at, line.column, line.dashes > 0);
            search.levels.push(Level { step: Step::Key(entry.key), entries });
        }
        leave_lists(&line, &mut search);
        self.climb(at, offset, search, cursor)
    }

    /// Searches upwards from line `at` for its parents.
    fn climb(&self, at: usize, offset: usize, mut search: Search<'t>, mut cursor: Cursor<'t>) -> Option<Cursor<'t>> {
        for above in (0..at).rev() {
            if search.indent == 0 && !search.is_item {
                break;
            }
            let line = self.lines[above];
            if line.is_blank() || line.indent > search.indent {
                continue;
            }
            let is_key_of_list = search.is_item && line.dashes == 0 && line.indent == search.indent;
            if line.indent == search.indent && !is_key_of_list {
                continue;
            }
            if line.dashes > 0 && line.column >= search.indent {
                leave_lists(&line, &mut search);
                continue;
            }
            let Some(entry) = line.entry() else {
                continue;
            };
            let value = self.value_start(&line, line.colon()?, 0);
            if entry.value.starts_with(['{', '[']) {
                search.levels.clear();
                cursor.enter(brackets::inside(self.text, value, offset), offset, &mut search);
            } else if !entry.value.is_empty() {
                search.levels.clear();
                cursor.enter(None, offset, &mut search);
            }
            let entries = self.sibling_entries(above, line.column, line.dashes > 0);
            search.levels.push(Level { step: Step::Key(entry.key), entries });
            (search.indent, search.is_item) = (line.column, false);
            leave_lists(&line, &mut search);
        }
        search.levels.reverse();
        cursor.levels = search.levels;
        Some(cursor)
    }

    /// The other entries of the block map that has an entry at `column` in line `at`. `first` means that a dash
    /// precedes that entry, so no entry of the map is above it.
    fn sibling_entries(&self, at: usize, column: usize, first: bool) -> Vec<Entry<'t>> {
        let above = (0..if first { 0 } else { at }).rev();
        let below = at + 1..self.lines.len();
        let mut entries = Vec::new();
        let mut take = |line: &Line<'t>| {
            if line.column == column {
                entries.extend(line.entry());
            }
        };
        for line in above.map(|at| &self.lines[at]).filter(|line| !line.is_blank()) {
            if line.indent >= column && line.dashes == 0 {
                take(line);
            } else if line.indent < column {
                if line.dashes > 0 {
                    take(line);
                }
                break;
            }
        }
        for line in below.map(|at| &self.lines[at]).filter(|line| !line.is_blank()) {
            if line.indent < column || (line.indent == column && line.dashes > 0) {
                break;
            }
            if line.dashes == 0 {
                take(line);
            }
        }
        entries
    }

    /// The offset at which the value after a line's colon begins, or where it would if it were typed at the cursor.
    fn value_start(&self, line: &Line<'t>, colon: usize, cursor: usize) -> usize {
        let end = (line.content_start() + line.content.len()).max(cursor);
        let rest = self.text.get(colon + 1..end).unwrap_or_default();
        colon + 1 + rest.len() - rest.trim_start().len()
    }
}

/// Adds a step for each dash of a line, and leaves these lists.
fn leave_lists(line: &Line<'_>, search: &mut Search<'_>) {
    for _ in 0..line.dashes {
        search.levels.push(Level { step: Step::Item, entries: Vec::new() });
    }
    if line.dashes > 0 {
        (search.indent, search.is_item) = (line.indent, true);
    }
}

/// Whether the text before the cursor on its line has begun a comment.
fn is_comment(before: &str) -> bool {
    let mut quote = None;
    let mut last = ' ';
    for character in before.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '#') if last == ' ' => return true,
            (None, '"' | '\'') if matches!(last, ' ' | '{' | '[' | ',' | '(') => quote = Some(character),
            _ => {}
        }
        last = character;
    }
    false
}
