//! Recognises answers whose label changed, and arms whose condition changed.

use super::renames::Renames;
use super::{Part, Parts, similarity};
use crate::base::map::OrderedMap;

/// The most removed or added edges of a map to match. With more, no one reads them one by one.
const MAX_EDGES: usize = 32;

/// The least similarity of two labels, in thousandths, for edges that differ in more than their label.
const MIN_SIMILARITY: usize = 500;

/// Matches removed with added edges of a map. Returns pairs from new key to old key.
///
/// Edges that differ only in their label or condition are matched first, then edges with similar labels; in both groups
/// the most similar pairs come first.
pub(super) fn pairs<'a>(old: &'a Parts, new: &'a Parts, names: &Renames<'_>) -> OrderedMap<&'a str, &'a str> {
    let gone: Vec<_> = old.iter().filter(|(key, _)| !new.contains_key(key)).collect();
    let fresh: Vec<_> = new.iter().filter(|(key, _)| !old.contains_key(key)).collect();
    if gone.len() > MAX_EDGES || fresh.len() > MAX_EDGES {
        return OrderedMap::default();
    }
    let mut candidates = Vec::new();
    for (from, (_, before)) in gone.iter().enumerate() {
        for (to, (_, now)) in fresh.iter().enumerate() {
            let score = similarity::of_texts(label(before), label(now));
            let same = differ_in_name_only(before, now, names);
            if same || score >= MIN_SIMILARITY {
                candidates.push((!same, 1000 - score, from, to));
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

/// What identifies an edge to people: its label, or the condition of an arm.
fn label(edge: &Part) -> &str {
    edge.text_at("label").or_else(|| edge.text_at("when")).unwrap_or_default()
}

/// Whether two edges differ only in label and id or, for arms, in their condition.
fn differ_in_name_only(old: &Part, new: &Part, names: &Renames<'_>) -> bool {
    let (Some(old), Some(new)) = (old.map(), new.map()) else {
        return false;
    };
    let identifying_keys: &[&str] = if new.contains_key("label") { &["label", "id"] } else { &["when"] };
    let rest = |edge: &'_ Parts| edge.keys().filter(|key| !identifying_keys.contains(&key.as_str())).count();
    let same = |(key, now): (&String, &Part)| {
        identifying_keys.contains(&key.as_str())
            || old.get(key).is_some_and(|before| before == now || names.is_renamed(key, before, now))
    };
    rest(old) == rest(new) && new.iter().all(same)
}
