//! `callscript lint`: finds the scripts, asks the core what is wrong with them, and writes it down.

mod concise;
mod excerpt;
pub(crate) mod full;
mod json;
pub(crate) mod report;

use callscript::diagnostic::Severity;
use callscript::library::files::Files;
use callscript::rules;

use self::report::Report;
use crate::args::{Format, Lint};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::output;

/// Reports every finding in every script.
pub(crate) fn lint(arguments: &Lint, console: &mut Console<'_>) -> Result<Status, Error> {
    for rule in arguments.only.iter().chain(&arguments.skip) {
        rules::find(rule).ok_or_else(|| Error::UnknownRule(rule.clone()))?;
    }
    let mut files = Files::new(arguments.max_size);
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        let bytes = console.read_input(arguments.max_size)?;
        files.put(arguments.stdin_filename.as_deref(), bytes);
    }
    let found = files.find(&arguments.paths);
    let mut report = Report::new(&mut files, &found);
    report.keep(&arguments.only, &arguments.skip);

    let mut status = status(&report, arguments.deny_warnings);
    for fault in &found.faults {
        status = console.fail(&Error::File(fault.clone()));
    }
    if found.scripts.is_empty() && found.faults.is_empty() {
        status = console.fail(&Error::nothing_found(&arguments.paths));
    }
    write(&report, arguments, console)?;
    Ok(status)
}

fn write(report: &Report, arguments: &Lint, console: &mut Console<'_>) -> Result<(), Error> {
    let to_file = arguments.output.is_some();
    let colour = console.colour && !to_file;
    let width = console.width.filter(|_| !to_file);
    let text = match arguments.format {
        Format::Full => full::write(report, colour, width),
        Format::Concise => concise::write(report),
        Format::Json => json::write(report),
    };
    output::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format != Format::Json && !report.scripts.is_empty() {
        console.note(&format!("{}\n", report.closing_line()));
    }
    Ok(())
}

fn status(report: &Report, deny_warnings: bool) -> Status {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    match worst {
        Some(Severity::Error) => Status::Faulty,
        Some(Severity::Warning) if deny_warnings => Status::Faulty,
        _ => Status::Good,
    }
}
