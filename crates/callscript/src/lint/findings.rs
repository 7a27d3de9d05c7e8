//! Collects the findings of a library, applies the levels of its configuration, and removes those that comments
//! silence.
//!
//! Must not know what any rule finds.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::parallel;
use crate::base::rule::Level;
use crate::base::source::Span;
use crate::document::policy::{By, Demand, Policy};
use crate::library::Index;
use crate::library::{File, Library, Linked};
use crate::lint::policy::{self, IdlePolicy};
use crate::lint::{rules, unused};

/// The result of linting a library.
///
/// ```
/// use callscript::library::Library;
///
/// let linted = Library::default().lint_report(&[]);
/// assert!(linted.findings.is_empty() && linted.idle_policies.is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Linted {
    /// The findings, as [`Library::lint_files`] returns them.
    pub findings: Vec<Diagnostic>,
    /// The policies that apply to nothing. They are not findings, because the scripts for them may not be written yet.
    /// Empty if some of the library is missing or unreadable.
    pub idle_policies: Vec<IdlePolicy>,
}

impl Library {
    /// Every finding: those in the configuration, and then those in each script, in the order of the library. Within a file
    /// they are sorted by offset, rule and message. Levels are applied, and what comments silence is left out.
    ///
    /// Levels and policies do not decide whether a script can be run: [`Library::check`] does.
    ///
    /// ```
    /// use callscript::config::Config;
    /// use callscript::library::Library;
    /// use callscript::source::Source;
    ///
    /// let config = Config::read(Source::new("callscript.toml", "[rules]\nunused-outcome = \"off\"\n"));
    /// let text = "
    /// callscript: 1
    /// id: hello
    /// title: Hello
    /// start: helo
    /// outcomes: { done: Done, lost: Line lost }
    /// nodes: { hello: { say: 'Hello, and goodbye.', end: done } }
    /// ";
    /// let library = Library::from_sources(vec![Source::new("hello.yaml", text)]).with_config(config);
    /// let [finding] = &library.lint()[..] else { panic!("there is one") };
    /// assert_eq!((finding.rule.name, &*finding.file), ("unknown-target", "hello.yaml"));
    /// assert_eq!(finding.help.as_deref(), Some("did you mean `hello`?"));
    /// ```
    pub fn lint(&self) -> Vec<Diagnostic> {
        let all: Vec<usize> = (0..self.files.len()).collect();
        self.lint_files(&all)
    }

    /// The same findings, but only those in the configuration and in the files with these indices.
    pub fn lint_files(&self, reported: &[usize]) -> Vec<Diagnostic> {
        self.lint_report(reported).findings
    }

    /// The same findings, and the policies that apply to nothing: those of the configuration and of these files.
    pub fn lint_report(&self, reported: &[usize]) -> Linted {
        let reported = self.flags(reported);
        let index = Index::new(&self.files);
        let mut policies = policy::check(&policy::Subject {
            files: &self.files,
            index: &index,
            reported: &reported,
            config: self.config.as_deref(),
            texts: &self.texts,
            whole: !self.partial,
            silenced: &|at, span| self.silences_policy(at, span),
        });
        let mut all = std::mem::take(&mut policies.config);
        all.extend(self.config.iter().flat_map(|config| config.findings()).cloned());
        all.extend(self.unknown_rule_findings());
        all.sort_by(Diagnostic::order);
        self.check_errors(&index, &reported);
        let places: Vec<usize> = (0..self.files.len()).filter(|&at| reported[at]).collect();
        parallel::for_each(&places, |&at| _ = self.files[at].warnings());
        for at in places {
            let linked = Linked { files: &self.files, at, index: &index, reported: &reported };
            let mut findings = self.errors(at, &index);
            findings.extend(self.warnings(&linked));
            findings.extend(policies.scripts.remove(&at).into_iter().flatten());
            findings.extend(self.host_findings(&self.files[at]));
            let held_back = self.hold_back_unused(&self.files[at], &mut findings);
            let watched = policies.watched[at];
            let unsure = |rule: &str| {
                (rule == rules::policy::RULE.name && !watched) || (held_back && unused::is_about_unused(rule))
            };
            self.silence(at, unsure, &mut findings);
            all.extend(finished(&self.files[at], findings));
        }
        all.retain_mut(|finding| self.weigh(finding));
        if self.level(rules::policy::RULE.name) == Some(Level::Off) {
            policies.idle.clear();
        }
        Linted { findings: all, idle_policies: policies.idle }
    }

    /// The names of the files that `verbatim` policies compare words with: paths relative to the folder of
    /// `callscript.toml`.
    pub fn texts_wanted(&self) -> BTreeSet<&str> {
        let config = self.config.iter().flat_map(|config| config.policies());
        let scripts = self.files.iter().flat_map(|file| &file.document.policies);
        let wanted = config.chain(scripts).filter_map(|policy| match &policy.demand {
            Demand::Verbatim { file, .. } => Some(file.value.as_str()),
            _ => None,
        });
        wanted.collect()
    }

