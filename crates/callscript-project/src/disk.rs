//! One path: its canonical form, its kind, and its bytes.
//!
//! Must not know scripts, nor how a path is displayed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::Reason;

/// A path without links, by what is there.
pub(crate) enum PathKind {
    File(PathBuf),
    Folder(PathBuf),
}

/// Follows the links of `path`, so that two paths of one file become equal.
pub(crate) fn locate(path: &Path) -> Result<PathKind, Reason> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        Ok(PathKind::Folder(fs::canonicalize(path)?))
    } else if kind.is_file() {
        Ok(PathKind::File(fs::canonicalize(path)?))
    } else {
        Err(Reason::Special)
    }
}

/// The canonical path of a file, even if the file does not exist; `None` if its folder does not exist.
pub(crate) fn canonical(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = fs::canonicalize(path) {
        return Some(place);
    }
    let folder = match path.parent()? {
        empty if empty.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}

/// The path of `folder` relative to `here` if it lies below, otherwise the absolute path.
pub(crate) fn seen_from(here: &Path, folder: &Path) -> PathBuf {
    let here = fs::canonicalize(here).ok();
    let below = here.and_then(|here| folder.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| folder.to_owned())
}

/// The bytes of a path, as a sort key.
pub(crate) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// Reads a file, but at most `max_bytes` plus one byte: the extra byte shows that it is too large.
pub(crate) fn read(place: &Path, max_bytes: u64) -> Result<Vec<u8>, Reason> {
    let file = fs::File::open(place)?;
    let length = file.metadata()?.len();
    let most = max_bytes.saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
