//! A collection that is being read, and what may be a key in it.
//!
//! Must not know the parser.

use super::unsupported;
use super::value::{Entry, Fault, Kind, Scalar, Style, Value};

/// A collection that is being read.
#[derive(Debug)]
pub(super) struct Frame<'s> {
    pub(super) start: usize,
    pub(super) flow: bool,
    /// It begins with `{{`, so it is no map but a text without quotes.
    pub(super) template: bool,
    /// How many faults there were before it.
    pub(super) faults: usize,
    pub(super) items: Items<'s>,
}

#[derive(Debug)]
pub(super) enum Items<'s> {
    List(Vec<Value<'s>>),
    Map(Vec<Entry<'s>>, Pending<'s>),
}

/// What a map has of its next entry.
#[derive(Debug, Default)]
pub(super) enum Pending<'s> {
    #[default]
    Nothing,
    Key(Scalar<'s>),
    /// A key of which a fault was made: its value is dropped.
    Faulty,
    /// `<<`: its value is dropped, and an alias in it is part of the same fault.
    Merge,
}

impl<'s> Frame<'s> {
    /// Puts a value where it belongs, and says what is wrong with that.
    pub(super) fn add(&mut self, text: &str, value: Value<'s>) -> Option<Fault> {
        let (entries, pending) = match &mut self.items {
            Items::List(items) => {
                items.push(value);
                return None;
            }
            Items::Map(entries, pending) => (entries, pending),
        };
        match std::mem::take(pending) {
            Pending::Key(key) => entries.push(Entry { key, value }),
            Pending::Faulty | Pending::Merge => {}
            Pending::Nothing => {
                let (next, fault) = as_key(text, value);
                *pending = next;
                return fault.filter(|_| !self.template);
            }
        }
        None
    }

    /// Whether a map that begins at `start` makes this one a `{{`.
    pub(super) fn begins_template(&self, text: &str, start: usize) -> bool {
        let first = match &self.items {
            Items::Map(entries, Pending::Nothing) => entries.is_empty(),
            _ => false,
        };
        first && self.start + 1 == start && text.get(self.start..).is_some_and(|rest| rest.starts_with("{{"))
    }
}

/// A value in the place of a key, and what is wrong with that.
fn as_key<'s>(text: &str, value: Value<'s>) -> (Pending<'s>, Option<Fault>) {
    match value.kind {
        Kind::Scalar(key) if key.style == Style::Plain && key.text == "<<" => {
            (Pending::Merge, Some(unsupported::merge_key(key.span)))
        }
        Kind::Scalar(key) => (Pending::Key(key), None),
        Kind::Nothing => (Pending::Faulty, Some(unsupported::empty_key(value.span))),
        Kind::List(_) | Kind::Map(_) => (Pending::Faulty, Some(unsupported::collection_as_key(text, value.span))),
        Kind::Unknown => (Pending::Faulty, None),
    }
}
