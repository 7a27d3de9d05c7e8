//! `callscript test`: finds scenarios, lets the runner perform them, and writes down what came of them.

mod call;
mod coverage;
mod full;
mod json;
mod junit;
mod replay;
mod report;
mod scripts;
mod suggest;

use callscript::source::Source;
use jiff::Timestamp;

use self::coverage::{Coverage, called};
use self::report::Report;
use self::scripts::Scripts;
use crate::args::{Results, Test};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Performs every scenario.
pub(crate) fn test(arguments: &Test, console: &mut Console<'_>) -> Result<Status, Error> {
    let mut files = console.files(Source::MAX_BYTES);
    let tests = files.scenario_files(&arguments.paths);
    let mut status = Status::Good;
    for fault in &tests.faults {
        status = console.fail(&Error::File(fault.clone()));
    }
    if !arguments.replay.is_empty() {
        return replay::replay(&tests, arguments, status, console);
    }
    if tests.scenarios.is_empty() && (!arguments.suggest || tests.scripts.is_empty()) {
        return Ok(if tests.faults.is_empty() { console.fail(&Error::no_scenarios(&arguments.paths)) } else { status });
    }
    let scripts = Scripts::check(&tests, report::places(&tests));
    let report = Report::new(&tests, &scripts);
    status = status.max(report.status());
    if arguments.suggest {
        if report.status() != Status::Good {
            console.note(&full::write(&report, false, console.width));
        }
        suggest::suggest_all(&report, &scripts, arguments.write, console)?;
        return Ok(status);
    }
    write(&report, arguments, console)?;
    if let Some(fault) = arguments.min_coverage.and_then(|least| too_little(&report.coverage, least)) {
        console.fault(&fault);
        status = status.max(Status::Faulty);
    }
    Ok(status)
}

fn write(report: &Report, arguments: &Test, console: &mut Console<'_>) -> Result<(), Error> {
    let to_file = arguments.output.is_some();
    let text = match arguments.format {
        Results::Full => full::write(report, console.colour && !to_file, console.width.filter(|_| !to_file)),
        Results::Json => json::write(report),
        Results::Junit => junit::write(report, Timestamp::now()),
    };
    files::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format != Results::Json {
        console.note(&format!("{}\n", report.closing_line()));
    }
    Ok(())
}

/// What is wrong if so many hundredths are to be covered.
fn too_little(coverage: &Coverage, least: f64) -> Option<String> {
    if coverage.is_below(least) {
        return Some(format!("{}, and {least}% is wanted", coverage.told()));
    }
    let unknown = coverage.unknown.first().map(|file| called(file))?;
    Some(format!("`{unknown}` cannot be walked, so it is not known how much of it is covered, and {least}% is wanted"))
}
