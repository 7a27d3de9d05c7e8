//! `callscript test --suggest`: writes scenarios for what no scenario covers yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use callscript::internal::inert::escape;
use callscript::internal::quantity::{grouped, many};
use callscript::scenario::Scenario;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;
use callscript_output::scenarios::{Report, Script, part_name};
use callscript_runner::scenario::{self, Suggested, suggest};
use rayon::prelude::*;

use crate::console::Console;
use crate::error::Error;
use crate::files::Readers;
use crate::scenario_file::ScenarioFile;

/// Writes scenarios for every script that is not fully covered: to standard output, or to files beside the scripts.
pub(super) fn suggest_all(report: &Report<'_>, beside: bool, console: &mut Console<'_>) -> Result<(), Error> {
    let lacking: Vec<&Script<'_>> =
        report.coverage.scripts.iter().filter(|script| script.missing().next().is_some()).collect();
    let suggested = lacking.par_iter().map(|lacking| {
        let missing: BTreeSet<Part> = lacking.missing().map(|part| part.part).collect();
        suggest(&lacking.script, &Samples::of(&lacking.script), &missing)
    });
    let suggested: Vec<Suggested> = suggested.collect();
    for file in &report.coverage.unknown {
        let script = escape(file.id().unwrap_or_else(|| file.source().name()));
        console.note(&format!("nothing can be suggested for `{script}` until its errors are fixed\n"));
    }
    if lacking.is_empty() && !report.coverage.scripts.is_empty() {
        let what = if report.coverage.unknown.is_empty() { "everything" } else { "everything that can be walked" };
        console.note(&format!("{what} is covered: there is nothing to suggest\n"));
    }
    for (script, suggested) in lacking.into_iter().zip(suggested) {
        let Suggested { scenarios, not_reached } = suggested;
        write(script, scenarios, beside, console)?;
        report_not_reached(script, &not_reached, console);
    }
    Ok(())
}

fn write(script: &Script<'_>, scenarios: Vec<Scenario>, beside: bool, console: &mut Console<'_>) -> Result<(), Error> {
    if scenarios.is_empty() {
        return Ok(());
    }
    let path = scenario_file_of(script.source.name());
    if beside {
        let added = ScenarioFile::new(&path, script.id, Readers::Usual, console)?.add(scenarios, console)?;
        let scenarios = many(added.len(), "scenario");
        console.note(&format!("{scenarios} added to `{}`\n", escape(&path.to_string_lossy())));
        return Ok(());
    }
    writeln!(console.out, "# {}", escape(&path.to_string_lossy()))?;
    Ok(write!(console.out, "{}", scenario::write(script.id, &scenarios))?)
}

fn report_not_reached(script: &Script<'_>, not_reached: &BTreeSet<Part>, console: &mut Console<'_>) {
    let parts = script.missing().filter(|part| not_reached.contains(&part.part));
    let lines = parts.map(|part| {
        let at = script.source.position(part.span.start);
        format!("  {}:{}:{}: {}\n", escape(script.source.name()), at.line, at.column, escape(&part_name(part)))
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        let steps = grouped(&Suggested::MAX_STEPS);
        console.note(&format!("not reached in a search of {steps} steps\n{lines}"));
    }
}

/// The scenario file that belongs to a script.
fn scenario_file_of(script: &str) -> PathBuf {
    Path::new(script).with_extension("test.yaml")
}
