//! Reading a map key by key: those that its place has, those that are unknown, those that belong to others.

use super::context::Context;
use crate::base::names;
use crate::base::rule::reading;
use crate::format::{Key, Place};
use crate::syntax::yaml::{Entry, Kind, Map};

impl Context<'_> {
    /// Reads a map whose keys the format knows, one by one; the others are findings.
    pub(super) fn keyed<'m, 'v>(
        &mut self,
        map: &'m Map<'v>,
        keys: &[&str],
        place: &str,
        mut read: impl FnMut(&mut Self, &'m Entry<'v>),
    ) {
        let outer = self.cut;
        let entries = self.unique(map, "the key");
        self.comma(map, place, |key| keys.contains(&key));
        for entry in entries {
            if keys.contains(&&*entry.key.text) {
                read(self, entry);
            } else if !is_cut(map, entry) {
                self.unknown_key(entry, keys, place);
            }
        }
        self.cut = outer;
    }

    /// Reads a map of a script, and makes findings of its keys that belong to others that are not there.
    pub(super) fn map_of<'m, 'v>(
        &mut self,
        place: Place,
        map: &'m Map<'v>,
        read: impl FnMut(&mut Self, &'m Entry<'v>),
    ) {
        self.keyed(map, place.names(), place.what(), read);
        let find = |name: &str| map.entries.iter().find(|entry| entry.key.text == name);
        for key in place.keys().iter().filter(|key| !key.belongs_to.is_empty()) {
            if let Some(entry) = find(key.name).filter(|_| !key.fits_beside(|owner| find(owner).is_some())) {
                self.stray(entry, key);
            }
        }
    }

    /// Makes a finding of a key that belongs to others that are not there.
    fn stray(&mut self, entry: &Entry<'_>, key: &Key) {
        let owners = key.belongs_to.iter().map(|owner| format!("`{owner}`")).collect::<Vec<_>>().join(" or ");
        let message = format!("`{}` needs {owners} beside it", key.name);
        let help = format!("add {owners}, or remove `{}`", key.name);
        self.report(self.finding(&reading::UNKNOWN_KEY, entry.key.span, message).help(help));
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, keys: &[&str], place: &str) {
        let key = &*entry.key.text;
        let message = format!("`{key}` is not a key of {place}");
        let near = names::nearest(key, keys.iter().copied());
        let finding = self.finding(&reading::UNKNOWN_KEY, entry.key.span, message);
        self.report(match near {
            _ if place == Place::Node.what() && is_of_edge(key) => finding.help(format!(
                "`{key}` belongs to a way on, such as an answer, an arm of `decide` or a result of `then`"
            )),
            Some(near) => finding.meant(near, entry.key.span),
            None => finding.help(format!("{place} may have: {}", keys.join(", "))),
        });
    }

    /// Finds in a map written in `{ }` what a comma has cut off a text; from then on `cut` is set.
    pub(super) fn comma(&mut self, map: &Map<'_>, place: &str, known: impl Fn(&str) -> bool) {
        let piece = map.entries.iter().find(|entry| is_cut(map, entry) && !known(&entry.key.text));
        let Some(piece) = piece else {
            return;
        };
        self.cut = true;
        let message = format!("`{}` is not a key of {place}: a comma has cut it off from a text", piece.key.text);
        self.report(
            self.finding(&reading::UNKNOWN_KEY, piece.key.span, message)
                .help("inside `{ }` a comma begins a new key: put the whole text in quotes, or on a line of its own"),
        );
    }
}

/// Whether an edge may have that key somewhere.
fn is_of_edge(key: &str) -> bool {
    Place::ALL.into_iter().any(|place| place.is_edge() && place.key(key).is_some())
}

/// Whether an entry is but a word behind a comma.
fn is_cut(map: &Map<'_>, entry: &Entry<'_>) -> bool {
    map.flow && matches!(entry.value.kind, Kind::Nothing)
}
