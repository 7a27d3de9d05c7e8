//! The path of a session, for reports: the nodes visited, the parts of scripts passed, the runs of subscripts, and
//! the jumps.

use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::script::coverage::Part;
use callscript::script::{Node, OutcomeId, Script};

use super::call::Call;
use super::pauses::Pauses;

/// The path of a session, without what was undone.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Trace {
    pub(crate) visits: Vec<Visit>,
    /// The parts of scripts that were passed, in order, with repetitions.
    pub(crate) passed: Vec<Passed>,
    pub(crate) deviations: Vec<Deviation>,
    /// The time in them counts for nothing.
    pub(crate) pauses: Pauses,
    /// The runs of subscripts, in the order in which they began.
    pub(crate) runs: Vec<Run>,
}

/// One run of a subscript.
#[derive(Clone, PartialEq)]
pub(crate) struct Run {
    /// The node that called it; for the subscript of `after`, the last node before it.
    pub(crate) node: String,
    /// The call as it ended, and the outcome; `None` if it did not end.
    pub(crate) ended: Option<(Call, OutcomeId)>,
}

/// A part of a script, such as an answer or an arm of `decide`, that a call passed.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// use callscript::scenario::File;
/// use callscript_runner::scenario::perform;
///
/// let file = File::read(Source::new("hello.test.yaml", "script: hello\nscenarios:\n  - name: ill\n    steps: [answer: Ill]\n"));
/// let performed = perform(&script, &file.scenarios()[0], now);
/// assert!(performed.passed.iter().all(|passed| passed.script.id() == "hello"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Passed {
    /// The script.
    pub script: Arc<Script>,
    /// The part.
    pub part: Part,
}

/// One visit of one node.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// session.enter(Values::from([("number", "7")]), now)?;
/// let nodes: Vec<_> = session.result().path.into_iter().map(|visit| visit.node).collect();
/// assert_eq!(nodes, ["number", "look"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// The script's id.
    pub script: String,
    /// The node's id.
    pub node: String,
    /// The aside that was called from here.
    pub aside: Option<String>,
    /// The answer that was chosen here.
    pub answer: Option<String>,
    /// When the session entered the node.
    pub at: Timestamp,
    /// How long it stayed, in seconds.
    pub seconds: f64,
}

/// One jump, by which the agent deviated from the script.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// session.jump("person", "wants no machine", Values::new(), now)?;
/// let left = &session.result().deviations[0];
/// assert_eq!((left.node.as_str(), left.to.as_str()), ("number", "person"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The script's id.
    pub script: String,
    /// The node that was left.
    pub node: String,
    /// The node that was jumped to.
    pub to: String,
    /// When the agent jumped.
    pub at: Timestamp,
    /// The agent's reason.
    pub text: String,
}

impl PartialEq for Passed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.script, &other.script) && self.part == other.part
    }
}

impl Trace {
    pub(crate) fn begin_visit(&mut self, script: &Script, node: &Node, at: Timestamp) {
        self.end_visit(at);
        self.visits.push(Visit {
            script: script.id().to_owned(),
            node: node.id.clone(),
            aside: None,
            answer: None,
            at,
            seconds: 0.0,
        });
    }

    /// Ends the latest visit.
    pub(crate) fn end_visit(&mut self, at: Timestamp) {
        if let Some(visit) = self.visits.last_mut() {
            visit.seconds = self.pauses.seconds_between(visit.at, at);
        }
    }

    pub(crate) fn pass(&mut self, script: &Arc<Script>, part: Part) {
        self.passed.push(Passed { script: Arc::clone(script), part });
    }

    /// Records that a subscript begins; returns the index of its run.
    pub(crate) fn begin_run(&mut self, caller: &Node) -> usize {
        self.runs.push(Run { node: caller.id.clone(), ended: None });
        self.runs.len() - 1
    }

    /// Records that a subscript has ended.
    pub(crate) fn end_run(&mut self, ended: Call, outcome: OutcomeId) {
        if let Some(run) = ended.run.and_then(|run| self.runs.get_mut(run)) {
            run.ended = Some((ended, outcome));
        }
    }

    /// Drops what belongs to a subscript that is stubbed: the visits and parts since the latest one of `script`, which
    /// called it, and its run and those that it began.
    pub(crate) fn drop_after(&mut self, script: &Arc<Script>, run: Option<usize>) {
        self.runs.truncate(run.unwrap_or(self.runs.len()));
        while self.visits.pop_if(|visit| visit.script != script.id()).is_some() {}
        while self.passed.pop_if(|passed| !Arc::ptr_eq(&passed.script, script)).is_some() {}
    }

    pub(crate) fn record_answer(&mut self, answer: &str) {
        if let Some(visit) = self.visits.last_mut() {
            visit.answer = Some(answer.to_owned());
        }
    }

    pub(crate) fn record_aside(&mut self, aside: &str) {
        if let Some(visit) = self.visits.last_mut() {
            visit.aside = Some(aside.to_owned());
        }
    }

    pub(crate) fn record_deviation(&mut self, script: &Script, node: &str, to: &str, reason: &str, at: Timestamp) {
        self.deviations.push(Deviation {
            script: script.id().to_owned(),
            node: node.to_owned(),
            to: to.to_owned(),
            at,
            text: reason.to_owned(),
        });
    }
}
