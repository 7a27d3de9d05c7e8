//! `unset-variable` and `needs` against a search that walks every path.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::library::{File, Library};
use crate::source::Source;
use crate::testing::repeatable;

const VARIABLES: usize = 3;
const NODES: usize = 5;

/// A small script: what it reads and writes where.
#[derive(Debug, Clone)]
struct Model {
    nodes: Vec<Step>,
    asides: Vec<Way>,
    /// What `after` reads.
    after: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Step {
    says: Vec<usize>,
    collect: Vec<usize>,
    cannot_give: Option<Way>,
    /// The variable, and the one that it is set to, if any.
    set: Vec<(usize, Option<usize>)>,
    /// None: it ends.
    answers: Option<Vec<Way>>,
}

#[derive(Debug, Clone)]
struct Way {
    when: Vec<usize>,
    set: Vec<(usize, Option<usize>)>,
    /// The node; beyond the nodes: the end.
    to: usize,
    retry: bool,
}

fn variables() -> impl Strategy<Value = Vec<usize>> {
    vec(0..VARIABLES, 0..2)
}

fn set() -> impl Strategy<Value = Vec<(usize, Option<usize>)>> {
    let source = prop_oneof![2 => Just(None), 1 => (0..VARIABLES).prop_map(Some)];
    // Each target once, as in a map.
    vec((0..VARIABLES, source), 0..2)
}

fn way() -> impl Strategy<Value = Way> {
    (variables(), set(), 0..NODES + 2, any::<bool>()).prop_map(|(when, set, to, retry)| Way { when, set, to, retry })
}

fn step() -> impl Strategy<Value = Step> {
    let cannot_give = proptest::option::of(way());
    let answers = proptest::option::weighted(0.8, vec(way(), 1..4));
    (variables(), variables(), cannot_give, set(), answers).prop_map(|(says, collect, cannot_give, set, answers)| {
        let cannot_give = cannot_give.filter(|_| !collect.is_empty());
        Step { says, collect, cannot_give, set, answers }
    })
}

fn model() -> impl Strategy<Value = Model> {
    (vec(step(), NODES), vec(way(), 0..2), variables()).prop_map(|(nodes, asides, after)| Model {
        nodes,
        asides,
        after,
    })
}

impl Model {
    fn yaml(&self) -> String {
        let mut text = "callscript: 1\nid: model\ntitle: Model\nstart: n0\nvariables:\n".to_owned();
        for variable in 0..VARIABLES {
            writeln!(text, "  v{variable}: {{ type: boolean }}").unwrap();
        }
        text.push_str("outcomes: { done: Done }\nanytime:\n");
        for (at, aside) in self.asides.iter().enumerate() {
            writeln!(text, "  Aside {at}: {}", aside.yaml(true)).unwrap();
        }
        writeln!(text, "after:\n  run: other\n  when: {}\nnodes:", condition(&self.after)).unwrap();
        for (at, node) in self.nodes.iter().enumerate() {
            let says: Vec<_> = node.says.iter().map(|variable| format!(" {{{{ v{variable} }}}}")).collect();
            let says = says.concat();
            writeln!(text, "  n{at}:\n    say: Words{says}").unwrap();
            if !node.collect.is_empty() {
                let names: Vec<_> = node.collect.iter().map(|variable| format!("v{variable}")).collect();
                writeln!(text, "    collect: [{}]", names.join(", ")).unwrap();
            }
            if let Some(way) = &node.cannot_give {
                writeln!(text, "    cannot_give: {}", Way { when: Vec::new(), ..way.clone() }.yaml(false)).unwrap();
            }
            writeln!(text, "    set: {}", assignments(&node.set)).unwrap();
            match &node.answers {
                None => text.push_str("    end: done\n"),
                Some(answers) => {
                    text.push_str("    answers:\n");
                    for (at, answer) in answers.iter().enumerate() {
                        writeln!(text, "      Answer {at}: {}", answer.yaml(false)).unwrap();
                    }
                }
            }
        }
        text
    }

    /// Every read of a variable that is not set, by node (none outside) and variable, over all paths from `roots`.
    fn unset(&self, roots: Vec<usize>, with_asides: bool) -> BTreeSet<(Option<usize>, usize)> {
        let mut walk = Walk { model: self, found: BTreeSet::new(), seen: HashSet::new(), open: Vec::new() };
        walk.open.extend(roots.into_iter().map(|root| (root, [false; VARIABLES])));
        for aside in self.asides.iter().filter(|_| with_asides) {
            let mut set = [false; VARIABLES];
            walk.read(None, &aside.when, set);
            walk.way(None, aside, &mut set);
        }
        while let Some((node, set)) = walk.open.pop() {
            if walk.seen.insert((node, set)) {
                walk.node(node, set);
            }
        }
        walk.found
    }
}

type Set = [bool; VARIABLES];

struct Walk<'m> {
    model: &'m Model,
    found: BTreeSet<(Option<usize>, usize)>,
    seen: HashSet<(usize, Set)>,
    open: Vec<(usize, Set)>,
}

