//! How large a pattern is once it is compiled, without compiling it.
//!
//! Must not know how patterns are compiled: a test compares the two.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use regex_syntax::utf8::Utf8Sequences;

/// The bytes that the parsed pattern takes in memory once it is compiled, roughly.
pub(super) fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 32,
        HirKind::Literal(literal) => 32 * literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class_size(class),
        HirKind::Class(Class::Bytes(class)) => 60 + 12 * class.ranges().len(),
        HirKind::Repetition(repetition) => {
            let copies = repetition.max.unwrap_or(repetition.min.saturating_add(1)).max(1);
            let branch = if repetition.max == Some(repetition.min) { 0 } else { 40 };
            (size(&repetition.sub) + branch).saturating_mul(usize::try_from(copies).unwrap_or(usize::MAX))
        }
        HirKind::Capture(capture) => size(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(size).fold(0, usize::saturating_add),
        // The beginnings that words have in common are compiled once.
        HirKind::Alternation(parts) if parts.iter().all(is_literal) => {
            parts.iter().map(size).fold(0, usize::saturating_add) / 2
        }
        HirKind::Alternation(parts) => parts.iter().map(|part| size(part) + 40).fold(0, usize::saturating_add),
    }
}

fn is_literal(hir: &Hir) -> bool {
    matches!(hir.kind(), HirKind::Literal(_))
}

/// A class is compiled to the sequences of bytes that encode its characters.
fn class_size(class: &ClassUnicode) -> usize {
    let sequences = class.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
    60 + sequences.map(|sequence| if sequence.len() == 1 { 12 } else { 20 + 12 * sequence.len() }).sum::<usize>()
}

/// The bytes that it takes to parse this source, at most roughly: some classes have two letters and a thousand ranges.
pub(super) fn parsing(source: &str) -> usize {
    let classes = source.as_bytes().windows(2).filter(|pair| pair[0] == b'\\' && b"wWpP".contains(&pair[1])).count();
    16 * source.len() + 8_000 * classes
}
