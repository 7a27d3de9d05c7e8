//! The ways in which a call can start: at the script's start and at each entry, with the inputs that may make a
//! difference.

use std::collections::HashSet;
use std::sync::Arc;

use callscript::scenario::Given;
use callscript::script::Script;

use super::samples::{Combinations, SampledField, Samplers};
use super::steps::{Choice, NOW};
use crate::error::StartError;
use crate::event::Started;
use crate::scenario::resolve::values;
use crate::session::state::{Opening, State};
use crate::session::trace::Trace;

/// The starts of a script.
pub(super) struct Starts {
    /// The states that they lead to.
    pub(super) all: Vec<(State, Choice)>,
    /// For how many of start and entries not every combination of inputs is tried.
    pub(super) narrowed: usize,
    /// The number of entries that are not tried at all, because the work was done.
    pub(super) left: usize,
}

/// What finding out the values that an entry needs looks at for one unit of work: nodes, each for 64 variables.
const NODES_FOR_WORK: usize = 500;

/// The number of values given at a start for one unit of work.
const VALUES_FOR_WORK: usize = 16;

impl Starts {
    /// The start and the entries in order, as far as this much work allows.
    pub(super) fn of(script: &Arc<Script>, samplers: &Samplers<'_>, mut work_left: usize) -> Self {
        let mut starts = Self { all: Vec::new(), narrowed: 0, left: 0 };
        let looked_at = script.nodes().len() * script.variables().len().div_ceil(64);
        let entries = script.entries().iter().map(|entry| Some(entry.id.clone()));
        for entry in [None].into_iter().chain(entries) {
            if work_left == 0 {
                starts.left += 1;
                continue;
            }
            let Combinations { given, are_all } = inputs(script, samplers, entry.as_deref());
            let values: usize = given.iter().map(Vec::len).sum();
            let work = (1 + given.len()) * (1 + looked_at / NODES_FOR_WORK) + values / VALUES_FOR_WORK;
            work_left = work_left.saturating_sub(work);
            starts.narrowed += usize::from(!are_all);
            for input in given {
                if let Ok(state) = started(script, entry.as_deref(), &input) {
                    starts.all.push((state, Choice::Start { entry: entry.clone(), input }));
                }
            }
        }
        starts
    }
}

/// The state in which a call starts.
pub(super) fn started(script: &Arc<Script>, entry: Option<&str>, input: &[Given]) -> Result<State, StartError> {
    let started = Started {
        script: script.id().to_owned(),
        inputs: values(input),
        channel: script.channels().first().cloned().unwrap_or_default(),
        entry: entry.map(str::to_owned),
    };
    let opening = Opening::read(script, &started)?;
    Ok(State::open(script, &opening, None, false, Some(Trace::default()), NOW))
}

/// Combinations of values for the inputs that a start requires, and those that conditions test.
fn inputs(script: &Arc<Script>, samplers: &Samplers<'_>, entry: Option<&str>) -> Combinations {
    let missing: HashSet<String> = match started(script, entry, &[]) {
        Err(StartError::Missing { missing, .. }) => missing.into_iter().collect(),
        _ => HashSet::new(),
    };
    let fields = script.variables().iter().filter_map(|variable| {
        let id = script.find_variable(&variable.name)?;
        let is_tested_input = variable.declaration.input && samplers.own().is_tested(id);
        let is_needed = is_tested_input || missing.contains(&variable.name);
        is_needed.then(|| SampledField::of(script, id))
    });
    samplers.own().combinations(&fields.collect::<Vec<_>>())
}
