//! Error recovery: resumes parsing after a faulty node, without parsing again what precedes it.
//!
//! Knows that nodes are the entries of a block map below `nodes:`. Must not know what is in them.

use std::borrow::Cow;
use std::ops::Range;

use super::frame::{Frame, Items, Pending};
use super::line::line_at;
use super::recover::Node;
use super::state::State;
use super::value::{Kind, Map, Value};

/// The parse state before the faulty node.
pub(super) struct Resume<'s> {
    pub(super) state: State<'s>,
    /// The offset of the line at which parsing resumes.
    offset: usize,
    /// The indent of node ids, in bytes.
    indent: usize,
}

impl<'s> Resume<'s> {
    /// Rewinds `state` to before `node`; `None` if the node's place in the tree is unknown.
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

/// Reopens the map `nodes` if it was closed just before the fault.
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

/// The text given to the parser: the whole text, or the rest of it after a synthetic `nodes:` header.
pub(super) struct ParserInput<'t> {
    pub(super) text: Cow<'t, str>,
    /// The number of events of that header, to skip.
    pub(super) skip: usize,
    pub(super) shift: Shift,
}

/// Maps offsets in the parser's input to offsets in the file.
pub(super) struct Shift {
    /// The length of the synthetic header in bytes.
    header: usize,
    /// The offset in the file of the text after the header.
    start: usize,
}

impl<'t> ParserInput<'t> {
    pub(super) fn whole(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), skip: 0, shift: Shift { header: 0, start: 0 } }
    }

    pub(super) fn rest(text: &str, resume: &Resume<'_>) -> Self {
        let header = format!("nodes:\n{}x: \"\"\n", " ".repeat(resume.indent));
        let rest = text.get(resume.offset..).unwrap_or_default();
        // Seven events: the starts of the stream, the document and two maps, two keys and one value.
        let shift = Shift { header: header.len(), start: resume.offset };
        Self { text: Cow::Owned(header + rest), skip: 7, shift }
    }
}

impl Shift {
    /// The file offset of an offset in the parser's input.
    pub(super) fn file_offset(&self, offset: usize) -> usize {
        (offset + self.start).saturating_sub(self.header)
    }

    /// The file range of a span in the parser's input.
    pub(super) fn file_range(&self, span: &granit_parser::Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or_default();
        self.file_offset(range.start)..self.file_offset(range.end)
    }
}
