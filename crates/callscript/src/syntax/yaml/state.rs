//! The state of the tree builder, and why it may stop early.
//!
//! Must not know how a tree is built from events, nor how an error is explained to the author.

use granit_parser::ErrorKind;

use super::frame::Frame;
use super::value::{Entry, Fault, MAX_DEPTH, MAX_FAULTS, Value};
use crate::base::source::Span;

/// Where and why parsing stopped early. All positions are byte offsets in the file.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) cause: Cause,
    /// Where the parser stopped.
    pub(super) at: usize,
    /// The end of the last token parsed before it.
    pub(super) parsed_end: usize,
    /// The last non-empty scalar before `at`.
    pub(super) last_scalar: Span,
    /// Where the outermost `[` or `{` that is open at `at` begins.
    pub(super) bracket: Option<usize>,
}

/// Why parsing stopped early.
#[derive(Debug)]
pub(super) enum Cause {
    /// The parser reported a syntax error.
    Syntax(ErrorKind),
    /// A line inside quotes or brackets that is not indented further than the key or dash that they belong to.
    Outdented {
        /// The offset of the opening quote, or of the outermost bracket.
        open: usize,
    },
    /// A tab before a map or list on its line.
    Tab,
    /// Collections nested more than [`MAX_DEPTH`] levels deep.
    TooDeep,
    /// A scalar of more than [`MAX_SCALAR`](super::value::MAX_SCALAR) bytes.
    TooLong,
    /// More than [`MAX_VALUES`](super::value::MAX_VALUES) values.
    TooMany,
}

/// What has been parsed so far.
#[derive(Debug, Default)]
pub(super) struct State<'s> {
    /// The open collections, outermost first.
    pub(super) stack: Vec<Frame<'s>>,
    /// Empty buffers for the entries of maps, one for each level that was open.
    pub(super) buffers: Vec<Vec<Entry<'s>>>,
    pub(super) root: Option<Value<'s>>,
    /// The number of documents begun.
    pub(super) documents: usize,
    /// The number of keys, values and items.
    pub(super) values: usize,
    /// The end of the last token; comments may follow before the next token.
    pub(super) parsed_end: usize,
    /// The last non-empty scalar.
    pub(super) last_scalar: Span,
    pub(super) comments: Vec<Span>,
    pub(super) faults: Vec<Fault>,
}

impl State<'_> {
    /// Reports a fault, up to `MAX_FAULTS`.
    pub(super) fn report(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    /// The `Stop` for an error at `at` in this state.
    pub(super) fn stop(&self, cause: Cause, at: usize) -> Stop {
        Stop { cause, at, parsed_end: self.parsed_end, last_scalar: self.last_scalar, bracket: self.bracket() }
    }

    /// Where the outermost open `[` or `{` begins.
    pub(super) fn bracket(&self) -> Option<usize> {
        self.stack.iter().find(|frame| frame.flow).map(|frame| frame.start)
    }
}

/// The parser's options.
pub(super) fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        // Comments are searched for in the gaps between tokens: comment events would cost time and memory.
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        max_reserved_directive_params: usize::MAX,
        max_directive_bytes: usize::MAX,
    }
}
