//! Rules: what the linter can find, as a name, a group and a page.
//!
//! Must not know how a rule is checked: the list in `lint` pairs each with its check.

pub(crate) mod reading;

use std::fmt;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Severity};
use super::source::Span;

/// What a rule is about, in the order of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The file as such: YAML, keys, types.
    Reading,
    /// Where nodes lead.
    Graph,
    /// Variables, conditions and texts.
    Data,
    /// What a team asks of its own scripts.
    Policies,
    /// What works, but should be looked at.
    Suspicious,
}

/// One thing that the linter finds.
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
    /// What it is about.
    pub group: Group,
    /// Its page, in Markdown.
    pub page: &'static str,
}

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

impl Rule {
    /// An error, but for the suspicious.
    pub fn severity(&self) -> Severity {
        match self.group {
            Group::Suspicious => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether a team may set how much its findings weigh: those of an error are fixed, since a script with one cannot be
    /// walked.
    pub fn has_level(&self) -> bool {
        matches!(self.group, Group::Policies | Group::Suspicious)
    }

    /// Whether names may stand unseen where it finds something: what could not be read is not known.
    pub(crate) fn hides_names(&self) -> bool {
        self.group == Group::Reading || [&reading::BAD_EXPRESSION, &reading::BAD_TEXT].contains(&self)
    }

    /// The first sentence of its page, without a full stop.
    pub fn summary(&self) -> String {
        let lines = self.page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        let paragraph: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
        let paragraph = paragraph.join(" ");
        let sentence = paragraph.split(". ").next().unwrap_or_default();
        sentence.trim_end_matches('.').to_owned()
    }

    /// A finding of this rule at `span`.
    pub fn finding(&'static self, file: &Arc<str>, span: Span, message: String) -> Diagnostic {
        Diagnostic::new(self, file, span, message)
    }
}

/// A rule is known by its name.
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
