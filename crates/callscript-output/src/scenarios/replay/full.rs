//! Recorded calls for people: a line for each that does not end as it did, or never ended.

use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::internal::inert::escape;

use super::ended::{describe, unfinished};
use super::report::{Call, ReplayResult};
use crate::findings::Sources;
use crate::scenarios::unwalkable::unwalkable;
use crate::screen::Screen;

/// A line for each call that does not end as it did, or never ended; of each script that cannot be walked, why not.
pub fn full(calls: &[Call], sources: &Sources<'_>, screen: Screen) -> String {
    let mut text: String = calls.iter().filter_map(line).collect();
    let mut shown: Vec<&Arc<Vec<Diagnostic>>> = Vec::new();
    for call in calls {
        if let ReplayResult::Unwalkable(errors) = &call.result
            && shown.iter().all(|known| !Arc::ptr_eq(known, errors))
        {
            shown.push(errors);
            text += &unwalkable(errors, sources, screen);
        }
    }
    text
}

fn line(call: &Call) -> Option<String> {
    let changed = describe(&call.result).filter(|_| !matches!(call.result, ReplayResult::Unwalkable(_)));
    let what = changed.or_else(|| unfinished(&call.result))?;
    Some(format!("{}: {}\n", escape(&call.journal), escape(&what)))
}
