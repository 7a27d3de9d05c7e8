//! The graph of a script's walks: vertices with durations, edges with probabilities.
//!
//! Must not know how walks are counted.

use std::rc::Rc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::arrivals::{Arrivals, float};
use super::shares::{even, split};
use crate::script::{Edge, Exit, Node, NodeId, Run, Script, Target, Way};

/// The maximum number of states. With more, retries are ignored.
pub(super) const MAX_STATES: u32 = 1_000_000;

/// The vertices of one script, one for each node, in topological order: every edge except retries leads to a larger
/// index.
#[derive(Debug)]
pub(super) struct WalkGraph {
    pub(super) vertices: Vec<Vertex>,
    /// The index of the start.
    pub(super) start: u32,
}

/// A node of the script.
#[derive(Debug)]
pub(super) struct Vertex {
    /// The index of its region. A strongly connected component with retries is a region; consecutive components without
    /// retries form one together.
    pub(super) region: u32,
    /// Its duration in seconds, without the subscript that it runs.
    pub(super) seconds: Decimal,
    /// The same as a floating-point number.
    pub(super) time: f64,
    /// The edges.
    pub(super) ways: Vec<WalkEdge>,
    /// The edge out of its form, if there is one. Its probability is zero.
    pub(super) cannot_give: Option<WalkEdge>,
    /// Whether some edge can be closed: its retry has no `else`.
    pub(super) can_close: bool,
    /// Whether the counters of its region fit into 128 bits.
    pub(super) counts_fit: bool,
}

/// An edge.
#[derive(Debug)]
pub(super) struct WalkEdge {
    /// The probability of the edge.
    pub(super) share: f64,
    /// If the edge leaves a subscript: an outcome of the subscript, and its walks with that outcome.
    pub(super) through: Option<(usize, Rc<Arrivals>)>,
    /// The retry of the edge. It is taken until it is used up.
    pub(super) back: Option<BackEdge>,
    /// The target without or after the retry; `None` if the edge is closed then.
    pub(super) to: Option<To>,
}

/// A back edge: the retry of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct BackEdge {
    /// The index of its target.
    pub(super) place: u32,
    /// The maximum number of uses.
    pub(super) at_most: u32,
    /// The position of its counter among the bits of its region's counts.
    pub(super) shift: u32,
}

/// The target of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    /// The vertex with this index.
    Place(u32),
    /// An outcome.
    End(usize),
}

impl BackEdge {
    /// Whether the back edge can be taken once more.
    pub(super) fn is_left(self, counts: u128) -> bool {
        let mask = (1 << bits(self.at_most)) - 1;
        (counts >> self.shift & mask) < u128::from(self.at_most)
    }

    /// The counts after taking the back edge.
    pub(super) fn count(self, counts: u128) -> u128 {
        counts + (1 << self.shift)
    }
}

/// The number of bits of a counter up to `at_most`.
fn bits(at_most: u32) -> u32 {
    u32::BITS - at_most.leading_zeros()
}

/// What is computed of one script, run by itself.
#[derive(Debug)]
pub(super) struct Summary<'s> {
    pub(super) script: &'s Script,
    pub(super) graph: WalkGraph,
    /// For each outcome, the walks that end with it, if there are any.
    pub(super) endings: Vec<Option<Rc<Arrivals>>>,
    /// For each vertex, the expected number of visits.
    pub(super) visits: Vec<f64>,
    /// Whether retries counted as used up from the start, because there were too many states.
    pub(super) without_retries: bool,
}

/// Builds the graph of a script; `summaries` has the scripts that it runs, by id.
pub(super) fn build<'s>(script: &'s Script, summaries: &'s IndexMap<&'s str, Summary<'s>>) -> WalkGraph {
    let mut builder = Builder { script, summaries, bits: vec![0; script.nodes.len()] };
    let mut order: Vec<_> = script.nodes.iter().zip(&script.topological_order).collect();
    order.sort_by_key(|(_, rank)| rank.place);
    let mut vertices: Vec<_> = order.iter().map(|(node, rank)| builder.vertex(node, rank.component)).collect();
    let bits = |component: u32| builder.bits[component as usize];
    let mut region = 0;
    let mut before = None;
    for (vertex, (_, rank)) in vertices.iter_mut().zip(order) {
        let entered = before.replace(rank.component).filter(|before| *before != rank.component);
        if entered.is_some_and(|before| bits(before) > 0 || bits(rank.component) > 0) {
            region += 1;
        }
        vertex.region = region;
        vertex.counts_fit = bits(rank.component) <= u128::BITS;
    }
    WalkGraph { vertices, start: builder.place(script.start) }
}

