//! Rules of the linter: name, group and documentation page.
//!
//! Must not know how a rule is checked: the list in `lint` pairs each with its check.

pub(crate) mod reading;

use std::fmt;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Severity};
use super::source::Span;

/// The group of a rule, in the order of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reading a file: YAML, keys, types.
    Reading,
    /// The graph of nodes.
    Graph,
    /// Variables, conditions and templates.
    Data,
    /// What a team requires of its own scripts.
    Policies,
    /// What works, but is probably a mistake.
    Suspicious,
}

/// A rule of the linter.
///
/// ```
/// let rule = callscript::rules::find("dead-end").ok_or("there is one")?;
/// assert_eq!((rule.name, rule.severity().as_str()), ("dead-end", "error"));
/// assert!(rule.page.starts_with("# dead-end"));
/// # Ok::<(), &str>(())
/// ```
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// Its group.
    pub group: Group,
    /// Its documentation page, in Markdown.
    pub page: &'static str,
}

/// The level that a team sets for the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not shown.
    Off,
    /// Warnings.
    Warning,
    /// Errors, though they do not keep a script from being run.
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

    /// The level with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Rule {
    /// The severity of its findings: a warning for suspicious rules, otherwise an error.
    pub fn severity(&self) -> Severity {
        match self.group {
            Group::Suspicious => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether a team may set the level of its findings. It may not for errors, since a script with one cannot be run.
    pub fn has_level(&self) -> bool {
        matches!(self.group, Group::Policies | Group::Suspicious)
    }

    /// Whether its findings mean that something could not be read, so that names may be missing from the document.
    pub(crate) fn hides_names(&self) -> bool {
        self.group == Group::Reading || [&reading::BAD_EXPRESSION, &reading::BAD_TEXT].contains(&self)
    }

    /// The first paragraph of its page.
    pub fn description(&self) -> String {
        let lines = self.page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The first sentence of its page, without a full stop.
    pub fn summary(&self) -> String {
        let description = self.description();
        let sentence = description.split(". ").next().unwrap_or_default();
        sentence.trim_end_matches('.').to_owned()
    }

    /// A finding of this rule at `span`.
    pub fn finding(&'static self, file: &Arc<str>, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(self, file, span, message)
    }
}

/// Rules are equal if their names are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
