//! Generates one node: its text, its form, its assignments, and every kind of exit and edge.

use super::script::{Callee, Draft, OUTCOMES, Set, Target, asks, name};
use super::shapes::Variable;
use super::yaml::{Map, Yaml};

/// The role of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// An answer that is closed once its retries are used up.
    Answer,
    /// Any other edge, in which a `retry` needs an `else`.
    Other,
}

impl Draft<'_, '_> {
    pub(super) fn node(&mut self, before: Set, channels: bool) -> Map {
        let mut node = Map::new();
        let mut add = |key: &str, value: Yaml| node.push((key.to_owned(), value));
        let begins = format!("Words of {}.", name(self.here));
        if channels && self.tape.chance(50) {
            let chat = ("chat".to_owned(), self.text("Typed words.", before));
            add("say", Yaml::Map(vec![("default".to_owned(), self.text(&begins, before)), chat]));
        } else if self.tape.chance(75) {
            add("say", self.text(&begins, before));
        }
        if self.tape.chance(15) {
            add("guidance", self.text("Be *kind*.", before));
        }
        if self.tape.chance(10) {
            add("verbatim", Yaml::plain("true"));
        }
        let mut known = before;
        if self.tape.chance(40) {
            let first = self.tape.below(self.variables.len());
            let last = (first + self.tape.below(2)).min(self.variables.len() - 1);
            add("collect", Yaml::names(self.variables[first..=last].iter().map(|variable| &variable.name)));
            (first..=last).for_each(|at| known |= 1 << at);
            if self.tape.chance(40) {
                add("cannot_give", self.edge(Place::Other, Map::new(), before, false));
            }
            if (first + self.here) % 4 == 1 {
                add("afresh", Yaml::plain("true"));
            }
        }
        if self.tape.chance(30) {
            add("set", Yaml::Map(self.assignments(&mut known)));
        }
        self.exit(known, &mut add);
        if asks(&node) {
            let lapses = self.lapses(before);
            node.extend(lapses);
        }
        node
    }

    fn exit(&mut self, known: Set, add: &mut impl FnMut(&str, Yaml)) {
        let must = self.unreached();
        let can_go = must.is_some() || !self.further().is_empty();
        let kinds = [
            (25, "answers"),
            (if can_go { 12 } else { 0 }, "goto"),
            (15, "decide"),
            (if self.callees.is_empty() { 0 } else { 25 }, "run"),
            (15, "action"),
            (if must.is_some() { 0 } else { 5 }, "end"),
            (if must.is_some() || !self.is_aside() { 0 } else { 25 }, "resume"),
        ];
        match self.tape.weighted(&kinds).unwrap_or_default() {
            "answers" => add("answers", self.answers(known)),
            "goto" => {
                let node = must.unwrap_or_else(|| self.tape.between(self.here + 1, self.further().end - 1));
                self.link(Target::Node(node), known);
                add("goto", Yaml::plain(name(node)));
            }
            "decide" => {
                let arms = self.tape.between(0, 2);
                let mut edges = Vec::new();
                for at in 0..=arms {
                    let when = (at < arms).then(|| ("when".to_owned(), Yaml::quoted(self.condition(known))));
                    edges.push(self.edge(Place::Other, when.into_iter().collect(), known, at == 0));
                }
                add("decide", Yaml::List(edges));
            }
            "run" => self.run(known, add),
            "action" => self.action(known, add),
            "end" => {
                let end = self.end();
                self.link(end, known);
                add("end", end.yaml().1);
            }
            _ => add("resume", Yaml::plain("true")),
        }
    }

    fn answers(&mut self, known: Set) -> Yaml {
        let count = self.tape.between(1, 4);
        let covered = count > 1 && self.tape.chance(25);
        let case = self.condition(known);
        let mut answers = Map::new();
        for at in 0..count {
            let last = at + 1 == count;
            let mut map = Map::new();
            let mut label = format!("Answer {at}");
            if self.tape.chance(15) {
                label = format!("'{} answer {at}'", self.print(known));
                map.push(("id".to_owned(), Yaml::plain(format!("a{at}"))));
            }
            let when = match (covered, at) {
                (true, 0) => Some(case.clone()),
                (true, 1) => Some(format!("not ({case})")),
                _ if (!last || covered || self.sloppy) && self.tape.chance(35) => Some(self.condition(known)),
                _ => None,
            };
            map.extend(when.map(|when| ("when".to_owned(), Yaml::quoted(when))));
            let mut known = known;
            if self.tape.chance(15) {
                let given = self.tape.below(self.variables.len());
                map.push(("collect".to_owned(), Yaml::names([&self.variables[given].name])));
                known |= 1 << given;
            }
            let lasts = if covered { at < 2 } else { last && !self.sloppy };
            let place = if lasts { Place::Other } else { Place::Answer };
            let edge = self.edge(place, map, known, at == 0);
            answers.push((label, edge));
        }
        Yaml::Map(answers)
    }

    fn run(&mut self, known: Set, add: &mut impl FnMut(&str, Yaml)) {
        let at = self.tape.below(self.callees.len());
        let callees = self.callees;
        let callee = &callees[at];
        add("run", Yaml::plain(&callee.id));
        self.with(callee, known).into_iter().for_each(|(key, with)| add(&key, with));
        let mut then = Map::new();
        for (outcome, set) in OUTCOMES.iter().zip(callee.ends) {
            let Some(set) = set else { continue };
            let take = self.take(callee, set, |_| true);
            let first = then.is_empty();
            then.push(((*outcome).to_owned(), self.then(take, known, first)));
        }
        add("then", Yaml::Map(then));
    }

