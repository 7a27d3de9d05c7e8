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
pub(super) struct Map {
    pub(super) stops: Vec<Stop>,
    /// Where a call starts.
    pub(super) start: u32,
}

/// One step.
#[derive(Debug)]
pub(super) struct Stop {
    /// Stops that lead to one another, over retries, are one; and so are all that stand between two such.
    pub(super) stretch: u32,
    /// How long it takes, without what it runs.
    pub(super) seconds: Decimal,
    /// The same, to be reckoned with.
    pub(super) time: f64,
    /// The ways on.
    pub(super) ways: Vec<Onward>,
    /// Out of its form, if that may be left. Nobody is expected to.
    pub(super) cannot_give: Option<Onward>,
    /// One of the ways is closed once its retry is used up.
    pub(super) closing: bool,
    /// The counts of its stretch fit into what there is to hold them.
    pub(super) countable: bool,
}

/// One way on.
#[derive(Debug)]
pub(super) struct Onward {
    /// The part of the calls that goes this way.
    pub(super) share: f64,
    /// The walks of a subscript that come first, and the outcome that they end with.
    pub(super) through: Option<(usize, Rc<Arrivals>)>,
    /// Where it leads as long as its retry is not used up.
    pub(super) back: Option<Back>,
    /// Where it leads else; none: nowhere, it is closed then.
    pub(super) to: Option<To>,
}

/// A way back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Back {
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

impl Back {
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
pub(super) struct Known<'s> {
    pub(super) script: &'s Script,
    pub(super) map: Map,
    /// By outcome: the walks that end with it, if any do.
    pub(super) endings: Vec<Option<Rc<Arrivals>>>,
    /// By place: how often a call is expected to come there.
    pub(super) visits: Vec<f64>,
    /// Retries are taken as used up from the start: there were too many states.
    pub(super) without_retries: bool,
}

/// Maps a script; `known` has those that it runs, by id.
pub(super) fn map<'s>(script: &'s Script, known: &'s IndexMap<&'s str, Known<'s>>) -> Map {
    let mut mapper = Mapper { script, known, bits: vec![0; script.nodes.len()] };
    let mut order: Vec<_> = script.nodes.iter().zip(&script.topological_order).collect();
    order.sort_by_key(|(_, rank)| rank.place);
    let mut stops: Vec<_> = order.iter().map(|(node, rank)| mapper.stop(node, rank.component)).collect();
    let bits = |component: u32| mapper.bits[component as usize];
    let mut stretch = 0;
    let mut before = None;
    for (stop, (_, rank)) in stops.iter_mut().zip(order) {
        let entered = before.replace(rank.component).filter(|before| *before != rank.component);
        if entered.is_some_and(|before| bits(before) > 0 || bits(rank.component) > 0) {
            stretch += 1;
        }
        stop.stretch = stretch;
        stop.countable = bits(rank.component) <= u128::BITS;
    }
    Map { stops, start: mapper.place(script.start) }
}

struct Mapper<'s> {
    script: &'s Script,
    known: &'s IndexMap<&'s str, Known<'s>>,
    /// Of each component, how many bits hold the counts of its retries.
    bits: Vec<u32>,
}

impl Mapper<'_> {
    fn stop(&mut self, node: &Node, component: u32) -> Stop {
        let cannot_give = node.cannot_give.as_ref().map(|edge| self.way(edge, 0.0, None, component));
        let ways = self.exit(&node.exit, component);
        Stop {
            stretch: 0,
            seconds: node.seconds,
            time: float(node.seconds),
            closing: ways.iter().any(|way| way.to.is_none()),
            countable: true,
            ways,
            cannot_give,
        }
    }

    fn exit(&mut self, exit: &Exit, component: u32) -> Vec<Onward> {
        let straight = |to| vec![Onward { share: 1.0, through: None, back: None, to }];
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

    fn choice(&mut self, edges: Vec<&Edge>, component: u32) -> Vec<Onward> {
        let given: Vec<_> = edges.iter().map(|edge| edge.share).collect();
        let shares = split(&given, &vec![even(edges.len()); edges.len()]);
        edges.into_iter().zip(shares).map(|(edge, share)| self.way(edge, share, None, component)).collect()
    }

    /// A way for each outcome that a walk of the subscript ends with, as likely as it is there, unless the author says.
    fn run(&mut self, run: &Run, component: u32) -> Vec<Onward> {
        let endings = self.known.get(run.script.id()).map_or(&[][..], |known| &known.endings);
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

    fn way(&mut self, edge: &Edge, share: f64, through: Option<(usize, Rc<Arrivals>)>, component: u32) -> Onward {
        let (back, to) = match edge.way {
            Way::To(target) => (None, self.to(target)),
            Way::Retry { target, at_most, otherwise, .. } => {
                let shift = self.count(at_most, component);
                let back = Back { place: self.place(target), at_most, shift };
                (Some(back), self.to(otherwise))
            }
        };
        Onward { share, through, back, to }
    }

    /// A way that leads back, and is closed once it was taken so often.
    fn close(&mut self, way: &mut Onward, at_most: u32, component: u32) {
        if let Some(To::Place(place)) = way.to.take() {
            way.back = Some(Back { place, at_most, shift: self.count(at_most, component) });
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
