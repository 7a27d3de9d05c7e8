//! Two calls stand alike, but for the values of their variables, if their keys are.

use std::fmt::{self, Write};

use super::{Call, Position, Stack, Stage};

impl Stack {
    /// Writes where every call stands, and what was used up.
    pub(crate) fn write_key(&self, key: &mut String) {
        for call in [&self.base].into_iter().chain(self.above.iter().map(|frame| &frame.call)) {
            // To write to a `String` cannot fail.
            let _ = call.write_place(key);
        }
    }
}

impl Call {
    fn write_place(&self, key: &mut String) -> fmt::Result {
        write!(key, "/{}", self.script.id())?;
        self.at.write_place(key)?;
        for (retry, times) in &self.retries {
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
            // A message that was passed stands at the same exit, but has no words.
            Stage::Exit if self.rendered.is_some() => ("words", None),
            Stage::Exit => ("exit", None),
            Stage::Ending(outcome) => ("ending", Some(outcome.index())),
            Stage::After(outcome) => ("after", Some(outcome.index())),
            Stage::Ended(outcome) => ("ended", Some(outcome.index())),
        };
        write!(key, "@{} {stage} {outcome:?}", self.node.index())
    }
}
