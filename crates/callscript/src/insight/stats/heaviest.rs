//! The heaviest steps of scripts that can run very many others, without a list of all steps of each.
//!
//! What a script adds to the time of its caller is the same at every call of it, times a factor, as long as the calls
//! end as the script does by itself. So the heaviest steps below a script that only one other runs are merged into
//! those of its caller; scripts that several run are added up for each root. Must not know how walks are counted.

use std::collections::BTreeMap;

use super::arrivals::float;
use super::expected_visits::{expected_visits, uniform_weight};
use super::steps::{OtherSteps, Step, add, calls, endings, step};
use super::summary::{Summaries, after, callees};
use super::walk_graph::Summary;
use crate::script::Script;

/// The number of steps that are listed.
const LISTED: usize = 20;

/// The steps below one script, and the scripts below it that are added up later.
#[derive(Clone, Default)]
struct Below {
    /// The heaviest steps, by decreasing time.
    heaviest: Vec<Heavy>,
    /// The number of steps, and their time together.
    count: usize,
    expected: f64,
    /// For other scripts, by index, how often they end with each outcome.
    pending: BTreeMap<usize, Vec<f64>>,
}

#[derive(Clone, Copy)]
struct Heavy {
    script: usize,
    node: usize,
    visits: f64,
    expected: f64,
}

/// The heaviest steps of the scripts of a library.
pub(super) struct Heaviest<'s> {
    summaries: &'s Summaries<'s>,
    /// For each summary, the steps below it if it is called once and ends as it does by itself.
    below: Vec<Below>,
}

impl<'s> Heaviest<'s> {
    pub(super) fn of(summaries: &'s Summaries<'s>) -> Self {
        let shared = shared(summaries);
        let mut this = Self { summaries, below: Vec::with_capacity(shared.len()) };
        for summary in summaries.by_id.values() {
            let mut below = this.own(summary, &endings(summary, 1.0));
            for (at, ends) in std::mem::take(&mut below.pending) {
                match this.weight(at, &ends).filter(|_| !shared[at]) {
                    Some(weight) => below.merge(&this.below[at], weight),
                    None => add(below.pending.entry(at).or_default(), &ends, 1.0),
                }
            }
            this.below.push(below);
        }
        this
    }

    /// The heaviest steps of a script, by decreasing time, and the others together. `after_runs` is the probability
    /// that the script after it runs.
    pub(super) fn steps(&self, root: &Script, after_runs: f64) -> (Vec<Step>, OtherSteps) {
        let index = |script: &Script| self.summaries.by_id.get_index_of(script.id());
        let mut all = index(root).map(|at| self.below[at].clone()).unwrap_or_default();
        for at in after(root).filter_map(index) {
            add(all.pending.entry(at).or_default(), &endings(&self.summaries.by_id[at], after_runs), 1.0);
        }
        // Callers first.
        while let Some((at, ends)) = all.pending.pop_last() {
            match self.weight(at, &ends) {
                Some(weight) => all.merge(&self.below[at], weight),
                None => all.merge(&self.own(&self.summaries.by_id[at], &ends), 1.0),
            }
        }
        let listed = all.heaviest.iter().filter_map(|heavy| {
            let script = self.summaries.by_id[heavy.script].script;
            let step = step(script.id(), script.nodes.get(heavy.node)?, heavy.visits)?;
            Some(Step { expected: heavy.expected, share: heavy.expected / all.expected, ..step })
        });
        let listed: Vec<Step> = listed.collect();
        let expected = all.expected - listed.iter().map(|step| step.expected).sum::<f64>();
        let count = all.count - listed.len();
        let others = OtherSteps { count, expected, share: expected / all.expected };
        (listed, if count == 0 { OtherSteps::default() } else { others })
    }

    /// The steps of one script alone, and the scripts that it runs.
    fn own(&self, summary: &Summary<'_>, ends: &[f64]) -> Below {
        let expected_visits = expected_visits(summary, ends);
        let mut below = Below::default();
        let script = self.summaries.by_id.get_index_of(summary.script.id()).unwrap_or_default();
        for (node, (parts, rank)) in summary.script.nodes.iter().zip(&summary.script.topological_order).enumerate() {
            let visits = expected_visits.visits[rank.index as usize];
            let expected = float(parts.seconds) * visits;
            if expected > 0.0 {
                below.heaviest.push(Heavy { script, node, visits, expected });
                below.count += 1;
                below.expected += expected;
            }
        }
        below.shorten();
        for (id, ends) in calls(summary, &expected_visits) {
            if let Some(at) = self.summaries.by_id.get_index_of(id) {
                add(below.pending.entry(at).or_default(), &ends, 1.0);
            }
        }
        below
    }

    /// How often a script is called, if it ends then as it does by itself.
    fn weight(&self, at: usize, ends: &[f64]) -> Option<f64> {
        uniform_weight(&self.summaries.by_id[at], ends)
    }
}

impl Below {
    fn merge(&mut self, other: &Self, factor: f64) {
        if factor <= 0.0 {
            return;
        }
        self.heaviest.extend(other.heaviest.iter().map(|heavy| Heavy {
            visits: heavy.visits * factor,
            expected: heavy.expected * factor,
            ..*heavy
        }));
        self.shorten();
        self.count += other.count;
        self.expected += other.expected * factor;
        for (at, ends) in &other.pending {
            add(self.pending.entry(*at).or_default(), ends, factor);
        }
    }

    fn shorten(&mut self) {
        self.heaviest.sort_by(|one, other| other.expected.total_cmp(&one.expected));
        self.heaviest.truncate(LISTED);
    }
}

/// For each summary, whether several scripts run it, or one runs it after its end.
fn shared(summaries: &Summaries<'_>) -> Vec<bool> {
    let mut callers: Vec<Option<usize>> = vec![None; summaries.by_id.len()];
    let mut shared = vec![false; summaries.by_id.len()];
    for (caller, summary) in summaries.by_id.values().enumerate() {
        for callee in callees(summary.script).filter_map(|callee| summaries.by_id.get_index_of(callee.id())) {
            shared[callee] |= *callers[callee].get_or_insert(caller) != caller;
        }
        for after in after(summary.script).filter_map(|script| summaries.by_id.get_index_of(script.id())) {
            shared[after] = true;
        }
    }
    shared
}
