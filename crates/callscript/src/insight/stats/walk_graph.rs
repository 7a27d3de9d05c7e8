//! The graph of a script's walks: vertices with durations, edges with probabilities.
//!
//! Must not know how walks are counted.

use crate::base::lapse::Lapse;
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
    /// The index of its region. A strongly connected component with retries is a region of its own; consecutive
    /// components without retries together form one region.
    pub(super) region: u32,
    /// Its duration in seconds, not counting the subscript that it runs.
    pub(super) seconds: Decimal,
    /// `seconds` as a floating-point number.
    pub(super) time: f64,
    pub(super) edges: Vec<WalkEdge>,
    /// The `cannot_give` edge of its form, if there is one. Its probability is zero.
    pub(super) cannot_give: Option<WalkEdge>,
    /// The edges that are taken once nothing came often enough. They count for the longest walk alone.
    pub(super) lapses: Vec<WalkEdge>,
    /// Whether some edge can be closed, because its retry has no `else`.
    pub(super) can_close: bool,
    /// Whether the counters of its region fit into 128 bits.
    pub(super) counts_fit: bool,
}

/// An edge.
#[derive(Debug)]
pub(super) struct WalkEdge {
    pub(super) probability: f64,
    /// For an edge out of a subscript: the index of the subscript's outcome, and the aggregated walks through the
    /// subscript that end with that outcome.
    pub(super) through: Option<(usize, Rc<Arrivals>)>,
    /// The retry of the edge. It is taken until it is used up.
    pub(super) back: Option<BackEdge>,
    /// The target if there is no retry, or once it is used up; `None` if the edge is closed then.
    pub(super) to: Option<To>,
}

/// A back edge: the retry of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct BackEdge {
    /// The index of its target.
    pub(super) vertex: u32,
    /// The maximum number of uses.
    pub(super) at_most: u32,
    /// The position of its counter among the bits of its region's counts.
    pub(super) shift: u32,
}

/// The target of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    /// The vertex with this index.
    Vertex(u32),
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

/// The results for one script, run by itself.
#[derive(Debug)]
pub(super) struct Summary<'s> {
    pub(super) script: &'s Script,
    pub(super) graph: WalkGraph,
    /// For each outcome, the walks that end with that outcome; `None` if there are none.
    pub(super) endings: Vec<Option<Rc<Arrivals>>>,
    /// For each vertex, the expected number of visits.
    pub(super) visits: Vec<f64>,
    /// Whether retries were ignored, because there were too many states.
    pub(super) without_retries: bool,
}

/// Builds the graph of a script; `summaries` has an entry for each script that it runs, by id.
pub(super) fn build<'s>(script: &'s Script, summaries: &'s IndexMap<&'s str, Summary<'s>>) -> WalkGraph {
    let mut builder = Builder { script, summaries, bits: vec![0; script.nodes.len()] };
    let mut order: Vec<_> = script.nodes.iter().zip(&script.topological_order).collect();
    order.sort_by_key(|(_, rank)| rank.index);
    let mut vertices: Vec<_> = order.iter().map(|(node, rank)| builder.vertex(node, rank.component)).collect();
    let bits = |component: u32| builder.bits[component as usize];
    let mut region = 0;
    let mut previous = None;
    for (vertex, (_, rank)) in vertices.iter_mut().zip(order) {
        let left = previous.replace(rank.component).filter(|previous| *previous != rank.component);
        if left.is_some_and(|left| bits(left) > 0 || bits(rank.component) > 0) {
            region += 1;
        }
        vertex.region = region;
        vertex.counts_fit = bits(rank.component) <= u128::BITS;
    }
    WalkGraph { vertices, start: builder.vertex_index(script.start) }
}

struct Builder<'s> {
    script: &'s Script,
    summaries: &'s IndexMap<&'s str, Summary<'s>>,
    /// For each component, the number of bits that its counters take.
    bits: Vec<u32>,
}

