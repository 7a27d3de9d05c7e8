//! A question for one line, as it is shown. Must not know what it is about.

use callscript::internal::MASK;
use callscript::internal::inert::words;

use super::{Completion, Completions};
use crate::commands::run::choose::{Item, ItemKind};
use crate::console::{Console, Lines};
use crate::error::Error;

/// The prefix of words that may contain a sensitive value, and of what is typed if it is sensitive.
pub(in crate::commands::run) const SENSITIVE: &str = "[sensitive]";

/// What to ask for.
#[derive(Debug, Clone, Default)]
pub(in crate::commands::run) struct Question {
    pub(in crate::commands::run) text: String,
    /// What is typed is shown only while it is typed.
    pub(in crate::commands::run) sensitive: bool,
    /// What is typed is not offered again.
    pub(in crate::commands::run) forget: bool,
    /// What Tab can complete.
    pub(in crate::commands::run) completions: Completions,
}

impl Question {
    /// A question whose answer is one of these items.
    pub(in crate::commands::run) fn choice(text: &str, items: &[Item<'_>]) -> Self {
        let open = items.iter().filter(|item| item.kind == ItemKind::Asked && !item.closed && !item.sensitive);
        let labels = open.filter(|item| item.is_shown()).map(|item| Completion::new(item.label.to_owned()));
        Self {
            text: text.to_owned(),
            forget: items.iter().any(|item| item.sensitive),
            completions: Completions(labels.collect()),
            ..Self::default()
        }
    }

    /// What is shown before the line.
    pub(super) fn prompt(&self) -> String {
        let (space, mark) = if self.sensitive { (" ", SENSITIVE) } else { ("", "") };
        format!("{}{space}{mark}> ", words(&self.text))
    }

    /// Shows the question.
    pub(super) fn show(&self, console: &mut Console<'_>) -> Result<(), Error> {
        write!(console.out, "{}", self.prompt())?;
        Ok(console.out.flush()?)
    }

    /// Shows the line that was read, if no terminal has shown it already.
    pub(super) fn echo(&self, line: &str, is_command: bool, console: &mut Console<'_>) -> Result<(), Error> {
        if console.typed && console.lines != Lines::Input {
            return Ok(());
        }
        let is_masked = self.sensitive && !is_command && !line.is_empty();
        let line = if is_masked { MASK.into() } else { words(line) };
        Ok(writeln!(console.out, "{line}")?)
    }
}
