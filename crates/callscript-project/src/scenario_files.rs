//! Finds scenario files, and the libraries of their scripts.
//!
//! Must not know how scenarios are performed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::library::Library;
use callscript::scenario;
use callscript::source::Source;
use rayon::prelude::*;

use crate::disk::{self, PathKind};
use crate::error::FileError;
use crate::file_cache::Located;
use crate::file_to_read::{self, FileToRead};
use crate::files::{Files, prefix};
use crate::kind::{is_scenarios, is_script};
use crate::libraries::ScriptPlace;
use crate::library_root::{Root, Roots};

/// Scenario files, with everything that is needed to perform them.
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
    /// Every library of these scripts and scenarios.
    pub libraries: Vec<Library>,
    /// The scenario files, each once, in the order of the paths.
    pub scenarios: Vec<FoundScenarios>,
    /// The scripts that the paths name, as indices into `libraries`.
    pub scripts: Vec<ScriptPlace>,
    /// What could not be read.
    pub faults: Vec<FileError>,
}

/// A scenario file, and the library of its script.
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
    /// The index of the library.
    pub library: usize,
    /// The file.
    pub file: Arc<scenario::File>,
}

/// A scenario file that was read.
struct ReadScenarios {
    /// Its path, without links.
    place: PathBuf,
    file: Arc<scenario::File>,
}

/// The scenario files found so far.
#[derive(Default)]
struct Collected {
    taken: Vec<ReadScenarios>,
    /// Their paths, without links.
    seen: HashSet<PathBuf>,
    /// For the folder of a library: its scenario files, by the id of their script.
    folders: HashMap<PathBuf, HashMap<String, Vec<ReadScenarios>>>,
    faults: Vec<FileError>,
}

impl Files {
    /// Finds what to test in `paths`: scenario files, scripts with their scenarios, and folders with both.
    ///
    /// The scenarios of a script are those in the folder of its library that name the script.
    pub fn scenario_files(&mut self, paths: &[PathBuf]) -> ScenarioFiles {
        let others: Vec<PathBuf> = paths.iter().filter(|path| !is_scenarios(path)).cloned().collect();
        self.cache.scenarios.get_or_insert_default();
        let found = self.find(&others);
        let ids = found.scripts.iter().filter_map(|script| Some((script.place(), script.file.id()?)));
        let ids: HashMap<&Path, &str> = ids.collect();
        let mut roots = Roots::default();
        let mut scenarios = Collected::default();
        for path in paths {
            let path = self.resolve_marker(path);
            match self.locate(path) {
                Ok((shown, PathKind::File(place))) if is_scenarios(path) => {
                    self.take(vec![FileToRead::named(&shown, &place)], &mut scenarios);
                }
                Ok((_, PathKind::File(place))) => {
                    if let Some(id) = ids.get(&*place) {
                        self.take_for_script(id, &roots.of_file(&place).folder, &mut scenarios);
                    }
                }
                Ok((_, PathKind::Folder(place))) => {
                    let wanted = self.folder(&place).scenarios(prefix(path)).collect();
                    self.take(wanted, &mut scenarios);
                }
                Err(fault) if is_scenarios(path) => scenarios.faults.push(fault),
                // `found` has this error already.
                Err(_) => {}
            }
        }
        self.cache.scenarios = None;
        let mut files = ScenarioFiles { faults: found.faults, ..ScenarioFiles::default() };
        files.faults.append(&mut scenarios.faults);
        self.link(&found.scripts, scenarios.taken, &mut roots, &mut files);
        files.faults.extend(self.unread().cloned());
        files
    }

    /// Reads and collects these files.
    fn take(&mut self, wanted: Vec<FileToRead>, scenarios: &mut Collected) {
        let read = self.read_scenarios(wanted, scenarios);
        scenarios.take(read);
    }

    /// Collects the scenario files in a library's folder that name a script. The folder is read once for all of its
    /// scripts.
    fn take_for_script(&mut self, id: &str, folder: &Path, scenarios: &mut Collected) {
        if !scenarios.folders.contains_key(folder) {
            let prefix = self.name_of(folder);
            let content = self.folder(folder);
            let wanted = content.scenarios(&prefix).collect();
            scenarios.faults.extend(content.faults(&prefix).filter(|fault| is_scenarios(&fault.path)));
            let mut by_script: HashMap<String, Vec<ReadScenarios>> = HashMap::new();
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

    /// Makes the libraries of scripts and scenarios, and links these to them.
    fn link(
        &mut self,
        scripts: &[Located],
        scenarios: Vec<ReadScenarios>,
        roots: &mut Roots,
        files: &mut ScenarioFiles,
    ) {
        let mut places: HashMap<Root, usize> = HashMap::new();
        let mut members: Vec<(Root, Vec<&Located>)> = Vec::new();
        let mut place_of = |root: Root| {
            *places.entry(root.clone()).or_insert_with(|| {
                members.push((root, Vec::new()));
                members.len() - 1
            })
        };
        for ReadScenarios { place, file } in scenarios {
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

    /// Reads those files that were not collected yet.
    fn read_scenarios(&mut self, wanted: Vec<FileToRead>, scenarios: &mut Collected) -> Vec<ReadScenarios> {
        let mut wanted = file_to_read::unique(wanted);
        wanted.retain(|wanted| !scenarios.seen.contains(&wanted.place));
        let max_bytes = self.cache.max_bytes();
        let kept = wanted.iter().map(|wanted| self.cache.scenarios.as_mut()?.remove(&wanted.place));
        let kept: Vec<Option<Vec<u8>>> = kept.collect();
        let read = wanted.par_iter().zip(kept).map(|(wanted, kept)| {
            let bytes = match kept {
                Some(bytes) => bytes,
                None => disk::read_start(&wanted.place, max_bytes)
                    .map_err(|reason| FileError::new(&wanted.shown, reason))?,
            };
            let is_script = is_script(&bytes);
            let source = Source::from_bytes(wanted.shown.as_str(), bytes, max_bytes);
            let read = ReadScenarios { place: wanted.place.clone(), file: Arc::new(scenario::File::read(source)) };
            Ok((read, is_script))
        });
        let mut files = Vec::new();
        for read in read.collect::<Vec<Result<_, _>>>() {
            match read {
                Ok((read, is_script)) => {
                    if !is_script {
                        self.cache.exclude(read.place.clone());
                    }
                    files.push(read);
                }
                Err(fault) => scenarios.faults.push(fault),
            }
        }
        files
    }
}

impl Collected {
    /// Collects those files that were not collected yet.
    fn take(&mut self, read: Vec<ReadScenarios>) {
        let new = read.into_iter().filter(|read| self.seen.insert(read.place.clone()));
        self.taken.extend(new);
    }
}
