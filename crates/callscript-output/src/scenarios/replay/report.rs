//! The results of replaying recorded calls, independent of the output format.

use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::internal::quantity::{grouped, plural};
use callscript_runner::CallState;
use callscript_runner::journal::Replayed;

/// A recorded call and the result of its replay.
#[derive(Debug)]
pub struct Call {
    /// Its file.
    pub journal: String,
    /// The script's id.
    pub script: String,
    /// The result.
    pub result: ReplayResult,
}

/// The result of replaying a call.
#[derive(Debug)]
pub enum ReplayResult {
    /// It was replayed.
    Through(Box<Replayed>),
    /// It was not replayed: the script has these errors.
    Unwalkable(Arc<Vec<Diagnostic>>),
}

/// The number of calls by result.
#[derive(Debug, Default)]
pub struct Counts {
    /// Calls that end as they did.
    pub as_before: usize,
    /// Calls that end elsewhere now.
    pub elsewhere: usize,
    /// Calls with an event that no longer fits.
    pub unfit: usize,
    /// Calls of a script with errors.
    pub unwalkable: usize,
    /// Calls that never ended, whatever they do now.
    pub unfinished: usize,
}

impl Call {
    /// Whether the journal stops before the call was over. Unknown, and so false, of a script with errors.
    fn never_ended(&self) -> bool {
        let ReplayResult::Through(replayed) = &self.result else { return false };
        let (Replayed::AsBefore(then) | Replayed::Elsewhere { then, .. } | Replayed::Unfit { then, .. }) = &**replayed;
        then.state == CallState::Unfinished
    }
}

impl Counts {
    /// Counts the results of some calls.
    pub fn of(calls: &[Call]) -> Self {
        let mut counts = Self::default();
        for call in calls {
            let count = match &call.result {
                ReplayResult::Unwalkable(_) => &mut counts.unwalkable,
                ReplayResult::Through(replayed) => match **replayed {
                    Replayed::AsBefore(_) => &mut counts.as_before,
                    Replayed::Elsewhere { .. } => &mut counts.elsewhere,
                    Replayed::Unfit { .. } => &mut counts.unfit,
                },
            };
            *count += 1;
            counts.unfinished += usize::from(call.never_ended());
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
        let line = match parts.split_last() {
            None if self.unfinished > 0 => format!("{calls}, all go as before"),
            None => format!("{calls}, all end as before"),
            Some((last, [])) => format!("of {calls} {last}"),
            Some((last, others)) => format!("of {calls} {} and {last}", others.join(", ")),
        };
        match self.unfinished {
            0 => line,
            unfinished => format!("{line}; {} never ended", grouped(&unfinished)),
        }
    }
}
