//! Enumerates every path of a model, and finds reads of unset variables. Written from the format's documentation alone.

use std::collections::{BTreeSet, HashSet};

use super::model::{Callee, Exit, GIVEN, Model, OUTCOMES, Place, Set, To, VARIABLES, Way};

/// Reads of unset variables: the node (`None` outside nodes), and the variable's name.
pub(super) type Unset = BTreeSet<(Option<usize>, String)>;

type Known = [bool; VARIABLES];

/// Every read of a variable that may be unset, for calls from the start, and from asides.
pub(super) fn unset(model: &Model) -> Unset {
    let mut walk = Walk::new(model, model.callee.sure());
    walk.open.push((0, given()));
    for (reads, way) in &model.asides {
        walk.read(None, reads, given());
        walk.read(None, way.when(Place::Aside), given());
        walk.way(None, way, Place::Aside, &[], given());
    }
    walk.all();
    for (at, node) in model.nodes.iter().enumerate() {
        if let Exit::Run(_, then) = &node.exit {
            walk.takes(at, then);
        }
    }
    walk.found
}

/// The variables that may be read from `node` on before they are set.
pub(super) fn needed(model: &Model, node: usize) -> BTreeSet<String> {
    let mut walk = Walk::new(model, [[true; 3]; OUTCOMES.len()]);
    walk.open.push((node, given()));
    walk.all();
    walk.found.into_iter().map(|(_, name)| name).collect()
}

fn given() -> Known {
    std::array::from_fn(|variable| GIVEN.contains(&variable))
}

struct Walk<'m> {
    model: &'m Model,
    /// By outcome, the variables that the subscript has definitely assigned.
    sure: [[bool; 3]; OUTCOMES.len()],
    found: Unset,
    seen: HashSet<(usize, Known)>,
    open: Vec<(usize, Known)>,
}

impl<'m> Walk<'m> {
    fn new(model: &'m Model, sure: [[bool; 3]; OUTCOMES.len()]) -> Self {
        Self { model, sure, found: Unset::new(), seen: HashSet::new(), open: Vec::new() }
    }

    fn all(&mut self) {
        while let Some((node, known)) = self.open.pop() {
            if self.seen.insert((node, known)) {
                self.node(node, known);
            }
        }
    }

    fn read(&mut self, node: Option<usize>, variables: &[usize], known: Known) {
        let unset = variables.iter().filter(|variable| !known[**variable]);
        self.found.extend(unset.map(|variable| (node, format!("v{variable}"))));
    }

    fn assign(&mut self, node: Option<usize>, set: &Set, known: &mut Known) {
        for (target, source) in set {
            self.read(node, source.as_slice(), *known);
            known[*target] = true;
        }
    }

    fn node(&mut self, at: usize, mut known: Known) {
        let (node, here) = (&self.model.nodes[at], Some(at));
        self.read(here, &node.says, known);
        self.read(here, &node.guides, known);
        if let Some(way) = &node.cannot_give {
            self.way(here, way, Place::CannotGive, &[], known);
        }
        for variable in &node.collect {
            known[*variable] = true;
        }
        self.assign(here, &node.set, &mut known);
        match &node.exit {
            Exit::Answers(answers) => {
                for (reads, way) in answers {
                    self.read(here, reads, known);
                    self.read(here, way.when(Place::Answer), known);
                    self.way(here, way, Place::Answer, &way.collect, known);
                }
            }
            Exit::Decide(arms) => {
                for (arm, way) in arms.iter().enumerate() {
                    let place = if arm + 1 < arms.len() { Place::Arm } else { Place::LastArm };
                    self.read(here, way.when(place), known);
                    self.way(here, way, place, &[], known);
                }
            }
            Exit::Run(with, then) => {
                self.read(here, with.as_slice(), known);
                for (outcome, way) in then.iter().enumerate() {
                    let sure = self.sure[outcome];
                    let taken: Vec<usize> =
                        way.take.iter().filter(|(_, source)| sure[*source]).map(|(target, _)| *target).collect();
                    self.way(here, way, Place::Outcome, &taken, known);
                }
            }
            Exit::Action(with, then) => {
                self.read(here, with, known);
                for way in then {
                    let taken: Vec<usize> = way.take.iter().map(|(target, _)| *target).collect();
                    self.way(here, way, Place::Result, &taken, known);
                }
            }
            Exit::Goto(node) => self.open.push((*node, known)),
            Exit::End(outcome) => self.end(*outcome, known),
            Exit::Resume => {}
        }
    }

    /// Adds the variables that a `take` reads and that the subscript may not have set, even at unreachable nodes. An
    /// optional target may take an unset variable.
    fn takes(&mut self, at: usize, then: &[Way]) {
        for (sure, way) in self.sure.iter().zip(then) {
            let unsure = way.take.iter().filter(|(target, source)| !sure[*source] && *target != GIVEN[0]);
            self.found.extend(unsure.map(|(_, source)| (Some(at), format!("w{source}"))));
        }
    }

    fn way(&mut self, here: Option<usize>, way: &Way, place: Place, taken: &[usize], mut known: Known) {
        for variable in taken {
            known[*variable] = true;
        }
        self.assign(here, &way.set, &mut known);
        self.open.extend(way.retry(place).map(|node| (node, known)));
        match way.to(place) {
            Some(To::Node(node)) => self.open.push((node, known)),
            Some(To::End(outcome)) => self.end(outcome, known),
            Some(To::Resume) | None => {}
        }
    }

    fn end(&mut self, outcome: usize, known: Known) {
        let after = &self.model.after;
        if after.outcome.is_none_or(|only| only == outcome) {
            self.read(None, &after.when, known);
            self.read(None, after.with.as_slice(), known);
        }
    }
}

impl Callee {
    /// By outcome, the variables set on every path to it; all of them if no path leads there.
    fn sure(&self) -> [[bool; 3]; OUTCOMES.len()] {
        let mut sure = [[true; 3]; OUTCOMES.len()];
        self.paths(&mut |outcome, set| (0..3).for_each(|variable| sure[outcome][variable] &= set[variable]));
        sure
    }

    /// Every end, with the variables set there. Visiting a node again never unsets a variable, so one visit is enough.
    pub(super) fn paths(&self, end: &mut impl FnMut(usize, [bool; 3])) {
        let with = |mut set: [bool; 3], more: &[usize]| {
            for variable in more {
                set[*variable] = true;
            }
            set
        };
        let nothing = [false; 3];
        let filled = with(nothing, &self.collect);
        end(self.short.0, with(filled, &self.short.1));
        let mut second = vec![with(filled, &self.long)];
        second.extend(self.cannot_give.as_ref().map(|set| with(nothing, set)));
        match &self.aside {
            Some((Some(outcome), set)) => end(*outcome, with(nothing, set)),
            Some((None, set)) => second.push(with(nothing, set)),
            None => {}
        }
        for set in second {
            let set = with(set, &self.second);
            self.ends.iter().for_each(|(outcome, more)| end(*outcome, with(set, more)));
        }
    }
}
