//! `callscript stats`: finds scripts, lets the core compute their statistics, and writes them.

use std::collections::HashMap;

use callscript::CheckError;
use callscript::script::Script;
use callscript::source::Source;
use callscript_output::stats::{self, Faults, Report, StatsResult};
use callscript_project::{Files, Found, FoundLibrary};
use rayon::prelude::*;

use crate::args::{Stats, StatsFormat};
use crate::commands::lint::passed_over;
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Reports the statistics of every script.
pub(crate) fn stats(arguments: &Stats, console: &mut Console<'_>) -> Result<Status, Error> {
    let mut files = console.files(Source::MAX_BYTES);
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        let bytes = console.read_input(Source::MAX_BYTES)?;
        files.put(arguments.stdin_filename.as_deref(), bytes);
    }
    let found = files.find(&arguments.paths);
    let reports = reports(&mut files, &found)?;
    let text = match arguments.format {
        StatsFormat::Full => stats::full(&reports),
        StatsFormat::Json => stats::json(&reports),
    };
    files::write(&text, None, console)?;
    let mut status = Status::Good;
    for report in &reports {
        if let Some(fault) = report.fault() {
            console.fault(&fault);
            status = Status::Faulty;
        }
    }
    for error in Error::of_finding(&found, &files, &arguments.paths) {
        status = console.fail(&error);
    }
    if arguments.format == StatsFormat::Full && !reports.is_empty() {
        console.note(&format!("{}\n", stats::closing_line(&reports, passed_over(&found))));
    }
    Ok(status)
}

/// A report for each script, in the order in which they were found.
fn reports(files: &mut Files, found: &Found) -> Result<Vec<Report>, CheckError> {
    let libraries = files.libraries(&found.scripts);
    let reports = libraries.par_iter().map(of_library).collect::<Result<Vec<_>, _>>()?;
    let mut reports: Vec<Report> = reports.into_iter().flatten().collect();
    let names = found.scripts.iter().map(|script| script.file.source().name());
    let order: HashMap<_, _> = names.enumerate().map(|(at, name)| (name, at)).collect();
    reports.sort_by_key(|report| order.get(report.file.as_str()).copied());
    Ok(reports)
}

fn of_library(FoundLibrary { library, scripts }: &FoundLibrary) -> Result<Vec<Report>, CheckError> {
    let checked = library.check_files(scripts);
    let faultless: Vec<&Script> = checked.iter().flatten().map(|script| &**script).collect();
    let mut figures = callscript::stats::of_all(&faultless).into_iter();
    let mut reports = Vec::new();
    for (script, &place) in checked.into_iter().zip(scripts) {
        let file = &library.files()[place];
        let name = file.source().name();
        let result = match script {
            Ok(script) => figures.next().map(|figures| StatsResult::Figures(script, figures)),
            Err(CheckError::Faulty(findings)) => {
                let own = findings.iter().filter(|finding| *finding.file == *name).count();
                let script = file.id().map(str::to_owned);
                Some(StatsResult::Faulty(Faults { script, own, others: findings.len() - own }))
            }
            Err(error) => return Err(error),
        };
        reports.extend(result.map(|result| Report { file: name.to_owned(), result }));
    }
    Ok(reports)
}
