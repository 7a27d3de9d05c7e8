//! Which answer is an earlier one under a new label, and which arm an earlier one with a new condition.

use indexmap::IndexMap;

use super::renames::Renames;
use super::{Part, Parts, alike};

/// With more answers on either side nobody reads them one by one.
const MOST: usize = 32;

/// How alike two labels are at least, in thousandths, if they lead to different places.
const ALIKE: usize = 500;

/// Pairs what is gone with what is new in a map of edges: the new key, then the old.
///
/// Those that do the same are one, the most alike labels first; and those whose labels are much alike.
pub(super) fn pairs<'a>(old: &'a Parts, new: &'a Parts, names: &Renames<'_>) -> IndexMap<&'a str, &'a str> {
    let gone: Vec<_> = old.iter().filter(|(key, _)| !new.contains_key(*key)).collect();
    let fresh: Vec<_> = new.iter().filter(|(key, _)| !old.contains_key(*key)).collect();
    if gone.len() > MOST || fresh.len() > MOST {
        return IndexMap::new();
    }
    let mut candidates = Vec::new();
    for (from, (_, before)) in gone.iter().enumerate() {
        for (to, (_, now)) in fresh.iter().enumerate() {
            let likeness = alike::texts(label(before), label(now));
            let same = does_the_same(before, now, names);
            if same || likeness >= ALIKE {
                candidates.push((!same, 1000 - likeness, from, to));
            }
        }
    }
    candidates.sort_unstable();
    let (mut taken, mut pairs) = (vec![false; gone.len()], vec![None; fresh.len()]);
    for (_, _, from, to) in candidates {
        if !taken[from] && pairs[to].is_none() {
            taken[from] = true;
            pairs[to] = Some(from);
        }
    }
    let paired =
        fresh.iter().zip(pairs).filter_map(|((new, _), from)| Some((new.as_str(), gone.get(from?)?.0.as_str())));
    paired.collect()
}

/// What people tell an edge by: its label, or the condition of an arm.
fn label(edge: &Part) -> &str {
    edge.text_at("label").or_else(|| edge.text_at("when")).unwrap_or_default()
}

/// Whether two edges differ in nothing but what they are told by.
fn does_the_same(old: &Part, new: &Part, names: &Renames<'_>) -> bool {
    let (Some(old), Some(new)) = (old.map(), new.map()) else {
        return false;
    };
    let told_by: &[&str] = if new.contains_key("label") { &["label", "id"] } else { &["when"] };
    let rest = |edge: &'_ Parts| edge.keys().filter(|key| !told_by.contains(&key.as_str())).count();
    let same = |(key, now): (&String, &Part)| {
        told_by.contains(&key.as_str())
            || old.get(key).is_some_and(|before| before == now || names.renames(key, before, now))
    };
    rest(old) == rest(new) && new.iter().all(same)
}
