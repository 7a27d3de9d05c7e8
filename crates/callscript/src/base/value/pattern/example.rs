//! A text that a pattern matches.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// Appends a short text that the expression probably matches.
pub(super) fn example(hir: &Hir, text: &mut String) -> Option<()> {
    const LONGEST: usize = 1_000;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => text.push(plainest(class)?),
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min {
                example(&repetition.sub, text)?;
                if text.len() > LONGEST {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => example(&capture.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| example(part, text))?,
        HirKind::Alternation(parts) => example(parts.first()?, text)?,
    }
    Some(())
}

/// The most ordinary character of a class.
fn plainest(class: &ClassUnicode) -> Option<char> {
    let holds = |character: char| class.iter().any(|range| (range.start()..=range.end()).contains(&character));
    let plain = ['1', 'a', 'A', '-', ' '].into_iter().find(|character| holds(*character));
    let first = || class.iter().flat_map(|range| (range.start()..=range.end()).take(64));
    plain.or_else(|| first().find(|character| !character.is_control()))
}
