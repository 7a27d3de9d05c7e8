//! The errors of `{% %}` tags.

use crate::base::source::Span;
use crate::syntax::expression::{MAX_DEPTH, SyntaxError, shown};

pub(super) const KNOWN: &str =
    "a text can have `{% if CONDITION %}`, `{% elif CONDITION %}`, `{% else %}` and `{% endif %}`";

pub(super) fn unknown_statement(word: &str, span: Span) -> SyntaxError {
    let fault = SyntaxError::new(span, format!("`{}` means nothing here", shown(word)));
    match word {
        "elseif" | "elsif" => fault.help("write `{% elif CONDITION %}`").instead(span, "elif"),
        "end" | "fi" => fault.help("write `{% endif %}`").instead(span, "endif"),
        _ => fault.help(KNOWN),
    }
}

/// Replaces the hint of an error in `{% %}`, where another hint is better than in `{{ }}`.
pub(super) fn in_statement(word: &str, text: &str, fault: SyntaxError) -> SyntaxError {
    let stray = text.get(fault.span.range()).unwrap_or_default().to_lowercase();
    match (word, &*stray) {
        ("else", "if") => fault.help("write `{% elif CONDITION %}`"),
        ("if" | "elif", "then" | ":") => fault.help(format!("leave it out: `{{% {word} CONDITION %}}`")),
        ("if" | "elif", "elif" | "elseif" | "?") => fault.help(KNOWN),
        _ => fault,
    }
}

pub(super) fn too_deep(span: Span) -> SyntaxError {
    SyntaxError::new(span, format!("this `if` is nested more than {MAX_DEPTH} deep"))
        .help("join conditions with `and`, or use `elif`")
}

pub(super) fn unclosed(open: usize, opening: &str, closing: &str) -> SyntaxError {
    let span = Span::new(open, open + opening.len());
    SyntaxError::new(span, format!("this `{opening}` has no `{closing}`"))
        .help(format!("write `{closing}` where it ends"))
}
