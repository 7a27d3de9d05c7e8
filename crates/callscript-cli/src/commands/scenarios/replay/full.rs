//! Recorded calls for people: a line for each that does not end as it did.

use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::library::files::Tests;
use callscript_runner::journal::{End, Replayed};

use super::{Call, Came};
use crate::commands::scenarios::full::{in_errors, unwalkable};
use callscript::inert::escape;

/// A line for each call that does not end as it did; of each script that cannot be walked, why not.
pub(super) fn write(calls: &[Call], tests: &Tests, colour: bool, width: Option<usize>) -> String {
    let mut text: String = calls.iter().filter_map(line).collect();
    let mut told: Vec<&Arc<Vec<Diagnostic>>> = Vec::new();
    for call in calls {
        if let Came::Unwalkable(errors) = &call.result
            && told.iter().all(|known| !Arc::ptr_eq(known, errors))
        {
            told.push(errors);
            text += &unwalkable(errors, &|name| tests.source(name), colour, width);
        }
    }
    text
}

fn line(call: &Call) -> Option<String> {
    let what = what(&call.result).filter(|_| !matches!(call.result, Came::Unwalkable(_)))?;
    Some(format!("{}: {}\n", escape(&call.journal.to_string_lossy()), escape(&what)))
}

/// What came of a call that does not end as it did.
pub(super) fn what(result: &Came) -> Option<String> {
    let replayed = match result {
        Came::Through(replayed) => replayed,
        Came::Unwalkable(errors) => return Some(in_errors(errors)),
    };
    match &**replayed {
        Replayed::AsBefore(_) => None,
        Replayed::Elsewhere { then, now } => Some(elsewhere(then, now)),
        Replayed::Unfit { then, misfit, .. } => Some(format!("{misfit}; it had {}", had(then))),
    }
}

fn elsewhere(then: &End, now: &End) -> String {
    match (&then.outcome, &now.outcome) {
        (Some(before), Some(after)) => {
            format!("ends with `{after}` at `{}` now, and ended with `{before}` at `{}`", now.node, then.node)
        }
        (Some(before), None) => format!("is not over now, but stands at `{}`; it had ended with `{before}`", now.node),
        (None, Some(after)) => format!("ends with `{after}` now, and had stood at `{}`", then.node),
        (None, None) => format!("stands at `{}` now, and stood at `{}`", now.node, then.node),
    }
}

fn had(then: &End) -> String {
    match &then.outcome {
        Some(outcome) => format!("ended with `{outcome}`"),
        None => format!("stood at `{}`", then.node),
    }
}
