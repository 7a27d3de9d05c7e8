//! A failing scenario for people: the step that failed, the call until then, and what was open where it stopped.

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::Level;
use callscript::diagnostic::{Diagnostic, Related, Severity};
use callscript::inert::escape;
use callscript::rule::{Group, Rule};
use callscript::scenario::Scenario;
use callscript_runner::scenario::Failure;

use super::super::call;
use super::super::report::{Failed, Report, Tested};
use super::until_then;
use crate::findings;
use crate::screen::Screen;

/// All that there is to say of a failure.
pub(super) fn write(
    scenario: &Scenario,
    Failed { failure, session }: &Failed,
    tested: &Tested<'_>,
    report: &Report<'_>,
    screen: Screen,
) -> String {
    let mut text = format!("failed: {}\n", escape(&scenario.name.value));
    let finding = finding(failure, tested);
    text += &findings::full::block(Level::ERROR, None, &finding, &report.sources, screen);
    text.push('\n');
    if let Some(session) = session {
        let _ = writeln!(text, "\n  the call until then:");
        for line in until_then::lines(session, screen.width) {
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

/// A failure has no rule, and its name is not shown.
static FAILURE: Rule = Rule { name: "", group: Group::Policies, page: "" };

/// A failure, to be drawn like a finding.
fn finding(failure: &Failure, tested: &Tested<'_>) -> Diagnostic {
    let file: Arc<str> = tested.file.source().name().into();
    let related = failure.also.iter().map(|wrong| Related {
        message: wrong.complaint.to_string(),
        file: Arc::clone(&file),
        span: wrong.span,
    });
    Diagnostic {
        rule: &FAILURE,
        severity: Severity::Error,
        message: failure.complaint.to_string(),
        help: None,
        fix: None,
        related: related.collect(),
        file,
        script: None,
        node: None,
        nodes: Vec::new(),
        span: Some(failure.span),
    }
}
