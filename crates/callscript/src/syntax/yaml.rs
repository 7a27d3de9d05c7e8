//! The only place that knows the YAML parser: a text becomes a tree in which everything has its place.
//!
//! Knows YAML and its traps. Must not know what a script means, but for where its nodes begin (to recover after an error).

mod characters;
mod comments;
mod explain;
mod frame;
mod kept;
mod line;
mod locate;
mod open;
mod place;
mod recover;
mod resume;
mod state;
mod tree;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::base::source::{Source, Span};
use crate::editor::fixer::Fix;

pub(crate) use characters::unreadable;
pub(crate) use kept::Tree;
pub(crate) use line::{key_end, line_at};
pub(crate) use locate::locate;
use recover::{Node, Outline};
use resume::Resume;

/// The most collections that may lie in one another.
const MAX_DEPTH: usize = 64;
/// The most bytes of one text.
const MAX_SCALAR: usize = 1024 * 1024;
/// The most keys, values and items of one file, so that a small file cannot fill the memory.
const MAX_VALUES: usize = 1_000_000;
/// The most faults of one kind that are kept of one file.
const MAX_FAULTS: usize = 10_000;
/// How often a file is read again after a syntax error.
const MAX_RECOVERIES: usize = 20;

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

/// Reads a file. It never fails: what is wrong with it is in `File::faults`.
///
/// After a syntax error inside a node the lines of that node are blanked and the file is read again; after one outside,
/// that error is all there is to say. A file with more faulty nodes than [`MAX_RECOVERIES`] has no root either, but every
/// error that was found.
pub(crate) fn read(source: &Source) -> File<'_> {
    read_with(source, Resume::before)
}

/// Reads a file; `resume` says what need not be read again after an error.
fn read_with<'s>(source: &'s Source, resume: impl Fn(&str, &Node, state::State<'s>) -> Option<Resume<'s>>) -> File<'s> {
    if let Some(fault) = characters::unreadable(source) {
        return File::failed(vec![fault], Vec::new());
    }
    let original = source.text();
    let (mut text, mut faults) = characters::blank_controls(original);
    let mut blanked: Vec<Blanked> = Vec::new();
    let mut resumed = None;
    let mut outline = None;
    loop {
        let (stop, state) = match tree::build(original, &text, resumed) {
            Ok(tree) => {
                faults.extend(tree.faults);
                return File::new(tree.root, tree.comments, blanked, faults);
            }
            Err(stop) => *stop,
        };
        let error = explain::explain(&text, &stop);
        let node = outline
            .get_or_insert_with(|| Outline::of(original))
            .node_at(error.begins)
            .filter(|node| blanked.iter().all(|earlier| earlier.span != node.id.span));
        let Some(node) = node else {
            return File::failed(vec![error.fault], Vec::new());
        };
        if blanked.len() == MAX_RECOVERIES {
            faults.push(error.fault);
            return File::failed(faults, blanked);
        }
        recover::blank(text.to_mut(), &node);
        resumed = resume(&text, &node, state);
        faults.push(Fault { blanked: Some(blanked.len()), ..error.fault });
        blanked.push(node.id);
    }
}

impl<'s> File<'s> {
    /// A file without a tree.
    fn failed(faults: Vec<Fault>, blanked: Vec<Blanked>) -> Self {
        Self::sorted(None, Vec::new(), blanked, faults)
    }

    fn new(root: Value<'s>, comments: Vec<Span>, blanked: Vec<Blanked>, faults: Vec<Fault>) -> Self {
        Self::sorted(Some(root), comments, blanked, faults)
    }

    /// Brings nodes and faults into the order of the file; errors are found in the order of the parser's patience.
    fn sorted(root: Option<Value<'s>>, comments: Vec<Span>, blanked: Vec<Blanked>, mut faults: Vec<Fault>) -> Self {
        let mut order: Vec<usize> = (0..blanked.len()).collect();
        order.sort_by_key(|&index| blanked.get(index).map(|node| node.span));
        for fault in &mut faults {
            fault.blanked = fault.blanked.and_then(|old| order.iter().position(|&index| index == old));
        }
        faults.sort_by(|a, b| (a.span.start, a.rule, &a.message).cmp(&(b.span.start, b.rule, &b.message)));
        let mut blanked = blanked;
        blanked.sort_by_key(|node| node.span);
        Self { root, comments, blanked, faults }
    }
}

impl Fault {
    /// A fault that is not of a blanked node.
    fn new(rule: &'static str, message: impl Into<String>, help: Option<String>, span: Span) -> Self {
        Self { rule, message: message.into(), help, fix: None, span, blanked: None }
    }
}
