//! Two calls stand alike, but for the values of their variables, if their keys are.

use std::fmt::{self, Write};

use super::{Call, Position, Stack, Stage};

impl Stack {
    /// Writes where every call stands, and what was used up.
    pub(crate) fn write_place(&self, key: &mut String) {
        for call in [&self.base].into_iter().chain(&self.above) {
            // To write to a `String` cannot fail.
            let _ = call.write_place(key);
        }
    }
}

impl Call {
    fn write_place(&self, key: &mut String) -> fmt::Result {
        write!(key, "/{}", self.script.id())?;
        self.at.write_place(key)?;
        let mut retries: Vec<_> = self.retries.iter().map(|(id, times)| (id.index(), times)).collect();
        retries.sort_unstable();
        write!(key, "{retries:?}")?;
        for interrupted in &self.interrupted {
            write!(key, "<{:?}", interrupted.aside)?;
            interrupted.at.write_place(key)?;
            interrupted.above.iter().try_for_each(|call| call.write_place(key))?;
        }
        Ok(())
    }
}

impl Position {
    fn write_place(&self, key: &mut String) -> fmt::Result {
        let (stage, outcome) = match &self.stage {
            Stage::Form => ("form", None),
            Stage::Message => ("message", None),
            Stage::Question => ("question", None),
            Stage::Action(_) => ("action", None),
            Stage::Running => ("running", None),
            Stage::Ending(outcome) => ("ending", Some(outcome.index())),
            Stage::After(outcome) => ("after", Some(outcome.index())),
            Stage::Ended(outcome) => ("ended", Some(outcome.index())),
        };
        write!(key, "@{} {stage} {outcome:?}", self.node.index())
    }
}
