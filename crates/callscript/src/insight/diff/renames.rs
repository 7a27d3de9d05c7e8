//! Recognises renamed nodes and outcomes: which removed one is an added one under another name.
//!
//! Two nodes match if their words, their edges in and out and their other keys are similar. A feature that many nodes
//! share is ignored, so the number of pairs to compare stays small even with many nodes.

use std::collections::HashSet;

use super::similarity::{self, words};
use super::{Part, Parts};
use crate::base::map::UnorderedMap;

/// The least similarity of two matching nodes, in thousandths.
const MIN_SIMILARITY: usize = 550;
/// The least similarity of their words alone, in thousandths.
const MIN_WORD_SIMILARITY: usize = 300;
/// A feature that more nodes than this share is ignored.
const MAX_NODES_PER_FEATURE: usize = 32;
/// The most nodes to compare each added node with in full.
const MAX_CANDIDATES: usize = 4;
/// The most rounds of matching. Names found in one round make neighbours more similar in the next.
const MAX_ROUNDS: usize = 4;

/// New names by old name.
#[derive(Debug, Default)]
pub(super) struct Renames<'p> {
    pub(super) nodes: UnorderedMap<&'p str, &'p str>,
    pub(super) outcomes: UnorderedMap<&'p str, &'p str>,
    /// Answers and arms: new key by the new name of their node and the old key.
    pub(super) edges: UnorderedMap<(&'p str, &'p str), &'p str>,
}

