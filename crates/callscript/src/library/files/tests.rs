//! Finding files of scenarios, and the libraries that their scripts are in.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::disk::{self, Place};
use super::reading::{self, Wanted};
use super::{FileError, Files, Located, Root, meant, prefix, root, shown};
use crate::base::source::Source;
use crate::document::scenario;
use crate::library::Library;

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

/// The files of scenarios that some paths led to so far.
#[derive(Default)]
struct Scenarios {
    taken: Vec<Read>,
    /// Where they stand.
    seen: HashSet<PathBuf>,
    /// By the folder of a library: what is in it, by the id of the script.
    folders: HashMap<PathBuf, HashMap<String, Vec<Read>>>,
    faults: Vec<FileError>,
}

impl Files {
    /// What there is to test in `paths`: files of scenarios, scripts with their scenarios, and folders with both.
    ///
    /// The scenarios of a script are all those in the folder of its library that name it.
    pub fn tests(&mut self, paths: &[PathBuf]) -> Tests {
        let others: Vec<PathBuf> = paths.iter().filter(|path| !is_scenarios(path)).cloned().collect();
        let found = self.find(&others);
        let ids = found.scripts.iter().filter_map(|script| Some((script.place(), script.file.id()?)));
        let ids: HashMap<&Path, &str> = ids.collect();
        let mut roots = HashMap::new();
        let mut scenarios = Scenarios::default();
        for path in paths.iter().map(|path| meant(path)) {
            match shown(path).and_then(|shown| Ok((shown, disk::locate(path)?))) {
                Ok((shown, Place::File(place))) if is_scenarios(path) => {
                    self.take(vec![Wanted::named(&shown, &place)], &mut scenarios);
                }
                Ok((_, Place::File(place))) => {
                    if let Some(id) = ids.get(&*place) {
                        self.take_those_of(id, &root(&place, &mut roots).folder, &mut scenarios);
                    }
                }
                Ok((_, Place::Folder(place))) => {
                    let wanted = self.folder(&place).scenarios(prefix(path)).collect();
                    self.take(wanted, &mut scenarios);
                }
                Err(fault) if is_scenarios(path) => scenarios.faults.push(fault),
                // It is told among what was found.
                Err(_) => {}
            }
        }
        let mut tests = Tests { faults: found.faults, ..Tests::default() };
        tests.faults.append(&mut scenarios.faults);
        self.link(&found.scripts, scenarios.taken, &mut roots, &mut tests);
        tests
    }

    /// Takes these files.
    fn take(&self, wanted: Vec<Wanted>, scenarios: &mut Scenarios) {
        let read = self.read_scenarios(wanted, scenarios);
        scenarios.take(read);
    }

    /// Takes those files of a library's folder that name a script. The folder is read once for all its scripts.
    fn take_those_of(&mut self, id: &str, folder: &Path, scenarios: &mut Scenarios) {
        if !scenarios.folders.contains_key(folder) {
            let wanted = self.folder(folder).scenarios(&disk::from_here(folder)).collect();
            let mut by_script: HashMap<String, Vec<Read>> = HashMap::new();
            for (place, file) in self.read_scenarios(wanted, scenarios) {
                if let Some(script) = file.script() {
                    by_script.entry(script.value.clone()).or_default().push((place, file));
                }
            }
            scenarios.folders.insert(folder.to_owned(), by_script);
        }
        let of_script = scenarios.folders.get_mut(folder).and_then(|by_script| by_script.remove(id));
        scenarios.take(of_script.unwrap_or_default());
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

    /// Reads those of these files that were not taken yet.
    fn read_scenarios(&self, wanted: Vec<Wanted>, scenarios: &mut Scenarios) -> Vec<Read> {
        let mut wanted = reading::unique(wanted);
        wanted.retain(|wanted| !scenarios.seen.contains(&wanted.place));
        let max_bytes = self.known.max_bytes();
        let read = wanted.par_iter().map(|wanted| {
            let bytes = disk::read(&wanted.place, &wanted.shown, max_bytes)?;
            let source = Source::from_bytes(wanted.shown.as_str(), bytes, max_bytes);
            Ok((wanted.place.clone(), Arc::new(scenario::File::read(source))))
        });
        let mut files = Vec::new();
        for read in read.collect::<Vec<Result<Read, FileError>>>() {
            match read {
                Ok(file) => files.push(file),
                Err(fault) => scenarios.faults.push(fault),
            }
        }
        files
    }
}

impl Scenarios {
    /// Takes those of these files that were not taken yet.
    fn take(&mut self, read: Vec<Read>) {
        let new = read.into_iter().filter(|(place, _)| self.seen.insert(place.clone()));
        self.taken.extend(new);
    }
}

/// Whether a file holds scenarios, by its name.
pub(super) fn is_scenarios(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with(".test.yaml") || name.ends_with(".test.yml"))
}
