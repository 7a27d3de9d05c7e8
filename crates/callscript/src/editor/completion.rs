//! What could be typed at a place of a script, and what the key there means: as plain data for editors.
//!
//! Where the place is in the script is told from the lines around it, since a file that is being typed is seldom whole;
//! which names there are, from the last time that it could be read. Must not know protocols.

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

/// What could stand at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Where that begins which is typed there already, and which a suggestion would replace.
    pub start: usize,
    /// The best first.
    pub items: Vec<Suggestion>,
}

/// One thing that could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown.
    pub label: String,
    /// What is typed.
    pub insert: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// More about it, on a line.
    pub detail: String,
    /// What it means, in Markdown.
    pub meaning: Option<String>,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A key of the format.
    Key,
    /// The id of a node.
    Node,
    /// A variable, here or of a subscript.
    Variable,
    /// An outcome or a result.
    Outcome,
    /// The id of a script.
    Script,
    /// The name of an action.
    Action,
    /// A value: one of a few words that may stand there.
    Value,
    /// A filter, or a word of conditions.
    Word,
}

/// What is shown of a node's words.
const COLUMNS: usize = 60;

impl Library {
    /// What could stand at `offset` of `text`, which is what the file at that place of the library has become.
    pub fn suggest(&self, at: usize, text: &str, offset: usize) -> Suggestions {
        let (Some(file), Some(before)) = (self.files().get(at), text.get(..offset)) else {
            return Suggestions::default();
        };
        let Some(cursor) = Cursor::at(text, offset) else {
            return Suggestions::default();
        };
        let asked = Asked { library: self, file, text, before, cursor: &cursor, value: cursor.value() };
        let mut suggestions = asked.suggestions();
        // A colon needs a blank after it.
        if cursor.at == At::Value && before.get(..suggestions.start).is_some_and(|before| before.ends_with(':')) {
            for item in &mut suggestions.items {
                item.insert.insert(0, ' ');
            }
        }
        suggestions
    }
}

/// The key at `offset` of `text`, where it stands, and what it means, in Markdown.
pub fn key_at(text: &str, offset: usize) -> Option<(Span, String)> {
    let rest = text.get(offset..)?;
    let word = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    let end = offset + word.unwrap_or(rest.len());
    let cursor = Cursor::at(text, end).filter(|cursor| cursor.at == At::Key && cursor.start <= offset)?;
    let key = text.get(cursor.start..end).filter(|_| text[end..].starts_with(':'))?;
    let Value::Map(place) = cursor.value() else { return None };
    let meaning = place.key(key)?.meaning;
    Some((Span::new(cursor.start, end), format!("`{key}`: {meaning}")))
}

/// A place that suggestions are wanted for.
#[derive(Clone, Copy)]
struct Asked<'a> {
    library: &'a Library,
    /// The file as it was when it could be read.
    file: &'a File,
    text: &'a str,
    /// What stands before the place.
    before: &'a str,
    cursor: &'a Cursor<'a>,
    /// What stands at the place.
    value: Value,
}

impl<'a> Asked<'a> {
    fn suggestions(&self) -> Suggestions {
        if let Some(suggestions) = self.in_braces() {
            return suggestions;
        }
        let in_key = self.cursor.at == At::Key;
        let start = self.cursor.start + usize::from(self.quote().is_some());
        match (self.cursor.at, self.value) {
            (At::Text, Value::Condition | Value::Operand) | (At::Value, Value::Condition) => self.expression(),
            (At::Value, Value::Operand) => self.written(),
            (At::Text, _) => Suggestions::default(),
            (_, value) => {
                let mut items = Vec::new();
                if in_key {
                    items.extend(self.keys());
                }
                // Nothing shows of an item of a list yet whether it will be a map.
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

    /// The quote that what is typed begins with.
    fn quote(&self) -> Option<char> {
        let typed = self.before.get(self.cursor.start..)?;
        typed.chars().next().filter(|first| matches!(first, '"' | '\''))
    }

    /// Whether the map or list around the place has something of that key or name already.
    fn has(&self, name: &str) -> bool {
        self.cursor.entries.iter().any(|entry| entry.key == name)
    }

    /// The value of a key in the map around the one that the place is in.
    fn beside(&self, key: &str) -> Option<&'a str> {
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
