//! Reads lines in a thread of its own, so that a signal that ends the program also ends the waiting for a line.
//!
//! The thread reads only when it is asked to. Must not know where lines come from.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::editor::read_terminal;
use super::terminal::SavedTerminal;
use super::{Question, Raw, Stop, read};
use crate::console::Lines;
use crate::error::Error;
use crate::signals::{self, Signal, TakenOver};

/// How long to wait for the signal that tells why a terminal is gone.
const GRACE: Duration = Duration::from_millis(100);

/// A thread that reads lines.
pub(in crate::commands::run) struct Background {
    questions: Sender<Question>,
    arrivals: Receiver<Arrival>,
    terminal: Option<SavedTerminal>,
    _signals: TakenOver,
}

/// What arrives while a line is waited for.
pub(super) enum Arrival {
    /// A line, or the end of input.
    Read(io::Result<Option<Raw>>),
    Signal(Signal),
}

impl Background {
    /// Starts the thread.
    pub(super) fn new(lines: Lines) -> Result<Self, Error> {
        // Each answers a question with one arrival.
        let work = if lines == Lines::Editor { read_terminal } else { read_stdin };
        let (questions, asked) = mpsc::channel();
        let (arriving, arrivals) = mpsc::channel();
        let told = arriving.clone();
        // A signal that nobody waits for any more is of no use.
        let signals = signals::take_over(move |signal| drop(told.send(Arrival::Signal(signal))));
        let terminal = SavedTerminal::save(lines == Lines::Editor);
        let thread = thread::Builder::new().name("lines".to_owned());
        thread.spawn(move || work(&asked, &arriving)).map_err(Error::Input)?;
        Ok(Self { questions, arrivals, terminal, _signals: signals })
    }

    /// Waits for a line.
    pub(super) fn read(&mut self, question: &Question) -> Result<Result<Raw, Stop>, Error> {
        if let Ok(Arrival::Signal(signal)) = self.arrivals.try_recv() {
            return Ok(Err(Stop::Signal(signal)));
        }
        // If the thread is gone, so is the input.
        let asked = self.questions.send(question.clone()).ok();
        match asked.and_then(|()| self.arrivals.recv().ok()) {
            Some(Arrival::Read(Ok(Some(raw)))) => Ok(Ok(raw)),
            Some(Arrival::Read(ended)) => match self.signal_of_the_terminal() {
                Some(signal) => Ok(Err(self.interrupted(signal))),
                None => ended.map(|_| Err(Stop::End)).map_err(Error::Input),
            },
            Some(Arrival::Signal(signal)) => Ok(Err(self.interrupted(signal))),
            None => Ok(Err(Stop::End)),
        }
    }

    /// A terminal that is closed can be seen before the signal arrives.
    fn signal_of_the_terminal(&self) -> Option<Signal> {
        self.terminal.as_ref()?;
        match self.arrivals.recv_timeout(GRACE) {
            Ok(Arrival::Signal(signal)) => Some(signal),
            _ => None,
        }
    }

    /// The thread still reads: the terminal is restored in its place.
    fn interrupted(&self, signal: Signal) -> Stop {
        if let Some(terminal) = &self.terminal {
            terminal.restore();
        }
        Stop::Signal(signal)
    }
}

/// Reads lines from standard input.
fn read_stdin(questions: &Receiver<Question>, arrivals: &Sender<Arrival>) {
    while questions.recv().is_ok() {
        if arrivals.send(Arrival::Read(read(&mut io::stdin().lock()))).is_err() {
            return;
        }
    }
}