    /// The tags by which policies select nodes, of those policies that apply to the script with this index.
    pub fn tags_watched(&self, at: usize) -> BTreeSet<&str> {
        let Some(file) = self.files.get(at) else {
            return BTreeSet::new();
        };
        let is_about = |policy: &&Policy| {
            policy.scripts.as_ref().is_none_or(|ids| ids.iter().any(|id| file.id() == Some(id.value.as_str())))
        };
        let config = self.config.iter().flat_map(|config| config.policies()).filter(is_about);
        let watched = config.chain(&file.document.policies).filter_map(|policy| match &policy.demand {
            Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } if nodes.by == By::Tag => {
                Some(&nodes.names)
            }
            _ => None,
        });
        watched.flatten().map(|name| name.value.as_str()).collect()
    }

    /// Looks for errors in the reported files and in those that they run, callees first.
    pub(super) fn check_errors(&self, index: &Index<'_>, reported: &[bool]) {
        let roots: Vec<usize> = (0..self.files.len()).filter(|&at| reported[at]).collect();
        let known: Vec<bool> = index.errors.iter().map(|errors| errors.get().is_some()).collect();
        let order = index.callees_first_but(&self.files, &roots, &known);
        parallel::for_each(&order, |&at| _ = self.files[at].errors());
        for at in order {
            let linked = Linked { files: &self.files, at, index, reported };
            index.errors[at].get_or_init(|| self.check_linked(&linked, Severity::Error));
        }
    }

    fn check_linked(&self, linked: &Linked<'_>, severity: Severity) -> Vec<Diagnostic> {
        let file = &self.files[linked.at];
        if !file.is_checkable() {
            return Vec::new();
        }
        let findings = rules::check_linked(&file.subject(), linked, severity);
        file.document.free_patterns();
        findings
    }

    /// The errors and other reading findings of one file, after `check_errors`.
    pub(super) fn errors(&self, at: usize, index: &Index<'_>) -> Vec<Diagnostic> {
        let file = &self.files[at];
        let errors = [file.own_findings.errors.get(), index.errors[at].get()];
        file.findings.iter().chain(errors.into_iter().flatten().flatten()).cloned().collect()
    }

    /// The warnings of one file, without those of policies.
    fn warnings(&self, linked: &Linked<'_>) -> Vec<Diagnostic> {
        let mut warnings = self.check_linked(linked, Severity::Warning);
        warnings.extend_from_slice(self.files[linked.at].warnings());
        warnings
    }

    /// Removes the findings that comments silence, and adds one for each comment that silences nothing. A rule for which
    /// `unsure` holds may have more findings than were made.
    fn silence(&self, at: usize, unsure: impl Fn(&str) -> bool, findings: &mut Vec<Diagnostic>) {
        let file = &self.files[at];
        if file.silences.is_empty() || !file.is_checkable() {
            return;
        }
        let error = |finding: &Diagnostic| !finding.rule.has_level();
        let held_back = findings.iter().any(error);
        let unsure = |rule: &str| held_back || unsure(rule);
        let unused = rules::unused_ignore::check(&file.source, &file.silences, findings, &self.host_rules, unsure);
        findings.retain(|finding| !finding.span.is_some_and(|span| file.silences(finding.rule, span)));
        findings.extend(unused);
    }

    fn silences_policy(&self, at: usize, span: Span) -> bool {
        let file = &self.files[at];
        file.silences(&rules::policy::RULE, span)
    }

    /// Applies the configured level to a finding. Returns whether the finding is kept.
    fn weigh(&self, finding: &mut Diagnostic) -> bool {
        match self.level(finding.rule.name) {
            None => {}
            Some(Level::Off) => return false,
            Some(Level::Warning) => finding.severity = Severity::Warning,
            Some(Level::Error) => finding.severity = Severity::Error,
        }
        true
    }

    pub(super) fn level(&self, rule: &str) -> Option<Level> {
        self.config.as_ref().and_then(|config| config.level(rule))
    }

    fn flags(&self, places: &[usize]) -> Vec<bool> {
        let mut flags = vec![false; self.files.len()];
        for &at in places {
            if let Some(flag) = flags.get_mut(at) {
                *flag = true;
            }
        }
        flags
    }
}

/// The findings of one file, sorted and without duplicates.
pub(super) fn finished(file: &Arc<File>, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for finding in &mut findings {
        finding.script = file.id().map(str::to_owned);
    }
    findings.sort_by(Diagnostic::order);
    findings.dedup();
    findings
}
