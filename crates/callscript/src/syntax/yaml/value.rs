//! The tree of a file: every key and value with its span, and the faults in the YAML itself.
//!
//! Plain data. Must not know the parser.

use std::borrow::Cow;

use crate::base::edit::Fix;
use crate::base::rule::Rule;
use crate::base::source::Span;

/// The deepest nesting of collections.
pub(super) const MAX_DEPTH: usize = 64;
/// The most bytes of a scalar.
pub(super) const MAX_SCALAR: usize = 1024 * 1024;
/// The most keys, values and items of a file, to bound memory. A file above 8 MB may hold one for every 8 bytes.
pub(super) const MAX_VALUES: usize = 1_000_000;
/// The most faults of one kind (control characters, or unsupported YAML) kept per file.
pub(super) const MAX_FAULTS: usize = 10_000;

/// How a scalar is written.
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

/// A decoded text, and its span as written, quotes and block header included.
#[derive(Debug, Clone)]
pub(crate) struct Scalar<'s> {
    pub(crate) text: Cow<'s, str>,
    pub(crate) style: Style,
    pub(crate) span: Span,
}

/// A value and its span. A block map or list spans from its first key or dash to the end of its last value.
#[derive(Debug, Clone)]
pub(crate) struct Value<'s> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'s>,
}

/// The kind of a value.
#[derive(Debug, Clone)]
pub(crate) enum Kind<'s> {
    /// An empty value; the span is empty, right after the colon or dash.
    Nothing,
    /// A text, number or other scalar; the reader of the value decides which.
    Scalar(Scalar<'s>),
    /// A list: `[…]`, or lines that begin with `-`.
    List(Vec<Value<'s>>),
    /// A map.
    Map(Map<'s>),
    /// A value that was already reported, such as an alias; nothing else should be reported about it.
    Unknown,
}

/// A map; duplicate keys are kept.
#[derive(Debug, Clone)]
pub(crate) struct Map<'s> {
    pub(crate) entries: Vec<Entry<'s>>,
    /// Whether it is written in `{ }`.
    pub(crate) flow: bool,
}

/// One key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'s> {
    /// The key. An entry whose key is not a scalar is reported and left out.
    pub(crate) key: Scalar<'s>,
    pub(crate) value: Value<'s>,
}

/// A fault in the YAML itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `yaml-syntax`, `yaml-feature` or `wrong-type`.
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Fix>,
    pub(crate) span: Span,
    /// The index in `File::blanked` of the node that it begins in, if any.
    pub(crate) blanked: Option<usize>,
}

/// A node that was skipped because of a syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blanked {
    /// The node's id.
    pub(crate) id: String,
    /// The span of the id.
    pub(crate) span: Span,
    /// The span of all its lines.
    pub(crate) lines: Span,
}

impl Fault {
    /// A fault outside of blanked nodes, without a fix.
    pub(super) fn new(rule: &'static Rule, message: impl Into<String>, help: Option<String>, span: Span) -> Self {
        Self { rule, message: message.into(), help, fix: None, span, blanked: None }
    }
}
