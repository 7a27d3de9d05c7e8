//! Reading on after a faulty node without reading again what is before it: many faults in a large file stay cheap.
//!
//! Knows that nodes are the entries of one block map in another. Must not know what is in them.

use std::borrow::Cow;
use std::ops::Range;

use super::frame::{Frame, Items, Pending};
use super::line::line_at;
use super::recover::Node;
use super::state::State;
use super::value::{Kind, Map, Value};

/// A tree without its faulty node and all that follows.
pub(super) struct Resume<'s> {
    pub(super) state: State<'s>,
    /// The line that reading goes on with.
    offset: usize,
    /// The indent of node ids.
    indent: usize,
}

impl<'s> Resume<'s> {
    /// Goes back to the line before `node`; none if it cannot be seen where in the tree that is.
    pub(super) fn before(text: &str, node: &Node, mut state: State<'s>) -> Option<Self> {
        let indent = node.indent();
        reopen(&mut state);
        state.stack.truncate(2);
        let [Frame { items: Items::Map(_, Pending::Key(key)), .. }, nodes] = state.stack.as_mut_slice() else {
            return None;
        };
        if key.text != "nodes" || nodes.flow || nodes.start >= node.lines.end {
            return None;
        }
        let Items::Map(entries, pending) = &mut nodes.items else {
            return None;
        };
        let offset = match std::mem::take(pending) {
            Pending::Key(key) => {
                let line = line_at(text, key.span.range().start).start;
                (line + indent == key.span.range().start).then(|| line.min(node.lines.start))?
            }
            Pending::Nothing => node.lines.start,
            Pending::Faulty | Pending::Merge => return None,
        };
        while entries.pop_if(|entry| entry.key.span.range().start >= offset).is_some() {}
        if entries.last().is_some_and(|entry| entry.value.span.range().end > offset) {
            return None;
        }
        state.comments.retain(|comment| comment.range().start < offset);
        state.faults.retain(|fault| fault.span.range().start < offset);
        state.parsed_end = offset;
        Some(Self { state, offset, indent })
    }
}

/// Opens the nodes again if they were closed just before the fault.
fn reopen(state: &mut State<'_>) {
    let faults = state.faults.len();
    let [Frame { items: Items::Map(entries, pending @ Pending::Nothing), .. }] = state.stack.as_mut_slice() else {
        return;
    };
    let Some(last) = entries.pop() else { return };
    match last.value {
        Value { span, kind: Kind::Map(Map { entries: nodes, flow: false }) } => {
            *pending = Pending::Key(last.key);
            let items = Items::Map(nodes, Pending::Nothing);
            state.stack.push(Frame { start: span.range().start, flow: false, template: false, faults, items });
        }
        _ => entries.push(last),
    }
}

/// What is given to the parser: the whole text, or the rest of it below a `nodes:` of our own.
pub(super) struct ParserInput<'t> {
    pub(super) text: Cow<'t, str>,
    /// How many events are of what we put before the rest.
    pub(super) skip: usize,
    pub(super) shift: Shift,
}

/// Where in the file a piece of it stands.
pub(super) struct Shift {
    /// How many bytes we put before it.
    header: usize,
    start: usize,
}

impl<'t> ParserInput<'t> {
    pub(super) fn whole(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), skip: 0, shift: Shift { header: 0, start: 0 } }
    }

    pub(super) fn rest(text: &str, resume: &Resume<'_>) -> Self {
        let header = format!("nodes:\n{}x: \"\"\n", " ".repeat(resume.indent));
        let rest = text.get(resume.offset..).unwrap_or_default();
        // The starts of stream, document and two maps, two keys and one value.
        let shift = Shift { header: header.len(), start: resume.offset };
        Self { text: Cow::Owned(header + rest), skip: 7, shift }
    }
}

impl Shift {
    /// Where in the file the parser's offset is.
    pub(super) fn file_offset(&self, offset: usize) -> usize {
        (offset + self.start).saturating_sub(self.header)
    }

    /// Where in the file the parser's span is.
    pub(super) fn file_range(&self, span: &granit_parser::Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.file_offset(range.start)..self.file_offset(range.end)
    }
}
