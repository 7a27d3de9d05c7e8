//! Rules of a host's own: registering them, their findings, and their names in a `callscript.toml`.
//!
//! Must not know what they find.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::rules;
use crate::base::diagnostic::Diagnostic;
use crate::base::inert::escape;
use crate::base::names;
use crate::base::rule::{Rule, reading};
use crate::base::source::{Source, Span};
use crate::document::config::UnknownRule;
use crate::library::{File, HostRule, Library};
use crate::model::Finding;

/// Why a rule of a host's own is refused.
///
/// ```
/// use callscript::RuleError;
/// use callscript::library::{HostRule, Library};
/// use callscript::rule::{Group, Rule};
///
/// static DEAD_END: Rule = Rule { name: "dead-end", group: Group::Suspicious, page: "# dead-end\n\nAn end.\n" };
/// let refused = Library::default().with_rules([HostRule::new(&DEAD_END, |_| Vec::new())]);
/// assert_eq!(refused.unwrap_err(), RuleError::Taken("dead-end".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// The name is not in kebab-case.
    #[error("`{}` is not a valid name of a rule: write small letters and digits, with `-` between words", escape(.0))]
    BadName(String),
    /// callscript has a rule of this name.
    #[error("callscript has a rule `{0}`: let the names of your own rules begin with your name")]
    Taken(String),
    /// The name is registered already.
    #[error("the rule `{0}` is registered twice")]
    Twice(String),
    /// The group is of rules that keep a script from being run.
    #[error("the rule `{0}` is in the group of an error that keeps a script from being run: only our own rules are")]
    BadGroup(String),
    /// The page has no sentence that could be its summary.
    #[error("the page of the rule `{0}` says nothing")]
    EmptyPage(String),
}

impl Library {
    /// The same library with these rules of the host's own, in addition to those that it has.
    ///
    /// # Errors
    ///
    /// If a name is not in kebab-case, or taken; if a group is neither `Suspicious` nor `Policies`; if a page is empty.
    pub fn with_rules(mut self, host_rules: impl IntoIterator<Item = HostRule>) -> Result<Self, RuleError> {
        let mut all = self.host_rules.to_vec();
        for host_rule in host_rules {
            check_rule(host_rule.rule, &all)?;
            all.push(host_rule);
        }
        self.host_rules = all.into();
        Ok(self)
    }

    /// Every rule whose findings it can have: ours, sorted by name, and then those of the host.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        rules::all().chain(self.host_rules.iter().map(HostRule::rule))
    }

    /// The findings of the host's rules in one file.
    pub(super) fn host_findings(&self, file: &File) -> Vec<Diagnostic> {
        if !file.is_checkable() {
            return Vec::new();
        }
        let script = file.model();
        let found = self.host_rules.iter().flat_map(|HostRule { rule, check }| {
            check(&script).into_iter().map(|finding| diagnostic(rule, file, finding))
        });
        found.collect()
    }

    /// The findings of names in the configuration that none of our rules has: the host may have one.
    pub(super) fn unknown_rule_findings(&self) -> Vec<Diagnostic> {
        let Some(config) = &self.config else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for UnknownRule { name, level_findings } in config.unknown_rules() {
            if self.rules().any(|rule| rule.name == name.value) {
                found.extend_from_slice(level_findings);
                continue;
            }
            let names = self.rules().filter(|rule| rule.has_level()).map(|rule| rule.name);
            let help = match names::nearest(&name.value, names) {
                Some(near) => near.help(),
                None => "`callscript explain` lists all rules".to_owned(),
            };
            let message = format!("there is no rule `{}`", name.value);
            found.push(reading::UNKNOWN_KEY.finding(config.name(), name.span, message).help(help));
        }
        found
    }
}

fn check_rule(rule: &Rule, others: &[HostRule]) -> Result<(), RuleError> {
    let name = rule.name.to_owned();
    if !names::is_kebab(rule.name) || rule.name.len() > names::MAX_LENGTH {
        Err(RuleError::BadName(name))
    } else if rules::find(rule.name).is_some() {
        Err(RuleError::Taken(name))
    } else if others.iter().any(|other| other.rule == rule) {
        Err(RuleError::Twice(name))
    } else if !rule.has_level() {
        Err(RuleError::BadGroup(name))
    } else if rule.summary().is_empty() {
        Err(RuleError::EmptyPage(name))
    } else {
        Ok(())
    }
}

fn diagnostic(rule: &'static Rule, file: &File, finding: Finding) -> Diagnostic {
    let name = file.name();
    let place = |span| within(file.source(), span);
    let mut all = rule.finding(name, place(finding.span), finding.message);
    all = finding.help.into_iter().fold(all, Diagnostic::help);
    all.node = finding.node.filter(|id| file.document().nodes.contains_key(id));
    finding
        .related
        .into_iter()
        .fold(all, |all, (span, message)| all.related_in(&Arc::clone(name), place(span), message))
}

/// The span, cut where it leaves the text or splits a character: a host may have computed it.
fn within(source: &Source, span: Span) -> Span {
    let offset = |offset| source.position(offset).offset;
    let start = offset(span.start);
    Span::new(start, offset(span.end).max(start))
}
