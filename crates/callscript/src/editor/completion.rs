//! Completion in scripts, and the meaning of keys, as plain data for editors.
//!
//! The context of the cursor is found from the lines around it, because a file that is being edited is often not valid
//! YAML. Names come from the file as it was last read. Must not know protocols.

mod brackets;
mod cursor;
mod expressions;
mod lines;
mod maps;
mod names;

#[cfg(test)]
mod tests;

use self::cursor::{At, Cursor};
use crate::base::source::Span;
use crate::document::Document;
use crate::format::{Step, Value};
use crate::library::{File, Library};

/// The suggestions for a cursor position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The byte offset at which the text begins that a suggestion replaces; it ends at the cursor.
    pub start: usize,
    /// The suggestions, best first.
    pub items: Vec<Suggestion>,
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to show in the list.
    pub label: String,
    /// The text to insert.
    pub insert: String,
    /// The kind of suggestion.
    pub kind: SuggestionKind,
    /// Details, on one line.
    pub detail: String,
    /// The meaning of a key, in Markdown.
    pub meaning: Option<String>,
}

/// The kinds of suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A key of the format.
    Key,
    /// The id of a node.
    Node,
    /// A variable of this script or of a subscript.
    Variable,
    /// An outcome or a result.
    Outcome,
    /// The id of a script.
    Script,
    /// The name of an action.
    Action,
    /// One of a fixed set of values.
    Value,
    /// A filter, or a keyword of expressions.
    Word,
}

/// The most columns to show of a node's words.
const COLUMNS: usize = 60;

impl Library {
    /// Suggestions at the byte `offset` of `text`. `text` is the current text of the file with index `at`.
    pub fn suggest(&self, at: usize, text: &str, offset: usize) -> Suggestions {
        let (Some(file), Some(before)) = (self.files().get(at), text.get(..offset)) else {
            return Suggestions::default();
        };
        let Some(cursor) = Cursor::at(text, offset) else {
            return Suggestions::default();
        };
        let request = Request { library: self, file, text, before, cursor: &cursor, value: cursor.value() };
        let mut suggestions = request.suggestions();
        // A colon must be followed by a space.
        if cursor.at == At::Value && before.get(..suggestions.start).is_some_and(|before| before.ends_with(':')) {
            for item in &mut suggestions.items {
                item.insert.insert(0, ' ');
            }
        }
        suggestions
    }
}

/// The key at the byte `offset` of `text`: its span, and its meaning in Markdown.
pub fn key_at(text: &str, offset: usize) -> Option<(Span, String)> {
    let rest = text.get(offset..)?;
    let word = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    let end = offset + word.unwrap_or(rest.len());
    let cursor = Cursor::at(text, end).filter(|cursor| cursor.at == At::Key && cursor.start <= offset)?;
    let key = text.get(cursor.start..end).filter(|_| text[end..].starts_with(':'))?;
    let Value::Map(map_kind) = cursor.value() else { return None };
    let meaning = map_kind.key(key)?.meaning;
    Some((Span::new(cursor.start, end), format!("`{key}`: {meaning}")))
}

/// A request for suggestions.
#[derive(Clone, Copy)]
struct Request<'a> {
    library: &'a Library,
    /// The file as it was last read.
    file: &'a File,
    text: &'a str,
    /// The text before the cursor.
    before: &'a str,
    cursor: &'a Cursor<'a>,
    /// The kind of value that the format has at the cursor.
    value: Value,
}

impl<'a> Request<'a> {
    fn suggestions(&self) -> Suggestions {
        if let Some(suggestions) = self.in_braces() {
            return suggestions;
        }
        let in_key = self.cursor.at == At::Key;
        let start = self.cursor.start + usize::from(self.quote().is_some());
        match (self.cursor.at, self.value) {
            (At::Text, Value::Condition | Value::Operand) | (At::Value, Value::Condition) => self.expression(),
            (At::Value, Value::Operand) => self.operand(),
            (At::Text, _) => Suggestions::default(),
            (_, value) => {
                let mut items = Vec::new();
                if in_key {
                    items.extend(self.keys());
                }
                // A list item that has just been begun may become a map or a plain value: suggest both.
                let is_open = self.cursor.entries.is_empty()
                    && self.cursor.levels.last().is_some_and(|level| level.step == Step::Item);
                if !in_key || !matches!(value, Value::Map(_)) || is_open {
                    items.extend(self.values(value));
                }
                Suggestions { start, items }
            }
        }
    }

    fn document(&self) -> &'a Document {
        self.file.document()
    }

    /// The quote with which the typed text begins, if any.
    fn quote(&self) -> Option<char> {
        let typed = self.before.get(self.cursor.start..)?;
        typed.chars().next().filter(|first| matches!(first, '"' | '\''))
    }

    /// Whether the map or list around the cursor has this key or name already.
    fn has(&self, name: &str) -> bool {
        self.cursor.entries.iter().any(|entry| entry.key == name)
    }

    /// The value of `key` in the map that contains the cursor's own map.
    fn sibling(&self, key: &str) -> Option<&'a str> {
        let level = self.cursor.levels.last()?;
        level.entries.iter().find(|entry| entry.key == key).map(|entry| lines::unquoted(entry.value))
    }
}

impl Suggestion {
    fn new(kind: SuggestionKind, label: impl Into<String>, detail: impl Into<String>) -> Self {
        let label = label.into();
        Self { insert: label.clone(), label, kind, detail: detail.into(), meaning: None }
    }
}
