//! Error recovery: finds the node that a syntax error is in, and blanks its lines.
//!
//! Knows where nodes begin: below `nodes:`, all at the same indent. Must not know what is in them, nor the parser.

use std::ops::Range;

use super::line::{key_end, line_at, slice};
use super::value::Blanked;
use crate::base::source::Span;

/// A node as a run of lines.
pub(super) struct Node {
    pub(super) blanked: Blanked,
    /// From the start of its first line to the start of the next node or top-level key, or the end of the file.
    pub(super) lines: Range<usize>,
}

impl Node {
    /// The indent of its id, in bytes.
    pub(super) fn indent(&self) -> usize {
        self.blanked.span.range().start.saturating_sub(self.lines.start)
    }
}

/// Where nodes and top-level keys begin in a file.
pub(super) struct Outline<'t> {
    text: &'t str,
    /// The start of each such line, and for a node the span of its id; ascending.
    starts: Vec<(usize, Option<Span>)>,
}

impl<'t> Outline<'t> {
    /// Finds the nodes and top-level keys of `text`, line by line.
    pub(super) fn of(text: &'t str) -> Self {
        let mut starts = Vec::new();
        let mut indent = None;
        let mut below_nodes = false;
        let mut at = 0;
        while at < text.len() {
            let line = line_at(text, at);
            let content = slice(text, line.clone());
            if is_top_level(content) {
                below_nodes = is_nodes_header(content);
                indent = None;
                starts.push((line.start, None));
            } else if let Some(indent) = node_indent(content, below_nodes, &mut indent) {
                let id = id_at(text, line.start + indent);
                starts.extend(id.map(|id| (line.start, Some(id))));
            }
            at = next_line(text, line.end);
        }
        Self { text, starts }
    }

    /// The node whose lines contain `offset`, if any.
    pub(super) fn node_at(&self, offset: usize) -> Option<Node> {
        let next = self.starts.partition_point(|&(start, _)| start <= offset);
        let &(start, id) = self.starts.get(next.checked_sub(1)?)?;
        let end = self.starts.get(next).map_or(self.text.len(), |&(end, _)| end);
        let span = id?;
        let written = slice(self.text, span.range());
        let unquoted = ['"', '\''].iter().find_map(|&quote| written.strip_prefix(quote)?.strip_suffix(quote));
        let lines = Span::new(start, end);
        let blanked = Blanked { id: unquoted.unwrap_or(written).to_owned(), span, lines };
        Some(Node { blanked, lines: start..end })
    }
}

/// Replaces every byte of the node's lines except line ends by a space.
///
/// The first byte of the id becomes a `#`: a block scalar before the node would otherwise include the spaces.
pub(super) fn blank(text: &mut String, node: &Node) {
    let id = node.blanked.span.range().start;
    let spaces: String = slice(text, node.lines.clone())
        .bytes()
        .enumerate()
        .map(|(at, byte)| match byte {
            b'\n' | b'\r' => char::from(byte),
            _ if node.lines.start + at == id => '#',
            _ => ' ',
        })
        .collect();
    text.replace_range(node.lines.clone(), &spaces);
}

/// The line's indent if it is that of node ids. The first line with content below `nodes:` sets `indent`.
fn node_indent(line: &str, below_nodes: bool, indent: &mut Option<usize>) -> Option<usize> {
    let content = line.trim_start_matches(' ');
    if !below_nodes || content.is_empty() || content.starts_with('#') {
        return None;
    }
    let blanks = line.len() - content.len();
    (*indent.get_or_insert(blanks) == blanks && blanks > 0).then_some(blanks)
}

/// The span of the id at `at`, if the line reads `id:` there.
fn id_at(text: &str, at: usize) -> Option<Span> {
    let line = slice(text, at..line_at(text, at).end);
    if line.starts_with(['-', '?', '&', '*', '!', '\t', '}', ']', ',']) {
        return None;
    }
    let id = line.get(..key_end(line)?)?.trim_end();
    (!id.is_empty()).then(|| Span::new(at, at + id.len()))
}

/// Whether a line begins in column 1 with a letter, or with a key in quotes.
fn is_top_level(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) || (line.starts_with(['"', '\'']) && key_end(line).is_some())
}

/// Whether a line is `nodes:`, with nothing after it.
fn is_nodes_header(line: &str) -> bool {
    let Some((key, rest)) = key_end(line).and_then(|colon| line.split_at_checked(colon)) else {
        return false;
    };
    let rest = rest.get(1..).unwrap_or_default();
    matches!(key.trim_end(), "nodes" | "\"nodes\"" | "'nodes'")
        && (rest.trim().is_empty() || rest.trim_start().starts_with('#'))
}

/// The start of the next line; this line's content ends at `end`.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    end + if rest.starts_with("\r\n") { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str, needle: &str) -> Option<(String, String)> {
        let node = Outline::of(text).node_at(text.find(needle).unwrap())?;
        Some((node.blanked.id, text[node.lines].to_owned()))
    }

    #[test]
    fn a_node_goes_on_to_the_next_id_or_the_next_letter_at_column_one() {
        let text =
            "id: x\nnodes: # all\n\n  a:\n    say: 1\n# note\n  \"b\" : 2\n     z\n\nafter: 3\nnodes: {}\n  c: 4\n";
        assert_eq!(node(text, "1"), Some(("a".into(), "  a:\n    say: 1\n# note\n".into())));
        assert_eq!(node(text, "z"), Some(("b".into(), "  \"b\" : 2\n     z\n\n".into())));
        for outside in ["x", "nodes", "\n  a", "3", "4"] {
            assert_eq!(node(text, outside), None, "{outside}");
        }
    }

    #[test]
    fn carriage_returns_end_lines_too() {
        let text = "nodes:\r  a:\r    b: 1\r  c: 2";
        assert_eq!(node(text, "1"), Some(("a".into(), "  a:\r    b: 1\r".into())));
        assert_eq!(node(text, "2"), Some(("c".into(), "  c: 2".into())));
        let text = "\u{feff}nodes:\r\n a:\r\n  b: 1\r\n c: 2";
        assert_eq!(node(text, "1"), Some(("a".into(), " a:\r\n  b: 1\r\n".into())));
    }

    #[test]
    fn blanking_keeps_every_offset() {
        let mut text = "nodes:\n  ё:\r\n    say: \"ж\n  b: 2\n".to_owned();
        let (before, node) = (text.clone(), Outline::of(&text).node_at(20).unwrap());
        blank(&mut text, &node);
        assert_eq!(text, "nodes:\n  #  \r\n            \n  b: 2\n");
        assert_eq!(text.len(), before.len());
    }
}
