//! Generates one script: its nodes in topological order, those of asides first, and the variables that are set at each.

use super::shapes::Variable;
use super::tape::Tape;
use super::yaml::{self, Map, Yaml};

/// A set of variables, as bits by index.
pub(super) type Set = u64;

pub(super) const OUTCOMES: [&str; 3] = ["done", "other", "no-sale"];

/// A script that others may run.
#[derive(Debug)]
pub(super) struct Callee {
    pub(super) id: String,
    pub(super) variables: Vec<Variable>,
    /// For each outcome, the variables set at every end with it; `None` if no node ends with it.
    pub(super) ends: [Option<Set>; OUTCOMES.len()],
    pub(super) text: String,
}

/// A script that is being generated.
pub(super) struct Draft<'t, 'n> {
    pub(super) tape: &'t mut Tape<'n>,
    pub(super) callees: &'t [Callee],
    pub(super) variables: Vec<Variable>,
    /// Whether some reads may be of unset variables, and some questions closed.
    pub(super) sloppy: bool,
    /// The node that is being generated.
    pub(super) here: usize,
    /// The start node; the nodes before it belong to asides.
    pub(super) start: usize,
    pub(super) nodes: usize,
    /// The variables set when each node begins; `None` if no edge leads there yet.
    before: Vec<Option<Set>>,
    /// For each node, the nodes from which edges lead to it.
    leads: Vec<u64>,
    ends: [Option<Set>; OUTCOMES.len()],
}

/// The target of an edge.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    Node(usize),
    End(usize),
    Resume,
}

/// Generates a script; `sensitive` percent of its variables are sensitive.
pub(super) fn make(id: &str, callees: &[Callee], sloppy: bool, sensitive: usize, tape: &mut Tape<'_>) -> Callee {
    let variables = (0..tape.between(3, 7)).map(|at| Variable::make(at, sensitive, tape)).collect();
    let start = [0, 1, 1, 2, 3][tape.below(5)];
    let nodes = start + tape.between(2, 8);
    let (before, leads) = (vec![None; nodes], vec![0; nodes]);
    let mut draft =
        Draft { tape, callees, variables, sloppy, here: 0, start, nodes, before, leads, ends: [None; OUTCOMES.len()] };
    let text = yaml::write(&draft.script(id));
    Callee { id: id.to_owned(), variables: draft.variables, ends: draft.ends, text }
}

