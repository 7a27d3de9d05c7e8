//! Asks for one line and reads it, of any content and bounded length.
//!
//! The lines of a process are read in a thread of their own, so that a signal ends the waiting. Must not know what a line
//! means, but that a command is no secret.

mod background;
mod completion;
mod editor;
mod question;
mod terminal;

use std::io::{self, BufRead, Read};

use self::background::Background;
pub(super) use self::completion::{Completion, Completions};
pub(super) use self::question::{Question, SENSITIVE};
use super::slash_command;
use crate::console::{Console, Lines};
use crate::error::Error;
use crate::signals::Signal;

/// The most bytes of a line.
const MAX_BYTES: u64 = 1 << 20;

/// What came instead of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The end of input.
    End,
    /// A signal that ends the program.
    Signal(Signal),
}

/// A line as it was read. The error says why it cannot be used.
type Raw = Result<String, String>;

/// Reads lines from where the console says.
pub(super) enum Reader {
    /// From the console's input.
    Input,
    /// From the process.
    Background(Background),
}

impl Reader {
    pub(super) fn new(console: &Console<'_>) -> Result<Self, Error> {
        Ok(match console.lines {
            Lines::Input => Self::Input,
            lines => Self::Background(Background::new(lines)?),
        })
    }

    /// Asks for a line until one is read that can be used.
    pub(super) fn ask(
        &mut self,
        question: &Question,
        console: &mut Console<'_>,
    ) -> Result<Result<String, Stop>, Error> {
        loop {
            match self.next(question, console)? {
                Ok(raw) => match raw.and_then(checked) {
                    Ok(line) => {
                        let is_command = matches!(slash_command::parse(&line), Some(Ok(_)));
                        question.echo(&line, is_command, console)?;
                        return Ok(Ok(line));
                    }
                    Err(reason) => console.fault(&reason),
                },
                Err(stop) => {
                    // The editor has ended its line already, but for a signal.
                    if console.lines != Lines::Editor || stop != Stop::End {
                        writeln!(console.out)?;
                    }
                    return Ok(Err(stop));
                }
            }
        }
    }

    fn next(&mut self, question: &Question, console: &mut Console<'_>) -> Result<Result<Raw, Stop>, Error> {
        if console.lines == Lines::Editor {
            console.out.flush()?;
        } else {
            question.show(console)?;
        }
        match self {
            Self::Input => Ok(read(console.input).map_err(Error::Input)?.ok_or(Stop::End)),
            Self::Background(background) => background.read(question),
        }
    }
}

/// Reads a line without its line break; `None` at the end of input. The inner error is the reason why a line cannot be
/// used: it is too long, or not UTF-8.
fn read(input: &mut dyn BufRead) -> io::Result<Option<Raw>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == MAX_BYTES {
        input.skip_until(b'\n')?;
        return Ok(Some(Err(TOO_LONG.to_owned())));
    }
    let text = String::from_utf8(bytes).map_err(|_| NOT_UTF_8.to_owned());
    Ok(Some(text.map(|text| text.trim_end_matches(['\n', '\r']).to_owned())))
}

const TOO_LONG: &str = "the line is too long";
const NOT_UTF_8: &str = "the line is not UTF-8";

/// A line that can be used. Text that was pasted may have several lines.
fn checked(line: String) -> Raw {
    if line.len() as u64 >= MAX_BYTES {
        return Err(TOO_LONG.to_owned());
    }
    if line.chars().any(|character| character.is_control() && !['\n', '\t'].contains(&character)) {
        return Err("the line has a control character in it, as of an arrow key: type it again".to_owned());
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_or_refused() {
        let long = "x".repeat(2 << 20);
        let text = format!("one\r\n\n{long}\ntwo");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(b"\n\xff\nend");
        let mut input = bytes.as_slice();
        let mut next = || read(&mut input).unwrap();
        assert_eq!(next(), Some(Ok("one".to_owned())));
        assert_eq!(next(), Some(Ok(String::new())));
        assert_eq!(next(), Some(Err("the line is too long".to_owned())));
        assert_eq!(next(), Some(Ok("two".to_owned())));
        assert_eq!(next(), Some(Err("the line is not UTF-8".to_owned())));
        assert_eq!(next(), Some(Ok("end".to_owned())));
        assert_eq!(next(), None);
    }

    #[test]
    fn control_characters_are_refused() {
        for line in ["\u{1b}[A", "a\u{0}", "a\rb", "\u{9b}31m", "\u{7f}"] {
            assert!(checked(line.to_owned()).is_err(), "{line:?}");
        }
        for line in ["", "a\tb", "Elm Street 1\nSpringfield"] {
            assert_eq!(checked(line.to_owned()), Ok(line.to_owned()));
        }
    }
}
