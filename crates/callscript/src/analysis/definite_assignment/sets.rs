//! What is set where, found by following every way until nothing changes.

use std::collections::VecDeque;

use super::{Arc, Flow, Part, To, WIDTH};

/// Some 64 variables: what is set, as bits.
#[derive(Debug)]
pub(crate) struct Sets {
    chunk: usize,
    /// As a node begins; all, where nothing leads.
    before: Vec<u64>,
    /// What each node writes, up to where it goes on.
    steps: Vec<u64>,
    /// What each arc writes.
    arcs: Vec<u64>,
}

/// A read of a variable that is not set on some path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unset {
    /// The node; none outside nodes.
    pub(crate) node: Option<u32>,
    /// Which of `Flow::variables`.
    pub(crate) variable: u32,
    /// The place of the read in the order of events.
    pub(crate) event: usize,
}

impl Flow {
    /// What is set where, from the start and the asides on.
    pub(crate) fn walk_all(&self, chunk: usize) -> Sets {
        let mut sets = self.nothing(chunk);
        let asides = self.outside().filter_map(|at| match self.arcs[at].to {
            To::Node(node) => Some((node, sets.arcs[at])),
            _ => None,
        });
        let roots: Vec<(u32, u64)> = self.start.map(|start| (start, 0)).into_iter().chain(asides).collect();
        self.spread(&mut sets, roots);
        sets
    }

    /// What is set where, from one node on.
    pub(crate) fn walk(&self, chunk: usize, node: u32) -> Sets {
        let mut sets = self.nothing(chunk);
        self.spread(&mut sets, vec![(node, 0)]);
        sets
    }

    fn nothing(&self, chunk: usize) -> Sets {
        let written = |part: Part| {
            let writes = self.events(part).iter().filter(|event| !event.reads);
            writes.fold(0, |set, event| set | bit(chunk, event.variable))
        };
        Sets {
            chunk,
            before: vec![u64::MAX; self.steps.len()],
            steps: self.steps.iter().map(|step| written(step.events)).collect(),
            arcs: self.arcs.iter().map(|arc| written(arc.events)).collect(),
        }
    }

    /// Follows every way from the roots until nothing changes: each node is entered again only if less is set there.
    fn spread(&self, sets: &mut Sets, roots: Vec<(u32, u64)>) {
        let mut entered = vec![false; self.steps.len()];
        let mut waiting = vec![false; self.steps.len()];
        let mut open = VecDeque::new();
        let mut enter = |node: u32, set: u64, before: &mut [u64], waiting: &mut [bool], open: &mut VecDeque<usize>| {
            let node = node as usize;
            let less = before[node] & set;
            if less != before[node] || !entered[node] {
                entered[node] = true;
                before[node] = less;
                if !std::mem::replace(&mut waiting[node], true) {
                    open.push_back(node);
                }
            }
        };
        for (node, set) in roots {
            enter(node, set, &mut sets.before, &mut waiting, &mut open);
        }
        while let Some(node) = open.pop_front() {
            waiting[node] = false;
            let before = sets.before[node];
            for at in self.steps[node].arcs.range() {
                if let To::Node(target) = self.arcs[at].to {
                    let set = sets.leaving(before, node, at, &self.arcs[at]);
                    enter(target, set, &mut sets.before, &mut waiting, &mut open);
                }
            }
        }
    }

    /// Every read in nodes and on their edges of a variable that is not set there on some path.
    pub(crate) fn unset_reads(&self, sets: &Sets) -> Vec<Unset> {
        let mut found = Vec::new();
        for (node, step) in (0u32..).zip(&self.steps) {
            let before = sets.before[node as usize];
            if before == u64::MAX {
                continue;
            }
            let after = self.scan(sets.chunk, Some(node), step.events, before, &mut found);
            for arc in &self.arcs[step.arcs.range()] {
                let set = if arc.cannot_give { before } else { after };
                self.scan(sets.chunk, Some(node), arc.events, set, &mut found);
            }
        }
        found
    }

    /// Every read by an aside or an entry of what is not set from the beginning.
    pub(crate) fn unset_outside(&self, chunk: usize) -> Vec<Unset> {
        let mut found = Vec::new();
        for at in self.outside() {
            self.scan(chunk, None, self.arcs[at].events, 0, &mut found);
        }
        found
    }

    /// Every read by `after` of what is not set at one of these ends that it is for.
    pub(crate) fn unset_after(&self, chunk: usize, ends: &[u64]) -> Vec<Unset> {
        let mut found = Vec::new();
        let ends = ends.iter().zip(&self.after_for).filter(|(_, after)| **after);
        let set = ends.fold(u64::MAX, |set, (end, _)| set & end);
        self.scan(chunk, None, self.after, set, &mut found);
        found
    }

    /// Of each outcome, what is set at every end with it.
    pub(crate) fn ends(&self, sets: &Sets) -> Vec<u64> {
        let mut ends = vec![u64::MAX; self.outcomes];
        let mut end = |outcome: u32, set: u64| {
            if let Some(end) = ends.get_mut(outcome as usize) {
                *end &= set;
            }
        };
        for (node, step) in self.steps.iter().enumerate() {
            let before = sets.before[node];
            if let Some(outcome) = step.end {
                end(outcome, before | sets.steps[node]);
            }
            for at in step.arcs.range() {
                if let To::End(outcome) = self.arcs[at].to {
                    end(outcome, sets.leaving(before, node, at, &self.arcs[at]));
                }
            }
        }
        ends
    }

    /// As `ends`, with what asides end at once.
    pub(crate) fn all_ends(&self, sets: &Sets) -> Vec<u64> {
        let mut ends = self.ends(sets);
        for at in self.outside() {
            if let To::End(outcome) = self.arcs[at].to
                && let Some(end) = ends.get_mut(outcome as usize)
            {
                *end &= sets.arcs[at];
            }
        }
        ends
    }

    /// Goes through events from `set` on; what is set after them.
    fn scan(&self, chunk: usize, node: Option<u32>, part: Part, mut set: u64, found: &mut Vec<Unset>) -> u64 {
        for (at, event) in part.range().zip(self.events(part)) {
            let bit = bit(chunk, event.variable);
            if !event.reads {
                set |= bit;
            } else if bit & !set != 0 {
                found.push(Unset { node, variable: event.variable, event: at });
            }
        }
        set
    }
}

impl Sets {
    /// What is set as an arc leads on.
    fn leaving(&self, before: u64, node: usize, at: usize, arc: &Arc) -> u64 {
        let step = if arc.cannot_give { 0 } else { self.steps[node] };
        before | step | self.arcs[at]
    }
}

/// Whether a variable is in `set`, which is of its chunk.
pub(crate) fn holds(set: u64, variable: u32) -> bool {
    bit(chunk(variable), variable) & !set == 0
}

/// The chunk that a variable is in.
pub(crate) fn chunk(variable: u32) -> usize {
    variable as usize / WIDTH
}

/// The bit of a variable; none if it is of another chunk.
fn bit(chunk: usize, variable: u32) -> u64 {
    let variable = variable as usize;
    if variable / WIDTH == chunk { 1 << (variable % WIDTH) } else { 0 }
}
