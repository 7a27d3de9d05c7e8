//! `callscript test`: finds scenarios, lets the runner perform them, and writes the results.

mod checked_scripts;
mod perform;
mod replay;
mod suggest;

use std::path::{Path, PathBuf};

use callscript::jiff::Timestamp;
use callscript::source::Source;
use callscript_output::Screen;
use callscript_output::scenarios::{self, Report};

use self::checked_scripts::Scripts;
use crate::args::{Results, Test};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Performs every scenario.
pub(crate) fn test(arguments: &Test, console: &mut Console<'_>) -> Result<Status, Error> {
    let outputs: Vec<&Path> = arguments.output.iter().map(PathBuf::as_path).collect();
    let journals: Vec<&Path> = arguments.replay.iter().map(PathBuf::as_path).collect();
    files::check(&outputs, &journals, console)?;
    let mut files = console.files(Source::MAX_BYTES);
    let tests = files.scenario_files(&arguments.paths);
    files::check_apart(&outputs, files.read(), console)?;
    let mut status = Status::Good;
    for fault in &tests.faults {
        status = console.fail(&Error::File(fault.clone()));
    }
    // What is covered is not known, so nothing is added to files.
    if arguments.write && status == Status::Failed {
        return Ok(status);
    }
    if !arguments.replay.is_empty() {
        return replay::replay(&tests, arguments, status, console);
    }
    if tests.scenarios.is_empty() && (!arguments.suggest || tests.scripts.is_empty()) {
        return Ok(if tests.faults.is_empty() { console.fail(&Error::no_scenarios(&arguments.paths)) } else { status });
    }
    let scripts = Scripts::check(&tests, perform::places(&tests));
    let report = perform::all(&tests, &scripts);
    if !report.is_well() {
        status = status.max(Status::Faulty);
    }
    if arguments.suggest {
        if !report.is_well() {
            console.note(&scenarios::full(&report, Screen { colour: false, ..console.screen() }));
        }
        suggest::suggest_all(&report, arguments.write, console)?;
        return Ok(status);
    }
    write(&report, arguments, console)?;
    if let Some(fault) = arguments.min_coverage.and_then(|least| report.coverage.shortfall(least)) {
        console.fault(&fault);
        status = status.max(Status::Faulty);
    }
    Ok(status)
}

fn write(report: &Report<'_>, arguments: &Test, console: &mut Console<'_>) -> Result<(), Error> {
    let text = match arguments.format {
        Results::Full => scenarios::full(report, console.screen_or(arguments.output.as_deref())),
        Results::Json => scenarios::json(report),
        Results::Junit => scenarios::junit(report, Timestamp::now()),
    };
    files::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format != Results::Json {
        console.note(&format!("{}\n", report.closing_line()));
    }
    Ok(())
}
