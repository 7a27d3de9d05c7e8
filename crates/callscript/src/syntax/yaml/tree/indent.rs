//! Finds lines that begin too far left inside quotes, brackets and unquoted text, which the parser lets pass.
//!
//! Knows lines and columns. Must not know how an error is explained to the author.

use std::ops::Range;

use memchr::{memchr2, memchr2_iter};

use super::super::line::line_at;
use super::super::state::Cause;
use super::super::value::Style;
use super::Builder;

impl Builder<'_, '_> {
    /// An error if a line of the text at `range`, quoted or not, begins too far left.
    pub(super) fn check_text(&self, range: &Range<usize>, style: Style) -> Result<(), (Cause, usize)> {
        match self.outdented(range.clone(), true) {
            Some(at) if style != Style::Plain => {
                // If a bracket was left open above, the text may only seem to be inside it.
                let above = |&bracket: &usize| self.outdented(bracket..range.start, false).is_some();
                let open = self.state.bracket().filter(above).unwrap_or(range.start);
                Err((Cause::Outdented { open }, at))
            }
            // The parser sees to any other unquoted line, or `check_brackets` does.
            Some(at) if self.text.as_bytes().get(at) == Some(&b'\t') => Err((Cause::Tab, at)),
            _ => Ok(()),
        }
    }

    /// An error if a line between the brackets at `range` begins too far left. A closing one alone on its line may stand in
    /// the column of the key.
    pub(super) fn check_brackets(&self, range: Range<usize>) -> Result<(), (Cause, usize)> {
        match self.outdented(range.clone(), false) {
            Some(at) if at + 1 < range.end || Some(column(self.text, at)) != self.block_column() => {
                Err((Cause::Outdented { open: range.start }, at))
            }
            _ => Ok(()),
        }
    }

    /// The content of the first line that begins in `range` and is not indented further than the key or dash that it
    /// belongs to. Between tokens, lines of tabs and comments do not count.
    fn outdented(&self, range: Range<usize>, is_text: bool) -> Option<usize> {
        let bytes = self.text.as_bytes().get(..range.end)?;
        memchr2(b'\n', b'\r', bytes.get(range.clone())?)?;
        let column = self.block_column()?;
        memchr2_iter(b'\n', b'\r', bytes.get(range.clone())?).find_map(|line_end| {
            let line = range.start + line_end + 1;
            let mut content =
                bytes.get(line..)?.iter().skip_while(|&&byte| byte == b' ' || (byte == b'\t' && !is_text));
            let is_content = match content.next() {
                None | Some(b'\n' | b'\r') => false,
                Some(b'#') => is_text,
                Some(_) => true,
            };
            let spaces = bytes.get(line..)?.iter().take_while(|&&byte| byte == b' ').count();
            (is_content && spaces <= column).then_some(line + spaces)
        })
    }

    /// The column of the key or dash that a value belongs to; `None` at the top level.
    fn block_column(&self) -> Option<usize> {
        let frame = self.state.stack.iter().rfind(|frame| !frame.flow)?;
        Some(column(self.text, frame.start))
    }
}

/// The number of bytes before `at` on its line.
fn column(text: &str, at: usize) -> usize {
    at - line_at(text, at).start
}
