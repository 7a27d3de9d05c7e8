//! Performing a scenario: a call that goes as it was written down, or shows where it does not.
//!
//! Must not know files; who performs it says at what time it starts.

mod complaint;
mod perform;
mod record;
mod suggest;

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::scenario::Scenario;
use callscript::script::Script;
use callscript::source::{Name, Span, Spanned};
use jiff::Timestamp;

pub use self::complaint::Complaint;
use self::perform::{Performer, meant};
pub use self::record::{RecordError, RecordedScenario, record};
pub use self::suggest::{Suggested, suggest};
use crate::Values;
use crate::prompt::Prompt;
use crate::session::Session;
use crate::session::trace::Passed;

/// What came of a scenario.
#[derive(Debug, Clone)]
pub struct Performed {
    /// The call, as far as it came; none if it did not start.
    pub session: Option<Session>,
    /// What the call passed, what was undone later as well; in order, and some of it more than once.
    pub passed: Vec<Passed>,
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The step that is to blame, by its place from 0; none if no step is.
    pub step: Option<usize>,
    /// Where in the file of the scenario.
    pub span: Span,
    /// What is wrong.
    pub complaint: Complaint,
    /// What else is not as it should be, and where.
    pub also: Vec<(Span, Complaint)>,
    /// What was open where the call stopped; none if it did not start.
    pub open: Option<Open>,
}

/// What is open in a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// The prompt, with sensitive values masked.
    pub prompt: Prompt,
    /// The subscript that could be left out.
    pub subscript: Option<Subscript>,
}

/// A subscript that has just begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscript {
    /// Its id.
    pub script: String,
    /// The outcomes that it can end with.
    pub outcomes: Vec<String>,
}

/// Performs a scenario, which starts at `now`: each step comes a second after the one before it.
///
/// Messages are passed without a step, as late as can be. The names in the scenario are those of the script: see
/// [`File::check`](callscript::scenario::File::check).
pub fn perform(script: &Arc<Script>, scenario: &Scenario, now: Timestamp) -> Performed {
    Performer::new(script, scenario, now).finish()
}

/// Gives scenarios names of their own: whoever has one that is taken gets a number.
pub fn name_apart(scenarios: &mut [Scenario], mut taken: BTreeSet<String>) {
    for scenario in scenarios {
        let wanted = scenario.name.value.clone();
        let mut number = 1;
        while !taken.insert(scenario.name.value.clone()) {
            number += 1;
            scenario.name.value = format!("{wanted} ({number})");
        }
    }
}

/// Values as they are handed in: what is to be empty is left out.
fn values(given: &[callscript::scenario::Given]) -> Values {
    let written = given.iter().filter_map(|given| Some((&given.name.value, &given.value.as_ref()?.value)));
    written.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The nodes of its own script that a call visited, each once where it is visited several times in a row.
fn visited(session: &Session) -> Vec<Name> {
    let path = session.result().path.into_iter();
    let own = path.filter(|visit| visit.script == session.script().id());
    let mut visited: Vec<Name> = own.map(|visit| plain(&visit.node)).collect();
    visited.dedup();
    visited
}

/// A name that stands in no file yet.
fn plain(text: &str) -> Name {
    Spanned::new(text.to_owned(), Span::default())
}
