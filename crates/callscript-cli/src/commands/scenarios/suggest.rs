//! `callscript test --suggest`: writes scenarios for what no scenario covers yet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use callscript::internal::inert::escape;
use callscript::internal::quantity::{grouped, many, plural};
use callscript::scenario::Scenario;
use callscript::script::coverage::Part;
use callscript::script::samples::Samples;
use callscript_output::scenarios::{Report, Script, part_name};
use callscript_runner::scenario::{self, Suggested, suggest};
use rayon::prelude::*;

use crate::console::Console;
use crate::disk::Readers;
use crate::error::Error;
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
        let not_reached = not_reached(script, &suggested);
        write(script, suggested.scenarios, beside, console)?;
        console.note(&not_reached);
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

/// What no suggestion reaches, and what was not looked for.
fn not_reached(script: &Script<'_>, suggested: &Suggested) -> String {
    let Suggested { not_reached, too_long, unexplored, narrowed, .. } = suggested;
    let lines = |which: &dyn Fn(&Part) -> bool| -> String {
        let parts = script.missing().filter(|part| which(&part.part));
        let lines = parts.map(|part| {
            let at = script.source.position(part.span.start);
            format!("  {}:{}:{}: {}\n", escape(script.source.name()), at.line, at.column, escape(&part_name(part)))
        });
        lines.collect()
    };
    let mut told = String::new();
    let long = lines(&|part| too_long.contains(part));
    if !long.is_empty() {
        told.push_str("reached, but not suggested, because all the calls together would be too long\n");
        told.push_str(&long);
    }
    let rest = lines(&|part| not_reached.contains(part) && !too_long.contains(part));
    if rest.is_empty() {
        return told;
    }
    let prompts = |number: &usize| format!("{} {}", grouped(number), plural(*number, "prompt"));
    if *unexplored == 0 {
        told += "not reached on any path, with a value for each way in which a condition comes out";
    } else {
        told += "not reached before the search ended: it did not look at what comes after ";
        told += &prompts(unexplored);
        told += " that it found";
    }
    if *narrowed > 0 {
        told += "; at ";
        told += &prompts(narrowed);
        told += " there are too many combinations of values to try them all";
    }
    told.push('\n');
    told + &rest
}

/// The scenario file that belongs to a script.
fn scenario_file_of(script: &str) -> PathBuf {
    Path::new(script).with_extension("test.yaml")
}
