//! The width of the terminal and whether it has colour. Must not know what is shown.

/// How text for people is laid out.
///
/// ```
/// use callscript_output::Screen;
///
/// let screen = Screen { width: 80, ..Screen::PAGE };
/// assert!(!screen.colour);
/// ```
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
///
/// ```
/// use callscript_output::{Style, painted};
///
/// assert_eq!(painted("gone", Style::Removed, true), "\u{1b}[31mgone\u{1b}[0m");
/// ```
#[cfg(feature = "terminal")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Not at all.
    Plain,
    /// A title, or what is said to a caller.
    Strong,
    /// What matters less.
    Quiet,
    /// What is written in a file.
    Code,
    /// What must be said word for word.
    Verbatim,
    /// What must not be overlooked.
    Alarm,
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// What is another.
    Changed,
}

/// A text in its style, if there is colour.
///
/// ```
/// use callscript_output::{Style, painted};
///
/// assert_eq!(painted("Hello", Style::Strong, false), "Hello");
/// ```
#[cfg(feature = "terminal")]
pub fn painted(text: &str, style: Style, colour: bool) -> String {
    if !colour || style == Style::Plain {
        return text.to_owned();
    }
    let style = style.ansi();
    format!("{style}{text}{style:#}")
}

#[cfg(feature = "terminal")]
impl Style {
    fn ansi(self) -> anstyle::Style {
        use anstyle::AnsiColor::{Cyan, Green, Red, Yellow};

        match self {
            Self::Plain => anstyle::Style::new(),
            Self::Strong => anstyle::Style::new().bold(),
            Self::Quiet => anstyle::Style::new().dimmed(),
            Self::Code => Cyan.on_default(),
            Self::Verbatim => Yellow.on_default().bold(),
            Self::Alarm => Red.on_default().bold(),
            Self::Added => Green.on_default(),
            Self::Removed => Red.on_default(),
            Self::Changed => Yellow.on_default(),
        }
    }
}
