//! The report of `stats`, independent of the output format.

use std::sync::Arc;

use callscript::internal::quantity::many;
use callscript::script::Script;
use callscript::stats::Stats;

use crate::findings::SkippedFiles;

/// One script and its statistics.
#[derive(Debug)]
pub struct Report {
    /// Its file.
    pub file: String,
    /// The statistics, or why there are none.
    pub result: StatsResult,
}

/// The statistics of a script, or why there are none.
#[derive(Debug)]
pub enum StatsResult {
    /// The statistics.
    Figures(Arc<Script>, Stats),
    /// The script or one that it runs has errors, so there are none.
    Faulty(Faults),
}

/// The errors that prevent statistics.
#[derive(Debug)]
pub struct Faults {
    /// Its id.
    pub script: Option<String>,
    /// The number of errors in the script.
    pub own: usize,
    /// The number of errors in the scripts that it runs.
    pub others: usize,
}

impl Report {
    /// Why there are no statistics; `None` if there are.
    pub fn fault(&self) -> Option<String> {
        let StatsResult::Faulty(Faults { own, others, .. }) = &self.result else {
            return None;
        };
        let errors = match (many(*own, "error"), many(*others, "error")) {
            (own, _) if *others == 0 => format!("it has {own}"),
            (_, others) if *own == 0 => format!("what it runs has {others}"),
            (own, others) => format!("it has {own}, and what it runs has {others}"),
        };
        Some(format!("there are no figures for `{}`: {errors}, which `callscript lint` shows", self.file))
    }
}

/// The counts, for people.
pub fn closing_line(reports: &[Report], passed_over: SkippedFiles) -> String {
    let figures = reports.iter().filter_map(|report| match &report.result {
        StatsResult::Figures(_, figures) => Some(figures.nodes),
        StatsResult::Faulty(_) => None,
    });
    let nodes: Vec<usize> = figures.collect();
    let (scripts, nodes) = (many(nodes.len(), "script"), many(nodes.iter().sum(), "node"));
    format!("figures for {scripts} ({nodes}){}", passed_over.note())
}
