//! A policy with its place: which scripts it applies to, and what its findings look like.

use std::sync::Arc;

use super::IdlePolicy;
use super::scripts::Scripts;
use crate::base::diagnostic::{Diagnostic, Related};
use crate::base::source::Span;
use crate::document::config::Config;
use crate::document::policy::Policy;
use crate::lint::rules;

/// A policy, and the file that contains it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedPolicy<'l> {
    pub(super) policy: &'l Policy,
    pub(super) home: Home<'l>,
}

/// Where a policy is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Home<'l> {
    /// In a `callscript.toml`.
    Config(&'l Config),
    /// In the script with this index.
    Script(usize),
}

impl<'l> PlacedPolicy<'l> {
    /// Whether the policy applies to the script with this index.
    pub(super) fn is_about(&self, scripts: &Scripts<'l>, at: usize) -> bool {
        match (self.home, &self.policy.scripts) {
            (Home::Script(home), _) => home == at,
            (Home::Config(_), None) => true,
            (Home::Config(_), Some(ids)) => ids.iter().any(|id| scripts.file(at).id() == Some(&id.value)),
        }
    }

    /// Whether the policy applies to every script.
    pub(super) fn is_about_all(&self) -> bool {
        matches!(self.home, Home::Config(_)) && self.policy.scripts.is_none()
    }

    /// A violation of the policy, without its help.
    pub(super) fn finding(&self, file: &Arc<str>, span: Span, fact: &str) -> Diagnostic {
        let message = format!("`{}` does not hold: {fact}", self.policy.name.value);
        rules::policy::RULE.finding(file, span, message)
    }

    /// The help of a violation.
    pub(super) fn help(&self, cure: &str) -> String {
        match &self.policy.why {
            Some(why) => format!("{cure}; the reason for this policy: {why}"),
            None => cure.to_owned(),
        }
    }

    /// A finding that the policy itself cannot be checked, at the place where it is written.
    pub(super) fn fault(&self, scripts: &Scripts<'l>, span: Span, fact: &str, cure: &str) -> Diagnostic {
        let message = format!("`{}` cannot be checked: {fact}", self.policy.name.value);
        rules::policy::RULE.finding(self.file(scripts), span, message).help(cure)
    }

    /// The policy, reported as one that applies to nothing.
    pub(super) fn idle(&self, scripts: &Scripts<'l>) -> IdlePolicy {
        IdlePolicy { name: self.policy.name.value.clone(), file: Arc::clone(self.file(scripts)) }
    }

    /// The name of the file that contains the policy.
    fn file(&self, scripts: &Scripts<'l>) -> &'l Arc<str> {
        match self.home {
            Home::Config(config) => config.name(),
            Home::Script(at) => scripts.file(at).name(),
        }
    }
}

/// Adds the steps of a path to a finding.
pub(super) fn with_steps(mut finding: Diagnostic, steps: Vec<Related>) -> Diagnostic {
    finding.related.extend(steps);
    finding
}
