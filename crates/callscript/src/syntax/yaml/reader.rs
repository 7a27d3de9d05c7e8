//! Reads a file: builds its tree, and after a syntax error resumes after the faulty node.
//!
//! Must not know how a tree is built from events, nor how an error is explained to the author.

use super::recover::{self, Node, Outline};
use super::resume::Resume;
use super::value::{Blanked, Fault, Value};
use super::{characters, explain, state, tree};
use crate::base::source::{Source, Span};

/// The most nodes of a file that are blanked to recover from syntax errors.
pub(super) const MAX_RECOVERIES: usize = 20;

/// A file parsed as YAML.
#[derive(Debug)]
pub(crate) struct File<'s> {
    /// The root value; `None` if the file could not be recovered from its errors (then `faults` is not empty).
    pub(crate) root: Option<Value<'s>>,
    /// Every comment, `#` included, sorted by offset.
    pub(crate) comments: Vec<Span>,
    /// The nodes skipped because of syntax errors, sorted by offset.
    pub(crate) blanked: Vec<Blanked>,
    /// Everything wrong with the file, sorted by offset.
    pub(crate) faults: Vec<Fault>,
}

/// Reads a file. It never fails: errors are in `File::faults`.
///
/// After a syntax error inside a node, the node's lines are blanked and parsing resumes. After an error outside of
/// nodes there is no root, and that error is the only fault. With more faulty nodes than [`MAX_RECOVERIES`] there is no
/// root either, but `faults` has every error found.
pub(crate) fn read(source: &Source) -> File<'_> {
    read_with(source, Resume::before)
}

/// Reads a file; after an error in a node, `resume` returns the state to resume from, or `None` to parse all again.
pub(super) fn read_with<'s>(
    source: &'s Source,
    resume: impl Fn(&str, &Node, state::State<'s>) -> Option<Resume<'s>>,
) -> File<'s> {
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
            .node_at(error.start)
            .filter(|node| blanked.iter().all(|earlier| earlier.span != node.blanked.span));
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
        blanked.push(node.blanked);
    }
}

impl<'s> File<'s> {
    /// A file without a root.
    fn failed(faults: Vec<Fault>, blanked: Vec<Blanked>) -> Self {
        Self::sorted(None, Vec::new(), blanked, faults)
    }

    fn new(root: Value<'s>, comments: Vec<Span>, blanked: Vec<Blanked>, faults: Vec<Fault>) -> Self {
        Self::sorted(Some(root), comments, blanked, faults)
    }

    /// Sorts nodes and faults by offset; syntax errors were found before unsupported YAML, wherever they are.
    fn sorted(root: Option<Value<'s>>, comments: Vec<Span>, blanked: Vec<Blanked>, mut faults: Vec<Fault>) -> Self {
        let mut order: Vec<usize> = (0..blanked.len()).collect();
        order.sort_by_key(|&index| blanked.get(index).map(|node| node.span));
        for fault in &mut faults {
            fault.blanked = fault.blanked.and_then(|old| order.iter().position(|&index| index == old));
        }
        faults.sort_by(|a, b| (a.span.start, a.rule.name, &a.message).cmp(&(b.span.start, b.rule.name, &b.message)));
        let mut blanked = blanked;
        blanked.sort_by_key(|node| node.span);
        Self { root, comments, blanked, faults }
    }
}
