//! Reads the versions to compare (two files, two folders, or the files that git passes), and pairs old with new
//! scripts.
//!
//! A single old file is checked as if it were where the new one is, with the scripts beside that. So only the change
//! itself makes a difference, and an old version in a temporary folder still finds the scripts that it runs.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::internal::diff::Diff;
use callscript::library::{File, Library};
use callscript::source::Source;
use callscript_output::diff::{self, Compared};
use callscript_project::{Files, Found, FoundLibrary, is_script, is_yaml};

use crate::console::Console;
use crate::error::Error;

/// The versions to compare.
pub(super) struct Versions {
    pub(super) pairs: Vec<Pair>,
    /// The files that could not be read.
    pub(super) faults: Vec<Error>,
}

/// The old and the new version of one script.
pub(super) struct Pair {
    old: Option<Version>,
    new: Option<Version>,
    /// The file was moved within its folder.
    moved: bool,
}

/// One version of a script.
struct Version {
    /// The file name as it was given.
    name: String,
    file: Arc<File>,
    findings: Vec<Diagnostic>,
    home: Option<LibraryPlace>,
    /// The path relative to the folder that is compared.
    place: PathBuf,
}

/// The library of a script, and the script's index there.
struct LibraryPlace {
    library: Arc<Library>,
    script: usize,
}

impl Pair {
    /// Compares the old version with the new one.
    pub(super) fn compare(self) -> Compared {
        let Self { old, new, moved } = self;
        let file = |version: &Option<Version>| version.as_ref().map(|version| Arc::clone(&version.file));
        let found = |version: &Option<Version>| version.as_ref().map(|version| version.findings.clone());
        let diff = Diff::new(file(&old).as_deref(), file(&new).as_deref());
        let findings = diff.findings(&found(&old).unwrap_or_default(), &found(&new).unwrap_or_default());
        let watched = new.as_ref().map(Version::watched_tags).unwrap_or_default();
        Compared {
            old: old.map(Version::into_report),
            new: new.map(Version::into_report),
            moved,
            diff,
            findings,
            watched,
        }
    }
}

impl Version {
    /// The tags by which policies select nodes of the script.
    fn watched_tags(&self) -> BTreeSet<String> {
        let tags = self.home.as_ref().map(|home| home.library.tags_watched(home.script));
        tags.unwrap_or_default().into_iter().map(str::to_owned).collect()
    }

    fn into_report(self) -> diff::Version {
        diff::Version { name: self.name, file: self.file }
    }
}

/// The path for standard input, and the path for a missing version.
const INPUT: &str = "-";
const NOTHING: &str = "/dev/null";

/// Reads the versions at two paths.
pub(super) fn of_paths(old: &Path, new: &Path, console: &mut Console<'_>) -> Result<Versions, Error> {
    if [old, new].iter().any(|path| console.at(path).is_dir()) {
        return of_folders(old, new, console);
    }
    let input = match [old, new].map(|path| path == Path::new(INPUT)) {
        [true, true] => return Err(Error::OneInput),
        [false, false] => Vec::new(),
        _ => console.read_input(Source::MAX_BYTES)?,
    };
    let folder = console.folder.as_path();
    let home = [new, old].into_iter().find(|path| folder.join(path).is_file());
    let version = |path: &Path, other: &Path| {
        if path == Path::new(NOTHING) {
            return Ok(None);
        }
        let mut files = files(folder);
        if folder.join(other).is_file() {
            files.exclude(other);
        }
        let name = home.map(|home| path_beside(path, home));
        if path == Path::new(INPUT) {
            files.put(name.as_deref(), input.clone());
            return only_version(&mut files, "<stdin>").map(Some);
        }
        files.read_as(path, name.as_deref())?;
        only_version(&mut files, &path.to_string_lossy()).map(Some)
    };
    let (old, new) = rayon::join(|| version(old, new), || version(new, old));
    Ok(Versions { pairs: vec![Pair { old: old?, new: new?, moved: false }], faults: Vec::new() })
}

/// Reads the versions that git passes, under the name of the file in the repository; `None` if they are not scripts.
pub(super) fn of_git(
    old: (&Path, &Path),
    new: (&Path, &Path),
    console: &Console<'_>,
) -> Result<Option<Versions>, Error> {
    let folder = console.folder.as_path();
    let version = |(name, path): (&Path, &Path), other: &Path| {
        if path == Path::new(NOTHING) {
            return Ok(None);
        }
        let mut files = files(folder);
        files.exclude(other);
        files.read_as(path, Some(name))?;
        only_version(&mut files, &name.to_string_lossy()).map(Some)
    };
    let moved = old.0 != new.0;
    let (old, new) = rayon::join(|| version(old, new.0), || version(new, old.0));
    let pair = Pair { old: old?, new: new?, moved };
    let mut versions = pair.old.iter().chain(&pair.new);
    let scripts = versions.any(|version| is_script(version.file.source().text().as_bytes()));
    Ok(scripts.then(|| Versions { pairs: vec![pair], faults: Vec::new() }))
}

