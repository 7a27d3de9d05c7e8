//! Which node that is gone is one that is new, under another name; and which outcome.
//!
//! Nodes are one if they have nearly the same words, and nearly the same ways in and out. What is common to many nodes
//! tells nothing, so that only few pairs are looked at, however many nodes there are.

use std::collections::{HashMap, HashSet};

use super::alike::{alike, words};
use super::{Part, Parts};

/// How alike two nodes are at least, in thousandths.
const ALIKE: usize = 550;
/// How alike their words are at least.
const WORDS_ALIKE: usize = 300;
/// What more nodes than these have in common tells nothing.
const COMMON: usize = 32;
/// With how many nodes each new one is compared in full.
const COMPARED: usize = 4;
/// How often it is looked again, now that more names are known.
const ROUNDS: usize = 4;

/// The new names of what was renamed, by the old.
#[derive(Debug, Default)]
pub(super) struct Renames<'p> {
    pub(super) nodes: HashMap<&'p str, &'p str>,
    pub(super) outcomes: HashMap<&'p str, &'p str>,
    /// Of answers and arms, with the new name of their node.
    pub(super) edges: HashMap<(&'p str, &'p str), &'p str>,
}

impl<'p> Renames<'p> {
    /// What a node is called now.
    pub(super) fn node(&self, old: &'p str) -> &'p str {
        self.nodes.get(old).copied().unwrap_or(old)
    }

    /// What an outcome is called now.
    pub(super) fn outcome(&self, old: &'p str) -> &'p str {
        self.outcomes.get(old).copied().unwrap_or(old)
    }

    /// Whether a part is but the new name of another, behind this key.
    pub(super) fn renames(&self, key: &str, old: &Part, new: &Part) -> bool {
        let names = match key {
            "goto" | "retry" | "start" => &self.nodes,
            "end" => &self.outcomes,
            _ => return false,
        };
        old.text().and_then(|old| names.get(old).copied()).is_some_and(|name| new.text() == Some(name))
    }
}

/// Finds what was renamed between two scripts.
pub(super) fn find<'p>(old: &'p Part, new: &'p Part) -> Renames<'p> {
    let mut renames = Renames::default();
    if let (Some(old), Some(new)) = (outcomes(old), outcomes(new)) {
        renames.outcomes = same_outcomes(old, new);
    }
    if let (Some(before), Some(now)) = (old.nodes(), new.nodes()) {
        for _ in 0..ROUNDS {
            let found = look(before, now, &renames.nodes);
            if found.is_empty() {
                break;
            }
            renames.nodes.extend(found);
        }
    }
    renames
}

fn outcomes(script: &Part) -> Option<&Parts> {
    script.at(&["outcomes"])?.map()
}

/// Outcomes of which nothing but the name is another, if only one pair has it so.
fn same_outcomes<'p>(old: &'p Parts, new: &'p Parts) -> HashMap<&'p str, &'p str> {
    let mut by_label: HashMap<&str, (Vec<&str>, Vec<&str>)> = HashMap::new();
    let label = |outcome: &'p Part| outcome.text_at("label").unwrap_or_default();
    for (name, outcome) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        by_label.entry(label(outcome)).or_default().0.push(name);
    }
    for (name, outcome) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        by_label.entry(label(outcome)).or_default().1.push(name);
    }
    let pairs = by_label.into_values().filter_map(|names| match (names.0.as_slice(), names.1.as_slice()) {
        (&[before], &[now]) if old.get(before) == new.get(now) => Some((before, now)),
        _ => None,
    });
    pairs.collect()
}

/// What a node is known by: its words, and everything else.
#[derive(Default)]
struct Traits {
    words: Vec<usize>,
    frame: Vec<usize>,
}

/// Pairs of nodes that are one, given those that are known already.
fn look<'p>(old: &'p Parts, new: &'p Parts, known: &HashMap<&'p str, &'p str>) -> Vec<(&'p str, &'p str)> {
    let found: HashSet<&str> = known.values().copied().collect();
    let gone: Vec<&str> =
        old.keys().map(String::as_str).filter(|id| !new.contains_key(*id) && !known.contains_key(id)).collect();
    let fresh: Vec<&str> =
        new.keys().map(String::as_str).filter(|id| !old.contains_key(*id) && !found.contains(id)).collect();
    if gone.is_empty() || fresh.is_empty() {
        return Vec::new();
    }
    let mut numbers = HashMap::new();
    let before = Reader { names: Some(known), numbers: &mut numbers }.nodes(old, &gone);
    let now = Reader { names: None, numbers: &mut numbers }.nodes(new, &fresh);
    let mut pairs = candidates(&before, &now);
    pairs.sort_unstable_by_key(|pair| (1000 - pair.likeness, pair.to, pair.from));
    let (mut taken, mut given) = (vec![false; gone.len()], vec![false; fresh.len()]);
    let mut one = Vec::new();
    for Pair { from, to, .. } in pairs {
        if !taken[from] && !given[to] {
            (taken[from], given[to]) = (true, true);
            one.push((gone[from], fresh[to]));
        }
    }
    one
}

