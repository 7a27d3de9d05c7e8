//! Positions in a text as an editor counts them, and changes to it. Plain data.

/// The unit of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: characters, of which those from U+10000 count twice.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The number of units from the start of the line.
    pub column: u32,
}

/// A range of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// The position just after its end.
    pub end: Position,
}

/// A change that an editor made to a text.
#[derive(Debug, Clone)]
pub struct Change {
    /// The range that is replaced; `None` if the whole text is.
    pub range: Option<Range>,
    /// The new text.
    pub text: String,
}
