//! From two scripts' parts to the changes that make one of the other.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::renames::Renames;
use super::{Change, Part, Parts, Path, labels, order};

/// Every change, renames first; what is added or moved within a map comes in the order of the new one. The edges that were
/// renamed on the way are added to `names`.
pub(super) fn between<'p>(old: &'p Part, new: &'p Part, names: &mut Renames<'p>) -> Vec<Change> {
    let mut comparison = Comparison { names, path: Vec::new(), renamed: Vec::new(), changes: Vec::new() };
    let mut mentions = HashMap::new();
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
    /// Where it is.
    path: Vec<&'p str>,
    renamed: Vec<Change>,
    changes: Vec<Change>,
}

/// Where something that was renamed is named, by whether it is a node and its old name.
type Mentions = HashMap<(bool, String), Vec<Path>>;

impl<'p> Comparison<'p, '_> {
    fn parts(&mut self, old: &'p Part, new: &'p Part, mentions: &mut Mentions) {
        let key = self.path.last().copied().unwrap_or_default();
        match (old, new) {
            (Part::Map(old), Part::Map(new)) => self.maps(&old.0, &new.0, mentions),
            _ if old == new => {}
            (Part::Text(name), _) if self.names.renames(key, old, new) => {
                mentions.entry((key != "end", name.clone())).or_default().push(self.here());
            }
            _ => self.changes.push(Change::Changed { path: self.here(), old: old.clone(), new: new.clone() }),
        }
    }

    fn maps(&mut self, old: &'p Parts, new: &'p Parts, mentions: &mut Mentions) {
        let renamed = self.renamed_keys(old, new);
        for (&now, &before) in &renamed {
            if let ["nodes", node, _] = self.path.as_slice() {
                self.names.edges.insert((node, before), now);
            }
            self.within(now, |here| {
                let change = Change::Renamed { path: here.here(), old: before.to_owned(), mentions: Vec::new() };
                here.renamed.push(change);
            });
        }
        let places = new.keys().map(|key| old.get_index_of(renamed.get(key.as_str()).copied().unwrap_or(key)));
        let places: Vec<Option<usize>> = places.collect();
        let kept: HashSet<usize> = places.iter().flatten().copied().collect();
        for (_, (key, part)) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
            self.within(key, |here| here.remove(part));
        }
        let stay = order::longest_run(&places);
        let mut after = None;
        for (at, (key, part)) in new.iter().enumerate() {
            let before = places[at].and_then(|place| old.get_index(place));
            if stay[at] && before.is_some_and(|(_, before)| before.is(part)) {
                after = Some(key.as_str());
                continue;
            }
            self.within(key, |here| match before {
                None => here.add(after, part),
                Some((_, before)) => {
                    if !stay[at] {
                        let after = after.map(str::to_owned);
                        here.changes.push(Change::Moved { path: here.here(), after });
                    }
                    here.parts(before, part, mentions);
                }
            });
            after = Some(key.as_str());
        }
    }

    /// The keys of this map that were called otherwise: the new, then the old.
    fn renamed_keys(&self, old: &'p Parts, new: &'p Parts) -> IndexMap<&'p str, &'p str> {
        let known = match self.path.as_slice() {
            ["nodes"] => &self.names.nodes,
            ["outcomes"] => &self.names.outcomes,
            ["entries" | "anytime"] | ["nodes", _, "answers" | "decide"] => {
                return labels::pairs(old, new, self.names);
            }
            _ => return IndexMap::new(),
        };
        let pairs = old.keys().filter_map(|old| {
            let (new, _) = new.get_key_value(*known.get(old.as_str())?)?;
            Some((new.as_str(), old.as_str()))
        });
        pairs.collect()
    }

    fn here(&self) -> Path {
        self.path.iter().map(|key| (*key).to_owned()).collect()
    }

    fn within(&mut self, key: &'p str, compare: impl FnOnce(&mut Self)) {
        self.path.push(key);
        compare(self);
        self.path.pop();
    }

    fn add(&mut self, after: Option<&str>, new: &Part) {
        let after = after.map(str::to_owned);
        self.changes.push(Change::Added { path: self.here(), after, new: new.clone() });
    }

    fn remove(&mut self, old: &Part) {
        self.changes.push(Change::Removed { path: self.here(), old: old.clone() });
    }
}
