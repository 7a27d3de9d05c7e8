//! Where something is: in an open document, or in a file.
//!
//! Must not know how it is found.

use std::path::Path;

use super::open_document::Document;
use super::position::Range;

/// A range in an open document or in a file.
#[derive(Debug, Clone, Copy)]
pub struct Location<'w> {
    /// The document or the file.
    pub holder: Holder<'w>,
    /// The range.
    pub range: Range,
}

/// The document or file that a range is in.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'w> {
    /// An open document.
    Document(&'w Document),
    /// A file that is not open.
    File(&'w Path),
}
