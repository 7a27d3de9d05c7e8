//! Simulates calls through a model, with values: finds reads of unset variables, and questions without an open answer.

use std::collections::BTreeSet;

use super::model::{Exit, GIVEN, Model, Place, Set, To, VARIABLES, Way};
use super::paths::Unset;

/// The faults of a call.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) unset: Unset,
    /// The questions without an open answer.
    pub(super) stuck: BTreeSet<usize>,
}

/// The state of a variable: unset, empty, or a value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Unset,
    Empty,
    Value(bool),
}

/// A simulated call; `choices` decides wherever there is a choice. It stops at a fault, or when the choices are used
/// up.
pub(super) struct Call<'m> {
    model: &'m Model,
    choices: std::slice::Iter<'m, u8>,
    held: [State; VARIABLES],
    /// The ways whose retry was used, by node and the way's number.
    used: Vec<(usize, usize)>,
    /// The nodes at which asides were called.
    interrupted: Vec<usize>,
    faults: Faults,
}

/// The call is over, or stopped.
struct Over;

type Step<T> = Result<T, Over>;

/// The faults of the call with these choices.
pub(super) fn call(model: &Model, choices: &[u8]) -> Faults {
    let mut held = [State::Unset; VARIABLES];
    (held[GIVEN[0]], held[GIVEN[1]]) = (State::Empty, State::Value(true));
    let (used, interrupted, faults) = (Vec::new(), Vec::new(), Faults::default());
    let mut call = Call { model, choices: choices.iter(), held, used, interrupted, faults };
    let mut node = 0;
    while let Ok(next) = call.node(node) {
        node = next;
    }
    call.faults
}

impl Call<'_> {
    fn below(&mut self, count: usize) -> Step<usize> {
        self.choices.next().map(|choice| usize::from(*choice) % count).ok_or(Over)
    }

    fn read(&mut self, node: Option<usize>, variables: &[usize]) -> Step<()> {
        match variables.iter().find(|variable| self.held[**variable] == State::Unset) {
            Some(variable) => {
                self.faults.unset.insert((node, format!("v{variable}")));
                Err(Over)
            }
            None => Ok(()),
        }
    }

    /// Whether a way is open: all variables in its condition are true.
    fn is_open(&mut self, node: Option<usize>, way: &Way, place: Place) -> Step<bool> {
        for variable in way.when(place) {
            self.read(node, &[*variable])?;
        }
        Ok(way.when(place).iter().all(|variable| self.held[*variable] == State::Value(true)))
    }

    fn assign(&mut self, node: Option<usize>, set: &Set) -> Step<()> {
        for (target, source) in set {
            self.read(node, source.as_slice())?;
            self.held[*target] = source.map_or(State::Value(true), |source| self.held[source]);
        }
        Ok(())
    }

    fn fill(&mut self, variable: usize) -> Step<()> {
        let optional = variable == GIVEN[0];
        self.held[variable] = match self.below(if optional { 3 } else { 2 })? {
            2 => State::Empty,
            value => State::Value(value == 1),
        };
        Ok(())
    }

    /// Visits a node, and returns the next.
    fn node(&mut self, at: usize) -> Step<usize> {
        let model = self.model;
        let (node, here) = (&model.nodes[at], Some(at));
        self.read(here, &node.says)?;
        self.read(here, &node.guides)?;
        if self.below(4)? == 0 && !model.asides.is_empty() {
            let aside = self.below(model.asides.len())?;
            let (reads, way) = &model.asides[aside];
            self.read(None, reads)?;
            if self.is_open(None, way, Place::Aside)? {
                self.interrupted.push(at);
                return self.way(None, usize::MAX, way, Place::Aside);
            }
        }
        if let Some(way) = node.cannot_give.as_ref().filter(|_| !node.collect.is_empty())
            && self.below(3)? == 0
        {
            return self.way(here, 0, way, Place::CannotGive);
        }
        node.collect.iter().try_for_each(|variable| self.fill(*variable))?;
        self.assign(here, &node.set)?;
        match &node.exit {
            Exit::Answers(answers) => self.answers(at, answers),
            Exit::Decide(arms) => {
                for (arm, way) in arms.iter().enumerate() {
                    let place = if arm + 1 < arms.len() { Place::Arm } else { Place::LastArm };
                    if self.is_open(here, way, place)? {
                        return self.way(here, arm + 1, way, place);
                    }
                }
                Err(Over)
            }
            Exit::Run(with, then) => {
                self.read(here, with.as_slice())?;
                let mut paths = Vec::new();
                model.callee.paths(&mut |outcome, set| paths.push((outcome, set)));
                let (outcome, set) = paths[self.below(paths.len())?];
                let way = &then[outcome];
                for (target, source) in &way.take {
                    match (set[*source], *target == GIVEN[0]) {
                        (true, _) => self.fill(*target)?,
                        (false, true) => self.held[*target] = State::Empty,
                        (false, false) => {
                            self.faults.unset.insert((here, format!("w{source}")));
                            return Err(Over);
                        }
                    }
                }
                self.way(here, outcome + 1, way, Place::Outcome)
            }
            Exit::Action(with, then) => {
                self.read(here, with)?;
                let result = self.below(then.len())?;
                then[result].take.iter().try_for_each(|(target, _)| self.fill(*target))?;
                self.way(here, result + 1, &then[result], Place::Result)
            }
            Exit::Goto(node) => Ok(*node),
            Exit::End(outcome) => self.end(*outcome),
            Exit::Resume => self.interrupted.pop().ok_or(Over),
        }
    }

    fn answers(&mut self, at: usize, answers: &[(Vec<usize>, Way)]) -> Step<usize> {
        let mut open = Vec::new();
        for (place, (reads, way)) in answers.iter().enumerate() {
            self.read(Some(at), reads)?;
            let used_up = way.to(Place::Answer).is_none() && self.used.contains(&(at, place + 1));
            if self.is_open(Some(at), way, Place::Answer)? && !used_up {
                open.push((place + 1, way));
            }
        }
        if open.is_empty() {
            self.faults.stuck.insert(at);
            return Err(Over);
        }
        let (place, way) = open[self.below(open.len())?];
        way.collect.iter().try_for_each(|variable| self.fill(*variable))?;
        self.way(Some(at), place, way, Place::Answer)
    }

    /// Takes a way; `number` identifies it among those of the node. A retry can be used once.
    fn way(&mut self, here: Option<usize>, number: usize, way: &Way, place: Place) -> Step<usize> {
        self.assign(here, &way.set)?;
        let key = (here.unwrap_or(usize::MAX), number);
        if let Some(node) = way.retry(place).filter(|_| !self.used.contains(&key)) {
            self.used.push(key);
            return Ok(node);
        }
        match way.to(place) {
            Some(To::Node(node)) => Ok(node),
            Some(To::End(outcome)) => self.end(outcome),
            Some(To::Resume) => self.interrupted.pop().ok_or(Over),
            None => Err(Over),
        }
    }

    fn end<T>(&mut self, outcome: usize) -> Step<T> {
        let after = &self.model.after;
        if after.outcome.is_none_or(|only| only == outcome) {
            self.read(None, &after.when)?;
            if after.when.iter().all(|variable| self.held[*variable] == State::Value(true)) {
                self.read(None, after.with.as_slice())?;
            }
        }
        Err(Over)
    }
}
