//! Random small scripts, described by their reads and writes: every kind of exit and edge, and a subscript. They can be
//! read without findings, but may have any other fault.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;

/// The number of variables, all boolean. The last two are set from the beginning: one is optional, one has a default.
pub(super) const VARIABLES: usize = 5;
pub(super) const GIVEN: [usize; 2] = [3, 4];
pub(super) const NODES: usize = 5;
pub(super) const OUTCOMES: [&str; 2] = ["done", "other"];

/// Assignments: the target, and the source variable or `None` for a constant.
pub(super) type Set = Vec<(usize, Option<usize>)>;

#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
    /// The reads of the label, and the way.
    pub(super) asides: Vec<(Vec<usize>, Way)>,
    pub(super) entry: Option<usize>,
    pub(super) after: After,
    pub(super) callee: Callee,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) says: Vec<usize>,
    pub(super) guides: Vec<usize>,
    pub(super) collect: Vec<usize>,
    pub(super) cannot_give: Option<Way>,
    pub(super) set: Set,
    pub(super) exit: Exit,
}

#[derive(Debug, Clone)]
pub(super) enum Exit {
    /// For each answer, the reads of its label, and its way.
    Answers(Vec<(Vec<usize>, Way)>),
    Goto(usize),
    Decide(Vec<Way>),
    /// The input, and a way for each outcome.
    Run(Option<usize>, Vec<Way>),
    /// The inputs, and a way for each result.
    Action(Vec<usize>, Vec<Way>),
    End(usize),
    Resume,
}

#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) when: Vec<usize>,
    /// What an answer collects.
    pub(super) collect: Vec<usize>,
    /// The target, and the variable of the subscript or key of the result.
    pub(super) take: Vec<(usize, usize)>,
    pub(super) set: Set,
    pub(super) to: To,
    /// The way is a retry of this node, and `to` is its `else`.
    pub(super) retry: Option<usize>,
    /// Whether the retry of an answer has an `else`.
    pub(super) lasts: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    Node(usize),
    End(usize),
    Resume,
}

#[derive(Debug, Clone)]
pub(super) struct After {
    /// `None` stands for all outcomes.
    pub(super) outcome: Option<usize>,
    pub(super) when: Vec<usize>,
    pub(super) with: Option<usize>,
}

/// A subscript without faults: two nodes and perhaps an aside. It says which of three variables is set where.
#[derive(Debug, Clone)]
pub(super) struct Callee {
    pub(super) collect: Vec<usize>,
    /// The way out of the form, if there is one, with what it sets.
    pub(super) cannot_give: Option<Vec<usize>>,
    /// The answer that ends at once.
    pub(super) short: (usize, Vec<usize>),
    /// The answer that leads to the second node.
    pub(super) long: Vec<usize>,
    pub(super) second: Vec<usize>,
    /// The ends of the second node.
    pub(super) ends: [(usize, Vec<usize>); 2],
    /// An aside that leads to an end, or to the second node.
    pub(super) aside: Option<(Option<usize>, Vec<usize>)>,
}

fn some(of: usize) -> impl Strategy<Value = Vec<usize>> {
    vec(0..of, 0..2)
}

/// Assignments with distinct targets, as in a map.
fn set() -> impl Strategy<Value = Set> {
    vec((0..VARIABLES, prop_oneof![2 => Just(None), 1 => (0..VARIABLES).prop_map(Some)]), 0..3).prop_map(once)
}

fn once<T>(pairs: Vec<(usize, T)>) -> Vec<(usize, T)> {
    let mut seen = HashSet::new();
    pairs.into_iter().filter(|(target, _)| seen.insert(*target)).collect()
}

fn to() -> impl Strategy<Value = To> {
    prop_oneof![
        5 => (0..NODES).prop_map(To::Node),
        2 => (0..OUTCOMES.len()).prop_map(To::End),
        1 => Just(To::Resume)
    ]
}

fn way() -> impl Strategy<Value = Way> {
    let take = vec((0..3_usize, 0..3_usize), 0..2);
    let collect = weighted(0.3, 0..VARIABLES).prop_map(|variable| variable.into_iter().collect());
    (some(VARIABLES), collect, take, set(), to(), weighted(0.25, 0..NODES), any::<bool>())
        .prop_map(|(when, collect, take, set, to, retry, lasts)| Way { when, collect, take, set, to, retry, lasts })
}

fn labelled() -> impl Strategy<Value = (Vec<usize>, Way)> {
    (weighted(0.2, 0..VARIABLES), way()).prop_map(|(reads, way)| (reads.into_iter().collect(), way))
}

fn exit() -> impl Strategy<Value = Exit> {
    prop_oneof![
        4 => vec(labelled(), 1..4).prop_map(Exit::Answers),
        1 => (0..NODES).prop_map(Exit::Goto),
        2 => vec(way(), 1..4).prop_map(Exit::Decide),
        3 => (of(0..VARIABLES), vec(way(), 2)).prop_map(|(with, then)| Exit::Run(with, then)),
        2 => (some(VARIABLES), vec(way(), 1..3)).prop_map(|(with, then)| Exit::Action(with, then)),
        1 => (0..OUTCOMES.len()).prop_map(Exit::End),
        1 => Just(Exit::Resume),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let words = (some(VARIABLES), weighted(0.1, 0..VARIABLES).prop_map(|reads| reads.into_iter().collect()));
    (words, some(VARIABLES), of(way()), set(), exit()).prop_map(|((says, guides), collect, cannot_give, set, exit)| {
        let cannot_give = cannot_give.filter(|_| !collect.is_empty());
        Node { says, guides, collect, cannot_give, set, exit }
    })
}

fn callee() -> impl Strategy<Value = Callee> {
    let end = || (0..OUTCOMES.len(), some(3));
    let form = (some(3), of(some(3)));
    (form, end(), some(3), some(3), [end(), end()], of((of(0..OUTCOMES.len()), some(3)))).prop_map(
        |((collect, cannot_give), short, long, second, ends, aside)| {
            let cannot_give = cannot_give.filter(|_| !collect.is_empty());
            Callee { collect, cannot_give, short, long, second, ends, aside }
        },
    )
}

pub(super) fn model() -> impl Strategy<Value = Model> {
    let after = (of(0..OUTCOMES.len()), some(VARIABLES), of(0..VARIABLES)).prop_map(|(outcome, when, with)| After {
        outcome,
        when,
        with,
    });
    (vec(node(), NODES), vec(labelled(), 0..3), of(0..NODES), after, callee())
        .prop_map(|(nodes, asides, entry, after, callee)| Model { nodes, asides, entry, after, callee })
}

/// The place of a way, which decides what can be written there.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Answer,
    Aside,
    Arm,
    LastArm,
    CannotGive,
    Outcome,
    Result,
}

impl Way {
    /// The variables in its condition, if it has one at this place.
    pub(super) fn when(&self, place: Place) -> &[usize] {
        if matches!(place, Place::Answer | Place::Aside | Place::Arm) { &self.when } else { &[] }
    }

    /// The node that its retry leads back to, if it can have a retry at this place.
    pub(super) fn retry(&self, place: Place) -> Option<usize> {
        self.retry.filter(|_| place != Place::Aside)
    }

    /// Its target, once a retry is used up; `None` if the way is closed then.
    pub(super) fn to(&self, place: Place) -> Option<To> {
        match (place, self.to) {
            (Place::Answer, _) if self.retry.is_some() && !self.lasts => None,
            (Place::Aside, To::Resume) => Some(To::End(0)),
            (_, to) => Some(to),
        }
    }
}
