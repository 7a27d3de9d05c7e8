//! In words, how a recorded call ends now if it ends differently, and that it never ended.

use callscript_runner::CallState;
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

/// Where a call is that never ended, and does not end now; `None` for any other.
#[cfg(any(feature = "terminal", feature = "xml"))]
pub(super) fn unfinished(result: &ReplayResult) -> Option<String> {
    let ReplayResult::Through(replayed) = result else { return None };
    let Replayed::AsBefore(end @ End { state: CallState::Unfinished, .. }) = &**replayed else { return None };
    Some(format!("never ended: it was {} at `{}`", left(end), end.node))
}

fn elsewhere(then: &End, now: &End) -> String {
    match (&then.outcome, &now.outcome) {
        (Some(before), Some(after)) => {
            format!("now ends with `{after}` at `{}`; before, it ended with `{before}` at `{}`", now.node, then.node)
        }
        (Some(before), None) => format!("is now unfinished at `{}`; before, it ended with `{before}`", now.node),
        (None, Some(after)) => format!("now ends with `{after}`; before, it {}", had(then)),
        (None, None) if now.state == CallState::HungUp => {
            format!("is now hung up at `{}`; before, it {}", now.node, had(then))
        }
        (None, None) => format!("now stops at `{}`; before, it {}", now.node, had(then)),
    }
}

fn had(then: &End) -> String {
    match (&then.outcome, then.state) {
        (Some(outcome), _) => format!("ended with `{outcome}`"),
        (None, CallState::HungUp) => format!("was hung up at `{}`", then.node),
        (None, _) => format!("never ended: it was {} at `{}`", left(then), then.node),
    }
}

/// How a call was left that never ended.
fn left(end: &End) -> &'static str {
    if end.is_paused { "paused" } else { "cut off" }
}