struct Builder<'s> {
    script: &'s Script,
    summaries: &'s IndexMap<&'s str, Summary<'s>>,
    /// For each component, the number of bits that its counters take.
    bits: Vec<u32>,
}

impl Builder<'_> {
    fn vertex(&mut self, node: &Node, component: u32) -> Vertex {
        let cannot_give = node.cannot_give.as_ref().map(|edge| self.way(edge, 0.0, None, component));
        let ways = self.exit(&node.exit, component);
        Vertex {
            region: 0,
            seconds: node.seconds,
            time: float(node.seconds),
            can_close: ways.iter().any(|way| way.to.is_none()),
            counts_fit: true,
            ways,
            cannot_give,
        }
    }

    fn exit(&mut self, exit: &Exit, component: u32) -> Vec<WalkEdge> {
        let straight = |to| vec![WalkEdge { share: 1.0, through: None, back: None, to }];
        match exit {
            Exit::Answers(answers) => {
                let mut ways = self.choice(answers.iter().map(|answer| &answer.edge).collect(), component);
                for (way, answer) in ways.iter_mut().zip(answers) {
                    if let Some(limit) = answer.limit {
                        self.close(way, limit.at_most, component);
                    }
                }
                ways
            }
            Exit::Decide(decide) => self.choice(decide.all().collect(), component),
            Exit::Action(action) => self.choice(action.then.iter().map(|result| &result.edge).collect(), component),
            Exit::Run(run) => self.run(run, component),
            Exit::Goto(node) => straight(self.to(Target::Node(*node))),
            Exit::End(outcome) => straight(self.to(Target::End(*outcome))),
            Exit::Resume => straight(None),
        }
    }

    fn choice(&mut self, edges: Vec<&Edge>, component: u32) -> Vec<WalkEdge> {
        let given: Vec<_> = edges.iter().map(|edge| edge.share).collect();
        let shares = split(&given, &vec![even(edges.len()); edges.len()]);
        edges.into_iter().zip(shares).map(|(edge, share)| self.way(edge, share, None, component)).collect()
    }

    /// An edge for each outcome of a subscript that some walk ends with. Its probability is the given share, or else
    /// that of the outcome.
    fn run(&mut self, run: &Run, component: u32) -> Vec<WalkEdge> {
        let endings = self.summaries.get(run.script.id()).map_or(&[][..], |summaries| &summaries.endings);
        let ends = run.script.ends().iter().map(|outcome| outcome.index());
        let outcomes = run.then.iter().zip(ends).filter_map(|(branch, at)| {
            let ending = endings.get(at)?.as_ref()?;
            Some((&branch.edge, (at, Rc::clone(ending))))
        });
        let outcomes: Vec<_> = outcomes.collect();
        let given = outcomes.iter().map(|(edge, (_, ending))| edge.share.filter(|_| ending.chance > 0.0));
        let chances: Vec<_> = outcomes.iter().map(|(_, (_, ending))| ending.chance).collect();
        let shares = split(&given.collect::<Vec<_>>(), &chances);
        let ways = outcomes.into_iter().zip(shares);
        ways.map(|((edge, through), share)| self.way(edge, share, Some(through), component)).collect()
    }

    fn way(&mut self, edge: &Edge, share: f64, through: Option<(usize, Rc<Arrivals>)>, component: u32) -> WalkEdge {
        let (back, to) = match edge.way {
            Way::To(target) => (None, self.to(target)),
            Way::Retry { target, at_most, otherwise, .. } => {
                let shift = self.count(at_most, component);
                let back = BackEdge { place: self.place(target), at_most, shift };
                (Some(back), self.to(otherwise))
            }
        };
        WalkEdge { share, through, back, to }
    }

    /// Turns an edge into a retry without `else`: it is closed after `at_most` uses.
    fn close(&mut self, way: &mut WalkEdge, at_most: u32, component: u32) {
        if let Some(To::Place(place)) = way.to.take() {
            way.back = Some(BackEdge { place, at_most, shift: self.count(at_most, component) });
        }
    }

    /// Reserves a counter up to `at_most` in a component. Returns its position.
    fn count(&mut self, at_most: u32, component: u32) -> u32 {
        let taken = &mut self.bits[component as usize];
        let shift = *taken;
        // Such a retry alone makes too many states.
        let more = if at_most < MAX_STATES { bits(at_most) } else { u128::BITS + 1 };
        *taken = shift.saturating_add(more);
        shift
    }

    fn place(&self, node: NodeId) -> u32 {
        self.script.topological_order[node.index()].place
    }

    fn to(&self, target: Target) -> Option<To> {
        match target {
            Target::Node(node) => Some(To::Place(self.place(node))),
            Target::End(end) => Some(To::End(self.script.end(end).index())),
            // Only asides resume, and walks do not enter asides.
            Target::Resume => None,
        }
    }
}
