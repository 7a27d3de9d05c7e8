//! The mode of the terminal, which a line editor changes while it reads. Must not know the editor.

/// The mode of the terminal before anything changed it.
pub(super) struct SavedTerminal {
    #[cfg(unix)]
    mode: rustix::termios::Termios,
    /// Whether an editor has turned on that the terminal tells what is pasted.
    #[cfg(unix)]
    edited: bool,
}

impl SavedTerminal {
    /// Saves the mode, if standard input is a terminal.
    #[cfg(unix)]
    pub(super) fn save(edited: bool) -> Option<Self> {
        rustix::termios::tcgetattr(std::io::stdin()).ok().map(|mode| Self { mode, edited })
    }

    /// Elsewhere no signal interrupts the editor.
    #[cfg(not(unix))]
    pub(super) fn save(_edited: bool) -> Option<Self> {
        None
    }

    /// Restores the mode.
    #[cfg(unix)]
    pub(super) fn restore(&self) {
        use std::io::{self, Write};
        // The terminal may be gone.
        let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &self.mode);
        if self.edited {
            let mut out = io::stdout();
            let _ = out.write_all(b"\x1b[?2004l").and_then(|()| out.flush());
        }
    }

    #[cfg(not(unix))]
    #[expect(clippy::unused_self, reason = "there is nothing to restore")]
    pub(super) fn restore(&self) {}
}
