//! What came of recorded calls, whatever the form.

use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::internal::quantity::{grouped, plural};
use callscript_runner::journal::Replayed;

/// A recorded call, and what came of it.
#[derive(Debug)]
pub struct Call {
    /// Its file.
    pub journal: String,
    /// The script's id.
    pub script: String,
    /// What came of it.
    pub result: Came,
}

/// What came of a recorded call.
#[derive(Debug)]
pub enum Came {
    /// It was gone through.
    Through(Box<Replayed>),
    /// The script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// How many calls came to what.
#[derive(Debug, Default)]
pub struct Counts {
    /// Those that end as they did.
    pub as_before: usize,
    /// Those that end elsewhere now.
    pub elsewhere: usize,
    /// Those that no longer fit.
    pub unfit: usize,
    /// Those whose script cannot be walked.
    pub unwalkable: usize,
}

impl Counts {
    /// Those of some calls.
    pub fn of(calls: &[Call]) -> Self {
        let mut counts = Self::default();
        for call in calls {
            let count = match &call.result {
                Came::Unwalkable(_) => &mut counts.unwalkable,
                Came::Through(replayed) => match **replayed {
                    Replayed::AsBefore(_) => &mut counts.as_before,
                    Replayed::Elsewhere { .. } => &mut counts.elsewhere,
                    Replayed::Unfit { .. } => &mut counts.unfit,
                },
            };
            *count += 1;
        }
        counts
    }

    /// `of 1,000 calls 37 now end elsewhere`, and the like.
    pub fn closing_line(&self) -> String {
        let all = self.as_before + self.elsewhere + self.unfit + self.unwalkable;
        let calls = format!("{} {}", grouped(&all), plural(all, "call"));
        let parts = [
            (self.elsewhere, "now ends elsewhere", "now end elsewhere"),
            (self.unfit, "no longer fits", "no longer fit"),
            (self.unwalkable, "cannot be walked", "cannot be walked"),
        ];
        let parts = parts.iter().filter(|(number, ..)| *number > 0);
        let parts =
            parts.map(|(number, one, many)| format!("{} {}", grouped(number), if *number == 1 { one } else { many }));
        let parts: Vec<_> = parts.collect();
        match parts.split_last() {
            None => format!("{calls}, all end as before"),
            Some((last, [])) => format!("of {calls} {last}"),
            Some((last, others)) => format!("of {calls} {} and {last}", others.join(", ")),
        }
    }
}
