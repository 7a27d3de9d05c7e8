//! From a path to a library in one step.

use std::path::Path;

use callscript::library::Library;
use callscript::source::Source;

use crate::disk::{self, Place};
use crate::error::FileError;
use crate::files::Files;
use crate::root::Root;

/// The library of a script, or of the scripts in a folder.
///
/// It is that of the command line: every script under the folder of the nearest `callscript.toml` upward, with what that
/// file says; without one, every script under the folder that `path` names or lies in.
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
/// If nothing is there, or the script, or something in the folder, cannot be read. What is wrong in a script is a finding
/// of the library.
pub fn open(path: impl AsRef<Path>) -> Result<Library, FileError> {
    let path = path.as_ref();
    let mut files = Files::new(Source::MAX_BYTES);
    let found = files.find(&[path.to_owned()]);
    if let Some(fault) = found.faults.into_iter().next() {
        return Err(fault);
    }
    let root = match disk::locate(path).map_err(|reason| FileError::new(path, reason))? {
        Place::Folder(folder) => Root::of_folder(&folder),
        Place::File(file) => Root::of_folder(file.parent().unwrap_or(&file)),
    };
    let members: Vec<_> = found.scripts.iter().collect();
    Ok(files.whole_library(&root, &members).0)
}
