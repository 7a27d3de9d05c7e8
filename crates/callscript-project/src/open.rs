//! Opens a library in one step.

use std::path::Path;

use callscript::library::Library;
use callscript::source::Source;

use crate::disk::{self, PathKind};
use crate::error::FileError;
use crate::files::Files;
use crate::libraries::WholeLibrary;
use crate::library_root::Root;

/// The library of a script, or of the scripts in a folder.
///
/// The same library as on the command line: every script under the folder of the nearest `callscript.toml` upward, with
/// that configuration; without one, every script under the folder that `path` names or is in.
///
/// ```
/// let library = callscript_project::open("../../trees")?;
/// let script = library.check("internet-down")?;
/// assert_eq!(script.id(), "internet-down");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If nothing is there, or a script or something in the folder cannot be read. Faults in a script's content are
/// findings of the library instead.
pub fn open(path: impl AsRef<Path>) -> Result<Library, FileError> {
    let path = path.as_ref();
    let mut files = Files::new(Source::MAX_BYTES);
    let found = files.find(&[path.to_owned()]);
    if let Some(fault) = found.faults.into_iter().next() {
        return Err(fault);
    }
    let root = match disk::locate(path).map_err(|reason| FileError::new(path, reason))? {
        PathKind::Folder(folder) => Root::of_folder(&folder),
        PathKind::File(file) => Root::of_folder(file.parent().unwrap_or(&file)),
    };
    let members: Vec<_> = found.scripts.iter().collect();
    let WholeLibrary { library, .. } = files.whole_library(&root, &members);
    files.unread().next().map_or(Ok(library), |fault| Err(fault.clone()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use callscript::library::Library;
    use tempfile::TempDir;

    use super::open;
    use crate::error::Reason;

    const NAMES: [&str; 4] = ["a.yaml", "team/b.yaml", "team/sub/c.yaml", "team/sub/d.txt"];

    /// A folder with scripts that have these ids, also in the folders `team` and `team/sub`.
    fn folder() -> io::Result<TempDir> {
        let folder = TempDir::new()?;
        fs::create_dir_all(folder.path().join("team/sub"))?;
        for (name, id) in NAMES.iter().zip(["a", "b", "c", "d"]) {
            fs::write(folder.path().join(name), format!("callscript: 1\nid: {id}\n"))?;
        }
        Ok(folder)
    }

    fn ids(library: &Library) -> Vec<&str> {
        library.files().iter().filter_map(|file| file.id()).collect()
    }

    #[test]
    fn a_script_has_the_library_of_its_folder_and_those_below() {
        let folder = folder().unwrap();
        assert_eq!(ids(&open(folder.path()).unwrap()), ["a", "b", "c"]);
        assert_eq!(ids(&open(folder.path().join("team")).unwrap()), ["b", "c"]);
        assert_eq!(ids(&open(folder.path().join("team/b.yaml")).unwrap()), ["b", "c"]);
    }

    #[test]
    fn a_configuration_makes_a_library_of_its_folder() {
        let folder = folder().unwrap();
        let marker = folder.path().join("team/callscript.toml");
        fs::write(&marker, "[rules]\nlong-say = \"off\"\n").unwrap();
        for path in [folder.path().join("team/sub/c.yaml"), folder.path().join("team/sub"), marker] {
            let library = open(path).unwrap();
            assert_eq!(ids(&library), ["b", "c"]);
            assert!(library.config().unwrap().level("long-say").is_some());
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_opened() {
        assert_eq!(open(folder().unwrap().path().join("e.yaml")).unwrap_err().reason, Reason::NotFound);
    }
}