    fn action(&mut self, known: Set, add: &mut impl FnMut(&str, Yaml)) {
        add("action", Yaml::plain(format!("act-{}", self.here)));
        if self.tape.chance(60) {
            add("read_only", Yaml::plain("true"));
        }
        if let Some(given) = self.readable(known, |_| true).filter(|_| self.tape.chance(60)) {
            add("with", Yaml::names([given.name]));
        }
        let results = &["ok", "failed", "busy"][..self.tape.between(1, 3)];
        let mut then = Map::new();
        for result in results {
            let mut take = Map::new();
            if self.tape.chance(40) {
                let at = self.tape.below(self.variables.len());
                take.push((self.variables[at].name.clone(), Yaml::plain(format!("key_{at}"))));
            }
            let first = then.is_empty();
            then.push(((*result).to_owned(), self.then(take, known, first)));
        }
        add("then", Yaml::Map(then));
    }

    /// An edge that takes over values.
    fn then(&mut self, take: Map, known: Set, first: bool) -> Yaml {
        let taken = |variable: &Variable| take.iter().any(|(name, _)| *name == variable.name);
        let taken = (0..).zip(&self.variables).filter(|(_, variable)| taken(variable));
        let known = taken.fold(known, |set, (at, _)| set | 1 << at);
        let map = if take.is_empty() { Map::new() } else { vec![("take".to_owned(), Yaml::Map(take))] };
        self.edge(Place::Other, map, known, first)
    }

    /// The inputs for a subscript.
    pub(super) fn with(&mut self, callee: &Callee, known: Set) -> Option<(String, Yaml)> {
        let mut with = Map::new();
        for input in callee.variables.iter().filter(|variable| variable.input) {
            let empty = input.optional || input.default.is_some();
            if !empty || self.tape.chance(50) {
                with.push((input.name.clone(), self.operand(input, empty, known)));
            }
        }
        (!with.is_empty()).then(|| ("with".to_owned(), Yaml::Map(with)))
    }

    /// The values taken over from a subscript that has set the variables in `set`.
    pub(super) fn take(&mut self, callee: &Callee, set: Set, into: impl Fn(&Variable) -> bool) -> Map {
        let mut take = Map::new();
        for (at, from) in callee.variables.iter().enumerate() {
            let is_set = set & (1 << at) != 0 || self.sloppy && self.tape.chance(30);
            let fits = |own: &&Variable| from.fits(own) && into(own) && own.optional >= (from.optional || !is_set);
            let own: Vec<String> = self.variables.iter().filter(fits).map(|own| own.name.clone()).collect();
            let at = self.tape.below(own.len());
            let likely = if from.is_given() { 25 } else { 75 };
            let Some(own) = own.get(at).filter(|_| self.tape.chance(likely)) else { continue };
            if take.iter().all(|(name, _)| name != own) {
                take.push((own.clone(), Yaml::plain(&from.name)));
            }
        }
        take
    }

    /// An edge with the keys of `map`; the first of a node leads to a node to which no edge leads yet.
    fn edge(&mut self, place: Place, mut map: Map, mut known: Set, first: bool) -> Yaml {
        if self.tape.chance(25) {
            map.push(("set".to_owned(), Yaml::Map(self.assignments(&mut known))));
        }
        let must = self.unreached().filter(|_| first);
        let former = self.retry_targets(known);
        let back = self.tape.pick(&former).filter(|_| self.tape.chance(20));
        let Some(back) = back.filter(|_| must.is_none() || place == Place::Other) else {
            let target = self.target(must);
            self.link(target, known);
            if let (Target::Node(node), true) = (target, map.is_empty() && self.tape.chance(70)) {
                return Yaml::plain(name(node));
            }
            map.push(target.yaml());
            return Yaml::Map(map);
        };
        map.push(("retry".to_owned(), Yaml::plain(name(back))));
        map.push(("at_most".to_owned(), Yaml::plain(self.tape.between(1, 2).to_string())));
        if place == Place::Other || self.tape.chance(50) {
            let target = self.target(must);
            self.link(target, known);
            let (key, value) = target.yaml();
            map.push(("else".to_owned(), if key == "goto" { value } else { Yaml::only(&key, value) }));
        }
        Yaml::Map(map)
    }

    /// A random target for an edge.
    pub(super) fn target(&mut self, must: Option<usize>) -> Target {
        if let Some(node) = must {
            return Target::Node(node);
        }
        let further = self.further();
        let kinds = [
            (if further.is_empty() { 0 } else { 12 }, 0),
            (2, 1),
            (if self.is_aside() { 6 } else { 0 }, 2),
            (usize::from(self.is_aside()), 3),
        ];
        match self.tape.weighted(&kinds) {
            Some(0) => {
                let mut node = || self.tape.between(further.start, further.end - 1);
                Target::Node(node().min(node()))
            }
            Some(2) => Target::Resume,
            Some(3) => Target::Node(self.tape.between(self.start, self.nodes - 1)),
            _ => self.end(),
        }
    }
}
