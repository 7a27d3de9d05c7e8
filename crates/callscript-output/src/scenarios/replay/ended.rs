//! In words, how a recorded call ends now if it ends differently.

use callscript_runner::journal::{End, Replayed};

use super::report::ReplayResult;
use crate::scenarios::unwalkable::in_errors;

/// How a call ends now; `None` if it ends as it did.
pub(super) fn describe(result: &ReplayResult) -> Option<String> {
    let replayed = match result {
        ReplayResult::Through(replayed) => replayed,
        ReplayResult::Unwalkable(errors) => return Some(in_errors(errors)),
    };
    match &**replayed {
        Replayed::AsBefore(_) => None,
        Replayed::Elsewhere { then, now } => Some(elsewhere(then, now)),
        Replayed::Unfit { then, misfit, .. } => Some(format!("{misfit}; before, it {}", had(then))),
    }
}

fn elsewhere(then: &End, now: &End) -> String {
    match (&then.outcome, &now.outcome) {
        (Some(before), Some(after)) => {
            format!("now ends with `{after}` at `{}`; before, it ended with `{before}` at `{}`", now.node, then.node)
        }
        (Some(before), None) => format!("is now unfinished at `{}`; before, it ended with `{before}`", now.node),
        (None, Some(after)) => format!("now ends with `{after}`; before, it stopped at `{}`", then.node),
        (None, None) => format!("now stops at `{}`; before, it stopped at `{}`", now.node, then.node),
    }
}

fn had(then: &End) -> String {
    match &then.outcome {
        Some(outcome) => format!("ended with `{outcome}`"),
        None => format!("stopped at `{}`", then.node),
    }
}
