//! Finding files of scenarios, and the libraries that their scripts are in.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::disk::{self, Place};
use super::reading::{self, Wanted};
use super::{FileError, Files, Located, Root, root, shown};
use crate::library::Library;
use crate::scenario;
use crate::source::Source;

/// What some paths hold that can be tested.
#[derive(Debug, Default)]
pub struct Tests {
    /// Every library that a script or scenario of them is in.
    pub libraries: Vec<Library>,
    /// The files of scenarios, in the order of the paths and each once; with the library that their scripts are in.
    pub scenarios: Vec<(usize, Arc<scenario::File>)>,
    /// The scripts that the paths name, by library and place in it.
    pub scripts: Vec<(usize, usize)>,
    /// What could not be read.
    pub faults: Vec<FileError>,
}

impl Tests {
    /// The script's file of this name.
    pub fn source(&self, name: &str) -> Option<&Source> {
        let files = self.libraries.iter().flat_map(Library::files);
        files.map(|file| file.source()).find(|source| source.name() == name)
    }
}

/// A file of scenarios that was read, and where it stands.
type Read = (PathBuf, Arc<scenario::File>);

impl Files {
    /// What there is to test in `paths`: files of scenarios, scripts with their scenarios, and folders with both.
    ///
    /// The scenarios of a script are all those in the folder of its library that name it.
    pub fn tests(&mut self, paths: &[PathBuf]) -> Tests {
        let (named, others): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| is_scenarios(path));
        let found = self.find(&others);
        let mut tests = Tests { faults: found.faults, ..Tests::default() };
        let mut roots = HashMap::new();
        let mut read: Vec<Read> = Vec::new();
        let mut seen = HashSet::new();
        for path in paths {
            let (wanted, of) = match shown(path).and_then(|shown| Ok((shown, disk::locate(path)?))) {
                Ok((shown, Place::File(place))) if named.contains(path) => (vec![Wanted::named(&shown, &place)], None),
                Ok((_, Place::File(place))) => {
                    let script = found.scripts.iter().find(|script| script.place == place);
                    let folder = root(&place, &mut roots).folder;
                    let prefix = disk::from_here(&folder);
                    (
                        self.folder(&folder).scenarios(&prefix).collect(),
                        Some(script.and_then(|script| script.file.id())),
                    )
                }
                Ok((_, Place::Folder(place))) => {
                    let prefix = if path == Path::new(".") { Path::new("") } else { path };
                    (self.folder(&place).scenarios(prefix).collect(), None)
                }
                Err(fault) if named.contains(path) => {
                    tests.faults.push(fault);
                    continue;
                }
                Err(_) => continue,
            };
            let mut wanted = reading::unique(wanted);
            wanted.retain(|wanted| !seen.contains(&wanted.place));
            for file in self.read_scenarios(&wanted) {
                match file {
                    Ok((place, file)) if of.is_none_or(|id| file.script().map(|script| &*script.value) == id) => {
                        seen.insert(place.clone());
                        read.push((place, file));
                    }
                    Ok(_) => {}
                    Err(fault) => tests.faults.push(fault),
                }
            }
        }
        self.link(&found.scripts, read, &mut roots, &mut tests);
        tests
    }

    /// Puts scripts and scenarios with their libraries.
    fn link(
        &mut self,
        scripts: &[Located],
        scenarios: Vec<Read>,
        roots: &mut HashMap<PathBuf, Root>,
        tests: &mut Tests,
    ) {
        let mut places: HashMap<Root, usize> = HashMap::new();
        let mut members: Vec<(Root, Vec<&Located>)> = Vec::new();
        let mut place_of = |root: Root| {
            *places.entry(root.clone()).or_insert_with(|| {
                members.push((root, Vec::new()));
                members.len() - 1
            })
        };
        for (place, file) in scenarios {
            tests.scenarios.push((place_of(root(&place, roots)), file));
        }
        let of_scripts: Vec<usize> = scripts.iter().map(|script| place_of(root(&script.place, roots))).collect();
        for (script, library) in scripts.iter().zip(of_scripts) {
            members[library].1.push(script);
        }
        for (at, (root, members)) in members.into_iter().enumerate() {
            let (library, named) = self.library_of(&root, &members, None);
            tests.libraries.push(library);
            tests.scripts.extend(named.into_iter().map(|place| (at, place)));
        }
    }

    fn read_scenarios(&self, wanted: &[Wanted]) -> Vec<Result<Read, FileError>> {
        let max_bytes = self.known.max_bytes();
        let read = wanted.par_iter().map(|wanted| {
            let bytes = disk::read(&wanted.place, &wanted.shown, max_bytes)?;
            let source = Source::from_bytes(wanted.shown.as_str(), bytes, max_bytes);
            Ok((wanted.place.clone(), Arc::new(scenario::File::read(source))))
        });
        read.collect()
    }
}

/// Whether a file holds scenarios, by its name.
pub(super) fn is_scenarios(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with(".test.yaml") || name.ends_with(".test.yml"))
}
