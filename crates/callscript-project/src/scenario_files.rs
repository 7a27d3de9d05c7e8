//! Finding files of scenarios, and the libraries that their scripts are in.
//!
//! Must not know how scenarios are performed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::Library;
use callscript::scenario;
use callscript::source::Source;
use rayon::prelude::*;

use crate::disk::{self, Place};
use crate::error::FileError;
use crate::files::{Files, prefix};
use crate::kind::{is_scenarios, is_script};
use crate::known::Located;
use crate::libraries::ScriptPlace;
use crate::library_root::{Root, Roots};
use crate::wanted::{self, Wanted};

/// Files of scenarios, with all that is needed to perform them.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let found = Files::new(Source::MAX_BYTES).scenario_files(&["../../trees".into()]);
/// assert!(!found.scenarios.is_empty() && found.faults.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct ScenarioFiles {
    /// Every library that a script or scenario of them is in.
    pub libraries: Vec<Library>,
    /// The files of scenarios, in the order of the paths and each once.
    pub scenarios: Vec<FoundScenarios>,
    /// The scripts that the paths name.
    pub scripts: Vec<ScriptPlace>,
    /// What could not be read.
    pub faults: Vec<FileError>,
}

/// A file of scenarios, and the library that their script is in.
///
/// ```
/// use callscript::source::Source;
/// use callscript_project::Files;
///
/// let found = Files::new(Source::MAX_BYTES).scenario_files(&["../../trees/cold-call.test.yaml".into()]);
/// let scenarios = &found.scenarios[0];
/// let id = &scenarios.file.script().ok_or("it names its script")?.value;
/// assert!(found.libraries[scenarios.library].check(id).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct FoundScenarios {
    /// The library, by its place.
    pub library: usize,
    /// The file.
    pub file: Arc<scenario::File>,
}

/// A file of scenarios that was read.
struct Read {
    /// Where it stands.
    place: PathBuf,
    file: Arc<scenario::File>,
}

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
    pub fn scenario_files(&mut self, paths: &[PathBuf]) -> ScenarioFiles {
        let others: Vec<PathBuf> = paths.iter().filter(|path| !is_scenarios(path)).cloned().collect();
        self.known.scenarios.get_or_insert_default();
        let found = self.find(&others);
        let ids = found.scripts.iter().filter_map(|script| Some((script.place(), script.file.id()?)));
        let ids: HashMap<&Path, &str> = ids.collect();
        let mut roots = Roots::default();
        let mut scenarios = Scenarios::default();
        for path in paths {
            let path = self.meant(path);
            match self.locate(path) {
                Ok((shown, Place::File(place))) if is_scenarios(path) => {
                    self.take(vec![Wanted::named(&shown, &place)], &mut scenarios);
                }
                Ok((_, Place::File(place))) => {
                    if let Some(id) = ids.get(&*place) {
                        self.take_those_of(id, &roots.of_file(&place).folder, &mut scenarios);
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
        self.known.scenarios = None;
        let mut files = ScenarioFiles { faults: found.faults, ..ScenarioFiles::default() };
        files.faults.append(&mut scenarios.faults);
        self.link(&found.scripts, scenarios.taken, &mut roots, &mut files);
        files
    }

    /// Takes these files.
    fn take(&mut self, wanted: Vec<Wanted>, scenarios: &mut Scenarios) {
        let read = self.read_scenarios(wanted, scenarios);
        scenarios.take(read);
    }

    /// Takes those files of a library's folder that name a script. The folder is read once for all its scripts.
    fn take_those_of(&mut self, id: &str, folder: &Path, scenarios: &mut Scenarios) {
        if !scenarios.folders.contains_key(folder) {
            let prefix = self.name_of(folder);
            let wanted = self.folder(folder).scenarios(&prefix).collect();
            let mut by_script: HashMap<String, Vec<Read>> = HashMap::new();
            for read in self.read_scenarios(wanted, scenarios) {
                if let Some(script) = read.file.script() {
                    by_script.entry(script.value.clone()).or_default().push(read);
                }
            }
            scenarios.folders.insert(folder.to_owned(), by_script);
        }
        let of_script = scenarios.folders.get_mut(folder).and_then(|by_script| by_script.remove(id));
        scenarios.take(of_script.unwrap_or_default());
    }

    /// Puts scripts and scenarios with their libraries.
    fn link(&mut self, scripts: &[Located], scenarios: Vec<Read>, roots: &mut Roots, files: &mut ScenarioFiles) {
        let mut places: HashMap<Root, usize> = HashMap::new();
        let mut members: Vec<(Root, Vec<&Located>)> = Vec::new();
        let mut place_of = |root: Root| {
            *places.entry(root.clone()).or_insert_with(|| {
                members.push((root, Vec::new()));
                members.len() - 1
            })
        };
        for Read { place, file } in scenarios {
            files.scenarios.push(FoundScenarios { library: place_of(roots.of_file(&place)), file });
        }
        let of_scripts: Vec<usize> = scripts.iter().map(|script| place_of(roots.of_file(&script.place))).collect();
        for (script, library) in scripts.iter().zip(of_scripts) {
            members[library].1.push(script);
        }
        for (at, (root, members)) in members.into_iter().enumerate() {
            let found = self.library(&root, &members, None);
            files.libraries.push(found.library);
            files.scripts.extend(found.scripts.into_iter().map(|script| ScriptPlace { library: at, script }));
        }
    }

    /// Reads those of these files that were not taken yet.
    fn read_scenarios(&mut self, wanted: Vec<Wanted>, scenarios: &mut Scenarios) -> Vec<Read> {
        let mut wanted = wanted::unique(wanted);
        wanted.retain(|wanted| !scenarios.seen.contains(&wanted.place));
        let max_bytes = self.known.max_bytes();
        let kept = wanted.iter().map(|wanted| self.known.scenarios.as_mut()?.remove(&wanted.place));
        let kept: Vec<Option<Vec<u8>>> = kept.collect();
        let read = wanted.par_iter().zip(kept).map(|(wanted, kept)| {
            let bytes = match kept {
                Some(bytes) => bytes,
                None => disk::read(&wanted.place, max_bytes).map_err(|reason| FileError::new(&wanted.shown, reason))?,
            };
            let is_script = is_script(&bytes);
            let source = Source::from_bytes(wanted.shown.as_str(), bytes, max_bytes);
            let read = Read { place: wanted.place.clone(), file: Arc::new(scenario::File::read(source)) };
            Ok((read, is_script))
        });
        let mut files = Vec::new();
        for read in read.collect::<Vec<Result<_, _>>>() {
            match read {
                Ok((read, is_script)) => {
                    if !is_script {
                        self.known.leave_out(read.place.clone());
                    }
                    files.push(read);
                }
                Err(fault) => scenarios.faults.push(fault),
            }
        }
        files
    }
}

impl Scenarios {
    /// Takes those of these files that were not taken yet.
    fn take(&mut self, read: Vec<Read>) {
        let new = read.into_iter().filter(|read| self.seen.insert(read.place.clone()));
        self.taken.extend(new);
    }
}
