//! `callscript lint`: finds the scripts, asks the core what is wrong with them, and writes it down.

mod concise;
mod excerpt;
mod fix;
pub(crate) mod full;
mod github;
pub(crate) mod json;
mod junit;
pub(crate) mod report;
mod sarif;

use callscript::diagnostic::{Diagnostic, Severity};
use callscript::rules;
use jiff::Timestamp;

use self::report::Report;
use crate::args::{Format, Lint};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// The rule of policies.
const POLICY: &str = "policy";

/// Reports every finding in every script.
pub(crate) fn lint(arguments: &Lint, console: &mut Console<'_>) -> Result<Status, Error> {
    for rule in arguments.only.iter().chain(&arguments.skip) {
        rules::find(rule).ok_or_else(|| Error::UnknownRule(rule.clone()))?;
    }
    let mut files = console.files(arguments.max_size);
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        if arguments.fix && !arguments.dry_run {
            return Err(Error::FixInput);
        }
        let bytes = console.read_input(arguments.max_size)?;
        files.put(arguments.stdin_filename.as_deref(), bytes);
    }
    let mut found = files.find(&arguments.paths);
    let shown = |finding: &Diagnostic| is_shown(finding.rule.name, arguments);
    let mut diff = None;
    if arguments.fix {
        let text = fix::fix(&mut files, &mut found, shown, arguments.dry_run, console)?;
        diff = arguments.dry_run.then_some(text);
    }
    let mut report = Report::new(&mut files, &found);
    report.findings.retain(shown);
    if !is_shown(POLICY, arguments) {
        report.idle_policies.clear();
    }

    let mut status = status(&report, arguments.deny_warnings);
    for error in Error::of_finding(&found, &arguments.paths) {
        status = console.fail(&error);
    }
    match diff {
        Some(diff) => {
            files::write(&diff, arguments.output.as_deref(), console)?;
            console.note(&format!("as it is: {}\n", report.closing_line()));
        }
        None => write(&report, arguments, console)?,
    }
    Ok(status)
}

/// Whether the findings of a rule are asked for: those of `--only`, or of all if it names none, but for those of `--skip`.
fn is_shown(rule: &str, arguments: &Lint) -> bool {
    let names = |rules: &[String]| rules.iter().any(|named| named == rule);
    (arguments.only.is_empty() || names(&arguments.only)) && !names(&arguments.skip)
}

fn write(report: &Report, arguments: &Lint, console: &mut Console<'_>) -> Result<(), Error> {
    let to_file = arguments.output.is_some();
    let colour = console.colour && !to_file;
    let width = console.width.filter(|_| !to_file);
    let text = match arguments.format {
        Format::Full => full::write(report, colour, width),
        Format::Concise => concise::write(report),
        Format::Json => json::write(report),
        Format::Github => github::write(report),
        Format::Sarif => sarif::write(report),
        Format::Junit => junit::write(report, Timestamp::now()),
    };
    files::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format.is_for_people() && !report.scripts.is_empty() {
        let idle = match arguments.format {
            Format::Full | Format::Concise => report::idle(&report.idle_policies),
            _ => String::new(),
        };
        console.note(&format!("{}{idle}\n", report.closing_line()));
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
