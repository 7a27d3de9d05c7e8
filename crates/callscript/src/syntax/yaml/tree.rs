//! Builds a tree from parser events; unsupported YAML becomes a fault.
//!
//! Knows the parser's events. Must not know what a script means, nor how an error is explained to the author.

mod indent;
mod scalar;
mod tabs;

use std::ops::Range;

use granit_parser::{Event, Parser, StrInput, StructureStyle};

use super::frame::{Frame, Items, Pending};
use super::resume::{ParserInput, Resume, Shift};
use super::state::{Cause, State, Stop, options};
use super::value::{Fault, Kind, MAX_DEPTH, MAX_FAULTS, MAX_VALUES, Map, Value};
use super::{comments, place, unsupported};
use crate::base::source::Span;

/// The result of parsing a whole file.
pub(super) struct ParsedTree<'s> {
    pub(super) root: Value<'s>,
    pub(super) comments: Vec<Span>,
    pub(super) faults: Vec<Fault>,
}

/// Parses `text`, a copy of `original` in which some bytes may be blanked. The tree borrows from `original` if possible.
///
/// With `resume`, parses only the rest. An error includes the state so far, to resume from.
pub(super) fn build<'s>(
    original: &'s str,
    text: &str,
    resume: Option<Resume<'s>>,
) -> Result<ParsedTree<'s>, Box<(Stop, State<'s>)>> {
    let (input, state) = match resume {
        Some(resume) => (ParserInput::rest(text, &resume), resume.state),
        None => (ParserInput::whole(text), State::default()),
    };
    let next_hash = comments::next_hash(text, state.parsed_end);
    let next_tab = tabs::next_tab(text, state.parsed_end);
    let mut builder = Builder { original, text, next_hash, next_tab, shift: input.shift, state };
    let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(&input.text, options());
    for _ in 0..input.skip {
        parser.next_event();
    }
    while let Some(next) = parser.next_event() {
        let step = match next {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(input.text.len());
                Err((Cause::Syntax(error.kind().clone()), builder.shift.file_offset(at)))
            }
        };
        match step {
            Ok(true) => {}
            Ok(false) => break,
            Err((cause, at)) => return Err(Box::new((builder.state.stop(cause, at), builder.state))),
        }
    }
    Ok(builder.finish())
}

struct Builder<'s, 't> {
    original: &'s str,
    text: &'t str,
    /// The offset of the first `#` not yet passed, or the end of the text.
    next_hash: usize,
    /// The offset of the first tab not yet passed, or the end of the text.
    next_tab: usize,
    shift: Shift,
    state: State<'s>,
}

