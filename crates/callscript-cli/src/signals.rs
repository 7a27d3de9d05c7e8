//! Signals that end the program: it removes its temporary files before it ends.
//!
//! A command that has more to do before it ends takes signals over ([`take_over`]). Must not know what files hold, nor
//! what a command does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disk::{OpenFile, TemporaryFile};

/// A signal that ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal(u8);

impl Signal {
    /// What Ctrl-C sends.
    pub(crate) const INTERRUPT: Self = Self(2);

    /// The exit status of a program that this signal ended: 130 for SIGINT (Ctrl-C), 143 for SIGTERM, 129 for SIGHUP.
    pub fn exit_status(self) -> u8 {
        self.0.saturating_add(128)
    }
}

/// Who is told of signals.
type Told = Arc<dyn Fn(Signal) + Send + Sync>;

static STATE: Mutex<State> = Mutex::new(State { temporary: Vec::new(), told: None });

struct State {
    /// The temporary files that exist.
    temporary: Vec<PathBuf>,
    /// Who has taken signals over.
    told: Option<Told>,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Handles signals from now on, in a thread of its own. If the system refuses that, they end the program at once.
pub(crate) fn install() {
    #[cfg(unix)]
    let _ = unix::install();
}

/// Lets a command go on when a signal arrives, until the guard is dropped. `told` is called in another thread, for each
/// signal, and should only pass it on; the command then ends with [`Signal::exit_status`].
pub(crate) fn take_over(told: impl Fn(Signal) + Send + Sync + 'static) -> TakenOver {
    state().told = Some(Arc::new(told));
    TakenOver(())
}

/// A guard: signals are taken over as long as it exists.
#[must_use]
pub(crate) struct TakenOver(());

impl Drop for TakenOver {
    fn drop(&mut self) {
        state().told = None;
    }
}

/// A temporary file. It is removed when it is dropped, and when a signal ends the program.
pub(crate) struct Temporary {
    // Dropped first, and thereby removed.
    file: TemporaryFile,
    _registered: Registered,
}

impl Temporary {
    /// Creates a file. No signal ends the program between its creation and its registration.
    pub(crate) fn new(create: impl FnOnce() -> io::Result<TemporaryFile>) -> io::Result<Self> {
        let mut state = state();
        let file = create()?;
        state.temporary.push(file.path().to_owned());
        let registered = Registered(file.path().to_owned());
        Ok(Self { file, _registered: registered })
    }

    /// The open file.
    pub(crate) fn file(&mut self) -> &mut OpenFile {
        self.file.file()
    }

    /// Gives the file its name for good, in place of what has that name.
    pub(crate) fn rename(mut self, to: &Path) -> io::Result<()> {
        self.file.rename(to)
    }

    /// The same, but fails if something has that name.
    pub(crate) fn rename_to_free(mut self, to: &Path) -> io::Result<()> {
        self.file.rename_to_free(to)
    }
}

/// The entry of a temporary file in the state.
struct Registered(PathBuf);

impl Drop for Registered {
    fn drop(&mut self) {
        state().temporary.retain(|path| *path != self.0);
    }
}

/// Tells whoever has taken signals over; if nobody has, removes temporary files and calls `end`.
#[cfg_attr(not(unix), expect(dead_code, reason = "signals are only handled on Unix"))]
fn arrived(signal: Signal, end: impl FnOnce()) {
    let state = state();
    if let Some(told) = state.told.clone() {
        drop(state);
        return told(signal);
    }
    for path in &state.temporary {
        let _ = fs::remove_file(path);
    }
    // The state stays locked, so that no other temporary file is created.
    end();
}

#[cfg(unix)]
mod unix {
    //! Handlers, by `signal-hook`.

    use std::fs;
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
    };
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::{Signal, arrived};

    /// The signals that can be caught and are no crash, but for SIGPIPE, which Rust turns into an error.
    const ENDING: [i32; 10] =
        [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU];

    pub(super) fn install() -> io::Result<()> {
        // Writing past the largest allowed size becomes an error.
        flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        let ignored = ignored();
        let mut signals = Signals::new(ENDING.into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0))?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for number in signals.forever() {
                let signal = Signal(u8::try_from(number).unwrap_or_default());
                arrived(signal, || {
                    let _ = emulate_default_handler(number);
                });
            }
        })?;
        Ok(())
    }

    /// The signals that the program was started to ignore, as `nohup` does it: a bit for each. Only Linux tells.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tempfile::TempDir;

    use super::*;
    use crate::disk::{Disk, Readers};

    #[test]
    fn whoever_takes_signals_over_is_told_and_otherwise_temporary_files_are_removed() {
        let folder = TempDir::new().unwrap();
        let create = || Disk::default().create_temporary(folder.path(), Readers::Owner);
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let (sender, told) = mpsc::channel();
        let guard = take_over(move |signal| sender.send(signal).unwrap());
        let kept = Temporary::new(create).unwrap();
        arrived(Signal(15), || panic!("it ends"));
        assert_eq!(told.recv().unwrap().exit_status(), 143);
        assert_eq!(files(), 1);
        drop(kept);
        assert_eq!(files(), 0);
        drop(guard);

        let _left = Temporary::new(create).unwrap();
        let named = folder.path().join("named");
        Temporary::new(create).unwrap().rename(&named).unwrap();
        assert_eq!(files(), 2);
        let mut ended = false;
        arrived(Signal(2), || ended = true);
        assert!(ended && named.is_file());
        assert_eq!(files(), 1);
    }
}
