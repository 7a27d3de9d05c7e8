//! Recorded calls for CI servers: a case for each.

use callscript::jiff::Timestamp;

use super::ended::describe;
use super::report::{Call, ReplayResult};
use crate::junit::{self, Case, Problem, Suite};

/// The whole report of calls, which were replayed at this time.
pub fn junit(calls: &[Call], at: Timestamp) -> String {
    let cases = calls.iter().map(case).collect();
    junit::write(&[Suite { name: "recorded calls".to_owned(), cases }], at)
}

fn case(call: &Call) -> Case {
    let problem = describe(&call.result).map(|message| Problem {
        is_error: matches!(call.result, ReplayResult::Unwalkable(_)),
        kind: "recorded call",
        text: message.clone(),
        message,
    });
    Case { name: call.journal.clone(), class: call.script.clone(), problem }
}
