//! A script as its walks see it: at each step the ways on, what each is worth, and what lies on it.
//!
//! Must not know how walks are counted.

use std::rc::Rc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::arrivals::{Arrivals, float};
use super::shares::{even, split};
use crate::script::{Edge, Exit, Node, NodeId, Run, Script, Target, Way};

/// How many states are told apart before retries are left out.
pub(super) const MAX_STATES: u32 = 1_000_000;

/// The steps of one script, by place: ways lead to higher ones, but for retries.
#[derive(Debug)]
pub(super) struct WalkGraph {
    pub(super) vertices: Vec<Vertex>,
    /// Where a call starts.
    pub(super) start: u32,
}

/// One step.
#[derive(Debug)]
pub(super) struct Vertex {
    /// Stops that lead to one another, over retries, are one; and so are all that stand between two such.
    pub(super) region: u32,
    /// How long it takes, without what it runs.
    pub(super) seconds: Decimal,
    /// The same, to be reckoned with.
    pub(super) time: f64,
    /// The ways on.
    pub(super) ways: Vec<WalkEdge>,
    /// Out of its form, if that may be left. Nobody is expected to.
    pub(super) cannot_give: Option<WalkEdge>,
    /// One of the ways is closed once its retry is used up.
    pub(super) can_close: bool,
    /// The counts of its stretch fit into what there is to hold them.
    pub(super) counts_fit: bool,
}

/// One way on.
#[derive(Debug)]
pub(super) struct WalkEdge {
    /// The part of the calls that goes this way.
    pub(super) share: f64,
    /// The walks of a subscript that come first, and the outcome that they end with.
    pub(super) through: Option<(usize, Rc<Arrivals>)>,
    /// Where it leads as long as its retry is not used up.
    pub(super) back: Option<BackEdge>,
    /// Where it leads else; none: nowhere, it is closed then.
    pub(super) to: Option<To>,
}

/// A way back.
#[derive(Debug, Clone, Copy)]
pub(super) struct BackEdge {
    /// The place that it leads to.
    pub(super) place: u32,
    /// How often it may be taken.
    pub(super) at_most: u32,
    /// Where its uses are counted, among those of its stretch.
    pub(super) shift: u32,
}

/// Where a way leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    /// A place.
    Place(u32),
    /// An outcome.
    End(usize),
}

impl BackEdge {
    /// Whether it may be taken once more.
    pub(super) fn is_left(self, counts: u128) -> bool {
        let mask = (1 << bits(self.at_most)) - 1;
        (counts >> self.shift & mask) < u128::from(self.at_most)
    }

    /// The counts once it is taken.
    pub(super) fn count(self, counts: u128) -> u128 {
        counts + (1 << self.shift)
    }
}

/// How many bits hold a count up to `at_most`.
fn bits(at_most: u32) -> u32 {
    u32::BITS - at_most.leading_zeros()
}

/// What is known of one script, run by itself.
#[derive(Debug)]
pub(super) struct Summary<'s> {
    pub(super) script: &'s Script,
    pub(super) graph: WalkGraph,
    /// By outcome: the walks that end with it, if any do.
    pub(super) endings: Vec<Option<Rc<Arrivals>>>,
    /// By place: how often a call is expected to come there.
    pub(super) visits: Vec<f64>,
    /// Retries are taken as used up from the start: there were too many states.
    pub(super) without_retries: bool,
}

/// Maps a script; `known` has those that it runs, by id.
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
    /// Of each component, how many bits hold the counts of its retries.
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

    /// A way for each outcome that a walk of the subscript ends with, as likely as it is there, unless the author says.
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

    /// A way that leads back, and is closed once it was taken so often.
    fn close(&mut self, way: &mut WalkEdge, at_most: u32, component: u32) {
        if let Some(To::Place(place)) = way.to.take() {
            way.back = Some(BackEdge { place, at_most, shift: self.count(at_most, component) });
        }
    }

    /// Room to count up to `at_most`, beside the other counts of a component.
    fn count(&mut self, at_most: u32, component: u32) -> u32 {
        let taken = &mut self.bits[component as usize];
        let shift = *taken;
        // One retry alone makes as many states as it has uses.
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
            // Only asides resume, and they are not walked.
            Target::Resume => None,
        }
    }
}
