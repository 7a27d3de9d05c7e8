//! The only place that knows the YAML parser: a text becomes a tree in which everything has its place.
//!
//! Knows YAML and its traps. Must not know what a script means, but for where its nodes begin (to recover after an error).

use std::borrow::Cow;

use crate::source::{Source, Span};

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A text with the place where it was written (quotes and block header included).
#[derive(Debug, Clone)]
pub(crate) struct Scalar<'s> {
    pub(crate) text: Cow<'s, str>,
    pub(crate) style: Style,
    pub(crate) span: Span,
}

/// A value with its place: for a block map or list from its first key or dash to the end of its last value.
#[derive(Debug, Clone)]
pub(crate) struct Value<'s> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'s>,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind<'s> {
    /// No value was written; the span is the empty place after the key or dash.
    Nothing,
    /// A text, number or whatever else its reader takes it for.
    Scalar(Scalar<'s>),
    /// `[…]`, or lines that begin with `-`.
    List(Vec<Value<'s>>),
    /// A map.
    Map(Map<'s>),
    /// An alias or the like: a finding was made of it, and nobody should complain again.
    Unknown,
}

/// A map, with every duplicate kept.
#[derive(Debug, Clone)]
pub(crate) struct Map<'s> {
    pub(crate) entries: Vec<Entry<'s>>,
    /// Written in `{ }`.
    pub(crate) flow: bool,
}

/// One key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'s> {
    /// The key; of a key that is no scalar a finding was made, and the entry is left out.
    pub(crate) key: Scalar<'s>,
    pub(crate) value: Value<'s>,
}

/// Something that is wrong with the YAML itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `yaml-syntax`, `yaml-feature` or `wrong-type`.
    pub(crate) rule: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) span: Span,
    /// The node in which it begins, if it is one of those in `File::blanked`.
    pub(crate) blanked: Option<usize>,
}

/// The lines of a node that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blanked {
    /// The node's id.
    pub(crate) id: String,
    /// Where the id stands.
    pub(crate) span: Span,
}

/// A file as YAML.
#[derive(Debug)]
pub(crate) struct File<'s> {
    /// The whole; none if the file could not be read at all (then `faults` says why).
    pub(crate) root: Option<Value<'s>>,
    /// Every comment, `#` included, by offset.
    pub(crate) comments: Vec<Span>,
    /// Nodes that were passed over, by offset.
    pub(crate) blanked: Vec<Blanked>,
    /// What is wrong, by offset.
    pub(crate) faults: Vec<Fault>,
}

/// Reads a file.
pub(crate) fn read(source: &Source) -> File<'_> {
    let _ = source;
    File { root: None, comments: Vec::new(), blanked: Vec::new(), faults: Vec::new() }
}

/// The place in the file of the bytes `span` of a scalar's decoded text, whatever its style.
pub(crate) fn locate(source: &Source, scalar: &Scalar<'_>, span: Span) -> Span {
    let _ = source;
    let _ = span;
    scalar.span
}
