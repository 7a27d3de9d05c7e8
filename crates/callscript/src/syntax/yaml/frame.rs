//! A collection that is being parsed, and what may be a key in it.
//!
//! Must not know the parser.

use super::unsupported;
use super::value::{Entry, Fault, Kind, Scalar, Style, Value};

/// A collection that is being parsed.
#[derive(Debug)]
pub(super) struct Frame<'s> {
    pub(super) start: usize,
    /// Whether it is written in brackets.
    pub(super) flow: bool,
    /// Whether it begins with `{{`: then it is an unquoted text instead of a map.
    pub(super) template: bool,
    /// The number of faults before it; those inside a template are discarded.
    pub(super) faults: usize,
    pub(super) items: Items<'s>,
}

/// What has been added to the collection so far.
#[derive(Debug)]
pub(super) enum Items<'s> {
    List(Vec<Value<'s>>),
    Map(Vec<Entry<'s>>, Pending<'s>),
}

/// A map's next entry: no key yet, or a key whose value is still to come.
#[derive(Debug, Default)]
pub(super) enum Pending<'s> {
    /// The next value is a key.
    #[default]
    Nothing,
    /// The next value belongs to this key.
    Key(Scalar<'s>),
    /// A key that was reported: its value is dropped.
    Faulty,
    /// `<<`: its value is dropped, and an alias in it is part of the same fault.
    Merge,
}

impl<'s> Frame<'s> {
    /// Adds an item, key or value; returns a fault if it cannot be the key that is expected here.
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

    /// Whether a map that begins at `start` is the second brace of a `{{` that begins this frame.
    pub(super) fn begins_template(&self, text: &str, start: usize) -> bool {
        let first = match &self.items {
            Items::Map(entries, Pending::Nothing) => entries.is_empty(),
            _ => false,
        };
        first && self.start + 1 == start && text.get(self.start..).is_some_and(|rest| rest.starts_with("{{"))
    }
}

/// Turns the value into a key; with a fault if it cannot be one.
fn as_key<'s>(text: &str, value: Value<'s>) -> (Pending<'s>, Option<Fault>) {
    match value.kind {
        Kind::Scalar(key) if key.style == Style::Plain && key.text == "<<" => {
            (Pending::Merge, Some(unsupported::merge_key(key.span)))
        }
        Kind::Scalar(key) => (Pending::Key(key), None),
        Kind::Nothing => (Pending::Faulty, Some(unsupported::empty_key(text, value.span))),
        Kind::List(_) | Kind::Map(_) => (Pending::Faulty, Some(unsupported::collection_as_key(text, value.span))),
        Kind::Unknown => (Pending::Faulty, None),
    }
}