impl Builder<'_> {
    fn vertex(&mut self, node: &Node, component: u32) -> Vertex {
        let cannot_give = node.cannot_give.as_ref().map(|edge| self.walk_edge(edge, 0.0, None, component));
        let lapses = Lapse::ALL.into_iter().filter_map(|lapse| node.on(lapse));
        let lapses = lapses.map(|again| self.walk_edge(&again.edge, 0.0, None, component)).collect();
        let edges = self.exit(&node.exit, component);
        Vertex {
            region: 0,
            seconds: node.seconds,
            time: float(node.seconds),
            can_close: edges.iter().any(|edge| edge.to.is_none()),
            counts_fit: true,
            edges,
            cannot_give,
            lapses,
        }
    }

    fn exit(&mut self, exit: &Exit, component: u32) -> Vec<WalkEdge> {
        let single = |to| vec![WalkEdge { probability: 1.0, through: None, back: None, to }];
        match exit {
            Exit::Answers(answers) => {
                let mut edges = self.choice(answers.iter().map(|answer| &answer.edge).collect(), component);
                for (edge, answer) in edges.iter_mut().zip(answers) {
                    if let Some(limit) = answer.limit {
                        self.close(edge, limit.at_most, component);
                    }
                }
                edges
            }
            Exit::Decide(decide) => self.choice(decide.all().collect(), component),
            Exit::Action(action) => self.choice(action.then.iter().map(|result| &result.edge).collect(), component),
            Exit::Run(run) => self.run(run, component),
            Exit::Goto(node) => single(self.to(Target::Node(*node))),
            Exit::End(outcome) => single(self.to(Target::End(*outcome))),
            Exit::Resume => single(None),
        }
    }

    fn choice(&mut self, edges: Vec<&Edge>, component: u32) -> Vec<WalkEdge> {
        let given: Vec<_> = edges.iter().map(|edge| edge.share).collect();
        let probabilities = split(&given, &vec![even(edges.len()); edges.len()]);
        edges
            .into_iter()
            .zip(probabilities)
            .map(|(edge, probability)| self.walk_edge(edge, probability, None, component))
            .collect()
    }

    /// An edge for each outcome with which some walk of the subscript ends. The probability of the edge is the given
    /// share, or else the probability of the outcome.
    fn run(&mut self, run: &Run, component: u32) -> Vec<WalkEdge> {
        let endings = self.summaries.get(run.script.id()).map_or(&[][..], |summaries| &summaries.endings);
        let ends = run.script.ends().iter().map(|outcome| outcome.index());
        let outcomes = run.then.iter().zip(ends).filter_map(|(branch, at)| {
            let ending = endings.get(at)?.as_ref()?;
            Some((&branch.edge, (at, Rc::clone(ending))))
        });
        let outcomes: Vec<_> = outcomes.collect();
        let given = outcomes.iter().map(|(edge, (_, ending))| edge.share.filter(|_| ending.probability > 0.0));
        let probabilities: Vec<_> = outcomes.iter().map(|(_, (_, ending))| ending.probability).collect();
        let probabilities = split(&given.collect::<Vec<_>>(), &probabilities);
        let edges = outcomes.into_iter().zip(probabilities);
        edges
            .map(|((edge, through), probability)| self.walk_edge(edge, probability, Some(through), component))
            .collect()
    }

    fn walk_edge(
        &mut self,
        edge: &Edge,
        probability: f64,
        through: Option<(usize, Rc<Arrivals>)>,
        component: u32,
    ) -> WalkEdge {
        let (back, to) = match edge.way {
            Way::To(target) => (None, self.to(target)),
            Way::Retry { target, at_most, otherwise, .. } => {
                let shift = self.count(at_most, component);
                let back = BackEdge { vertex: self.vertex_index(target), at_most, shift };
                (Some(back), self.to(otherwise))
            }
        };
        WalkEdge { probability, through, back, to }
    }

    /// Turns an edge into a retry without `else`: it is closed after `at_most` uses.
    fn close(&mut self, edge: &mut WalkEdge, at_most: u32, component: u32) {
        if let Some(To::Vertex(vertex)) = edge.to.take() {
            edge.back = Some(BackEdge { vertex, at_most, shift: self.count(at_most, component) });
        }
    }

    /// Reserves a counter up to `at_most` in a component. Returns its position.
    fn count(&mut self, at_most: u32, component: u32) -> u32 {
        let used_bits = &mut self.bits[component as usize];
        let shift = *used_bits;
        // A retry with at least `MAX_STATES` uses makes too many states by itself.
        let more = if at_most < MAX_STATES { bits(at_most) } else { u128::BITS + 1 };
        *used_bits = shift.saturating_add(more);
        shift
    }

    fn vertex_index(&self, node: NodeId) -> u32 {
        self.script.topological_order[node.index()].index
    }

    fn to(&self, target: Target) -> Option<To> {
        match target {
            Target::Node(node) => Some(To::Vertex(self.vertex_index(node))),
            Target::End(end) => Some(To::End(self.script.end(end).index())),
            // Only asides resume, and walks do not enter asides.
            Target::Resume => None,
        }
    }
}
