//! Random small scripts.

use std::fmt::Write as _;

/// The number of outcomes of each script.
pub(super) const OUTCOMES: usize = 3;

/// A script. Other scripts are given by their index.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
    /// The script that runs after the end, and the outcomes after which it does.
    pub(super) after: Option<(usize, Vec<usize>)>,
}

#[derive(Debug)]
pub(super) struct Node {
    /// In tenths of a second.
    pub(super) tenths: u32,
    pub(super) cannot_give: Option<Edge>,
    pub(super) exit: Exit,
}

#[derive(Debug)]
pub(super) enum Exit {
    Answers(Vec<Edge>),
    Decide(Vec<Edge>),
    Act(Vec<Edge>),
    /// An edge for each outcome.
    Run(usize, Vec<Edge>),
    Goto(usize),
    End(usize),
}

#[derive(Debug)]
pub(super) struct Edge {
    /// The target of its retry, and how often it can be used.
    pub(super) retry: Option<(usize, usize)>,
    /// The target without or after the retry; `None` if the edge is closed then.
    pub(super) to: Option<To>,
    /// In hundredths.
    pub(super) share: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    Node(usize),
    End(usize),
}

/// A source of pseudo-random numbers (`SplitMix64`).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }
}

/// Random scripts, each of which may run earlier ones.
pub(super) fn models(seed: u64) -> Vec<Model> {
    let mut chance = Chance(seed);
    let mut models = Vec::new();
    for scripts in 0..=chance.below(3) {
        let count = 1 + chance.below(4);
        let nodes: Vec<Node> = (0..count).map(|at| node(&mut chance, at, count, scripts)).collect();
        let mut model = Model { nodes, after: None };
        add_retries(&mut chance, &mut model);
        if scripts > 0 && chance.one_in(4) {
            model.after = Some((chance.below(scripts), (0..OUTCOMES).filter(|_| chance.one_in(2)).collect()));
        }
        models.push(model);
    }
    models
}

fn node(chance: &mut Chance, at: usize, count: usize, scripts: usize) -> Node {
    let ways = 1 + chance.below(3);
    let exit = match chance.below(9) {
        0..4 => Exit::Answers(edges(chance, at, count, ways)),
        4 => Exit::Decide(edges(chance, at, count, ways)),
        5 => Exit::Act(edges(chance, at, count, ways)),
        6 | 7 if scripts > 0 => Exit::Run(chance.below(scripts), edges(chance, at, count, OUTCOMES)),
        _ => match to(chance, at, count) {
            To::Node(node) => Exit::Goto(node),
            To::End(outcome) => Exit::End(outcome),
        },
    };
    let cannot_give = chance.one_in(6).then(|| Edge { retry: None, to: Some(to(chance, at, count)), share: None });
    Node { tenths: u32::try_from(chance.below(500)).unwrap(), cannot_give, exit }
}

fn edges(chance: &mut Chance, at: usize, count: usize, ways: usize) -> Vec<Edge> {
    let edges = (0..ways).map(|_| {
        let share = chance.one_in(3).then(|| u32::try_from([0, 10, 25, 50, 99, 100][chance.below(6)]).unwrap());
        Edge { retry: None, to: Some(to(chance, at, count)), share }
    });
    edges.collect()
}

/// An outcome, or a later node.
fn to(chance: &mut Chance, at: usize, count: usize) -> To {
    let further = count - at - 1;
    if further == 0 || chance.one_in(4) {
        To::End(chance.below(OUTCOMES))
    } else {
        To::Node(at + 1 + chance.below(further))
    }
}

impl Node {
    pub(super) fn edges(&self) -> &[Edge] {
        match &self.exit {
            Exit::Answers(edges) | Exit::Decide(edges) | Exit::Act(edges) | Exit::Run(_, edges) => edges,
            Exit::Goto(_) | Exit::End(_) => &[],
        }
    }

    fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let edges = match &mut self.exit {
            Exit::Answers(edges) | Exit::Decide(edges) | Exit::Act(edges) | Exit::Run(_, edges) => &mut edges[..],
            Exit::Goto(_) | Exit::End(_) => &mut [],
        };
        edges.iter_mut().chain(&mut self.cannot_give)
    }

    fn leads_to(&self) -> Vec<usize> {
        let goto = if let Exit::Goto(node) = self.exit { Some(node) } else { None };
        let edges = self.edges().iter().chain(&self.cannot_give).filter_map(|edge| match edge.to {
            Some(To::Node(node)) => Some(node),
            _ => None,
        });
        edges.chain(goto).collect()
    }
}