impl<'s> Builder<'s, '_> {
    /// Handles one event; `Ok(false)` stops without an error. An error has its offset.
    fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) -> Result<bool, (Cause, usize)> {
        let range = self.shift.file_range(span);
        let tag = span.tag_span();
        if let Some(tag) = &tag {
            self.report_at(unsupported::tag, self.shift.file_range(tag));
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text, style, range, tag.is_some())?,
            Event::MappingStart(style, ..) => {
                let buffer = self.state.buffers.pop().unwrap_or_default();
                self.open(style, range, Items::Map(buffer, Pending::Nothing))?;
            }
            Event::SequenceStart(style, ..) => self.open(style, range, Items::List(Vec::new()))?,
            Event::MappingEnd | Event::SequenceEnd => self.close(&range)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(range)?,
            Event::Anchor(..) => self.report_at(unsupported::anchor, range),
            Event::DocumentStart(..) => {
                self.state.documents += 1;
                if self.state.documents > 1 {
                    self.report_at(unsupported::second_document, range);
                    return Ok(false);
                }
            }
            Event::StreamEnd => {
                self.check_tab_at_end()?;
                self.advance(self.text.len()..self.text.len());
            }
            _ => {}
        }
        Ok(true)
    }

    fn alias(&mut self, range: Range<usize>) -> Result<(), (Cause, usize)> {
        self.count(range.start)?;
        self.advance(range.clone());
        let span = Span::new(range.start, range.end);
        let merged = matches!(self.state.stack.last(), Some(Frame { items: Items::Map(_, Pending::Merge), .. }));
        if !merged {
            self.report_at(unsupported::alias, range);
        }
        self.add(Value { span, kind: Kind::Unknown });
        Ok(())
    }

    fn open(&mut self, style: StructureStyle, range: Range<usize>, items: Items<'s>) -> Result<(), (Cause, usize)> {
        self.count(range.start)?;
        if self.state.stack.len() >= MAX_DEPTH {
            return Err((Cause::TooDeep, range.start));
        }
        let flow = style == StructureStyle::Flow;
        if !flow {
            self.check_tab_before(range.start)?;
        }
        let mut start = range.start;
        match (self.state.stack.last_mut(), flow, &items) {
            (Some(Frame { flow: false, items: Items::Map(..), .. }), false, Items::List(_)) => {
                start = place::first_dash(self.text, start);
            }
            (Some(outer), true, Items::Map(..)) => {
                outer.template |= outer.begins_template(self.text, start);
            }
            _ => {}
        }
        if flow {
            self.advance(range);
        }
        self.state.stack.push(Frame { start, flow, template: false, faults: self.state.faults.len(), items });
        Ok(())
    }

    fn close(&mut self, range: &Range<usize>) -> Result<(), (Cause, usize)> {
        if !range.is_empty() {
            self.advance(range.clone());
        }
        let Some(frame) = self.state.stack.pop() else {
            return Ok(());
        };
        if frame.flow && self.state.bracket().is_none() {
            self.check_brackets(frame.start..range.end)?;
        }
        let span = Span::new(frame.start, self.state.parsed_end.max(frame.start));
        let kind = match frame.items {
            _ if frame.template => {
                self.state.faults.truncate(frame.faults);
                self.report_at(unsupported::template, span.range());
                Kind::Unknown
            }
            Items::List(items) => Kind::List(items),
            Items::Map(mut buffer, _) => {
                // Without room to spare, which would be most of the tree's memory.
                let mut entries = Vec::with_capacity(buffer.len());
                entries.append(&mut buffer);
                self.state.buffers.push(buffer);
                let flow = frame.flow && self.text.as_bytes().get(frame.start) == Some(&b'{');
                Kind::Map(Map { entries, flow })
            }
        };
        self.add(Value { span, kind });
        Ok(())
    }

    /// Adds a value to the innermost open collection, or makes it the root.
    fn add(&mut self, value: Value<'s>) {
        let Some(frame) = self.state.stack.last_mut() else {
            self.state.root = Some(value);
            return;
        };
        if let Some(fault) = frame.add(self.text, value) {
            self.state.report(fault);
        }
    }

    /// Moves `parsed_end` to the end of `range`, and collects the comments in the gap before it.
    fn advance(&mut self, range: Range<usize>) {
        if self.next_hash < range.start {
            comments::find(self.text, self.original, self.state.parsed_end..range.start, &mut self.state.comments);
        }
        self.state.parsed_end = self.state.parsed_end.max(range.end);
        if self.next_hash < self.state.parsed_end {
            self.next_hash = comments::next_hash(self.text, self.state.parsed_end);
        }
        if self.next_tab < self.state.parsed_end {
            self.next_tab = tabs::next_tab(self.text, self.state.parsed_end);
        }
    }

    /// Reports the fault that `make` builds for the text at `range`, up to `MAX_FAULTS`.
    fn report_at(&mut self, make: fn(&str, Range<usize>) -> Fault, range: Range<usize>) {
        if self.state.faults.len() < MAX_FAULTS {
            self.state.faults.push(make(self.text, range));
        }
    }

    /// Counts a value; an error if there are more than a file of this size may hold.
    fn count(&mut self, at: usize) -> Result<(), (Cause, usize)> {
        self.state.values += 1;
        if self.state.values > MAX_VALUES.max(self.text.len() / 8) { Err((Cause::TooMany, at)) } else { Ok(()) }
    }

    fn finish(self) -> ParsedTree<'s> {
        let start = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let empty = Value { span: Span::new(start, start), kind: Kind::Nothing };
        ParsedTree { root: self.state.root.unwrap_or(empty), comments: self.state.comments, faults: self.state.faults }
    }
}