impl Walk<'_> {
    fn read(&mut self, node: Option<usize>, variables: &[usize], set: Set) {
        self.found.extend(variables.iter().filter(|variable| !set[**variable]).map(|variable| (node, *variable)));
    }

    fn assign(&mut self, node: Option<usize>, assignments: &[(usize, Option<usize>)], set: &mut Set) {
        for (target, source) in once(assignments) {
            self.read(node, &source.into_iter().collect::<Vec<_>>(), *set);
            set[target] = true;
        }
    }

    fn node(&mut self, at: usize, mut set: Set) {
        let node = &self.model.nodes[at];
        self.read(Some(at), &node.says, set);
        if let Some(way) = &node.cannot_give {
            self.way(Some(at), way, &mut set.clone());
        }
        for variable in &node.collect {
            set[*variable] = true;
        }
        self.assign(Some(at), &node.set, &mut set);
        match &node.answers {
            None => self.end(set),
            Some(answers) => {
                for answer in answers {
                    self.read(Some(at), &answer.when, set);
                    self.way(Some(at), answer, &mut set.clone());
                }
            }
        }
    }

    fn way(&mut self, at: Option<usize>, way: &Way, set: &mut Set) {
        self.assign(at, &way.set, set);
        if way.to < NODES {
            self.open.push((way.to, *set));
        } else {
            self.end(*set);
        }
        if way.retry && at.is_some() && way.to < NODES {
            self.end(*set);
        }
    }

    fn end(&mut self, set: Set) {
        let after = self.model.after.clone();
        self.read(None, &after, set);
    }
}

impl Way {
    fn yaml(&self, aside: bool) -> String {
        let to = match (self.to < NODES, self.retry && !aside) {
            (true, true) => format!("retry: n{}, at_most: 1, else: {{ end: done }}", self.to),
            (true, false) => format!("goto: n{}", self.to),
            (false, _) => "end: done".to_owned(),
        };
        let when = if self.when.is_empty() { String::new() } else { format!(", when: {}", condition(&self.when)) };
        format!("{{ {to}{when}, set: {} }}", assignments(&self.set))
    }
}

fn condition(variables: &[usize]) -> String {
    let names: Vec<_> = variables.iter().map(|variable| format!("v{variable}")).collect();
    if names.is_empty() { "true".to_owned() } else { names.join(" and ") }
}

fn assignments(set: &[(usize, Option<usize>)]) -> String {
    let set = once(set).into_iter().map(|(target, source)| match source {
        Some(source) => format!("v{target}: v{source}"),
        None => format!("v{target}: true"),
    });
    format!("{{ {} }}", set.collect::<Vec<_>>().join(", "))
}

/// Each target once: the first counts.
fn once(set: &[(usize, Option<usize>)]) -> Vec<(usize, Option<usize>)> {
    let mut seen = HashSet::new();
    set.iter().copied().filter(|(target, _)| seen.insert(*target)).collect()
}

fn library(text: &str) -> Library {
    Library::new(vec![Arc::new(File::read(Source::new("model.yaml", text)))])
}

/// What the linter says of a model, by node and variable.
fn linted(text: &str) -> BTreeSet<(Option<usize>, usize)> {
    let findings = library(text).lint(&[0]);
    let unset = findings.iter().filter(|finding| finding.rule == "unset-variable");
    let found = unset.map(|finding| {
        let node = finding.node.as_ref().map(|id| id[1..].parse().unwrap());
        let variable = finding.message.split('`').nth(1).unwrap();
        assert_eq!(finding.span.map(|span| &text[span.range()]), Some(variable), "{}", finding.message);
        (node, variable[1..].parse().unwrap())
    });
    let all: Vec<_> = found.collect();
    let each: BTreeSet<_> = all.iter().copied().collect();
    assert_eq!(all.len(), each.len(), "one finding for each variable and node");
    each
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn reads_of_what_is_not_set_are_found_exactly(model in model()) {
        let text = model.yaml();
        prop_assert_eq!(linted(&text), model.unset(vec![0], true), "{}", text);
    }

    #[test]
    fn a_node_needs_exactly_what_some_path_reads_before_it_is_set(model in model(), node in 0..NODES) {
        let text = model.yaml();
        let (document, _) = crate::document::read(&Source::new("model.yaml", text.as_str()));
        let graph = crate::graph::build(&document);
        let (flow, _) = super::build(&document, &graph);
        let mut needed = BTreeSet::new();
        for chunk in flow.chunks() {
            let sets = flow.walk(chunk, u32::try_from(node).unwrap());
            needed.extend(flow.unset_reads(&sets).iter().map(|unset| flow.variable(unset.variable)));
            needed.extend(flow.unset_after(chunk, &flow.ends(&sets)).iter().map(|unset| flow.variable(unset.variable)));
        }
        let expected: BTreeSet<usize> = model.unset(vec![node], false).into_iter().map(|(_, variable)| variable).collect();
        prop_assert_eq!(needed, expected, "{}", text);
    }
}
