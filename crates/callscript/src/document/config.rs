//! A `callscript.toml`: the levels of rules, and policies for the scripts of a library.
//!
//! Must not know files, graphs or how policies are checked. No setting ever prevents a script from being run.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Level, Rule};
use crate::base::source::{Name, Source};
use crate::document::policy::Policy;
use crate::document::reader::read_settings;
use crate::syntax::toml;

/// The contents of a `callscript.toml`.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// The level of each rule that is set, by the rule's name.
    pub(crate) levels: BTreeMap<String, Level>,
    pub(crate) unknown_rules: Vec<UnknownRule>,
    pub(crate) policies: Vec<Policy>,
}

/// A name that none of our rules has. It may be that of a host's rule.
#[derive(Debug)]
pub(crate) struct UnknownRule {
    pub(crate) name: Name,
    /// The findings of its level, which count if there is such a rule.
    pub(crate) level_findings: Vec<Diagnostic>,
}

/// A `callscript.toml` that was read, with its findings.
///
/// ```
/// use callscript::config::Config;
/// use callscript::rule::Level;
/// use callscript::source::Source;
///
/// let config = Config::read(Source::new("callscript.toml", "[rules]\nlong-say = \"off\"\n"));
/// assert_eq!(config.level("long-say"), Some(Level::Off));
/// ```
#[derive(Debug)]
pub struct Config {
    name: Arc<str>,
    source: Source,
    settings: Settings,
    findings: Vec<Diagnostic>,
}

impl Config {
    /// Reads a configuration. `rules` are our own rules. A host may have others, so a name that is not among them has no
    /// finding here.
    pub(crate) fn of(source: Source, rules: &[&'static Rule]) -> Self {
        let (tree, mut findings) = toml::read(&source);
        let settings = tree.map(|tree| {
            let (settings, more) = read_settings(&source, &tree, rules);
            findings.extend(more);
            settings
        });
        Self { name: source.name().into(), settings: settings.unwrap_or_default(), findings, source }
    }

    /// The text of the file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The level of the rule called `rule`, if this configuration sets it.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.settings.levels.get(rule).copied()
    }

    /// The file name that its findings carry.
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    pub(crate) fn policies(&self) -> &[Policy] {
        &self.settings.policies
    }

    pub(crate) fn unknown_rules(&self) -> &[UnknownRule] {
        &self.settings.unknown_rules
    }

    pub(crate) fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}
