//! Compares two normal forms, and lists the changes between them.

use std::collections::HashSet;

use super::renames::Renames;
use super::{Change, Part, Parts, Path, labels, order};
use crate::base::map::{OrderedMap, UnorderedMap};

/// Every change, renames first. Additions and moves within a map are in the order of the new map. Renamed edges are
/// recorded in `names` as they are found.
pub(super) fn between<'p>(old: &'p Part, new: &'p Part, names: &mut Renames<'p>) -> Vec<Change> {
    let mut comparison = Comparison { names, path: Vec::new(), renamed: Vec::new(), changes: Vec::new() };
    let mut mentions = Mentions::default();
    match (old, new) {
        (Part::Nothing, Part::Nothing) => {}
        (Part::Nothing, _) => comparison.add(None, new),
        (_, Part::Nothing) => comparison.remove(old),
        _ => comparison.parts(old, new, &mut mentions),
    }
    let Comparison { mut renamed, changes, .. } = comparison;
    for change in &mut renamed {
        if let Change::Renamed { path, old, mentions: found } = change
            && let [kind, _] = path.as_slice()
        {
            *found = mentions.remove(&(kind == "nodes", old.clone())).unwrap_or_default();
        }
    }
    renamed.extend(changes);
    renamed
}

struct Comparison<'p, 'r> {
    names: &'r mut Renames<'p>,
    /// The path of the parts that are being compared.
    path: Vec<&'p str>,
    renamed: Vec<Change>,
    changes: Vec<Change>,
}

/// The mentions of renamed nodes and outcomes. The key is whether it is a node, and its old name.
type Mentions = UnorderedMap<(bool, String), Vec<Path>>;

impl<'p> Comparison<'p, '_> {
    fn parts(&mut self, old: &'p Part, new: &'p Part, mentions: &mut Mentions) {
        let key = self.path.last().copied().unwrap_or_default();
        match (old, new) {
            (Part::Map(old), Part::Map(new)) => self.maps(old.parts(), new.parts(), mentions),
            _ if old == new => {}
            (Part::Text(name), _) if self.names.is_renamed(key, old, new) => {
                mentions.entry((key != "end", name.clone())).or_default().push(self.current_path());
            }
            _ => self.changes.push(Change::Changed { path: self.current_path(), old: old.clone(), new: new.clone() }),
        }
    }

    fn maps(&mut self, old: &'p Parts, new: &'p Parts, mentions: &mut Mentions) {
        let renamed = self.renamed_keys(old, new);
        for (&now, &before) in &renamed {
            if let ["nodes", node, _] = self.path.as_slice() {
                self.names.edges.insert((node, before), now);
            }
            self.at_key(now, |here| {
                let change =
                    Change::Renamed { path: here.current_path(), old: before.to_owned(), mentions: Vec::new() };
                here.renamed.push(change);
            });
        }
        let places = new.keys().map(|key| old.get_index_of(renamed.get(key.as_str()).copied().unwrap_or(key)));
        let places: Vec<Option<usize>> = places.collect();
        let kept: HashSet<usize> = places.iter().flatten().copied().collect();
        for (_, (key, part)) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
            self.at_key(key, |here| here.remove(part));
        }
        let stay = order::longest_increasing_subsequence(&places);
        let mut after = None;
        for (at, (key, part)) in new.iter().enumerate() {
            let before = places[at].and_then(|place| old.get_index(place));
            if stay[at] && before.is_some_and(|(_, before)| before.is_identical(part)) {
                after = Some(key.as_str());
                continue;
            }
            self.at_key(key, |here| match before {
                None => here.add(after, part),
                Some((_, before)) => {
                    if !stay[at] {
                        let after = after.map(str::to_owned);
                        here.changes.push(Change::Moved { path: here.current_path(), after });
                    }
                    here.parts(before, part, mentions);
                }
            });
            after = Some(key.as_str());
        }
    }

    /// The renamed keys of the current map, from new to old.
    fn renamed_keys(&self, old: &'p Parts, new: &'p Parts) -> OrderedMap<&'p str, &'p str> {
        let known = match self.path.as_slice() {
            ["nodes"] => &self.names.nodes,
            ["outcomes"] => &self.names.outcomes,
            ["entries" | "anytime"] | ["nodes", _, "answers" | "decide"] => {
                return labels::pairs(old, new, self.names);
            }
            _ => return OrderedMap::default(),
        };
        let pairs = old.keys().filter_map(|old| {
            let (new, _) = new.get_key_value(known.get(old.as_str())?)?;
            Some((new.as_str(), old.as_str()))
        });
        pairs.collect()
    }

    fn current_path(&self) -> Path {
        self.path.iter().map(|key| (*key).to_owned()).collect()
    }

    fn at_key(&mut self, key: &'p str, compare: impl FnOnce(&mut Self)) {
        self.path.push(key);
        compare(self);
        self.path.pop();
    }

    fn add(&mut self, after: Option<&str>, new: &Part) {
        let after = after.map(str::to_owned);
        self.changes.push(Change::Added { path: self.current_path(), after, new: new.clone() });
    }

    fn remove(&mut self, old: &Part) {
        self.changes.push(Change::Removed { path: self.current_path(), old: old.clone() });
    }
}