/// Makes some edges retries of a node that leads to them, and some answers close after that.
fn add_retries(chance: &mut Chance, model: &mut Model) {
    let mut back = Vec::new();
    for (at, node) in model.nodes.iter_mut().enumerate() {
        if let Exit::Answers(edges) = &mut node.exit {
            for edge in edges.iter_mut().skip(1).filter(|_| chance.one_in(4)) {
                edge.to = None;
            }
        }
        back.push(vec![at]);
    }
    for from in (0..model.nodes.len()).rev() {
        for to in model.nodes[from].leads_to() {
            let further = back[to].clone();
            back[from].extend(further);
        }
    }
    for (at, node) in model.nodes.iter_mut().enumerate() {
        let sources: Vec<usize> = (0..=at).filter(|source| back[*source].contains(&at)).collect();
        for edge in node.edges_mut() {
            if edge.to.is_none() || chance.one_in(4) {
                edge.retry = Some((sources[chance.below(sources.len())], 1 + chance.below(2)));
            }
        }
    }
}

/// The YAML of a script. It has entries, so that every node is reachable.
pub(super) fn text(model: &Model, at: usize) -> String {
    let mut text = format!("callscript: 1\nid: s{at}\ntitle: S\nstart: n0\n");
    text += "variables: { open: { type: boolean, default: true } }\noutcomes: { o0: O, o1: O, o2: O }\nentries:\n";
    (0..model.nodes.len()).for_each(|node| writeln!(text, "  E{node}: n{node}").unwrap());
    if let Some((script, outcomes)) = &model.after {
        let outcomes: Vec<String> = outcomes.iter().map(|outcome| format!("o{outcome}")).collect();
        writeln!(text, "after: {{ run: s{script}, when: open, for: [{}] }}", outcomes.join(", ")).unwrap();
    }
    text += "nodes:\n";
    for (at, node) in model.nodes.iter().enumerate() {
        writeln!(text, "  n{at}:\n    seconds: {}.{}", node.tenths / 10, node.tenths % 10).unwrap();
        if let Some(edge) = &node.cannot_give {
            writeln!(text, "    collect: [open]\n    cannot_give: {{ {} }}", edge.text()).unwrap();
        }
        text += &node.exit.text();
    }
    text
}

impl Exit {
    fn text(&self) -> String {
        let list = |names: &str, edges: &[Edge]| {
            let lines =
                edges.iter().enumerate().map(|(at, edge)| format!("      {names}{at}: {{ {} }}\n", edge.text()));
            lines.collect::<String>()
        };
        match self {
            Self::Goto(node) => format!("    goto: n{node}\n"),
            Self::End(outcome) => format!("    end: o{outcome}\n"),
            Self::Answers(edges) => format!("    answers:\n{}", list("A", edges)),
            Self::Act(edges) => format!("    action: act\n    then:\n{}", list("r", edges)),
            Self::Run(script, edges) => format!("    run: s{script}\n    then:\n{}", list("o", edges)),
            Self::Decide(edges) => {
                let arms = edges.iter().enumerate().map(|(at, edge)| {
                    let when = if at + 1 < edges.len() { ", when: open" } else { "" };
                    format!("      - {{ {}{when} }}\n", edge.text())
                });
                format!("    decide:\n{}", arms.collect::<String>())
            }
        }
    }
}

impl Edge {
    fn text(&self) -> String {
        let to = |to: To, key: &str| match to {
            To::Node(node) => format!("{key}n{node}"),
            To::End(outcome) => format!("end: o{outcome}"),
        };
        let mut text = match (self.retry, self.to) {
            (None, way) => to(way.unwrap(), "goto: "),
            (Some((back, at_most)), None) => format!("retry: n{back}, at_most: {at_most}"),
            (Some((back, at_most)), Some(To::Node(node))) => {
                format!("retry: n{back}, at_most: {at_most}, else: n{node}")
            }
            (Some((back, at_most)), Some(end)) => {
                format!("retry: n{back}, at_most: {at_most}, else: {{ {} }}", to(end, ""))
            }
        };
        if let Some(share) = self.share {
            write!(text, ", share: {}", f64::from(share) / 100.0).unwrap();
        }
        text
    }
}
