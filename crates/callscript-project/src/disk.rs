//! One path: where it stands, what it is, and its bytes.
//!
//! Must not know scripts, nor how a path is shown.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::Reason;

/// What stands at a path.
pub(crate) enum Place {
    File(PathBuf),
    Folder(PathBuf),
}

/// Where `path` leads. Links are followed to tell whether two paths are one file.
pub(crate) fn locate(path: &Path) -> Result<Place, Reason> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        Ok(Place::Folder(fs::canonicalize(path)?))
    } else if kind.is_file() {
        Ok(Place::File(fs::canonicalize(path)?))
    } else {
        Err(Reason::Special)
    }
}

/// Where a file called `path` stands, or would stand if there was one; none without a folder for it.
pub(crate) fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = fs::canonicalize(path) {
        return Some(place);
    }
    let folder = match path.parent()? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// How `folder` is called as seen from another: by the way down if it lies below, else from the root.
pub(crate) fn seen_from(here: &Path, folder: &Path) -> PathBuf {
    let here = fs::canonicalize(here).ok();
    let below = here.and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| folder.to_owned())
}

/// The bytes of a path, to sort by.
pub(crate) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// The bytes of a file: all of them, or one more than `max_bytes`.
pub(crate) fn read(place: &Path, max_bytes: u64) -> Result<Vec<u8>, Reason> {
    let file = fs::File::open(place)?;
    let length = file.metadata()?.len();
    let most = max_bytes.saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
