//! What a team asks of its scripts: a `callscript.toml`, with the levels of warnings and with policies.
//!
//! Must not know files, graphs or how policies are checked. Whatever stands in it, it never keeps a script from being
//! walked.

use std::fmt;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::document::{self, Settings};
use crate::lint::policy::Policy;
use crate::lint::rules;
use crate::syntax::toml;

/// How much the findings of a rule weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not shown.
    Off,
    /// They are warnings.
    Warning,
    /// They are errors, though the script can be walked all the same.
    Error,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Off, Self::Warning, Self::Error];

    /// Its name in a `callscript.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A `callscript.toml` as it was read, with what is wrong with it.
#[derive(Debug)]
pub struct Config {
    name: Arc<str>,
    source: Source,
    settings: Settings,
    findings: Vec<Diagnostic>,
}

impl Config {
    /// Reads a configuration. It never fails: what is wrong becomes a finding of the library that it is given to.
    pub fn read(source: Source) -> Self {
        let (tree, mut findings) = toml::read(&source);
        let settings = tree.map(|tree| {
            let (settings, more) = document::read_settings(&source, &tree);
            findings.extend(more);
            settings
        });
        Self { name: source.name().into(), settings: settings.unwrap_or_default(), findings, source }
    }

    /// A configuration that could not be read, and why.
    pub fn unreadable(source: Source, reason: &str) -> Self {
        let name: Arc<str> = source.name().into();
        let finding = rules::toml_syntax::RULE.finding(&name, Span::default(), reason.to_owned());
        Self { name, source, settings: Settings::default(), findings: vec![finding] }
    }

    /// The file as it was given.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The level of a rule, if it is set here.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.settings.levels.get(rule).copied()
    }

    /// The name under which findings know it.
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    pub(crate) fn policies(&self) -> &[Policy] {
        &self.settings.policies
    }

    pub(crate) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}
