//! The width of the terminal and whether it has colour. Must not know what is shown.

/// How text for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// The width in columns.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
}

impl Screen {
    /// For output that does not go to a terminal.
    pub const PAGE: Self = Self { width: 100, colour: false };
}

/// A text in a style, if colour is used.
#[cfg(feature = "terminal")]
pub fn painted(text: &str, style: anstyle::Style, colour: bool) -> String {
    if colour && style != anstyle::Style::new() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
