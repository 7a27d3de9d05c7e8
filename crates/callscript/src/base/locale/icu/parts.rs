//! What ICU4X writes, piece by piece, each with what it is.

use std::fmt;

use writeable::{Part, PartsWrite, Writeable};

/// Pieces of a text, each with its outermost or its innermost part.
pub(super) type Parts = Vec<(Option<Part>, String)>;

/// The pieces, by their outermost parts: the day, the month.
pub(super) fn outer(written: &impl Writeable) -> Parts {
    pieces(written, false)
}

/// The pieces, by their innermost parts: groups of digits, the sign.
pub(super) fn inner(written: &impl Writeable) -> Parts {
    pieces(written, true)
}

/// The text of a part, if it is there.
pub(super) fn text(parts: &Parts, part: Part) -> String {
    let found = parts.iter().filter(|(known, _)| *known == Some(part));
    found.map(|(_, text)| text.as_str()).next().unwrap_or_default().to_owned()
}

fn pieces(written: &impl Writeable, innermost: bool) -> Parts {
    let mut collector = Collector { parts: Vec::new(), current: None, innermost };
    // Writing into a list cannot fail.
    let _ = written.write_to_parts(&mut collector);
    collector.parts
}

struct Collector {
    parts: Parts,
    current: Option<Part>,
    innermost: bool,
}

impl fmt::Write for Collector {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.parts.last_mut() {
            Some((part, written)) if *part == self.current => written.push_str(text),
            _ => self.parts.push((self.current, text.to_owned())),
        }
        Ok(())
    }
}

impl PartsWrite for Collector {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let before = self.current;
        if self.innermost || before.is_none() {
            self.current = Some(part);
        }
        let written = write(self);
        self.current = before;
        written
    }
}
