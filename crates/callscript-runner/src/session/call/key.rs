//! A string key of a call stack: two stacks with the same key are equal except for the values of their variables.

use std::fmt::{self, Write};

use super::{Call, Position, Stack, Stage};

impl Stack {
    /// Appends the position of every call, the retries that it used, and what its asides interrupted.
    pub(crate) fn write_key(&self, key: &mut String) {
        for call in [&self.base].into_iter().chain(self.above.iter().map(|frame| &frame.call)) {
            // Writing to a `String` cannot fail.
            let _ = call.write_place(key);
        }
    }
}

impl Call {
    fn write_place(&self, key: &mut String) -> fmt::Result {
        write!(key, "/{}", self.script.id())?;
        self.at.write_place(key)?;
        for (retry, times) in self.used_retries() {
            write!(key, ";{}:{times}", retry.index())?;
        }
        for interrupted in &self.interrupted {
            write!(key, "<{:?}", interrupted.aside)?;
            interrupted.at.write_place(key)?;
            interrupted.above.iter().try_for_each(|frame| frame.call.write_place(key))?;
        }
        Ok(())
    }
}

impl Position {
    fn write_place(&self, key: &mut String) -> fmt::Result {
        let (stage, outcome) = match self.stage {
            Stage::Form => ("form", None),
            // After a message, the position is at the same exit, without text.
            Stage::Exit if self.rendered.is_some() => ("words", None),
            Stage::Exit => ("exit", None),
            Stage::Ending(outcome) => ("ending", Some(outcome.index())),
            Stage::After(outcome) => ("after", Some(outcome.index())),
            Stage::Ended(outcome) => ("ended", Some(outcome.index())),
        };
        write!(key, "@{} {stage} {outcome:?}", self.node.index())
    }
}
