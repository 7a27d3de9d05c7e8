//! Every rule of the linter, in one sorted list.
//!
//! A rule's file holds its name, page and check, and nothing else.

use std::sync::Arc;

use crate::analysis::graph::Graph;
use crate::base::diagnostic::{Diagnostic, Related, Severity, shortened};
use crate::base::names::{self, Near};
use crate::base::source::{Source, Span};
use crate::document::Document;
use crate::editor::fixer::Fix;
pub(crate) use crate::library::Linked;

macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(pub(crate) mod $module;)*

        /// Every rule, by name.
        static ALL: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    bad_expression,
    bad_text,
    bad_value,
    cycle,
    dead_end,
    duplicate_key,
    duplicate_script,
    id_not_file_name,
    idle_question,
    inconsistent_action,
    inconsistent_outcome,
    long_say,
    missing_channel,
    missing_default,
    missing_input,
    missing_key,
    never_open,
    no_failure_branch,
    no_open_answer,
    one_answer,
    placeholder_text,
    policy,
    recursive_script,
    resume_outside_aside,
    retry_not_back,
    sensitive_leak,
    several_exits,
    text_cut,
    toml_syntax,
    too_many_answers,
    type_mismatch,
    unclear_id,
    unhandled_outcome,
    unknown_key,
    unknown_outcome,
    unknown_script,
    unknown_target,
    unknown_variable,
    unreachable_node,
    unset_variable,
    unsupported_version,
    unused_ignore,
    unused_outcome,
    unused_variable,
    wrong_type,
    yaml_feature,
    yaml_syntax,
}

/// Every rule, by name.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = ALL.binary_search_by(|rule| rule.name.cmp(name)).ok()?;
    ALL.get(at).copied()
}

/// The name of the rule that is most likely meant by a name that is none.
///
/// ```
/// assert_eq!(callscript::rules::nearest("dead-ends"), Some("dead-end"));
/// ```
pub fn nearest(name: &str) -> Option<&'static str> {
    names::nearest(name, ALL.iter().map(|rule| rule.name)).map(|near| near.name)
}

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
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// How it is checked.
    pub(crate) check: Check,
}

/// When and how a rule is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// While the file is read: the reader makes its findings.
    Reading,
    /// On one script by itself.
    Script(fn(&Subject<'_>) -> Vec<Diagnostic>),
    /// On one script among those of its library.
    Library(fn(&Subject<'_>, &Linked<'_>) -> Vec<Diagnostic>),
    /// By the library itself, once the rest is known; it never keeps a script from being walked.
    Last,
}

impl Rule {
    /// An error, but for the suspicious.
    pub fn severity(&self) -> Severity {
        match self.group {
            Group::Suspicious => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether names may stand unseen where it finds something: what could not be read is not known.
    pub(crate) fn hides_names(&self) -> bool {
        self.group == Group::Reading || self.name == bad_expression::RULE.name || self.name == bad_text::RULE.name
    }

    /// The first sentence of its page, without a full stop.
    pub fn summary(&self) -> String {
        let lines = self.page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        let paragraph: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
        let paragraph = paragraph.join(" ");
        let sentence = paragraph.split(". ").next().unwrap_or_default();
        sentence.trim_end_matches('.').to_owned()
    }

    /// Whether a team may set how much its findings weigh: those of an error are fixed, since a script with one cannot be
    /// walked.
    pub fn has_level(&self) -> bool {
        matches!(self.group, Group::Policies | Group::Suspicious)
    }

    /// Whether a comment may silence its findings.
    pub fn can_be_silenced(&self) -> bool {
        self.has_level() && self.name != unused_ignore::RULE.name
    }

    /// A finding of this rule at `span`.
    pub(crate) fn finding(&self, file: &Arc<str>, span: Span, message: String) -> Diagnostic {
        Diagnostic {
            rule: self.name,
            severity: self.severity(),
            message: shortened(message),
            help: None,
            file: Arc::clone(file),
            script: None,
            node: None,
            nodes: Vec::new(),
            span: Some(span),
            related: Vec::new(),
            fix: None,
        }
    }
}

impl Diagnostic {
    /// Names the node that it sits in or is about.
    pub(crate) fn node(mut self, id: &str) -> Self {
        self.node = Some(id.to_owned());
        self
    }

    /// Adds the cure.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Adds another place of the same file.
    pub(crate) fn related(self, span: Span, message: impl Into<String>) -> Self {
        let file = Arc::clone(&self.file);
        self.related_in(&file, span, message)
    }

    /// Adds the name that was most likely meant, and puts it at `span` if no other comes near.
    pub(crate) fn meant(self, near: Near<'_>, span: Span) -> Self {
        let fix = near.fix(span);
        Self { fix, ..self.help(near.help()) }
    }

    /// Takes the declaration of `name` out, if it can be.
    pub(crate) fn removes(self, subject: &Subject<'_>, entry: Option<Span>, name: &str) -> Self {
        let comments = &subject.document.comments;
        let remove = |entry| Fix::remove(format!("remove `{name}`"), subject.source, comments, entry);
        Self { fix: entry.and_then(remove), ..self }
    }

    /// Adds a place of any file.
    pub(crate) fn related_in(mut self, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: shortened(message.into()), file: Arc::clone(file), span });
        self
    }
}

/// The script that is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'d> {
    pub(crate) file: &'d Arc<str>,
    pub(crate) source: &'d Source,
    pub(crate) document: &'d Document,
    pub(crate) graph: &'d Graph,
}

impl Subject<'_> {
    /// A finding of `rule` in this script.
    pub(crate) fn finding(&self, rule: &Rule, span: Span, message: String) -> Diagnostic {
        rule.finding(self.file, span, message)
    }

    /// The id of a node.
    pub(crate) fn id(&self, node: usize) -> &str {
        self.document.nodes.get_index(node).map_or("", |(id, _)| id)
    }

    /// Where a node's id stands.
    pub(crate) fn span(&self, node: usize) -> Span {
        self.document.nodes.get_index(node).map_or_else(Span::default, |(_, node)| node.span)
    }
}

/// The rule of reading that the YAML module names.
pub(crate) fn reading(name: &str) -> &'static Rule {
    match name {
        "yaml-feature" => &yaml_feature::RULE,
        "wrong-type" => &wrong_type::RULE,
        _ => &yaml_syntax::RULE,
    }
}

/// Makes every check of one script by itself that finds something so severe.
pub(crate) fn check_script(subject: &Subject<'_>, severity: Severity) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|rule| rule.severity() == severity).filter_map(|rule| match rule.check {
        Check::Script(check) => Some(check),
        _ => None,
    });
    checks.flat_map(|check| check(subject)).collect()
}

/// Makes every check of one script among others that finds something so severe.
pub(crate) fn check_linked(subject: &Subject<'_>, linked: &Linked<'_>, severity: Severity) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|rule| rule.severity() == severity).filter_map(|rule| match rule.check {
        Check::Library(check) => Some(check),
        _ => None,
    });
    checks.flat_map(|check| check(subject, linked)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_found() {
        assert!(ALL.is_sorted_by_key(|rule| rule.name));
        for rule in ALL {
            assert_eq!(find(rule.name).map(|found| found.name), Some(rule.name));
            assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        }
        assert!(find("nonsense").is_none());
    }
}
