//! The report of `lint`, independent of the output format.

use std::collections::HashMap;

use callscript::IdlePolicy;
use callscript::diagnostic::{Diagnostic, Severity};
use callscript::internal::inert::escape;
use callscript::internal::quantity::many;
use callscript::library::File;
use callscript::source::Source;

/// The findings in some scripts.
#[derive(Debug, Default)]
pub struct Report<'r> {
    /// The findings in configurations, and then those in scripts, in the order of the scripts.
    pub findings: Vec<Diagnostic>,
    /// The scripts that are reported on.
    pub scripts: Vec<&'r File>,
    /// The policies that watch no step.
    pub idle_policies: Vec<IdlePolicy>,
    /// The files that are not scripts.
    pub passed_over: SkippedFiles,
    /// The source of every file to which a finding may refer.
    pub sources: Sources<'r>,
}

/// The number of files that are not scripts.
#[derive(Debug, Clone, Copy, Default)]
pub struct SkippedFiles {
    /// All of these files.
    pub all: usize,
    /// The scenario files among them.
    pub scenarios: usize,
}

/// Files by name.
#[derive(Debug, Default)]
pub struct Sources<'s>(HashMap<&'s str, &'s Source>);

impl<'s> Sources<'s> {
    /// The file of this name.
    pub fn get(&self, name: &str) -> Option<&'s Source> {
        self.0.get(name).copied()
    }
}

impl<'s> FromIterator<&'s Source> for Sources<'s> {
    /// Of two files with the same name, the first is kept.
    fn from_iter<I: IntoIterator<Item = &'s Source>>(sources: I) -> Self {
        let mut known = HashMap::new();
        for source in sources {
            known.entry(source.name()).or_insert(source);
        }
        Self(known)
    }
}

impl Report<'_> {
    /// The number of findings of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The number of nodes in all scripts.
    pub fn nodes(&self) -> usize {
        self.scripts.iter().map(|script| script.node_count()).sum()
    }

    /// The counts, for people.
    pub fn closing_line(&self) -> String {
        let counts = [(self.count(Severity::Error), "error"), (self.count(Severity::Warning), "warning")];
        let counts: Vec<_> =
            counts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| many(*number, what)).collect();
        let findings = if counts.is_empty() { "no findings".to_owned() } else { counts.join(" and ") };
        let scripts = many(self.scripts.len(), "script");
        let nodes = many(self.nodes(), "node");
        format!("{findings} in {scripts} ({nodes}){}", self.passed_over.note())
    }

    /// A note on the policies that watch no step, after the counts.
    pub fn idle_note(&self) -> String {
        let named = |policy: &IdlePolicy| format!("`{}` of {}", escape(&policy.name), escape(&policy.file));
        match self.idle_policies.as_slice() {
            [] => String::new(),
            [one] => format!("; policy {} watches no step yet", named(one)),
            [one, two] => format!("; policies {} and {} watch no step yet", named(one), named(two)),
            [one, two, more @ ..] => {
                format!("; policies {}, {} and {} more watch no step yet", named(one), named(two), more.len())
            }
        }
    }
}

impl SkippedFiles {
    /// A note on the files that are not scripts, after the counts of scripts.
    pub(crate) fn note(self) -> String {
        let scenarios = match self.scenarios {
            0 => None,
            number => Some(many(number, "scenario file")),
        };
        let others = match self.all.saturating_sub(self.scenarios) {
            0 => None,
            number => Some(many(number, "other file")),
        };
        let kinds: Vec<String> = scenarios.into_iter().chain(others).collect();
        if kinds.is_empty() { String::new() } else { format!("; not counting {}", kinds.join(" and ")) }
    }
}
