//! Why a line chooses nothing, in the words of the labels that people see.

use callscript::internal::inert;

use super::{Item, ItemKind};

/// The most items to list in an error message.
const MAX_LISTED: usize = 12;

/// The most columns of a label in an error message.
const MAX_COLUMNS: usize = 60;

/// Why a line chooses nothing.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::commands::run) struct Refusal<'a> {
    pub(in crate::commands::run) reason: String,
    /// What the line could mean, if it could mean several items.
    pub(in crate::commands::run) between: Vec<Item<'a>>,
}

impl<'a> Refusal<'a> {
    pub(in crate::commands::run) fn new(reason: String) -> Self {
        Self { reason, between: Vec::new() }
    }

    pub(super) fn nothing_typed(items: &[Item<'_>]) -> Self {
        Self::new(match open(items) {
            listed if listed.is_empty() => NOTHING.to_owned(),
            listed => format!("choose one of {listed}"),
        })
    }

    pub(super) fn no_match(items: &[Item<'_>]) -> Self {
        Self::new(match open(items) {
            listed if listed.is_empty() => NOTHING.to_owned(),
            listed => format!("that is not one of {listed}"),
        })
    }

    pub(in crate::commands::run) fn closed(item: &Item<'_>, items: &[Item<'_>]) -> Self {
        let closed = format!("{} is closed now", label(item));
        Self::new(match open(items) {
            listed if listed.is_empty() => closed,
            listed => format!("{closed}; open: {listed}"),
        })
    }

    pub(super) fn aside(aside: &Item<'_>) -> Self {
        let name = if aside.sensitive { String::new() } else { format!(", {}", label(aside)) };
        Self::new(format!("that is an aside: `/aside {}`{name}", aside.number))
    }

    pub(super) fn several(between: &[Item<'a>]) -> Self {
        let meanings = listed(between.iter().map(named), " or ");
        Self { reason: format!("that could be {meanings}: type more of it"), between: between.to_vec() }
    }
}

const NOTHING: &str = "there is nothing to choose here";

/// An item as people know it, told apart from others.
pub(in crate::commands::run) fn named(item: &Item<'_>) -> String {
    let closed = if item.closed { ", closed" } else { "" };
    match item.kind {
        ItemKind::Aside => format!("{} (`/aside {}`)", label(item), item.number),
        ItemKind::Asked if is_hidden(item) => format!("{}{closed}", label(item)),
        ItemKind::Asked => format!("{} (number {}{closed})", label(item), item.number),
    }
}

fn open(items: &[Item<'_>]) -> String {
    let open = items.iter().filter(|item| item.kind == ItemKind::Asked && !item.closed && item.is_shown());
    listed(open.map(label), ", ")
}

fn listed(names: impl Iterator<Item = String>, between: &str) -> String {
    let mut names: Vec<_> = names.take(MAX_LISTED + 1).collect();
    if let Some(more) = names.get_mut(MAX_LISTED) {
        "…".clone_into(more);
    }
    names.join(between)
}

/// The label of an item, unless it must not be repeated.
fn label(item: &Item<'_>) -> String {
    match item.kind {
        _ if !is_hidden(item) => format!("`{}`", inert::line(item.label, MAX_COLUMNS)),
        ItemKind::Aside => "an aside".to_owned(),
        ItemKind::Asked => format!("number {}", item.number),
    }
}

fn is_hidden(item: &Item<'_>) -> bool {
    item.sensitive || !item.is_shown()
}
