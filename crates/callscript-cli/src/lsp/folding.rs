//! Folding ranges: lines that are indented below another, and comments of several lines.
//!
//! They are computed from indentation alone, so they work in files that are not valid YAML. Must not know scripts.

use callscript_project::workspace::Workspace;
use lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

/// The folding ranges of a document.
pub(super) fn ranges(workspace: &Workspace, params: &FoldingRangeParams) -> Vec<FoldingRange> {
    workspace.document(params.text_document.uri.as_str()).map_or_else(Vec::new, |document| fold(document.text.as_str()))
}

/// A line that may have indented lines below it.
struct Head {
    indent: usize,
    line: u32,
}

fn fold(text: &str) -> Vec<FoldingRange> {
    let mut ranges = Vec::new();
    let mut heads: Vec<Head> = Vec::new();
    let mut comments: Option<(u32, u32)> = None;
    let mut last = 0;
    for (number, line) in (0..).zip(lines(text)) {
        let words = line.trim_start_matches(' ');
        let is_comment = words.starts_with('#');
        if let Some((first, end)) = comments.filter(|_| !is_comment) {
            ranges.extend(range(first, end, FoldingRangeKind::Comment));
            comments = None;
        }
        if is_comment {
            comments = Some((comments.map_or(number, |(first, _)| first), number));
        }
        if words.trim().is_empty() || is_comment {
            continue;
        }
        let indent = line.len() - words.len();
        while let Some(head) = heads.pop_if(|head| head.indent >= indent) {
            ranges.extend(range(head.line, last, FoldingRangeKind::Region));
        }
        heads.push(Head { indent, line: number });
        last = number;
    }
    while let Some(head) = heads.pop() {
        ranges.extend(range(head.line, last, FoldingRangeKind::Region));
    }
    ranges.extend(comments.and_then(|(first, end)| range(first, end, FoldingRangeKind::Comment)));
    ranges.sort_by_key(|range| (range.start_line, range.end_line));
    ranges
}

/// The lines of a text, with any kind of line break.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn range(start_line: u32, end_line: u32, kind: FoldingRangeKind) -> Option<FoldingRange> {
    let range = FoldingRange { start_line, end_line, kind: Some(kind), ..FoldingRange::default() };
    (end_line > start_line).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_indented_is_folded_and_so_are_comments() {
        let text = "# one\n# two\na: 1\n\nb:\n  c:\n    d: 1\n    # three\n    # four\n\n  e: 2\nf: [\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
            let folded: Vec<_> = fold(&text).iter().map(|range| (range.start_line, range.end_line)).collect();
            assert_eq!(folded, [(0, 1), (4, 10), (5, 6), (7, 8)], "{text:?}");
        }
    }
}
