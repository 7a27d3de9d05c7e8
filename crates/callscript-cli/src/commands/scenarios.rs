//! `callscript test`: finds scenarios, lets the runner perform them, and writes the results.

mod checked_scripts;
mod perform;
mod replay;
mod suggest;

use std::path::{Path, PathBuf};

use callscript::internal::inert::escape;
use callscript::jiff::Timestamp;
use callscript::source::Source;
use callscript_output::Screen;
use callscript_output::scenarios::{self, Report};

use self::checked_scripts::Scripts;
use crate::args::{Results, Test};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;
use crate::scenario_file::OF_NEW;

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
    left_over_of_new(&report, console);
    if let Some(fault) = arguments.min_coverage.and_then(|least| report.coverage.shortfall(least)) {
        console.fault(&fault);
        status = status.max(Status::Faulty);
    }
    Ok(status)
}

/// Says which failing files still hold the scenarios of `callscript new`: their script was rewritten.
fn left_over_of_new(report: &Report<'_>, console: &mut Console<'_>) {
    let failed = report.files.iter().filter(|tested| !tested.is_well()).map(|tested| tested.file.source());
    for source in failed.filter(|source| source.text().starts_with(OF_NEW)) {
        let name = escape(source.name());
        console.note(&format!(
            "`{name}` still has the calls through the script as `callscript new` wrote it: if you have rewritten the \
             script, delete the file, and let `callscript test --suggest --write` write others\n"
        ));
    }
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
