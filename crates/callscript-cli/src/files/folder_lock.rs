//! A lock on a folder, for programs that add to files in it one after the other.
//!
//! A file cannot be locked that is replaced, or that does not exist yet; and a file made for the lock would stay behind.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use callscript_project::Reason;

use super::{place, unwritable};
use crate::console::Console;
use crate::disk::{OpenFile, folder_of};
use crate::error::Error;

/// How long to wait for another program.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long to wait before the next attempt.
const PAUSE: Duration = Duration::from_millis(5);

/// A lock that is held until it is dropped.
pub(crate) struct FolderLock(
    #[expect(dead_code, reason = "the lock is held as long as the folder is open")] Option<OpenFile>,
);

impl FolderLock {
    /// Waits until no other program holds the lock of the folder that a file is in.
    pub(crate) fn wait(path: &Path, console: &Console<'_>) -> Result<Self, Error> {
        let refused = |reason| unwritable(path, reason);
        // Windows does not open folders.
        if cfg!(not(unix)) {
            return Ok(Self(None));
        }
        let place = place(path, console)?;
        let folder = console.disk.open_folder(folder_of(&place)).map_err(|error| refused(error.into()))?;
        let start = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(true) => return Ok(Self(Some(folder))),
                Ok(false) if start.elapsed() < PATIENCE => thread::sleep(PAUSE),
                Ok(false) => {
                    return Err(refused(Reason::System("another program has locked its folder".to_owned())));
                }
                // Some network file systems do not lock folders. What others add is still noticed.
                Err(_) => return Ok(Self(None)),
            }
        }
    }
}
