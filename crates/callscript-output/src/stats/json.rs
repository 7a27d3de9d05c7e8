//! `--format json`: for programs. Every key is always present; under version 1, fields are only added.

use callscript::internal::quantity::Count;
use callscript::script::{Outcome, Script};
use callscript::stats::{Figures, Stats, Step};
use serde::Serialize;

use super::report::{Report, StatsResult};
use crate::json;

/// The number of most time-consuming steps to list.
const HEAVIEST: usize = 10;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    scripts: Vec<Figured<'a>>,
    faulty: Vec<Faulty<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Figured<'a> {
    file: &'a str,
    script: &'a str,
    title: &'a str,
    nodes: usize,
    paths: Option<String>,
    shortest: f64,
    longest: f64,
    expected: Option<f64>,
    without_retries: &'a [String],
    outcomes: Vec<Ending<'a>>,
    heaviest: Vec<Heavy<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Ending<'a> {
    outcome: &'a str,
    label: &'a str,
    kind: &'a str,
    paths: Option<String>,
    chance: f64,
    shortest: Option<f64>,
    longest: Option<f64>,
    expected: Option<f64>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Heavy<'a> {
    script: &'a str,
    node: &'a str,
    verbatim: bool,
    seconds: f64,
    visits: f64,
    expected: f64,
    share: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Faulty<'a> {
    file: &'a str,
    script: Option<&'a str>,
    errors: usize,
}

/// The statistics of every script as one JSON object.
pub fn json(reports: &[Report]) -> String {
    let mut document = Document { version: 1, scripts: Vec::new(), faulty: Vec::new() };
    for Report { file, result } in reports {
        match result {
            StatsResult::Figures(script, stats) => document.scripts.push(Figured::new(file, script, stats)),
            StatsResult::Faulty(faults) => {
                let (script, errors) = (faults.script.as_deref(), faults.own + faults.others);
                document.faulty.push(Faulty { file, script, errors });
            }
        }
    }
    json::document(&document)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

impl<'a> Figured<'a> {
    fn new(file: &'a str, script: &'a Script, stats: &'a Stats) -> Self {
        let outcomes = script.outcomes().iter().zip(&stats.outcomes);
        Self {
            file,
            script: script.id(),
            title: script.title(),
            nodes: stats.nodes,
            paths: paths(&stats.all),
            shortest: digits(stats.all.shortest),
            longest: digits(stats.all.longest),
            expected: stats.all.expected.map(digits),
            without_retries: &stats.without_retries,
            outcomes: outcomes.map(|(outcome, figures)| Ending::new(outcome, figures.as_ref())).collect(),
            heaviest: stats.steps.iter().take(HEAVIEST).map(Heavy::new).collect(),
        }
    }
}

impl<'a> Ending<'a> {
    fn new(outcome: &'a Outcome, figures: Option<&Figures>) -> Self {
        Self {
            outcome: &outcome.id,
            label: &outcome.label,
            kind: outcome.kind.as_str(),
            paths: figures.map_or_else(|| Some("0".to_owned()), paths),
            chance: figures.map_or(0.0, |figures| digits(figures.chance)),
            shortest: figures.map(|figures| digits(figures.shortest)),
            longest: figures.map(|figures| digits(figures.longest)),
            expected: figures.and_then(|figures| figures.expected).map(digits),
        }
    }
}

impl<'a> Heavy<'a> {
    fn new(step: &'a Step) -> Self {
        Self {
            script: &step.script,
            node: &step.node,
            verbatim: step.verbatim,
            seconds: digits(step.seconds),
            visits: digits(step.visits),
            expected: digits(step.expected),
            share: digits(step.share),
        }
    }
}

fn paths(figures: &Figures) -> Option<String> {
    figures.paths.as_ref().map(Count::to_string)
}

/// Rounds to 15 significant digits, to hide floating-point noise.
fn digits(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}
