//! What a team asks of its scripts: a `callscript.toml`, with the levels of warnings and with policies.
//!
//! Must not know files, graphs or how policies are checked. Whatever stands in it, it never keeps a script from being
//! walked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Level, Rule, reading};
use crate::base::source::{Source, Span};
use crate::document::policy::Policy;
use crate::document::reader::read_settings;
use crate::syntax::toml;

/// What a `callscript.toml` says.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// By rule.
    pub(crate) levels: BTreeMap<&'static str, Level>,
    pub(crate) policies: Vec<Policy>,
}

/// A `callscript.toml` as it was read, with what is wrong with it.
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
    /// Reads a configuration that may set the levels of these rules.
    pub(crate) fn of(source: Source, rules: &[&'static Rule]) -> Self {
        let (tree, mut findings) = toml::read(&source);
        let settings = tree.map(|tree| {
            let (settings, more) = read_settings(&source, &tree, rules);
            findings.extend(more);
            settings
        });
        Self { name: source.name().into(), settings: settings.unwrap_or_default(), findings, source }
    }

    /// A configuration that could not be read, and why.
    pub fn unreadable(source: Source, reason: &str) -> Self {
        let name: Arc<str> = source.name().into();
        let finding = reading::TOML_SYNTAX.finding(&name, Span::default(), reason.to_owned());
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
