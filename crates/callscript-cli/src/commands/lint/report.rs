//! What `lint` has to say, in the order in which it is said, whatever the format.

use std::collections::HashMap;
use std::sync::Arc;

use callscript::IdlePolicy;
use callscript::config::Config;
use callscript::diagnostic::{Diagnostic, Severity};
use callscript::library::files::{Files, Found};
use callscript::library::{File, Library};
use callscript::source::Source;
use rayon::prelude::*;

use crate::words::many;
use callscript::inert::escape;

/// The findings in some scripts.
pub(crate) struct Report {
    /// Those in configurations, and then those in scripts in their order.
    pub(super) findings: Vec<Diagnostic>,
    /// The scripts that are reported on.
    pub(super) scripts: Vec<Arc<File>>,
    /// The policies that watch nothing.
    pub(super) idle_policies: Vec<IdlePolicy>,
    /// How many files are no scripts.
    pub(super) passed_over: usize,
    /// What they are, for people.
    beside: String,
    /// Every script that a finding may point into, by name.
    files: HashMap<String, Arc<File>>,
    /// Every configuration that one may point into.
    configs: Vec<Arc<Config>>,
}

impl Report {
    /// Checks the scripts that were found, each within its library.
    pub(super) fn new(files: &mut Files, found: &Found) -> Self {
        let libraries = files.libraries(&found.scripts);
        let linted = libraries.par_iter().map(|(library, reported)| library.lint_all(reported));
        let (mut findings, mut idle_policies) = (Vec::new(), Vec::new());
        for linted in linted.collect::<Vec<_>>() {
            findings.extend(linted.findings);
            idle_policies.extend(linted.idle_policies);
        }
        let scripts: Vec<_> = found.scripts.iter().map(|script| Arc::clone(&script.file)).collect();
        let order: HashMap<_, _> = scripts.iter().enumerate().map(|(at, file)| (file.source().name(), at)).collect();
        findings.sort_by_key(|finding| order.get(&*finding.file).copied());
        let every = libraries.iter().flat_map(|(library, _)| library.files());
        Self {
            findings,
            idle_policies,
            passed_over: found.passed_over,
            beside: beside(found),
            files: every.map(|file| (file.source().name().to_owned(), Arc::clone(file))).collect(),
            configs: libraries.iter().filter_map(|(library, _)| library.config().cloned()).collect(),
            scripts,
        }
    }

    /// These findings, in scripts of that library.
    pub(crate) fn of(findings: Vec<Diagnostic>, library: &Library) -> Self {
        let files = library.files().iter().map(|file| (file.source().name().to_owned(), Arc::clone(file)));
        Self {
            findings,
            idle_policies: Vec::new(),
            scripts: Vec::new(),
            passed_over: 0,
            beside: String::new(),
            files: files.collect(),
            configs: Vec::new(),
        }
    }

    /// The file of this name.
    pub(super) fn source(&self, name: &str) -> Option<&Source> {
        let config = || self.configs.iter().map(|config| config.source()).find(|source| source.name() == name);
        self.files.get(name).map(|file| file.source()).or_else(config)
    }

    /// How many findings weigh so much.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many nodes all scripts have.
    pub(super) fn nodes(&self) -> usize {
        self.scripts.iter().map(|script| script.node_count()).sum()
    }

    /// The counts, for people.
    pub(super) fn closing_line(&self) -> String {
        let counts = [(self.count(Severity::Error), "error"), (self.count(Severity::Warning), "warning")];
        let counts: Vec<_> =
            counts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| many(*number, what)).collect();
        let findings = if counts.is_empty() { "no findings".to_owned() } else { counts.join(" and ") };
        let scripts = many(self.scripts.len(), "script");
        let nodes = many(self.nodes(), "node");
        format!("{findings} in {scripts} ({nodes}){}", self.beside)
    }
}

/// The policies that watch nothing, behind the counts.
pub(super) fn idle(policies: &[IdlePolicy]) -> String {
    let named = |policy: &IdlePolicy| format!("`{}` of {}", escape(&policy.name), escape(&policy.file));
    match policies {
        [] => String::new(),
        [one] => format!("; policy {} watches no step yet", named(one)),
        [one, two] => format!("; policies {} and {} watch no step yet", named(one), named(two)),
        [one, two, more @ ..] => {
            format!("; policies {}, {} and {} more watch no step yet", named(one), named(two), more.len())
        }
    }
}

/// The files that are no scripts, behind the counts of those that are.
pub(crate) fn beside(found: &Found) -> String {
    let scenarios = match found.scenarios {
        0 => None,
        number => Some(format!("{} of scenarios", many(number, "file"))),
    };
    let others = match found.passed_over.saturating_sub(found.scenarios) {
        0 => None,
        number => Some(many(number, "other file")),
    };
    let kinds: Vec<String> = scenarios.into_iter().chain(others).collect();
    if kinds.is_empty() { String::new() } else { format!("; beside that {}", kinds.join(" and ")) }
}
