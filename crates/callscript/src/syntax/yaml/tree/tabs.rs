//! Finds tabs in indentation, where YAML allows only spaces and the parser lets them pass.
//!
//! Must not know how an error is explained to the author.

use super::super::state::Cause;
use super::super::value::{Kind, Map, Value};
use super::Builder;

/// The offset of the first tab at or after `from`, or the end of the text.
pub(super) fn next_tab(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr(b'\t', rest).map_or(text.len(), |at| from + at)
}

impl Builder<'_, '_> {
    /// An error if a tab precedes the map or list that begins at `start` on its line.
    pub(super) fn check_tab_before(&self, start: usize) -> Result<(), (Cause, usize)> {
        if self.next_tab >= start {
            return Ok(());
        }
        let line = self.line_before(start);
        let tab = line.iter().position(|&byte| byte == b'\t');
        tab.map_or(Ok(()), |tab| Err((Cause::Tab, start - line.len() + tab)))
    }

    /// An error if the text at `start`, which is the whole file, is indented with a tab.
    pub(super) fn check_tab_of_root(&self, start: usize) -> Result<(), (Cause, usize)> {
        let line = self.line_before(start);
        if line.first() == Some(&b'\t') { Err((Cause::Tab, start - line.len())) } else { Ok(()) }
    }

    /// What precedes `start` on its line.
    fn line_before(&self, start: usize) -> &[u8] {
        let before = self.text.as_bytes().get(..start).unwrap_or_default();
        before.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default()
    }

    /// An error if the first line with more than spaces after the `|` or `>` text that ends at `end` is indented with a tab.
    pub(super) fn check_tab_below(&self, end: usize) -> Result<(), (Cause, usize)> {
        let rest = self.text.as_bytes().get(end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r')).count();
        let is_tab = rest.get(blanks) == Some(&b'\t');
        if is_tab { Err((Cause::Tab, end + blanks)) } else { Ok(()) }
    }

    /// An error if the file ends in a line of blanks with a tab, where its last value would be.
    pub(super) fn check_tab_at_end(&self) -> Result<(), (Cause, usize)> {
        let rest = self.text.get(self.state.parsed_end..).unwrap_or_default();
        let line = rest.rfind(['\n', '\r']).map_or("", |line_end| rest.get(line_end + 1..).unwrap_or_default());
        let Some(tab) = line.find('\t').filter(|_| line.trim().is_empty()) else { return Ok(()) };
        match self.state.root.as_ref().and_then(|root| owner_of_empty_end(root, 0)) {
            Some(owner) if tab <= self.line_before(owner).len() => {
                Err((Cause::Tab, self.text.len() - line.len() + tab))
            }
            _ => Ok(()),
        }
    }
}

/// If the tree ends in an empty value, the start of the key or dash that it belongs to; `owner` is that of `value`.
fn owner_of_empty_end(value: &Value<'_>, owner: usize) -> Option<usize> {
    match &value.kind {
        Kind::Nothing => Some(owner),
        Kind::List(items) => owner_of_empty_end(items.last()?, value.span.range().start),
        Kind::Map(Map { flow: true, .. }) | Kind::Scalar(_) | Kind::Unknown => None,
        Kind::Map(map) => {
            map.entries.last().and_then(|entry| owner_of_empty_end(&entry.value, entry.key.span.range().start))
        }
    }
}
