//! What `stats` has to say, whatever the form.

use std::sync::Arc;

use callscript::internal::quantity::many;
use callscript::script::Script;
use callscript::stats::Stats;

use crate::findings::PassedOver;

/// One script, and what it comes to.
#[derive(Debug)]
pub struct Report {
    /// Its file.
    pub file: String,
    /// What there is to tell.
    pub told: Told,
}

/// What there is to tell of a script.
#[derive(Debug)]
pub enum Told {
    /// Its figures.
    Figures(Arc<Script>, Stats),
    /// It has no figures.
    Faulty(Faults),
}

/// Why a script has no figures.
#[derive(Debug)]
pub struct Faults {
    /// Its id.
    pub script: Option<String>,
    /// How many errors it has.
    pub own: usize,
    /// How many there are in what it runs.
    pub others: usize,
}

impl Report {
    /// Why there are no figures, if there are none.
    pub fn fault(&self) -> Option<String> {
        let Told::Faulty(Faults { own, others, .. }) = &self.told else {
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
pub fn closing_line(reports: &[Report], passed_over: PassedOver) -> String {
    let figures = reports.iter().filter_map(|report| match &report.told {
        Told::Figures(_, figures) => Some(figures.nodes),
        Told::Faulty(_) => None,
    });
    let nodes: Vec<usize> = figures.collect();
    let (scripts, nodes) = (many(nodes.len(), "script"), many(nodes.iter().sum(), "node"));
    format!("figures for {scripts} ({nodes}){}", passed_over.beside())
}