/// Two nodes that may be one: their places, and how alike they are.
struct Pair {
    from: usize,
    to: usize,
    likeness: usize,
}

/// Pairs that are alike enough.
fn candidates(before: &[Traits], now: &[Traits]) -> Vec<Pair> {
    let mut having: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, traits) in before.iter().enumerate() {
        for &trait_ in traits.words.iter().chain(&traits.frame) {
            let nodes = having.entry(trait_).or_default();
            if nodes.len() <= COMMON && nodes.last() != Some(&at) {
                nodes.push(at);
            }
        }
    }
    let mut shared = vec![0; before.len()];
    let mut pairs = Vec::new();
    for (to, traits) in now.iter().enumerate() {
        let mut met = Vec::new();
        for trait_ in traits.words.iter().chain(&traits.frame) {
            let having = having.get(trait_).filter(|nodes| nodes.len() <= COMMON);
            for &from in having.into_iter().flatten() {
                if shared[from] == 0 {
                    met.push(from);
                }
                shared[from] += 1;
            }
        }
        met.sort_unstable_by_key(|&from| (std::cmp::Reverse(shared[from]), from));
        for (at, &from) in met.iter().enumerate() {
            shared[from] = 0;
            if at >= COMPARED {
                continue;
            }
            let likeness = before[from].alike(traits);
            if likeness >= ALIKE {
                pairs.push(Pair { from, to, likeness });
            }
        }
    }
    pairs
}

impl Traits {
    fn alike(&self, other: &Self) -> usize {
        let frame = alike(&self.frame, &other.frame);
        if self.words.is_empty() && other.words.is_empty() {
            return frame;
        }
        let words = alike(&self.words, &other.words);
        if words < WORDS_ALIKE { 0 } else { (3 * words + 2 * frame) / 5 }
    }
}

/// Reads what nodes are known by.
struct Reader<'r, 'p> {
    /// Of old nodes: what is called otherwise now.
    names: Option<&'r HashMap<&'p str, &'p str>>,
    /// Of everything that nodes can be known by: a number.
    numbers: &'r mut HashMap<(&'p str, &'p str), usize>,
}

impl<'p> Reader<'_, 'p> {
    fn nodes(&mut self, nodes: &'p Parts, wanted: &[&'p str]) -> Vec<Traits> {
        let places: HashMap<&str, usize> = wanted.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        let mut traits: Vec<Traits> = wanted.iter().map(|_| Traits::default()).collect();
        for (id, node) in nodes {
            // Who leads here: only of the nodes that are looked for.
            let mut targets = Vec::new();
            collect_targets(node, "", &mut targets);
            let from = self.number("in", self.name(id));
            for at in targets.iter().filter_map(|target| places.get(target)) {
                traits[*at].frame.push(from);
            }
            if let Some(&at) = places.get(id.as_str()) {
                self.read(node, "", &mut traits[at]);
            }
        }
        for traits in &mut traits {
            traits.words.sort_unstable();
            traits.frame.sort_unstable();
        }
        traits
    }

    fn read(&mut self, part: &'p Part, key: &'p str, traits: &mut Traits) {
        match part {
            Part::Nothing => {}
            Part::Text(text) if matches!(key, "say" | "guidance" | "label") => {
                traits.words.extend(words(text).map(|word| self.number("word", word)));
            }
            Part::Text(text) => {
                let name = if matches!(key, "goto" | "retry") { self.name(text) } else { text };
                traits.frame.push(self.number(key, name));
            }
            Part::List(items) => items.iter().for_each(|item| self.read(item, key, traits)),
            Part::Map(parts) => {
                for (name, part) in parts.iter() {
                    // The words of every channel are words.
                    let key = if key == "say" { key } else { name };
                    self.read(part, key, traits);
                }
            }
        }
    }

    fn name(&self, name: &'p str) -> &'p str {
        self.names.and_then(|names| names.get(name).copied()).unwrap_or(name)
    }

    fn number(&mut self, kind: &'p str, what: &'p str) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry((kind, what)).or_insert(next)
    }
}

fn collect_targets<'p>(part: &'p Part, key: &str, targets: &mut Vec<&'p str>) {
    match part {
        Part::Text(target) if matches!(key, "goto" | "retry") => targets.push(target),
        Part::Map(parts) => parts.iter().for_each(|(key, part)| collect_targets(part, key, targets)),
        _ => {}
    }
}
