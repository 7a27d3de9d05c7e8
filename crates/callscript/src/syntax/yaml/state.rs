//! How far the reading of a tree has come, and how it may come to an end.
//!
//! Must not know how events become a tree, nor how an error is explained.

use granit_parser::ErrorKind;

use super::frame::Frame;
use super::value::{Fault, MAX_DEPTH, Value};
use crate::base::source::Span;

/// Where and why reading came to an end.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) cause: Cause,
    /// Where the parser gave up.
    pub(super) at: usize,
    /// The end of the last thing that it could read.
    pub(super) parsed_end: usize,
    /// The last text that it could read.
    pub(super) last_scalar: Span,
    /// The outermost bracket that was open then.
    pub(super) bracket: Option<usize>,
}

/// Why reading came to an end.
#[derive(Debug)]
pub(super) enum Cause {
    /// The parser refused it.
    Syntax(ErrorKind),
    /// More than [`MAX_DEPTH`] collections in one another.
    TooDeep,
    /// A text of more than [`MAX_SCALAR`](super::value::MAX_SCALAR) bytes.
    TooLong,
    /// More than [`MAX_VALUES`](super::value::MAX_VALUES) values.
    TooMany,
}

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct State<'s> {
    pub(super) stack: Vec<Frame<'s>>,
    pub(super) root: Option<Value<'s>>,
    pub(super) documents: usize,
    pub(super) values: usize,
    /// The end of the last thing read; between it and the next there may be comments.
    pub(super) parsed_end: usize,
    pub(super) last_scalar: Span,
    pub(super) comments: Vec<Span>,
    pub(super) faults: Vec<Fault>,
}

/// What is asked of the parser.
pub(super) fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        // Comments are found in the gaps between texts: as events they would cost time and, in thousands, memory.
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        max_reserved_directive_params: usize::MAX,
        max_directive_bytes: usize::MAX,
    }
}