impl Draft<'_, '_> {
    fn script(&mut self, id: &str) -> Map {
        let given = (0..).zip(&self.variables).filter(|(_, variable)| variable.is_given());
        let given: Set = given.fold(0, |set, (at, _)| set | 1 << at);
        let channels = self.tape.chance(20).then(|| Yaml::names(["phone", "chat"]));
        self.before[self.start] = Some(given);
        let asides = self.asides(id, given);
        let mut nodes = Map::new();
        for here in 0..self.nodes {
            self.here = here;
            let node = self.node(self.before[here].unwrap_or(given), channels.is_some());
            nodes.push((name(here), Yaml::Map(node)));
        }
        let entries = self.entries();
        let asks = |(_, node): &(String, Yaml)| matches!(node, Yaml::Map(node) if asks(node));
        let not_understood =
            (self.nodes.is_multiple_of(4) && nodes.iter().any(asks)).then(|| self.not_understood(given));
        let after = if self.tape.chance(40) { self.after() } else { None };
        let declared = self.variables.iter().map(|variable| (variable.name.clone(), variable.declaration()));
        let outcomes = OUTCOMES.map(|outcome| (outcome.to_owned(), Yaml::plain(format!("It is {outcome}"))));
        let top = [
            ("callscript", Some(Yaml::plain("1"))),
            ("id", Some(Yaml::plain(id))),
            ("title", Some(Yaml::quoted(format!("The script {id}")))),
            ("channels", channels),
            ("start", Some(Yaml::plain(name(self.start)))),
            ("entries", entries),
            ("variables", Some(Yaml::Map(declared.collect()))),
            ("outcomes", Some(Yaml::Map(outcomes.into()))),
            ("anytime", (!asides.is_empty()).then_some(Yaml::Map(asides))),
            ("not_understood", not_understood),
            ("after", after),
            ("nodes", Some(Yaml::Map(nodes))),
        ];
        top.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    fn asides(&mut self, id: &str, given: Set) -> Map {
        let count = self.tape.between(self.start.min(1), 2);
        let mut asides = Map::new();
        for at in 0..count {
            let mut edge = Map::new();
            let mut label = if self.tape.chance(50) { format!("Aside {at}") } else { format!("Aside {at} of {id}") };
            if self.tape.chance(30) {
                label = format!("'{} aside {at}'", self.print(given));
                edge.push(("id".to_owned(), Yaml::plain(format!("aside-{at}"))));
            }
            if self.tape.chance(25) {
                edge.push(("when".to_owned(), Yaml::quoted(self.condition(given))));
            }
            let mut known = given;
            if self.tape.chance(30) {
                edge.push(("set".to_owned(), Yaml::Map(self.assignments(&mut known))));
            }
            let target = match self.start {
                0 => self.end(),
                _ if at > 0 && self.tape.chance(25) => self.end(),
                start => Target::Node(if at == 0 { 0 } else { self.tape.below(start) }),
            };
            self.reach(target, known);
            edge.push(target.yaml());
            asides.push((label, Yaml::Map(edge)));
        }
        asides
    }

    /// What every question and form does when nothing is understood.
    fn not_understood(&mut self, given: Set) -> Yaml {
        self.reach(Target::End(0), given);
        let times = Yaml::plain((self.nodes / 4 - 1).min(2).to_string());
        let (key, value) = Target::End(0).yaml();
        Yaml::Map(vec![("at_most".to_owned(), times), ("else".to_owned(), Yaml::only(&key, value))])
    }

    /// What a question or a form does when nothing comes, or nothing that is understood. At its form, these variables
    /// are set.
    pub(super) fn lapses(&mut self, before: Set) -> Map {
        let mut lapses = Map::new();
        for (turn, key) in [(1, "silence"), (2, "not_understood")] {
            if self.here % 4 != turn {
                continue;
            }
            let say = self.text("Once more.", before);
            let target = self.target(None);
            self.link(target, before);
            let (to, node) = target.yaml();
            let otherwise = if to == "goto" { node } else { Yaml::only(&to, node) };
            let times = Yaml::plain((self.nodes % 3).to_string());
            let mut again = vec![("at_most", times), ("say", say), ("else", otherwise)];
            again.extend((key == "silence").then(|| ("wait", Yaml::plain("8"))));
            let again = again.into_iter().map(|(key, value)| (key.to_owned(), value));
            lapses.push((key.to_owned(), Yaml::Map(again.collect())));
        }
        lapses
    }

    fn entries(&mut self) -> Option<Yaml> {
        let count = self.tape.between(0, 2);
        let entries = (0..count).map(|at| {
            let node = name(self.tape.between(self.start, self.nodes - 1));
            (format!("Entry {at}"), Yaml::only("goto", Yaml::plain(node)))
        });
        let entries: Map = entries.collect();
        (!entries.is_empty()).then_some(Yaml::Map(entries))
    }

    /// The `after` of the script, if there is a subscript to run.
    fn after(&mut self) -> Option<Yaml> {
        let at = self.tape.below(self.callees.len());
        let callees = self.callees;
        let callee = callees.get(at)?;
        let mut map = vec![("run".to_owned(), Yaml::plain(&callee.id))];
        let mut outcomes: Vec<usize> = (0..OUTCOMES.len()).collect();
        if self.tape.chance(50) {
            outcomes = vec![self.tape.below(OUTCOMES.len())];
            map.push(("for".to_owned(), Yaml::names(outcomes.iter().map(|&at| OUTCOMES[at]))));
        }
        let known = outcomes.iter().filter_map(|&at| self.ends[at]).fold(Set::MAX, |all, set| all & set);
        if self.tape.chance(40) {
            map.push(("when".to_owned(), Yaml::quoted(self.condition(known))));
        }
        map.extend(self.with(callee, known));
        let take = self.take(callee, Set::MAX, |own| own.optional);
        map.extend((!take.is_empty()).then_some(("take".to_owned(), Yaml::Map(take))));
        Some(Yaml::Map(map))
    }

    /// Records an edge from here to `target`, at which these variables are set.
    pub(super) fn link(&mut self, target: Target, known: Set) {
        self.reach(target, known);
        if let Target::Node(node) = target {
            self.leads[node] |= self.leads[self.here] | 1 << self.here;
        }
    }

    /// Records that `target` can be reached with these variables set.
    fn reach(&mut self, target: Target, known: Set) {
        let set = match target {
            Target::Node(node) => &mut self.before[node],
            Target::End(outcome) => &mut self.ends[outcome],
            Target::Resume => return,
        };
        *set = Some(set.map_or(known, |set| set & known));
    }

    /// Whether the current node belongs to an aside.
    pub(super) fn is_aside(&self) -> bool {
        self.here < self.start
    }

    /// The later nodes of the same kind: all in asides, or all outside.
    pub(super) fn further(&self) -> std::ops::Range<usize> {
        self.here + 1..if self.is_aside() { self.start } else { self.nodes }
    }

    /// The first of them to which no edge leads yet.
    pub(super) fn unreached(&self) -> Option<usize> {
        self.further().find(|&node| self.before[node].is_none())
    }

    /// The nodes that a `retry` from here may lead back to.
    pub(super) fn retry_targets(&self, known: Set) -> Vec<usize> {
        let leads = |node: usize| node == self.here || self.leads[self.here] & (1 << node) != 0;
        let is_set = |node: usize| self.sloppy || self.before[node].is_some_and(|before| before & !known == 0);
        let own = (0..=self.here).filter(|&node| (node < self.start) == self.is_aside());
        own.filter(|&node| leads(node) && is_set(node)).collect()
    }

    /// A random outcome to end with.
    pub(super) fn end(&mut self) -> Target {
        Target::End(self.tape.below(OUTCOMES.len()))
    }
}

/// Whether a node has a form or a question.
pub(super) fn asks(node: &Map) -> bool {
    node.iter().any(|(key, _)| ["collect", "answers"].contains(&key.as_str()))
}

impl Target {
    /// The key and value with which an edge leads to this target.
    pub(super) fn yaml(self) -> (String, Yaml) {
        let (key, value) = match self {
            Self::Node(node) => ("goto", name(node)),
            Self::End(outcome) => ("end", OUTCOMES[outcome].to_owned()),
            Self::Resume => ("resume", "true".to_owned()),
        };
        (key.to_owned(), Yaml::plain(value))
    }
}

/// The id of a node.
pub(super) fn name(node: usize) -> String {
    format!("n{node}")
}
