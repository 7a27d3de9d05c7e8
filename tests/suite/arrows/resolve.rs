//! Resolves paths to modules.

use super::mentions::{Import, Mention};
use super::modules::{Module, Modules};

/// One module uses another: `mention` is the path in `from` that leads to `to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrow<'a> {
    pub(super) from: &'a Module,
    pub(super) to: &'a Module,
    pub(super) mention: &'a Mention,
    /// `to` only re-exports the item. There is another arrow to the module that defines it.
    pub(super) is_reexport: bool,
}

impl Arrow<'_> {
    /// The file, line and path, for messages.
    pub(super) fn shown(&self) -> String {
        let glob = if self.mention.glob { "::*" } else { "" };
        format!("{}:{}: `{}{glob}`", self.from.file, self.mention.line, self.mention.path.join("::"))
    }
}

/// A module to which a path resolves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target {
    at: usize,
    is_reexport: bool,
}

/// The most imports to follow, since imports can form a cycle.
const MAX_IMPORTS: usize = 8;

impl Modules {
    /// The arrows between modules in different files.
    pub(super) fn arrows(&self) -> Vec<Arrow<'_>> {
        let mut found = Vec::new();
        for (at, from) in self.all.iter().enumerate() {
            for mention in &from.mentions {
                let mut targets = self.resolve(at, &mention.path, MAX_IMPORTS);
                targets.dedup();
                let arrows = targets.into_iter().map(|target| Arrow {
                    from,
                    to: &self.all[target.at],
                    mention,
                    is_reexport: target.is_reexport,
                });
                found.extend(arrows.filter(|arrow| arrow.to.file != from.file));
            }
        }
        found
    }

    fn resolve(&self, at: usize, path: &[String], remaining: usize) -> Vec<Target> {
        let Some((first, rest)) = path.split_first().filter(|_| remaining > 0) else { return Vec::new() };
        match first.as_str() {
            "crate" => self.walk(self.front(at), rest, remaining),
            "self" => self.walk(at, rest, remaining),
            "super" => self.walk(self.all[at].parent.unwrap_or(at), rest, remaining),
            // An import of this module itself is not an arrow.
            name if self.knows(at, name, remaining) => {
                let mut targets = self.walk(at, path, remaining);
                targets.retain(|target| *target != Target { at, is_reexport: true });
                targets
            }
            name => self.libraries.get(name).map_or_else(Vec::new, |front| self.walk(*front, rest, remaining)),
        }
    }

    fn front(&self, mut at: usize) -> usize {
        while let Some(parent) = self.all[at].parent {
            at = parent;
        }
        at
    }

    /// Follows names down from a module, up to the last name that is a module.
    fn walk(&self, mut at: usize, path: &[String], remaining: usize) -> Vec<Target> {
        for (index, name) in path.iter().enumerate() {
            let module = &self.all[at];
            if name == "super" {
                at = module.parent.unwrap_or(at);
            } else if let Some(child) = module.children.get(name) {
                at = *child;
            } else if module.items.contains(name) {
                break;
            } else {
                let imports = self.imports(at, name, remaining);
                let targets = imports.iter().map(|import| match import.name {
                    Some(_) => [&import.path[..], &path[index + 1..]].concat(),
                    None => [&import.path[..], &path[index..]].concat(),
                });
                let found: Vec<_> = targets.flat_map(|target| self.resolve(at, &target, remaining - 1)).collect();
                let is_reexport = !found.is_empty();
                return [vec![Target { at, is_reexport }], found].concat();
            }
        }
        vec![Target { at, is_reexport: false }]
    }

    /// Whether a name is in scope in a module.
    fn knows(&self, at: usize, name: &str, remaining: usize) -> bool {
        let module = &self.all[at];
        module.children.contains_key(name)
            || module.items.contains(name)
            || self.imports(at, name, remaining).iter().any(|import| import.path != [name])
    }

    /// The imports of a module that bring a name into scope.
    fn imports(&self, at: usize, name: &str, remaining: usize) -> Vec<&Import> {
        let imports = self.all[at].imports.iter().filter(|import| match &import.name {
            Some(named) => named == name,
            None => self.offers(at, &import.path, name, remaining),
        });
        imports.collect()
    }

    /// Whether the module at a path has an item with this name.
    fn offers(&self, at: usize, path: &[String], name: &str, remaining: usize) -> bool {
        let Some(remaining) = remaining.checked_sub(1) else { return false };
        let targets = self.resolve(at, path, remaining);
        targets.iter().any(|target| !target.is_reexport && target.at != at && self.knows(target.at, name, remaining))
    }
}
