//! Where a path leads: the modules that it names something of.

use super::mentions::{Import, Mention};
use super::modules::{Module, Modules};

/// A module names something of another one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrow<'a> {
    pub(super) from: &'a Module,
    pub(super) to: &'a Module,
    pub(super) mention: &'a Mention,
    /// It only passes on what is defined elsewhere; there is an arrow to that place, too.
    pub(super) passes_on: bool,
}

impl Arrow<'_> {
    /// Where it stands in the code, and what.
    pub(super) fn shown(&self) -> String {
        let glob = if self.mention.glob { "::*" } else { "" };
        format!("{}:{}: `{}{glob}`", self.from.file, self.mention.line, self.mention.path.join("::"))
    }
}

/// A module that a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stop {
    at: usize,
    passes_on: bool,
}

/// Imports that lead to each other in a circle are followed no further than this.
const HOPS: usize = 8;

impl Modules {
    /// The arrows between modules that lie in different files.
    pub(super) fn arrows(&self) -> Vec<Arrow<'_>> {
        let mut found = Vec::new();
        for (at, from) in self.all.iter().enumerate() {
            for mention in &from.mentions {
                let mut stops = self.resolve(at, &mention.path, HOPS);
                stops.dedup();
                let arrows = stops.into_iter().map(|stop| Arrow {
                    from,
                    to: &self.all[stop.at],
                    mention,
                    passes_on: stop.passes_on,
                });
                found.extend(arrows.filter(|arrow| arrow.to.file != from.file));
            }
        }
        found
    }

    fn resolve(&self, at: usize, path: &[String], hops: usize) -> Vec<Stop> {
        let Some((first, rest)) = path.split_first().filter(|_| hops > 0) else { return Vec::new() };
        match first.as_str() {
            "crate" => self.walk(self.front(at), rest, hops),
            "self" => self.walk(at, rest, hops),
            "super" => self.walk(self.all[at].parent.unwrap_or(at), rest, hops),
            // What this module brings into scope itself is no place on the way.
            name if self.knows(at, name, hops) => {
                let mut stops = self.walk(at, path, hops);
                stops.retain(|stop| *stop != Stop { at, passes_on: true });
                stops
            }
            name => self.libraries.get(name).map_or_else(Vec::new, |front| self.walk(*front, rest, hops)),
        }
    }

    fn front(&self, mut at: usize) -> usize {
        while let Some(parent) = self.all[at].parent {
            at = parent;
        }
        at
    }

    /// Follows names down from a module, to the last that is a module.
    fn walk(&self, mut at: usize, path: &[String], hops: usize) -> Vec<Stop> {
        for (index, name) in path.iter().enumerate() {
            let module = &self.all[at];
            if name == "super" {
                at = module.parent.unwrap_or(at);
            } else if let Some(child) = module.children.get(name) {
                at = *child;
            } else if module.items.contains(name) {
                break;
            } else {
                let imports = self.imports(at, name, hops);
                let targets = imports.iter().map(|import| match import.name {
                    Some(_) => [&import.path[..], &path[index + 1..]].concat(),
                    None => [&import.path[..], &path[index..]].concat(),
                });
                let found: Vec<_> = targets.flat_map(|target| self.resolve(at, &target, hops - 1)).collect();
                let passes_on = !found.is_empty();
                return [vec![Stop { at, passes_on }], found].concat();
            }
        }
        vec![Stop { at, passes_on: false }]
    }

    /// Whether a name that stands alone means something in a module.
    fn knows(&self, at: usize, name: &str, hops: usize) -> bool {
        let module = &self.all[at];
        module.children.contains_key(name)
            || module.items.contains(name)
            || self.imports(at, name, hops).iter().any(|import| import.path != [name])
    }

    /// The `use`s of a module that bring a name into scope.
    fn imports(&self, at: usize, name: &str, hops: usize) -> Vec<&Import> {
        let imports = self.all[at].imports.iter().filter(|import| match &import.name {
            Some(named) => named == name,
            None => self.offers(at, &import.path, name, hops),
        });
        imports.collect()
    }

    /// Whether something of that name lies where a path leads.
    fn offers(&self, at: usize, path: &[String], name: &str, hops: usize) -> bool {
        let Some(hops) = hops.checked_sub(1) else { return false };
        let stops = self.resolve(at, path, hops);
        stops.iter().any(|stop| !stop.passes_on && stop.at != at && self.knows(stop.at, name, hops))
    }
}