/// A reader of files, relative to `folder`, that keeps their YAML trees, which a comparison needs.
fn files(folder: &Path) -> Files {
    let mut files = Files::new(Source::MAX_BYTES).in_folder(folder);
    files.keep_trees();
    files
}

/// The path under which a file is checked as if it were beside `home`: with its own file name if that is one for
/// scripts.
fn path_beside(path: &Path, home: &Path) -> PathBuf {
    match path.file_name() {
        Some(name) if is_yaml(path) => home.with_file_name(name),
        _ => home.to_owned(),
    }
}

/// The version that was added to `files` under `name`.
fn only_version(files: &mut Files, name: &str) -> Result<Version, Error> {
    let script = files.script(Path::new(INPUT))?;
    let mut findings = Vec::new();
    let mut home = None;
    for FoundLibrary { library, scripts } in files.libraries(slice::from_ref(&script)) {
        findings.extend(library.lint_files(&scripts));
        home = scripts.first().map(|&script| LibraryPlace { library: Arc::new(library), script });
    }
    if let Some(fault) = files.unread().next() {
        return Err(fault.clone().into());
    }
    Ok(Version { name: name.to_owned(), file: script.file, findings, home, place: PathBuf::new() })
}

fn of_folders(old: &Path, new: &Path, console: &Console<'_>) -> Result<Versions, Error> {
    let (folder, file) = if console.at(old).is_dir() { (old, new) } else { (new, old) };
    if !console.at(file).is_dir() && file != Path::new(NOTHING) {
        if file != Path::new(INPUT) {
            // For a missing file this reports that it does not exist.
            console.files(Source::MAX_BYTES).script(file)?;
        }
        return Err(Error::FolderAndFile { folder: folder.to_owned(), file: file.to_owned() });
    }
    let mut faults = Vec::new();
    let before = scripts(old, console, &mut faults);
    let now = scripts(new, console, &mut faults);
    if before.is_empty() && now.is_empty() && faults.is_empty() {
        return Err(Error::NothingFound(format!("`{}` and `{}`", old.display(), new.display())));
    }
    Ok(Versions { pairs: pairs(before, now), faults })
}

/// The scripts of a folder. Those that could not be read are added to `faults`.
fn scripts(path: &Path, console: &Console<'_>, faults: &mut Vec<Error>) -> Vec<Version> {
    if path == Path::new(NOTHING) {
        return Vec::new();
    }
    let mut files = files(&console.folder);
    let Found { scripts, faults: unread, .. } = files.find(&[path.to_owned()]);
    faults.extend(unread.into_iter().map(Error::from));
    let mut findings: HashMap<String, Vec<Diagnostic>> = HashMap::new();
    let mut homes = HashMap::new();
    for FoundLibrary { library, scripts } in files.libraries(&scripts) {
        for finding in library.lint_files(&scripts) {
            findings.entry(finding.file.to_string()).or_default().push(finding);
        }
        let library = Arc::new(library);
        for script in scripts {
            let name = library.files()[script].source().name().to_owned();
            homes.insert(name, LibraryPlace { library: Arc::clone(&library), script });
        }
    }
    faults.extend(files.unread().cloned().map(Error::from));
    let versions = scripts.into_iter().map(|script| {
        let name = script.file.source().name().to_owned();
        let place = Path::new(&name).strip_prefix(path).unwrap_or(Path::new(&name)).to_owned();
        let home = homes.remove(&name);
        Version { findings: findings.remove(&name).unwrap_or_default(), home, file: script.file, place, name }
    });
    versions.collect()
}

/// Pairs old with new versions by script id, or else by path. The pairs are in the order of the new versions; removed
/// scripts come last.
fn pairs(old: Vec<Version>, new: Vec<Version>) -> Vec<Pair> {
    let mut partners = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let by_id = |version: &Version| version.file.id().map(str::to_owned);
    let by_place = |version: &Version| Some(version.place.to_string_lossy().into_owned());
    for key in [&by_id as &dyn Fn(&Version) -> Option<String>, &by_place] {
        let mut having: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, old) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            if let Some(key) = key(old) {
                having.entry(key).or_default().push_back(at);
            }
        }
        for (now, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            *partner = key(now).and_then(|key| having.get_mut(&key)?.pop_front());
            if let Some(at) = *partner {
                taken[at] = true;
            }
        }
    }
    let mut old: Vec<Option<Version>> = old.into_iter().map(Some).collect();
    let partners: Vec<_> = partners.into_iter().map(|at| old.get_mut(at?).and_then(Option::take)).collect();
    let there = new.into_iter().zip(partners).map(|(new, old)| {
        let moved = old.as_ref().is_some_and(|old| old.place != new.place);
        Pair { old, new: Some(new), moved }
    });
    let there: Vec<Pair> = there.collect();
    let gone = old.into_iter().flatten().map(|old| Pair { old: Some(old), new: None, moved: false });
    there.into_iter().chain(gone).collect()
}
