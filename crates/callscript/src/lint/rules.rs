//! The rules of the linter and their checks, in one list sorted by name.
//!
//! Each file holds the name, page and check of one rule. The rules whose findings come from the readers are in
//! `base::rule::reading`; `bad_value` adds what needs the library.

mod bad_value;
pub(crate) mod bare_pattern;
pub(crate) mod cycle;
pub(crate) mod dead_end;
pub(crate) mod duplicate_script;
pub(crate) mod id_not_file_name;
pub(crate) mod idle_question;
pub(crate) mod inconsistent_action;
pub(crate) mod inconsistent_outcome;
pub(crate) mod long_say;
pub(crate) mod missing_channel;
pub(crate) mod missing_default;
pub(crate) mod missing_input;
pub(crate) mod never_open;
pub(crate) mod no_failure_branch;
pub(crate) mod no_label;
pub(crate) mod no_open_answer;
pub(crate) mod number_label;
pub(crate) mod one_answer;
pub(crate) mod placeholder_text;
pub(crate) mod policy;
pub(crate) mod recursive_script;
pub(crate) mod resume_outside_aside;
pub(crate) mod retry_not_back;
pub(crate) mod sensitive_leak;
pub(crate) mod text_cut;
pub(crate) mod too_many_answers;
pub(crate) mod type_mismatch;
pub(crate) mod unclear_id;
pub(crate) mod unhandled_outcome;
pub(crate) mod unknown_outcome;
pub(crate) mod unknown_script;
pub(crate) mod unknown_target;
pub(crate) mod unknown_variable;
pub(crate) mod unreachable_node;
pub(crate) mod unset_variable;
pub(crate) mod untranslated_word;
pub(crate) mod unused_ignore;
pub(crate) mod unused_outcome;
pub(crate) mod unused_variable;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::names;
use crate::base::rule::{Rule, reading};
use crate::library::Linked;
use crate::lint::subject::Subject;

/// Every rule with its check, sorted by name.
static ALL: &[Entry] = &[
    Entry { rule: &reading::BAD_EXPRESSION, check: Check::Reading },
    Entry { rule: &reading::BAD_TEXT, check: Check::Reading },
    Entry { rule: &reading::BAD_VALUE, check: Check::Library(bad_value::check) },
    Entry { rule: &bare_pattern::RULE, check: Check::Script(bare_pattern::check) },
    Entry { rule: &cycle::RULE, check: Check::Script(cycle::check) },
    Entry { rule: &dead_end::RULE, check: Check::Script(dead_end::check) },
    Entry { rule: &reading::DUPLICATE_KEY, check: Check::Reading },
    Entry { rule: &duplicate_script::RULE, check: Check::Library(duplicate_script::check) },
    Entry { rule: &id_not_file_name::RULE, check: Check::Script(id_not_file_name::check) },
    Entry { rule: &idle_question::RULE, check: Check::Script(idle_question::check) },
    Entry { rule: &inconsistent_action::RULE, check: Check::Library(inconsistent_action::check) },
    Entry { rule: &inconsistent_outcome::RULE, check: Check::Library(inconsistent_outcome::check) },
    Entry { rule: &long_say::RULE, check: Check::Script(long_say::check) },
    Entry { rule: &missing_channel::RULE, check: Check::Script(missing_channel::check) },
    Entry { rule: &missing_default::RULE, check: Check::Script(missing_default::check) },
    Entry { rule: &missing_input::RULE, check: Check::Library(missing_input::check) },
    Entry { rule: &reading::MISSING_KEY, check: Check::Reading },
    Entry { rule: &never_open::RULE, check: Check::Script(never_open::check) },
    Entry { rule: &no_failure_branch::RULE, check: Check::Script(no_failure_branch::check) },
    Entry { rule: &no_label::RULE, check: Check::Script(no_label::check) },
    Entry { rule: &no_open_answer::RULE, check: Check::Script(no_open_answer::check) },
    Entry { rule: &number_label::RULE, check: Check::Script(number_label::check) },
    Entry { rule: &one_answer::RULE, check: Check::Script(one_answer::check) },
    Entry { rule: &placeholder_text::RULE, check: Check::Script(placeholder_text::check) },
    Entry { rule: &policy::RULE, check: Check::Last },
    Entry { rule: &recursive_script::RULE, check: Check::Library(recursive_script::check) },
    Entry { rule: &resume_outside_aside::RULE, check: Check::Script(resume_outside_aside::check) },
    Entry { rule: &retry_not_back::RULE, check: Check::Script(retry_not_back::check) },
    Entry { rule: &sensitive_leak::RULE, check: Check::Library(sensitive_leak::check) },
    Entry { rule: &reading::SEVERAL_EXITS, check: Check::Reading },
    Entry { rule: &text_cut::RULE, check: Check::Script(text_cut::check) },
    Entry { rule: &reading::TOML_SYNTAX, check: Check::Reading },
    Entry { rule: &too_many_answers::RULE, check: Check::Script(too_many_answers::check) },
    Entry { rule: &type_mismatch::RULE, check: Check::Library(type_mismatch::check) },
    Entry { rule: &unclear_id::RULE, check: Check::Script(unclear_id::check) },
    Entry { rule: &unhandled_outcome::RULE, check: Check::Library(unhandled_outcome::check) },
    Entry { rule: &reading::UNKNOWN_KEY, check: Check::Reading },
    Entry { rule: &unknown_outcome::RULE, check: Check::Library(unknown_outcome::check) },
    Entry { rule: &unknown_script::RULE, check: Check::Library(unknown_script::check) },
    Entry { rule: &unknown_target::RULE, check: Check::Script(unknown_target::check) },
    Entry { rule: &unknown_variable::RULE, check: Check::Library(unknown_variable::check) },
    Entry { rule: &unreachable_node::RULE, check: Check::Script(unreachable_node::check) },
    Entry { rule: &unset_variable::RULE, check: Check::Library(unset_variable::check) },
    Entry { rule: &reading::UNSUPPORTED_VERSION, check: Check::Reading },
    Entry { rule: &untranslated_word::RULE, check: Check::Script(untranslated_word::check) },
    Entry { rule: &unused_ignore::RULE, check: Check::Last },
    Entry { rule: &unused_outcome::RULE, check: Check::Script(unused_outcome::check) },
    Entry { rule: &unused_variable::RULE, check: Check::Library(unused_variable::check) },
    Entry { rule: &reading::WRONG_TYPE, check: Check::Reading },
    Entry { rule: &reading::YAML_FEATURE, check: Check::Reading },
    Entry { rule: &reading::YAML_SYNTAX, check: Check::Reading },
];

