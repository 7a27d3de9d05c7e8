//! Flattens the trees of `use` items.

use syn::ext::IdentExt;
use syn::{Ident, ItemUse, UseTree};

/// One leaf of a `use` tree.
pub(super) struct Leaf {
    pub(super) path: Vec<String>,
    /// `None` for a glob.
    pub(super) name: Option<String>,
    pub(super) line: usize,
}

pub(super) fn leaves(item: &ItemUse) -> Vec<Leaf> {
    let mut found = Vec::new();
    grow(&item.tree, &[], &mut found);
    found
}

fn grow(tree: &UseTree, before: &[String], found: &mut Vec<Leaf>) {
    let leaf = |word: &Ident, seen_as: &Ident| {
        let path =
            if word == "self" && !before.is_empty() { before.to_vec() } else { [before, &[name(word)]].concat() };
        let seen_as = if seen_as == "self" { path.last().cloned().unwrap_or_default() } else { name(seen_as) };
        Leaf { path, name: Some(seen_as), line: word.span().start().line }
    };
    match tree {
        UseTree::Path(tree) => grow(&tree.tree, &[before, &[name(&tree.ident)]].concat(), found),
        UseTree::Name(tree) => found.push(leaf(&tree.ident, &tree.ident)),
        UseTree::Rename(tree) => found.push(leaf(&tree.ident, &tree.rename)),
        UseTree::Glob(tree) => {
            let line = tree.star_token.spans[0].start().line;
            found.push(Leaf { path: before.to_vec(), name: None, line });
        }
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| grow(tree, before, found)),
    }
}

/// An identifier without its `r#`.
pub(super) fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}
