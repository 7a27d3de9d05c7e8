//! The findings of rules that need one script alone, computed once per file.

use super::rules;
use super::subject::Subject;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::rule::Rule;
use crate::base::source::Span;
use crate::library::File;

impl File {
    /// The script as the rules get it.
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject { file: &self.name, source: &self.source, document: &self.document, graph: self.graph() }
    }

    /// Whether the script, taken alone, has an error.
    pub(super) fn has_errors(&self) -> bool {
        self.own_findings.errors.get_or_init(|| self.check(Severity::Error));
        self.has_known_errors()
    }

    /// The errors of the script taken alone, without those of reading.
    pub(super) fn errors(&self) -> &[Diagnostic] {
        self.own_findings.errors.get_or_init(|| self.check(Severity::Error))
    }

    /// The warnings of the script taken alone, without those of reading.
    pub(super) fn warnings(&self) -> &[Diagnostic] {
        self.own_findings.warnings.get_or_init(|| self.check(Severity::Warning))
    }

    fn check(&self, severity: Severity) -> Vec<Diagnostic> {
        if !self.is_checkable() {
            return Vec::new();
        }
        let findings = rules::check_script(&self.subject(), severity);
        self.document.free_patterns();
        findings
    }

    /// Whether a comment silences the findings of a rule at a place.
    pub(super) fn silences(&self, rule: &Rule, span: Span) -> bool {
        rules::can_be_silenced(rule) && self.silences.silences(&self.source, rule.name, span)
    }
}
