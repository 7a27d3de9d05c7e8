//! The contents of one module: its imports, its items, and every path that it mentions.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Item, ItemUse, LitStr, Macro, Meta, Path, Stmt, Visibility};

use super::items::{attributes_of, defined, is_test};
use super::uses::{leaves, name};

/// A path in the code. Names that a `use` inside a function brings into scope are replaced by their full paths.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    /// It is a glob import: `use path::*`.
    pub(super) glob: bool,
    /// It is a re-export: `pub use`, `pub(crate) use` and the like.
    pub(super) exported: bool,
}

/// A name that a `use` brings into scope; `None` for a glob.
#[derive(Debug, Clone)]
pub(super) struct Import {
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) imports: Vec<Import>,
    pub(super) items: BTreeSet<String>,
    pub(super) mentions: Vec<Mention>,
}

/// Reads the items of a module, without those of its child modules.
pub(super) fn read(attributes: &[Attribute], items: &[Item]) -> Scope {
    let mut reader = Reader::default();
    for attribute in attributes {
        reader.visit_attribute(attribute);
    }
    for item in items {
        reader.scope.items.extend(defined(item).map(name));
        reader.visit_item(item);
    }
    reader.scope
}

#[derive(Default)]
struct Reader {
    scope: Scope,
    /// The imports of the enclosing blocks, outermost first.
    blocks: Vec<Vec<Import>>,
}

impl Reader {
    fn mention(&mut self, path: Vec<String>, line: usize) {
        if path.len() > 1 {
            let path = self.with_full_path(path);
            self.scope.mentions.push(Mention { path, line, glob: false, exported: false });
        }
    }

    /// The path with its first name replaced by the full path, if an enclosing block imports it.
    fn with_full_path(&self, path: Vec<String>) -> Vec<String> {
        let imports = self.blocks.iter().rev().flatten();
        let mut named = imports.filter(|import| import.name.as_ref() == path.first());
        match named.next() {
            Some(import) => [&import.path[..], &path[1..]].concat(),
            None => path,
        }
    }

    fn import(&mut self, item: &ItemUse) {
        let exported = match &item.vis {
            Visibility::Inherited => false,
            Visibility::Restricted(to) => !to.path.is_ident("self"),
            Visibility::Public(_) => true,
        };
        for leaf in leaves(item) {
            let path = self.with_full_path(leaf.path);
            let glob = leaf.name.is_none();
            if self.blocks.is_empty() {
                self.scope.imports.push(Import { name: leaf.name, path: path.clone() });
            }
            self.scope.mentions.push(Mention { path, line: leaf.line, glob, exported });
        }
    }

    /// Collects the paths in the tokens of a macro call or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(text) => self.quoted(text),
                TokenTree::Ident(word) if word == "use" => {
                    let end = (at..tokens.len()).find(|end| is(&tokens, *end, ';')).unwrap_or(tokens.len() - 1);
                    if let Ok(item) = syn::parse2::<ItemUse>(tokens[at..=end].iter().cloned().collect()) {
                        self.import(&item);
                        at = end;
                    }
                }
                TokenTree::Ident(word) if begins(&tokens, at) => {
                    let line = word.span().start().line;
                    let mut path = vec![name(word)];
                    while let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                        && is(&tokens, at + 1, ':')
                        && is(&tokens, at + 2, ':')
                    {
                        path.push(name(next));
                        at += 3;
                    }
                    self.mention(path, line);
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Collects a path in a string, as in `#[serde(with = "crate::json")]`.
    fn quoted(&mut self, text: &proc_macro2::Literal) {
        let text = syn::parse_str::<LitStr>(&text.to_string());
        if let Ok(path) = text.and_then(|text| text.parse::<Path>()) {
            self.visit_path(&path);
        }
    }
}

fn is(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Whether a path can begin at this token: not in the middle of a path, and not at a macro variable.
fn begins(tokens: &[TokenTree], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let given = is(tokens, before, '$') && !matches!(&tokens[at], TokenTree::Ident(word) if word == "crate");
    let inside = at > 1 && is(tokens, before, ':') && is(tokens, at - 2, ':');
    !given && !inside && !is(tokens, before, '.')
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let test = match item {
            syn::ImplItem::Fn(item) => is_test(&item.attrs),
            syn::ImplItem::Const(item) => is_test(&item.attrs),
            _ => false,
        };
        if !test {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import(item);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        let items = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Item(Item::Use(item)) => Some(leaves(item)),
            _ => None,
        });
        let imports = items.flatten().map(|leaf| Import { name: leaf.name, path: leaf.path });
        self.blocks.push(imports.collect());
        visit::visit_block(self, block);
        self.blocks.pop();
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if let Some(first) = path.segments.first() {
            let line = first.ident.span().start().line;
            self.mention(path.segments.iter().map(|segment| name(&segment.ident)).collect(), line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        self.tokens(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }
}
