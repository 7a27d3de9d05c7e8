//! The rules for arrows (uses of one module by another).

use std::collections::BTreeSet;

use super::floors::{self, Crate};
use super::modules::{Module, Modules};
use super::resolve::Arrow;

/// Every crate and every room (top-level module) must be listed in `floors.rs`.
pub(super) fn rooms(house: &[Crate], modules: &Modules) -> Vec<String> {
    let mut found = BTreeSet::new();
    for module in &modules.all {
        let Some(owner) = floors::of(house, module) else {
            found.insert(format!("give crate `{}` a row in tests/suite/arrows/floors.rs", module.path[0]));
            continue;
        };
        if module.path.get(1).is_some_and(|name| name == "internal") {
            found.extend(
                module
                    .items
                    .iter()
                    .map(|name| format!("{}: `internal` only re-exports; define `{name}` in its room", owner.name)),
            );
        }
        if let Some(room) = module.room().filter(|room| owner.floor(room).is_none()) {
            found.insert(format!("{}: give `{room}` a floor in tests/suite/arrows/floors.rs", owner.name));
        }
    }
    found.into_iter().collect()
}

/// Arrows between rooms must lead to a lower floor, and arrows between crates to a crate that may be used.
pub(super) fn upward(house: &[Crate], arrows: &[Arrow<'_>]) -> Vec<String> {
    arrows.iter().filter_map(|arrow| between_crates(house, arrow).or_else(|| between_rooms(house, arrow))).collect()
}

fn between_crates(house: &[Crate], arrow: &Arrow<'_>) -> Option<String> {
    let (from, to) = (floors::of(house, arrow.from)?, floors::of(house, arrow.to)?);
    if from.name == to.name || from.uses.contains(&to.name) {
        return None;
    }
    Some(format!("{} of crate `{}` uses crate `{}`, which it must not know", arrow.shown(), from.name, to.name))
}

fn between_rooms(house: &[Crate], arrow: &Arrow<'_>) -> Option<String> {
    let owner = floors::of(house, arrow.from).filter(|_| arrow.from.path[0] == arrow.to.path[0])?;
    let from = arrow.from.room()?;
    let lower = owner.floor(from)?;
    let Some(to) = arrow.to.room() else {
        let text = || {
            format!("{} in room `{from}` uses the front of its crate; name what is meant by its room", arrow.shown())
        };
        return (!arrow.is_reexport).then(text);
    };
    let upper = owner.floor(to)?;
    if from == to || lower > upper {
        return None;
    }
    let way = if lower == upper { "across" } else { "up" };
    let text = format!(
        "{} leads {way} from room `{from}` (floor {lower}) to room `{to}` (floor {upper}); \
         put what both need on a lower floor, or hand it in as an argument",
        arrow.shown(),
    );
    Some(text)
}

/// A room must not re-export items of another room, nor import from it with a glob.
pub(super) fn globs_and_reexports(arrows: &[Arrow<'_>]) -> Vec<String> {
    arrows.iter().filter_map(glob_or_reexport).collect()
}

fn glob_or_reexport(arrow: &Arrow<'_>) -> Option<String> {
    let (from, to) = (arrow.from.room()?, arrow.to.room()?);
    if arrow.from.path[..2] == arrow.to.path[..2] {
        return None;
    }
    let (does, cure) = match arrow.mention {
        mention if mention.exported => ("re-exports", "whoever needs it uses that room itself"),
        mention if mention.glob => ("takes all of", "name what is used"),
        _ => return None,
    };
    Some(format!("{} in room `{from}` {does} room `{to}`; {cure}", arrow.shown()))
}

/// A module and its children must not use the modules that its `//! Forbids:` line names.
pub(super) fn forbidden(modules: &Modules, arrows: &[Arrow<'_>]) -> Vec<String> {
    let known: BTreeSet<_> = modules.all.iter().flat_map(|module| &module.path).collect();
    let mut found = Vec::new();
    for module in &modules.all {
        for name in &module.forbids {
            if !known.contains(name) {
                found.push(format!("{}: `Forbids: {name}`, but no module has that name", module.file));
            }
            for arrow in arrows.iter().filter(|arrow| inside(arrow.from, module) && arrow.to.path.contains(name)) {
                found.push(format!("{} leads to `{name}`, which {} forbids", arrow.shown(), module.file));
            }
        }
    }
    found
}

fn inside(module: &Module, outer: &Module) -> bool {
    module.path.starts_with(&outer.path)
}
