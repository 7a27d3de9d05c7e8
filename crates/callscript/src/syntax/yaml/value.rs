//! The tree of a file: every key and value with its place, and what is wrong with the YAML itself.
//!
//! Plain data. Must not know the parser.

use std::borrow::Cow;

use crate::base::edit::Fix;
use crate::base::rule::Rule;
use crate::base::source::Span;

/// The most collections that may lie in one another.
pub(super) const MAX_DEPTH: usize = 64;
/// The most bytes of one text.
pub(super) const MAX_SCALAR: usize = 1024 * 1024;
/// The most keys, values and items of one file, so that a small file cannot fill the memory.
pub(super) const MAX_VALUES: usize = 1_000_000;
/// The most faults of one kind that are kept of one file.
pub(super) const MAX_FAULTS: usize = 10_000;
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
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Fix>,
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
    /// All of its lines.
    pub(crate) lines: Span,
}

impl Fault {
    /// A fault that is not of a blanked node.
    pub(super) fn new(rule: &'static Rule, message: impl Into<String>, help: Option<String>, span: Span) -> Self {
        Self { rule, message: message.into(), help, fix: None, span, blanked: None }
    }
}
