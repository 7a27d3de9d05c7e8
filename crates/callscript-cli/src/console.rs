//! The console of a command: its streams, their width and colours, the current folder, and the exit status.

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use callscript::internal::inert::{self, escape};
use callscript_output::Screen;
use callscript_project::Files;

use crate::clock::Clock;
use crate::disk::Disk;
use crate::error::Error;
use crate::signals::{self, Signal};

/// How a command ended, ordered from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It succeeded, and nothing is wrong.
    Good,
    /// Something is wrong with a script.
    Faulty,
    /// The command could not do its work.
    Failed,
    /// A signal ended it.
    Ended(Signal),
}

/// Where the lines of a call come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// From `input`.
    Input,
    /// From the standard input of the process. A signal ends the waiting for a line.
    Process,
    /// From the terminal of the process, with a line editor. A signal ends the waiting, too.
    Editor,
}

/// The streams and the current folder, of the process or of a test.
pub struct Console<'a> {
    /// Standard output, for data.
    pub out: &'a mut dyn Write,
    /// Standard error, for everything else.
    pub err: &'a mut dyn Write,
    /// Standard input.
    pub input: &'a mut (dyn BufRead + Send),
    /// Whether input is typed in a terminal.
    pub typed: bool,
    /// Where the lines of a call come from.
    pub lines: Lines,
    /// Whether output may be coloured.
    pub colour: bool,
    /// The width in columns, if output goes to a terminal.
    pub width: Option<usize>,
    /// The folder for relative paths; if it is empty, the folder of the process.
    pub folder: PathBuf,
    /// The clock of calls.
    pub clock: Clock,
    /// The file system that commands write to.
    pub disk: Disk,
}

impl From<Status> for u8 {
    fn from(status: Status) -> Self {
        match status {
            Status::Good => 0,
            Status::Faulty => 1,
            Status::Failed => 2,
            Status::Ended(signal) => signal.exit_status(),
        }
    }
}

impl Console<'_> {
    /// Calls `work` with the streams of the process. Returns the exit status.
    pub fn with_process(work: impl FnOnce(&mut Console<'_>) -> Status) -> u8 {
        signals::install();
        let stdout = io::stdout();
        let (terminal, typed) = (stdout.is_terminal(), io::stdin().is_terminal());
        let mut out = BufWriter::with_capacity(1 << 16, Pipe::new(stdout.lock()));
        let mut err = Pipe::new(io::stderr().lock());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            input: &mut BufReader::new(io::stdin()),
            typed,
            lines: if terminal && typed && !is_dumb() { Lines::Editor } else { Lines::Process },
            colour: terminal && colours_wanted(),
            width: terminal.then(terminal_width),
            folder: PathBuf::new(),
            clock: Clock::of_system(),
            disk: Disk::default(),
        };
        let mut status = work(&mut console);
        if let Err(error) = console.out.flush() {
            status = status.max(console.fail(&Error::Output(error)));
        }
        status.into()
    }

    /// Resolves a path that the user gave.
    pub(crate) fn at(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// A reader of scripts at such paths, with a limit on the size of a file.
    pub(crate) fn files(&self, max_bytes: u64) -> Files {
        Files::new(max_bytes).in_folder(&self.folder)
    }

    /// Takes the width of the terminal again: it may have been resized.
    pub(crate) fn measure(&mut self) {
        self.width = self.width.map(|width| if self.lines == Lines::Input { width } else { terminal_width() });
    }

    /// The layout of output for people.
    pub(crate) fn screen(&self) -> Screen {
        Screen { width: self.width.unwrap_or(Screen::PAGE.width), colour: self.colour }
    }

    /// The same, for output to `file` if one is given.
    pub(crate) fn screen_or(&self, file: Option<&Path>) -> Screen {
        if file.is_some() { Screen::PAGE } else { self.screen() }
    }

    /// Reads standard input to its end, but at most `max_size + 1` bytes.
    pub(crate) fn read_input(&mut self, max_size: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut input = (&mut *self.input).take(max_size.saturating_add(1));
        input.read_to_end(&mut bytes).map_err(Error::Input)?;
        Ok(bytes)
    }

    /// Reports why the command could not do its work.
    pub(crate) fn fail(&mut self, error: &Error) -> Status {
        self.fault(&error.to_string());
        if let Some(help) = error.help() {
            self.help(&help);
        }
        Status::Failed
    }

    /// Reports an error.
    pub(crate) fn fault(&mut self, what: &str) {
        self.note(&format!("error: {}\n", escape(what)));
    }

    /// Adds help to an error.
    pub(crate) fn help(&mut self, how: &str) {
        self.note(&format!("help: {}\n", escape(how)));
    }

    /// Reports a warning.
    pub(crate) fn warn(&mut self, what: &str) {
        self.note(&format!("warning: {}\n", escape(what)));
    }

    /// Writes to standard error, after flushing standard output; characters that could do harm are escaped. A failure is
    /// ignored: it could not be reported.
    pub(crate) fn note(&mut self, text: &str) {
        let _ = self.out.flush();
        let _ = self.err.write_all(inert::lines(text).as_bytes());
    }

    /// Reports wrong arguments, or shows the help that was requested.
    pub(crate) fn usage(&mut self, usage: &clap::Error) -> Status {
        if usage.use_stderr() {
            self.note(&usage.render().to_string());
            return Status::Failed;
        }
        let text = usage.render();
        let text = if self.colour { text.ansi().to_string() } else { text.to_string() };
        match self.out.write_all(text.as_bytes()) {
            Ok(()) => Status::Good,
            Err(error) => self.fail(&Error::Output(error)),
        }
    }
}

/// A stream whose reader may have gone away. Output after that is dropped silently.
struct Pipe<W> {
    stream: Option<W>,
}

impl<W: Write> Pipe<W> {
    fn new(stream: W) -> Self {
        Self { stream: Some(stream) }
    }

    fn attempt<T>(&mut self, dropped: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        let Some(stream) = &mut self.stream else {
            return Ok(dropped);
        };
        match write(stream) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.stream = None;
                Ok(dropped)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), W::flush)
    }
}

fn colours_wanted() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && !is_dumb()
}

/// Whether the terminal can only print lines.
fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

fn terminal_width() -> usize {
    // A pseudo-terminal that was given no size says 0.
    let size = terminal_size::terminal_size().filter(|(width, _)| width.0 > 0);
    size.map_or(Screen::PAGE.width, |(width, _)| usize::from(width.0).max(40))
}
