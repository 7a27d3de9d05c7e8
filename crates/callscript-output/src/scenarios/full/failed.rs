//! A failing scenario for people: the step that failed, the call until then, and what was open where it stopped.

use std::fmt::Write;

use annotate_snippets::Level;
use callscript::internal::inert::escape;
use callscript::scenario::Scenario;
use callscript_runner::scenario::Failure;

use super::super::call;
use super::super::report::{Failed, Report, Tested};
use super::call_so_far;
use crate::findings::annotated::{Annotated, Place};
use crate::screen::Screen;

/// The whole description of a failure.
pub(super) fn write(
    scenario: &Scenario,
    Failed { failure, session }: &Failed,
    tested: &Tested<'_>,
    report: &Report<'_>,
    screen: Screen,
) -> String {
    let mut text = format!("failed: {}\n", escape(&scenario.name.value));
    text += &annotated(failure, tested, report, screen);
    text.push('\n');
    if let Some(session) = session {
        let _ = writeln!(text, "\n  the call until then:");
        for line in call_so_far::lines(session, screen.width) {
            let _ = writeln!(text, "    {line}");
        }
        if let Some(open) = failure.open.as_ref().filter(|open| !open.prompt.is_ended()) {
            let _ = writeln!(text, "\n  open at `{}`:", escape(&call::node(&open.prompt, session.script().id())));
            for line in call::open(open) {
                let _ = writeln!(text, "    {line}");
            }
            let asides = call::asides(open);
            if !asides.is_empty() {
                let _ = writeln!(text, "    {}", asides.join(" | "));
            }
        }
    }
    text
}

/// The message and the places of a failure.
fn annotated(failure: &Failure, tested: &Tested<'_>, report: &Report<'_>, screen: Screen) -> String {
    let file = tested.file.source().name();
    let message = failure.complaint.to_string();
    let also: Vec<String> = failure.also.iter().map(|wrong| wrong.complaint.to_string()).collect();
    let related = failure.also.iter().zip(&also);
    let related = related.map(|(wrong, message)| Place { file, span: wrong.span, label: Some(message) });
    let span = Some(failure.span);
    let annotated = Annotated { message: &message, help: None, file, span, related: related.collect() };
    annotated.draw(Level::ERROR, None, &report.sources, screen)
}
