//! Places of a text as an editor counts them, and what it changes there. Plain data.

/// The units in which columns are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Characters, and those beyond the first 65,536 twice.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 0.
    pub line: u32,
    /// Units from the start of the line.
    pub column: u32,
}

/// From one place of a text up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// Where what follows it begins.
    pub end: Position,
}

/// A piece of a text that an editor has changed.
#[derive(Debug, Clone)]
pub struct Change {
    /// What goes; none if that is the whole text.
    pub range: Option<Range>,
    /// What comes in its place.
    pub text: String,
}
