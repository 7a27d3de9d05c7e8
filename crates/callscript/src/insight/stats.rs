//! The figures of a checked script: the number of its walks, their durations, the probabilities of its outcomes, and
//! where the time goes.
//!
//! A walk is a path from `start` to an end, with a limited number of retries. Conditions, asides and entries are
//! ignored. Must not know how figures are shown.
//!
//! Forbids: document, graph

mod arrivals;
mod bound;
mod expected_visits;
mod heaviest;
mod shares;
mod states;
mod steps;
mod summary;
mod walk;
mod walk_graph;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use crate::base::quantity::Count;
use crate::script::{After, Script};
use arrivals::{Arrivals, float};
use heaviest::Heaviest;
pub use steps::{OtherSteps, Step};
use summary::Summaries;
use walk_graph::Summary;

/// The most scripts that a call can run while all of their steps are listed.
const MAX_SCRIPTS: usize = 64;

/// The figures of one script, including all that it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stats {
    /// The number of its nodes, without those of the scripts that it runs.
    pub nodes: usize,
    /// The figures of all walks.
    pub all: Figures,
    /// For each outcome in document order, the figures of the walks that end with that outcome; `None` if there are
    /// none.
    pub outcomes: Vec<Option<Figures>>,
    /// The steps with an expected time above zero, by decreasing time: all of them, or the heaviest if a call can run
    /// more than 64 scripts.
    pub steps: Vec<Step>,
    /// The others.
    pub other_steps: OtherSteps,
    /// The ids of the scripts whose retries were ignored, because exact figures would take too much work.
    pub without_retries: Vec<String>,
}

/// The figures of a set of walks. Times are in seconds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// The number of walks; `None` if it has too many digits to be computed.
    pub paths: Option<Count>,
    /// The probability that a call is one of these walks.
    pub chance: f64,
    /// The mean time of a call that is one of these walks; `None` if their probability is zero.
    pub expected: Option<f64>,
    /// The time of the shortest walk.
    pub shortest: f64,
    /// The time of the longest walk.
    pub longest: f64,
}

/// The figures of a script that is called by itself.
///
/// ```
/// use callscript::library::Library;
/// use callscript::source::Source;
/// use callscript::stats;
///
/// let text = "
/// callscript: 1
/// id: hello
/// title: Hello
/// start: hello
/// outcomes: { well: All is well, ill: Something is wrong }
/// nodes:
///   hello:
///     say: How are you?
///     seconds: 10
///     answers:
///       Well: { end: well, share: 0.8 }
///       Not so well: more
///   more:
///     say: What is it?
///     seconds: 50
///     end: ill
/// ";
/// let library = Library::from_sources(vec![Source::new("hello.yaml", text)]);
/// let stats = stats::of(&*library.check("hello")?);
/// assert_eq!(stats.all.paths, Some(2_usize.into()));
/// assert_eq!((stats.all.shortest, stats.all.longest), (10.0, 60.0));
/// assert_eq!(stats.all.expected, Some(20.0));
/// # Ok::<(), callscript::CheckError>(())
/// ```
pub fn of(script: &Script) -> Stats {
    let summaries = Summaries::of(&[script]);
    figures(script, &summaries, &OnceCell::new())
}

/// The figures of scripts of one library. What several of them run is computed once.
pub fn of_all(scripts: &[&Script]) -> Vec<Stats> {
    let (summaries, heaviest) = (Summaries::of(scripts), OnceCell::new());
    scripts.iter().map(|script| figures(script, &summaries, &heaviest)).collect()
}

fn figures<'s>(script: &Script, summaries: &'s Summaries<'s>, heaviest: &OnceCell<Heaviest<'s>>) -> Stats {
    let endings = summaries.by_id.get(script.id()).map_or(&[][..], |own| &own.endings);
    let mut endings: Vec<Option<Arrivals>> = endings.iter().map(|ending| ending.as_deref().cloned()).collect();
    let after = script.after.as_ref().and_then(|after| Some((after, summaries.by_id.get(after.script.id())?)));
    let after = after.map(|(after, summary)| (after.script.id(), append(&mut endings, after, summary)));
    let all = all(endings.iter().flatten());
    let (steps, other_steps) = if summaries.is_within(script, MAX_SCRIPTS) {
        (steps::steps(&summaries.reached(script), after), OtherSteps::default())
    } else {
        let heaviest = heaviest.get_or_init(|| Heaviest::of(summaries));
        heaviest.steps(script, after.map_or(0.0, |(_, runs)| runs))
    };
    Stats {
        nodes: script.nodes.len(),
        all: all.map(Figures::from).unwrap_or_default(),
        outcomes: endings.into_iter().map(|ending| ending.map(Figures::from)).collect(),
        steps,
        other_steps,
        without_retries: summaries.without_retries(script),
    }
}

/// Extends the walks whose outcome `after` runs on by the walks of its subscript. Returns the probability that the
/// subscript runs.
fn append(endings: &mut [Option<Arrivals>], after: &After, summary: &Summary<'_>) -> f64 {
    let Some(next) = all(summary.endings.iter().flatten().map(|ending| &**ending)) else {
        return 0.0;
    };
    let outcomes = after.outcomes.as_ref();
    let is_for = |at: usize| outcomes.is_none_or(|outcomes| outcomes.iter().any(|outcome| outcome.index() == at));
    let mut runs = 0.0;
    for (_, ending) in endings.iter_mut().enumerate().filter(|(at, _)| is_for(*at)) {
        if let Some(ending) = ending {
            runs += ending.probability;
            *ending = ending.followed_by(&next);
        }
    }
    runs
}

/// The union of these walks.
fn all<'a>(mut endings: impl Iterator<Item = &'a Arrivals>) -> Option<Arrivals> {
    let first = endings.next()?.clone();
    Some(endings.fold(first, |mut all, ending| {
        all.join(ending, 1.0);
        all
    }))
}

impl From<Arrivals> for Figures {
    fn from(arrivals: Arrivals) -> Self {
        Self {
            chance: arrivals.probability,
            expected: arrivals.expected(),
            shortest: float(arrivals.shortest),
            longest: float(arrivals.longest),
            paths: arrivals.count,
        }
    }
}
