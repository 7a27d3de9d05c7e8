//! Recorded calls for CI servers: a case for each; one that never ended, and does not end now, is skipped.

use callscript::jiff::Timestamp;

use super::ended::{describe, unfinished};
use super::report::{Call, ReplayResult};
use crate::junit::{self, Case, Problem, Suite, Weight};

/// The whole report of calls, which were replayed at this time.
pub fn junit(calls: &[Call], at: Timestamp) -> String {
    let cases = calls.iter().map(case).collect();
    junit::write(&[Suite { name: "recorded calls".to_owned(), cases }], at)
}

fn case(call: &Call) -> Case {
    let weight = match call.result {
        ReplayResult::Unwalkable(_) => Weight::Error,
        ReplayResult::Through(_) => Weight::Failure,
    };
    let changed = describe(&call.result).map(|message| (weight, message));
    let problem = changed.or_else(|| Some((Weight::Skipped, unfinished(&call.result)?)));
    let problem =
        problem.map(|(weight, message)| Problem { weight, kind: "recorded call", text: message.clone(), message });
    Case { name: call.journal.clone(), class: call.script.clone(), problem }
}
