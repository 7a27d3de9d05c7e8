//! `callscript lint`: finds scripts, lets the core check them, and writes the findings.

mod changes;
mod fix;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use callscript::diagnostic::{Diagnostic, Severity};
use callscript::jiff::Timestamp;
use callscript::rules;
use callscript_output::findings::{self, Report, SkippedFiles};
use callscript_project::{Found, FoundLibrary};
use rayon::prelude::*;

use crate::args::{Format, Lint};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// The rule that reports violated policies.
const POLICY: &str = "policy";

/// The rule that reports scripts that are not there.
const UNKNOWN_SCRIPT: &str = "unknown-script";

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
    let outputs: Vec<&Path> = arguments.output.iter().map(PathBuf::as_path).collect();
    files::check(&outputs, &[], console)?;
    let mut found = files.find(&arguments.paths);
    let shown = |finding: &Diagnostic| is_shown(finding.rule.name, arguments);
    let mut libraries = files.libraries(&found.scripts);
    files::check_apart(&outputs, files.read(), console)?;
    let (mut diff, mut fixing) = (None, Status::Good);
    if arguments.fix && files.unread().chain(files.unread_scripts()).next().is_some() {
        // A level may be set there, or a script be there that seems not to exist.
        console.warn("nothing is fixed as long as a file beside the scripts cannot be read");
    } else if arguments.fix {
        let fixed = fix::fix(&libraries, &mut files, &mut found, shown, arguments.dry_run, console);
        fixing = fixed.status;
        diff = arguments.dry_run.then_some(fixed.diff);
        libraries = files.libraries(&found.scripts);
    }
    let mut report = report(&libraries, &found);
    let mut errors = Error::of_finding(&found, &files, &arguments.paths);
    if report.findings.iter().any(|finding| finding.rule.name == UNKNOWN_SCRIPT) {
        let unread = files.unread_scripts().filter(|fault| !found.faults.contains(fault));
        errors.extend(unread.cloned().map(Error::File));
    }
    report.findings.retain(shown);
    if !is_shown(POLICY, arguments) {
        report.idle_policies.clear();
    }

    let failing = if arguments.deny_warnings { Severity::Warning } else { Severity::Error };
    let is_faulty = report.findings.iter().any(|finding| finding.severity >= failing);
    let mut status = if is_faulty { Status::Faulty } else { Status::Good }.max(fixing);
    for error in errors {
        status = console.fail(&error);
    }
    match diff {
        Some(diff) => {
            files::write(&diff, arguments.output.as_deref(), console)?;
            console.note(&format!("without these fixes: {}\n", report.closing_line()));
        }
        None => write(&report, failing, arguments, console)?,
    }
    Ok(status)
}

/// Checks the scripts that were found, each in its library.
fn report<'l>(libraries: &'l [FoundLibrary], found: &'l Found) -> Report<'l> {
    let linted = libraries.par_iter().map(|found| found.library.lint_report(&found.scripts));
    let (mut findings, mut idle_policies) = (Vec::new(), Vec::new());
    for linted in linted.collect::<Vec<_>>() {
        findings.extend(linted.findings);
        idle_policies.extend(linted.idle_policies);
    }
    let scripts: Vec<_> = found.scripts.iter().map(|script| &*script.file).collect();
    let order: HashMap<_, _> = scripts.iter().enumerate().map(|(at, file)| (file.source().name(), at)).collect();
    findings.sort_by_key(|finding| order.get(&*finding.file).copied());
    let files = libraries.iter().flat_map(|found| found.library.files()).map(|file| file.source());
    let configs = libraries.iter().filter_map(|found| found.library.config()).map(|config| config.source());
    Report {
        findings,
        scripts,
        idle_policies,
        passed_over: passed_over(found),
        sources: files.chain(configs).collect(),
    }
}

/// The files that were passed over because they are not scripts.
pub(crate) fn passed_over(found: &Found) -> SkippedFiles {
    SkippedFiles { all: found.passed_over, scenarios: found.scenarios }
}

/// Whether to show the findings of a rule: it is in `--only` (or that is not given), and not in `--skip`.
fn is_shown(rule: &str, arguments: &Lint) -> bool {
    let names = |rules: &[String]| rules.iter().any(|named| named == rule);
    (arguments.only.is_empty() || names(&arguments.only)) && !names(&arguments.skip)
}

fn write(report: &Report<'_>, failing: Severity, arguments: &Lint, console: &mut Console<'_>) -> Result<(), Error> {
    let text = match arguments.format {
        Format::Full => findings::full(report, console.screen_or(arguments.output.as_deref())),
        Format::Concise => findings::concise(report),
        Format::Json => findings::json(report),
        Format::Github => findings::github(report),
        Format::Sarif => findings::sarif(report),
        Format::Junit => findings::junit(report, failing, Timestamp::now()),
    };
    files::write(&text, arguments.output.as_deref(), console)?;
    if arguments.format.is_for_people() && !report.scripts.is_empty() {
        let idle = match arguments.format {
            Format::Full | Format::Concise => report.idle_note(),
            _ => String::new(),
        };
        console.note(&format!("{}{idle}\n", report.closing_line()));
    }
    Ok(())
}
