//! A script with errors, so that no call can be made: its first error, and how many there are.

use callscript::diagnostic::Diagnostic;
use callscript::internal::inert::escape;

/// Says why calls of a script cannot be made.
pub(super) fn in_errors(errors: &[Diagnostic]) -> String {
    let script = errors.first().and_then(|error| error.script.as_deref()).unwrap_or("the script");
    let count = match errors.len() {
        1 => "this error is".to_owned(),
        2 => "this error and another are".to_owned(),
        count => format!("this error and {} others are", count - 1),
    };
    format!("no call of `{}` can be walked until {count} fixed", escape(script))
}

/// The first error in full, and below it the number of all.
#[cfg(feature = "terminal")]
pub(super) fn unwalkable(
    errors: &[Diagnostic],
    sources: &crate::findings::Sources<'_>,
    screen: crate::screen::Screen,
) -> String {
    let first = errors.get(..1).unwrap_or_default();
    format!("{}{}\n", crate::findings::full::blocks(first, sources, screen), in_errors(errors))
}
