//! `--format json`: for programs. Every key is always present; under version 1, fields are only added.

use callscript::scenario::Scenario;
use callscript::script::coverage::Kind;
use callscript_runner::Session;
use callscript_runner::scenario::Failure;
use serde::Serialize;

use super::call;
use super::coverage::{self, Coverage};
use super::report::{Report, Tested, Totals, Verdict};
use super::unwalkable::in_errors;
use crate::findings::json::{Finding, Span, span};
use crate::json;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    summary: Summary,
    scenarios: Vec<Case<'a>>,
    diagnostics: Vec<Finding<'a>>,
    coverage: Covered<'a>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    files: usize,
    scenarios: usize,
    passed: usize,
    failed: usize,
    diagnostics: usize,
    /// The coverage in percent; null if there are no parts.
    percent: Option<f64>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Case<'a> {
    name: &'a str,
    file: &'a str,
    script: Option<&'a str>,
    span: Option<Span>,
    /// `passed`, `failed`, or `faulty` if it was not performed because of an error in the diagnostics.
    status: &'static str,
    failure: Option<Failed>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Failed {
    /// The failed step, from 1; null if no step caused the failure.
    step: Option<usize>,
    message: String,
    span: Option<Span>,
    related: Vec<Related>,
    /// The position of the call.
    node: Option<String>,
    /// The open steps.
    open: Vec<String>,
    call: Vec<Turn>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Related {
    message: String,
    span: Option<Span>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Turn {
    script: String,
    node: String,
    said: Option<String>,
    happened: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Covered<'a> {
    #[serde(flatten)]
    counts: Counts,
    scripts: Vec<OfScript<'a>>,
    /// Scripts with errors: their parts are unknown and not in any count.
    unwalkable: Vec<Unwalkable<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Unwalkable<'a> {
    script: Option<&'a str>,
    file: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OfScript<'a> {
    script: &'a str,
    file: &'a str,
    #[serde(flatten)]
    counts: Counts,
    missing: Vec<Missing<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Counts {
    nodes: Count,
    answers: Count,
    arms: Count,
    results: Count,
    asides: Count,
    outcomes: Count,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Count {
    covered: usize,
    total: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Missing<'a> {
    kind: &'static str,
    node: Option<&'a str>,
    id: &'a str,
    label: &'a str,
    span: Option<Span>,
}

/// The whole report as one JSON object.
pub fn json(report: &Report<'_>) -> String {
    let Totals { scenarios, failed } = report.totals();
    let diagnostics = report.diagnostics();
    let document = Document {
        version: 1,
        summary: Summary {
            files: report.files.len(),
            scenarios,
            passed: scenarios - failed,
            failed,
            diagnostics: diagnostics.len(),
            percent: report.coverage.hundredths(),
        },
        scenarios: report.files.iter().flat_map(cases).collect(),
        diagnostics: diagnostics.into_iter().map(|finding| Finding::new(finding, &report.sources)).collect(),
        coverage: covered(&report.coverage),
    };
    json::document(&document)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

fn cases<'a>(tested: &'a Tested<'_>) -> impl Iterator<Item = Case<'a>> {
    let scenarios = tested.file.scenarios().iter().zip(&tested.verdicts);
    scenarios.map(|(scenario, verdict)| case(scenario, verdict, tested))
}

fn case<'a>(scenario: &'a Scenario, verdict: &Verdict, tested: &'a Tested<'_>) -> Case<'a> {
    let source = tested.file.source();
    let (status, failure) = match verdict {
        Verdict::Passed => ("passed", None),
        Verdict::Faulty => ("faulty", None),
        Verdict::Unwalkable(errors) => ("failed", Some(Failed::without_call(in_errors(errors)))),
        Verdict::Failed(failed) => ("failed", Some(Failed::new(&failed.failure, failed.session.as_ref(), tested))),
    };
    Case {
        name: &scenario.name.value,
        file: source.name(),
        script: tested.file.script().map(|script| script.value.as_str()),
        span: span(Some(scenario.name.span), Some(source)),
        status,
        failure,
    }
}

impl Failed {
    fn without_call(message: String) -> Self {
        Self { step: None, message, span: None, related: Vec::new(), node: None, open: Vec::new(), call: Vec::new() }
    }

    fn new(failure: &Failure, session: Option<&Session>, tested: &Tested<'_>) -> Self {
        let source = Some(tested.file.source());
        let related = failure
            .also
            .iter()
            .map(|wrong| Related { message: wrong.complaint.to_string(), span: span(Some(wrong.span), source) });
        let root = session.map_or("", |session| session.script().id());
        let turns = session.map(|session| session.transcript().turns).unwrap_or_default();
        let call = turns.into_iter().map(|turn| Turn {
            happened: call::step_text(&turn.kind),
            script: turn.script,
            node: turn.node,
            said: turn.said,
        });
        Self {
            step: failure.step.map(|step| step + 1),
            message: failure.complaint.to_string(),
            span: span(Some(failure.span), source),
            related: related.collect(),
            node: failure.open.as_ref().map(|open| call::node(&open.prompt, root)),
            open: failure.open.as_ref().map(|open| [call::open(open), call::asides(open)].concat()).unwrap_or_default(),
            call: call.collect(),
        }
    }
}

fn covered<'a>(coverage: &'a Coverage<'_>) -> Covered<'a> {
    let scripts = coverage.scripts.iter().map(|script| OfScript {
        script: script.id,
        file: script.source.name(),
        counts: counts(|kind| script.count(Some(kind))),
        missing: missing(script),
    });
    let unwalkable = coverage.unknown.iter().map(|file| Unwalkable { script: file.id(), file: file.source().name() });
    Covered {
        counts: counts(|kind| coverage.count(Some(kind))),
        scripts: scripts.collect(),
        unwalkable: unwalkable.collect(),
    }
}

fn counts(count: impl Fn(Kind) -> coverage::Count) -> Counts {
    let count = |kind| {
        let coverage::Count { covered, all } = count(kind);
        Count { covered, total: all }
    };
    Counts {
        nodes: count(Kind::Node),
        answers: count(Kind::Answer),
        arms: count(Kind::Arm),
        results: count(Kind::Result),
        asides: count(Kind::Aside),
        outcomes: count(Kind::Outcome),
    }
}

fn missing<'a>(script: &'a coverage::Script<'_>) -> Vec<Missing<'a>> {
    let missing = script.missing().map(|part| Missing {
        kind: part.part.kind().as_str(),
        node: part.node.as_deref(),
        id: &part.id,
        label: &part.label,
        span: span(Some(part.span), Some(script.source)),
    });
    missing.collect()
}