impl<'p> Renames<'p> {
    /// The new name of a node.
    pub(super) fn node(&self, old: &'p str) -> &'p str {
        self.nodes.get(old).copied().unwrap_or(old)
    }

    /// The new name of an outcome.
    pub(super) fn outcome(&self, old: &'p str) -> &'p str {
        self.outcomes.get(old).copied().unwrap_or(old)
    }

    /// Whether the value of `key` differs only because what it names was renamed.
    pub(super) fn is_renamed(&self, key: &str, old: &Part, new: &Part) -> bool {
        let names = match key {
            "goto" | "retry" | "start" => &self.nodes,
            "end" => &self.outcomes,
            _ => return false,
        };
        old.text().and_then(|old| names.get(old).copied()).is_some_and(|name| new.text() == Some(name))
    }
}

/// Finds the renamed nodes and outcomes.
pub(super) fn find<'p>(old: &'p Part, new: &'p Part) -> Renames<'p> {
    let mut renames = Renames::default();
    if let (Some(old), Some(new)) = (outcomes(old), outcomes(new)) {
        renames.outcomes = same_outcomes(old, new);
    }
    if let (Some(before), Some(now)) = (old.nodes(), new.nodes()) {
        for _ in 0..MAX_ROUNDS {
            let found = find_pairs(before, now, &renames.nodes);
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

/// Outcomes that are equal except for their id, if the match is unambiguous.
fn same_outcomes<'p>(old: &'p Parts, new: &'p Parts) -> UnorderedMap<&'p str, &'p str> {
    let mut by_label: UnorderedMap<&str, (Vec<&str>, Vec<&str>)> = UnorderedMap::default();
    let label = |outcome: &'p Part| outcome.text_at("label").unwrap_or_default();
    for (name, outcome) in old.iter().filter(|(name, _)| !new.contains_key(name)) {
        by_label.entry(label(outcome)).or_default().0.push(name);
    }
    for (name, outcome) in new.iter().filter(|(name, _)| !old.contains_key(name)) {
        by_label.entry(label(outcome)).or_default().1.push(name);
    }
    let pairs = by_label.into_values().filter_map(|names| match (names.0.as_slice(), names.1.as_slice()) {
        (&[before], &[now]) if old.get(before) == new.get(now) => Some((before, now)),
        _ => None,
    });
    pairs.collect()
}

/// The features of a node, as sorted numbers: its words, and everything else (`frame`).
#[derive(Default)]
struct Features {
    words: Vec<u32>,
    frame: Vec<u32>,
}

/// New matches of old and new ids, given the matches that are already `known`.
fn find_pairs<'p>(old: &'p Parts, new: &'p Parts, known: &UnorderedMap<&'p str, &'p str>) -> Vec<(&'p str, &'p str)> {
    let found: HashSet<&str> = known.values().copied().collect();
    let gone: Vec<&str> =
        old.keys().map(String::as_str).filter(|id| !new.contains_key(id) && !known.contains_key(id)).collect();
    let fresh: Vec<&str> =
        new.keys().map(String::as_str).filter(|id| !old.contains_key(id) && !found.contains(id)).collect();
    if gone.is_empty() || fresh.is_empty() {
        return Vec::new();
    }
    let mut numbers = UnorderedMap::default();
    let before = FeatureReader { names: Some(known), numbers: &mut numbers }.nodes(old, &gone);
    let now = FeatureReader { names: None, numbers: &mut numbers }.nodes(new, &fresh);
    let numbers = numbers.len();
    let mut pairs = candidates(&before, &now, numbers);
    pairs.sort_unstable_by_key(|pair| (1000 - pair.similarity, pair.to, pair.from));
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

/// A candidate pair: the indices of an old and a new node, and their similarity.
struct Pair {
    from: usize,
    to: usize,
    similarity: usize,
}

/// The pairs that are similar enough to match, given the number of all features.
fn candidates(before: &[Features], now: &[Features], numbers: usize) -> Vec<Pair> {
    let mut having: Vec<Vec<usize>> = vec![Vec::new(); numbers];
    for (at, features) in before.iter().enumerate() {
        for &feature in features.words.iter().chain(&features.frame) {
            let Some(nodes) = having.get_mut(feature as usize) else { continue };
            if nodes.len() <= MAX_NODES_PER_FEATURE && nodes.last() != Some(&at) {
                nodes.push(at);
            }
        }
    }
    let mut shared = vec![0; before.len()];
    let mut pairs = Vec::new();
    for (to, features) in now.iter().enumerate() {
        let mut met = Vec::new();
        for &feature in features.words.iter().chain(&features.frame) {
            let having = having.get(feature as usize).filter(|nodes| nodes.len() <= MAX_NODES_PER_FEATURE);
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
            if at >= MAX_CANDIDATES {
                continue;
            }
            let similarity = before[from].similarity(features);
            if similarity >= MIN_SIMILARITY {
                pairs.push(Pair { from, to, similarity });
            }
        }
    }
    pairs
}

impl Features {
    fn similarity(&self, other: &Self) -> usize {
        let frame = similarity::of_sorted(&self.frame, &other.frame);
        if self.words.is_empty() && other.words.is_empty() {
            return frame;
        }
        let words = similarity::of_sorted(&self.words, &other.words);
        if words < MIN_WORD_SIMILARITY { 0 } else { (3 * words + 2 * frame) / 5 }
    }
}

/// Extracts the features of nodes.
struct FeatureReader<'r, 'p> {
    /// For the old version: the new names of renamed nodes.
    names: Option<&'r UnorderedMap<&'p str, &'p str>>,
    /// The number of each feature.
    numbers: &'r mut UnorderedMap<(&'p str, &'p str), u32>,
}

impl<'p> FeatureReader<'_, 'p> {
    fn nodes(&mut self, nodes: &'p Parts, wanted: &[&'p str]) -> Vec<Features> {
        let places: UnorderedMap<&str, usize> = wanted.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        let mut features: Vec<Features> = wanted.iter().map(|_| Features::default()).collect();
        for (id, node) in nodes.iter() {
            // The nodes that lead here are features, too; they are recorded for the wanted nodes only.
            let mut targets = Vec::new();
            collect_targets(node, "", &mut targets);
            let from = self.number("in", self.name(id));
            for at in targets.iter().filter_map(|target| places.get(target)) {
                features[*at].frame.push(from);
            }
            if let Some(&at) = places.get(id.as_str()) {
                self.read(node, "", &mut features[at]);
            }
        }
        for features in &mut features {
            features.words.sort_unstable();
            features.frame.sort_unstable();
        }
        features
    }

    fn read(&mut self, part: &'p Part, key: &'p str, features: &mut Features) {
        match part {
            Part::Nothing => {}
            Part::Text(text) if matches!(key, "say" | "guidance" | "label") => {
                features.words.extend(words(text).map(|word| self.number("word", word)));
            }
            Part::Text(text) => {
                let name = if matches!(key, "goto" | "retry") { self.name(text) } else { text };
                features.frame.push(self.number(key, name));
            }
            Part::List(items) => items.iter().for_each(|item| self.read(item, key, features)),
            Part::Map(parts) => {
                for (name, part) in parts.iter() {
                    // The text of every channel counts as words.
                    let key = if key == "say" { key } else { name };
                    self.read(part, key, features);
                }
            }
        }
    }

    fn name(&self, name: &'p str) -> &'p str {
        self.names.and_then(|names| names.get(name).copied()).unwrap_or(name)
    }

    fn number(&mut self, kind: &'p str, what: &'p str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
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
