//! Where a command reads and writes: the streams, their width and colours, the folder, and the exit status.

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use callscript::internal::inert::escape;
use callscript_output::Screen;
use callscript_project::Files;

use crate::error::Error;

/// How a command ended; the worse is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Done, nothing wrong.
    Good,
    /// Something is wrong in a script.
    Faulty,
    /// Something kept the command from its work.
    Failed,
}

/// The streams and the folder of the process, or of a test.
pub struct Console<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Everything else.
    pub err: &'a mut dyn Write,
    /// What is typed or piped in.
    pub input: &'a mut (dyn BufRead + Send),
    /// Somebody types it.
    pub typed: bool,
    /// Data may be coloured.
    pub colour: bool,
    /// Data goes to a terminal, this many columns wide.
    pub width: Option<usize>,
    /// Where relative paths begin; if it is empty, in the folder of the process.
    pub folder: PathBuf,
}

impl From<Status> for u8 {
    fn from(status: Status) -> Self {
        match status {
            Status::Good => 0,
            Status::Faulty => 1,
            Status::Failed => 2,
        }
    }
}

impl Console<'_> {
    /// Lets `work` write to the process's own streams.
    pub fn with_process(work: impl FnOnce(&mut Console<'_>) -> Status) -> u8 {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let mut out = BufWriter::with_capacity(1 << 16, Pipe::new(stdout.lock()));
        let mut err = Pipe::new(io::stderr().lock());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            input: &mut BufReader::new(io::stdin()),
            typed: io::stdin().is_terminal(),
            colour: terminal && colours_wanted(),
            width: terminal.then(terminal_width),
            folder: PathBuf::new(),
        };
        let mut status = work(&mut console);
        if let Err(error) = console.out.flush() {
            status = console.fail(&Error::Output(error));
        }
        status.into()
    }

    /// Where a path leads that somebody typed.
    pub(crate) fn at(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// What finds and reads scripts by such paths, of each at most so many bytes.
    pub(crate) fn files(&self, max_bytes: u64) -> Files {
        Files::new(max_bytes).in_folder(&self.folder)
    }

    /// How data for people is laid out.
    pub(crate) fn screen(&self) -> Screen {
        Screen { width: self.width.unwrap_or(Screen::PAGE.width), colour: self.colour }
    }

    /// The same of data that goes to a file, if there is one.
    pub(crate) fn screen_or(&self, file: Option<&Path>) -> Screen {
        if file.is_some() { Screen::PAGE } else { self.screen() }
    }

    /// Reads standard input to its end, or to one byte past so many.
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

    /// Reports what is wrong.
    pub(crate) fn fault(&mut self, what: &str) {
        self.note(&format!("error: {}\n", escape(what)));
    }

    /// Says how to go on from a fault.
    pub(crate) fn help(&mut self, how: &str) {
        self.note(&format!("help: {}\n", escape(how)));
    }

    /// Reports what is no fault, and good to know.
    pub(crate) fn warn(&mut self, what: &str) {
        self.note(&format!("warning: {}\n", escape(what)));
    }

    /// Writes to standard error, after all data so far. There is nobody to tell if that fails.
    pub(crate) fn note(&mut self, text: &str) {
        let _ = self.out.flush();
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Reports wrong arguments, or shows the help that was asked for.
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

/// A stream that nobody may be reading any more: what is written then is dropped, quietly.
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
    !set("NO_COLOR") && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

fn terminal_width() -> usize {
    let size = terminal_size::terminal_size();
    size.map_or(Screen::PAGE.width, |(width, _)| usize::from(width.0).max(40))
}
