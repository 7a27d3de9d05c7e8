//! What Tab completes: answers, asides and commands. Must not know the editor.

use crate::commands::run::choose;

/// What can be typed at a prompt.
#[derive(Debug, Clone, Default)]
pub(in crate::commands::run) struct Completions(pub(in crate::commands::run) Vec<Completion>);

/// A line that can be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands::run) struct Completion {
    /// What people know it by. It can be completed from its beginning, too.
    pub(in crate::commands::run) label: String,
    pub(in crate::commands::run) line: String,
}

impl Completion {
    /// What people know by the line itself. A line that begins with a slash is no command.
    pub(in crate::commands::run) fn new(label: String) -> Self {
        let line = if label.starts_with('/') { format!("/{label}") } else { label.clone() };
        Self { label, line }
    }
}

impl Completions {
    /// The most lines to offer.
    const MAX: usize = 500;

    /// The lines that what is typed could become.
    pub(super) fn of<'c>(&'c self, typed: &'c str) -> impl Iterator<Item = &'c Completion> {
        let begins =
            move |known: &Completion| choose::begins(typed, &known.line) || choose::begins(typed, &known.label);
        self.0.iter().filter(move |known| begins(known)).take(Self::MAX)
    }
}