/// A rule and its check.
struct Entry {
    rule: &'static Rule,
    check: Check,
}

/// When and how a rule is checked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// The reader reports it while it reads the file.
    Reading,
    /// It is checked on each script alone.
    Script(fn(&Subject<'_>) -> Vec<Diagnostic>),
    /// It is checked on each script, and needs the other scripts of the library.
    Library(fn(&Subject<'_>, &Linked<'_>) -> Vec<Diagnostic>),
    /// The library checks it once all other findings are known. Its findings never prevent a script from being run.
    Last,
}

/// Every rule, sorted by name.
pub fn all() -> impl ExactSizeIterator<Item = &'static Rule> {
    ALL.iter().map(|entry| entry.rule)
}

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = ALL.binary_search_by(|entry| entry.rule.name.cmp(name)).ok()?;
    ALL.get(at).map(|entry| entry.rule)
}

/// The name of the rule that is most likely meant by a misspelt `name`.
///
/// ```
/// assert_eq!(callscript::rules::nearest("dead-ends"), Some("dead-end"));
/// ```
pub fn nearest(name: &str) -> Option<&'static str> {
    names::nearest(name, all().map(|rule| rule.name)).map(|near| near.name)
}

/// Whether a comment may silence the findings of a rule.
pub(crate) fn can_be_silenced(rule: &Rule) -> bool {
    rule.has_level() && *rule != unused_ignore::RULE
}

/// Runs the checks of one script alone, of the rules with this severity.
pub(crate) fn check_script(subject: &Subject<'_>, severity: Severity) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|entry| entry.rule.severity() == severity).filter_map(|entry| match entry.check {
        Check::Script(check) => Some(check),
        _ => None,
    });
    checks.flat_map(|check| check(subject)).collect()
}

/// Runs the checks of one script that need its library, of the rules with this severity.
pub(crate) fn check_linked(subject: &Subject<'_>, linked: &Linked<'_>, severity: Severity) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|entry| entry.rule.severity() == severity).filter_map(|entry| match entry.check {
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
        assert!(ALL.is_sorted_by_key(|entry| entry.rule.name));
        for rule in all() {
            assert_eq!(find(rule.name).map(|found| found.name), Some(rule.name));
            assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        }
        assert!(find("nonsense").is_none());
    }
}
