//! Parses a journal, and refuses it if any byte has changed since it was written.

use callscript::script::Digest;

use super::Writer;
use super::checksum::{BEFORE_SUM, RunningHash, SEAL_LEN};
use super::error::JournalError;
use super::line::{Header, Line, NoLine, Origin};
use crate::event::{Event, EventKind, Version};
use crate::wire::event::line_of;

/// The beginning of every journal, whatever its version.
const BEGINNING: &[u8] = b"{\"callscript_journal\":";

/// The content of a journal.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub(super) version: Version,
    /// The id of its script.
    pub script: String,
    /// The digest of all scripts that its session could run.
    pub digest: Digest,
    /// The digest of the scripts with which the session began, if it was carried over from others.
    pub carried_over_from: Option<Digest>,
    /// The length of its complete lines in bytes. Truncate the file to this length before you append to it.
    pub whole: usize,
    /// The number of bytes after the last complete line: an event that was being written when the program stopped.
    pub unfinished: usize,
    pub(super) lines: Vec<Line>,
    pub(super) writer: Writer,
}

/// Reads a journal. An incomplete last line is ignored.
///
/// # Errors
///
/// If it is not a journal, has another version, is damaged, or has no event.
pub fn read(bytes: &[u8]) -> Result<Recorded, JournalError> {
    check_beginning(bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let (lines, rest) = bytes.split_at(whole);
    let mut sum = RunningHash::default();
    let mut numbered = (1..).zip(lines.split_inclusive(|byte| *byte == b'\n'));
    let (line, header) = numbered.next().ok_or(JournalError::Empty)?;
    let header = unseal(&mut sum, header).and_then(|text| Header::read(&text)).ok_or(JournalError::Damaged { line })?;
    let mut lines: Vec<Line> = Vec::new();
    for (number, bytes) in numbered {
        let text = unseal(&mut sum, bytes).ok_or(JournalError::Damaged { line: number })?;
        match Line::read(header.version, &text, &header.script) {
            Ok(line) if matches!(line.event.kind, EventKind::Started(_)) == lines.is_empty() => lines.push(line),
            Err(NoLine::UnknownEvent(event)) => return Err(JournalError::UnknownEvent { line: number, event }),
            _ => return Err(JournalError::Damaged { line: number }),
        }
    }
    if has_damaged_line_end(&sum, rest) {
        return Err(JournalError::Damaged { line: line_of(lines.len()) });
    }
    if lines.is_empty() {
        return Err(JournalError::Empty);
    }
    let Origin { version, script, digest, carried_over_from } = header;
    let writer = Writer::after(version, sum, lines.len());
    Ok(Recorded { version, script, digest, carried_over_from, whole, unfinished: rest.len(), lines, writer })
}

impl Recorded {
    /// The events, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.lines.iter().map(|line| &line.event)
    }
}

/// Checks the beginning and the version, before anything that may differ between versions.
fn check_beginning(bytes: &[u8]) -> Result<(), JournalError> {
    if BEGINNING.starts_with(bytes) {
        return Err(JournalError::Empty);
    }
    let rest = bytes.strip_prefix(BEGINNING).ok_or(JournalError::NotAJournal)?;
    let digits = rest.iter().take(20).take_while(|byte| byte.is_ascii_digit());
    let digits: String = digits.map(|byte| char::from(*byte)).collect();
    match digits.parse() {
        Ok(version) if Version::of_number(version).is_none() && rest.len() > digits.len() => {
            Err(JournalError::OtherVersion { version })
        }
        _ => Ok(()),
    }
}

/// The JSON object of a line; `None` if the line is damaged.
fn unseal(sum: &mut RunningHash, line: &[u8]) -> Option<String> {
    sum.unseal(line.strip_suffix(b"\n")?)
}

/// Whether the bytes after the last line end begin with a complete line and go on: then its line end was overwritten.
fn has_damaged_line_end(sum: &RunningHash, rest: &[u8]) -> bool {
    let seal = rest.windows(BEFORE_SUM.len()).position(|window| window == BEFORE_SUM);
    let line = seal.and_then(|at| rest.get(..at + SEAL_LEN)).filter(|line| line.len() < rest.len());
    line.is_some_and(|line| sum.clone().unseal(line).is_some())
}
