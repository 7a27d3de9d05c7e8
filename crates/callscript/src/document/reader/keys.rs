//! Reading a map key by key, and reporting keys that are unknown, or lack a key that they belong to.

use super::context::Context;
use crate::base::names;
use crate::base::rule::reading;
use crate::format::{Key, MapKind};
use crate::syntax::expression;
use crate::syntax::yaml::{Entry, Kind, Map, Style};

impl Context<'_> {
    /// Calls `read` with each entry whose key is in `keys`; reports the others. `what` is what messages call the map.
    pub(super) fn read_keys<'m, 'v>(
        &mut self,
        map: &'m Map<'v>,
        keys: &[&str],
        what: &str,
        read: impl FnMut(&mut Self, &'m Entry<'v>),
    ) {
        self.read_entries(map, None, keys, what, read);
    }

    /// Like `read_keys`, for a kind of map that the format defines. Also reports keys whose owner (such as `retry` for
    /// `at_most`) is missing.
    pub(super) fn read_map<'m, 'v>(
        &mut self,
        map_kind: MapKind,
        map: &'m Map<'v>,
        read: impl FnMut(&mut Self, &'m Entry<'v>),
    ) {
        self.read_entries(map, Some(map_kind), map_kind.names(), map_kind.description(), read);
        let find = |name: &str| map.entries.iter().find(|entry| entry.key.text == name);
        for key in map_kind.keys().iter().filter(|key| !key.belongs_to.is_empty()) {
            if let Some(entry) = find(key.name).filter(|_| !key.owner_present(|owner| find(owner).is_some())) {
                self.missing_owner(entry, key);
            }
        }
    }

    fn read_entries<'m, 'v>(
        &mut self,
        map: &'m Map<'v>,
        map_kind: Option<MapKind>,
        keys: &[&str],
        what: &str,
        mut read: impl FnMut(&mut Self, &'m Entry<'v>),
    ) {
        let outer = self.cut_by_comma;
        let entries = self.unique_entries(map, "the key");
        self.find_comma_cut(map, what, |key| keys.contains(&key));
        for entry in entries {
            if keys.contains(&&*entry.key.text) {
                read(self, entry);
            } else if !is_cut(map, entry) {
                self.unknown_key(entry, map_kind, keys, what);
            }
        }
        self.cut_by_comma = outer;
    }

    /// Reports a key whose owner is missing.
    fn missing_owner(&mut self, entry: &Entry<'_>, key: &Key) {
        let owners = key.belongs_to.iter().map(|owner| format!("`{owner}`")).collect::<Vec<_>>().join(" or ");
        let message = format!("`{}` needs {owners} beside it", key.name);
        let help = format!("add {owners}, or remove `{}`", key.name);
        self.report(self.finding(&reading::UNKNOWN_KEY, entry.key.span, message).help(help));
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, map_kind: Option<MapKind>, keys: &[&str], what: &str) {
        let key = &*entry.key.text;
        let message = format!("`{key}` is not a key of {what}");
        let near = names::nearest(key, keys.iter().copied());
        let finding = self.finding(&reading::UNKNOWN_KEY, entry.key.span, message);
        self.report(match near {
            _ if map_kind == Some(MapKind::Node) && is_of_edge(key) => finding.help(format!(
                "`{key}` belongs to a way on, such as an answer, an arm of `decide` or a result of `then`"
            )),
            Some(near) => finding.meant(near, entry.key.span),
            None => finding.help(format!("{what} may have: {}", keys.join(", "))),
        });
    }

    /// Looks in a `{ }` map for a piece of text that a comma has cut off: an entry without a value whose key is not
    /// `known`. Reports the first, and sets `cut_by_comma`.
    pub(super) fn find_comma_cut(&mut self, map: &Map<'_>, what: &str, known: impl Fn(&str) -> bool) {
        let piece = map.entries.iter().enumerate().find(|(_, entry)| is_cut(map, entry) && !known(&entry.key.text));
        let Some((at, piece)) = piece else {
            return;
        };
        self.cut_by_comma = true;
        let key = &piece.key.text;
        let (message, help) = match at.checked_sub(1).and_then(|before| map.entries.get(before)) {
            None => (format!("`{key}` has no value"), format!("write `{key}: …`, or put the whole text in quotes")),
            Some(before) => {
                let message = format!("`{key}` is not a key of {what}: a comma has cut it off from a text");
                (message, format!("inside `{{ }}` a comma begins a new key: {}", whole(before, piece)))
            }
        };
        self.report(self.finding(&reading::UNKNOWN_KEY, piece.key.span, message).help(help));
    }
}

/// How to keep together what a comma has cut into the value of one entry and the key of the next.
fn whole(before: &Entry<'_>, piece: &Entry<'_>) -> String {
    match &before.value.kind {
        Kind::Scalar(words) if words.style == Style::Plain && is_expression(&words.text, &piece.key.text) => {
            let (key, text) = (&before.key.text, format!("{}, {}", words.text, piece.key.text));
            if key == "when" && !text.contains('\'') {
                return format!("put the condition in quotes: `when: '{text}'`");
            }
            format!("put the expression on a line of its own, without `{{ }}` around it: `{key}: {text}`")
        }
        Kind::Scalar(words)
            if words.style == Style::Plain && !words.text.contains(['"', '\\', '+', '*', '<', '>', '=', '(']) =>
        {
            let text = format!("{}, {}", words.text, piece.key.text);
            format!("put quotes around the whole text, `\"{text}\"`, or put it on a line of its own")
        }
        _ => "put the whole text in quotes, or on a line of its own".to_owned(),
    }
}

/// Whether the two parts that a comma has cut are an expression with a text in it.
fn is_expression(before: &str, after: &str) -> bool {
    before.contains(['"', '\'']) && expression::parse(&format!("{before}, {after}")).is_ok()
}

/// Whether some kind of edge may have this key.
fn is_of_edge(key: &str) -> bool {
    MapKind::ALL.into_iter().any(|kind| kind.is_edge() && kind.key(key).is_some())
}

/// Whether an entry has no value and is in `{ }`, as the rest of a text after a comma is.
fn is_cut(map: &Map<'_>, entry: &Entry<'_>) -> bool {
    map.flow && matches!(entry.value.kind, Kind::Nothing)
}
