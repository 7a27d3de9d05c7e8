//! The module tree of the crates, with the file and the scope of each module.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Item, ItemMod, Lit, Meta};

use super::mentions::{self, Import, Mention};
use super::{items, uses};

/// The text of each file, by its path relative to the root of the repository.
pub(super) type Sources = BTreeMap<String, String>;

/// A module. Modules under `#[cfg(test)]` are left out.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The name of the crate, then the modules down to this one.
    pub(super) path: Vec<String>,
    pub(super) file: String,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    /// Its imports.
    pub(super) imports: Vec<Import>,
    /// The names of the items that it defines.
    pub(super) items: BTreeSet<String>,
    /// Every path in its code.
    pub(super) mentions: Vec<Mention>,
    /// The names after `//! Forbids:`.
    pub(super) forbids: Vec<String>,
}

impl Module {
    /// The top-level module that it is in; `None` for the crate root, of which `internal` is a part.
    pub(super) fn room(&self) -> Option<&str> {
        self.path.get(1).map(String::as_str).filter(|name| *name != "internal")
    }
}

/// The modules of all crates.
#[derive(Debug, Default)]
pub(super) struct Modules {
    pub(super) all: Vec<Module>,
    /// The root module of each library, by its name in code.
    pub(super) libraries: BTreeMap<String, usize>,
    /// Files that no module declares, and modules without a file.
    pub(super) problems: Vec<String>,
    seen: BTreeSet<String>,
    tests: Vec<String>,
}

/// The file of a module, and the folders of its children.
struct ModuleFiles {
    file: String,
    /// The folder for children that are declared by name.
    folder: String,
    /// The folder for children that are declared with `#[path]`.
    base: String,
}

impl Modules {
    /// Reads all crates in `crates/NAME/src`.
    pub(super) fn read(sources: &Sources) -> Self {
        let mut modules = Self::default();
        for file in sources.keys() {
            let [_, package, "src", front @ ("lib.rs" | "main.rs")] = file.split('/').collect::<Vec<_>>()[..] else {
                continue;
            };
            let name = package.replace('-', "_");
            if front == "lib.rs" {
                modules.libraries.insert(name.clone(), modules.all.len());
            }
            let folder = folder_of(file).to_owned();
            let place = ModuleFiles { file: file.clone(), base: folder.clone(), folder };
            modules.add_file(sources, None, vec![name], &place);
        }
        let unknown = sources.keys().filter(|file| !modules.is_known(file));
        let unknown: Vec<_> = unknown.map(|file| format!("{file}: no module declares this file")).collect();
        modules.problems.extend(unknown);
        modules
    }

    fn is_known(&self, file: &str) -> bool {
        self.seen.contains(file) || self.tests.iter().any(|folder| file.starts_with(folder))
    }

    fn add_file(&mut self, sources: &Sources, parent: Option<usize>, path: Vec<String>, place: &ModuleFiles) {
        let parsed = syn::parse_file(&sources[&place.file]).unwrap_or_else(|error| panic!("{}: {error}", place.file));
        self.seen.insert(place.file.clone());
        self.add(sources, parent, path, place, &parsed.attrs, &parsed.items);
    }

    fn add(
        &mut self,
        sources: &Sources,
        parent: Option<usize>,
        path: Vec<String>,
        place: &ModuleFiles,
        attributes: &[Attribute],
        items: &[Item],
    ) {
        let at = self.all.len();
        if let (Some(parent), Some(name)) = (parent, path.last()) {
            self.all[parent].children.insert(name.clone(), at);
        }
        let scope = mentions::read(attributes, items);
        self.all.push(Module {
            path,
            file: place.file.clone(),
            parent,
            children: BTreeMap::new(),
            imports: scope.imports,
            items: scope.items,
            mentions: scope.mentions,
            forbids: forbids(attributes),
        });
        for item in items {
            if let Item::Mod(child) = item {
                self.add_child(sources, at, place, child);
            }
        }
    }

    fn add_child(&mut self, sources: &Sources, at: usize, place: &ModuleFiles, child: &ItemMod) {
        let name = uses::name(&child.ident);
        let folder = format!("{}/{name}", place.folder);
        let test = items::is_test(&child.attrs);
        if let Some((_, items)) = &child.content {
            let place = ModuleFiles { file: place.file.clone(), base: folder.clone(), folder };
            if !test {
                self.add(sources, Some(at), self.path_of(at, &name), &place, &child.attrs, items);
            }
            return;
        }
        let Some(place) = find(sources, place, &name, &child.attrs) else {
            self.problems.push(format!("{}: no file for `mod {name}`", place.file));
            return;
        };
        if test {
            self.tests.push(format!("{}/", place.folder));
            self.seen.insert(place.file);
        } else {
            self.add_file(sources, Some(at), self.path_of(at, &name), &place);
        }
    }

    fn path_of(&self, parent: usize, name: &str) -> Vec<String> {
        let mut path = self.all[parent].path.clone();
        path.push(name.to_owned());
        path
    }
}

/// Finds the file of a module that is declared without a body.
fn find(sources: &Sources, parent: &ModuleFiles, name: &str, attributes: &[Attribute]) -> Option<ModuleFiles> {
    if let Some(path) = attributes.iter().find_map(|attribute| text_of(attribute, "path")) {
        let file = joined(&parent.base, &path);
        let folder = folder_of(&file).to_owned();
        return sources.contains_key(&file).then_some(ModuleFiles { base: folder.clone(), folder, file });
    }
    let folder = format!("{}/{name}", parent.folder);
    let files = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
    let file = files.into_iter().find(|file| sources.contains_key(file))?;
    Some(ModuleFiles { base: folder_of(&file).to_owned(), folder, file })
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<_> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn forbids(attributes: &[Attribute]) -> Vec<String> {
    let lines = attributes.iter().filter_map(|attribute| text_of(attribute, "doc"));
    let lists: Vec<_> = lines.filter_map(|line| line.trim().strip_prefix("Forbids:").map(str::to_owned)).collect();
    lists.iter().flat_map(|list| list.split(',')).map(|name| name.trim().to_owned()).collect()
}

/// The text of `#[name = "text"]`.
fn text_of(attribute: &Attribute, name: &str) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        syn::Expr::Lit(literal) if pair.path.is_ident(name) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
