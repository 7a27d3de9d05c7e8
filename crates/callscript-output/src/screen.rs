//! Where text is read: how wide that is, and whether in colour. Must not know what is shown.

/// How text for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// How many columns there are.
    pub width: usize,
    /// Whether there is colour.
    pub colour: bool,
}

impl Screen {
    /// What goes to no terminal.
    pub const PAGE: Self = Self { width: 100, colour: false };
}

/// A text in its style, if there is colour.
#[cfg(feature = "terminal")]
pub fn painted(text: &str, style: anstyle::Style, colour: bool) -> String {
    if colour && style != anstyle::Style::new() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
