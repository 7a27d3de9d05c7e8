//! A comment that should silence a rule, but silences nothing.

use std::collections::HashSet;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::{Group, Rule};
use crate::base::source::{Name, Source};
use crate::document::silence::Silences;
use crate::library::HostRule;

pub(crate) static RULE: Rule = Rule {
    name: "unused-ignore",
    group: Group::Suspicious,
    page: include_str!("../../../docs/rules/unused-ignore.md"),
};

const SHAPE: &str = "write `# callscript: ignore[rule-name]`, followed by the reason";

/// Checks the silencing comments of a script against all of its findings. A rule for which `unsure` holds may have more
/// findings than are known here, so its comments are not reported as unused.
pub(crate) fn check(
    source: &Source,
    silences: &Silences,
    findings: &[Diagnostic],
    host_rules: &[HostRule],
    unsure: impl Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let file = &Arc::from(source.name());
    let place = |finding: &Diagnostic| Some((finding.rule.name, source.position(finding.span?.start).line));
    let found: HashSet<(&str, usize)> = findings.iter().filter_map(place).collect();
    let mut all = Vec::new();
    for silence in silences.iter() {
        let Some(names) = &silence.rules else {
            let message = "this silences nothing: it does not read `ignore[rule-name]`".to_owned();
            all.push(RULE.finding(file, silence.span, message).help(SHAPE));
            continue;
        };
        let before = all.len();
        all.extend(names.iter().filter_map(|name| wrong_name(file, name, host_rules)));
        if all.len() == before && !silence.has_reason {
            let message = "this silences nothing: it gives no reason".to_owned();
            let help = "say behind the bracket why it is right here, for whoever reads it next";
            all.push(RULE.finding(file, silence.span, message).help(help));
        } else if all.len() == before {
            let unused = names
                .iter()
                .filter(|name| !unsure(&name.value) && !found.contains(&(name.value.as_str(), silence.line)));
            all.extend(unused.map(|name| {
                let message = format!("this silences nothing: there is no finding of `{}` here", name.value);
                let help = "remove it, or move it to the line of the finding or to a line of its own above it";
                RULE.finding(file, name.span, message).help(help)
            }));
        }
    }
    all
}

/// A finding if `name` is not a rule that can be silenced.
fn wrong_name(file: &Arc<str>, name: &Name, host_rules: &[HostRule]) -> Option<Diagnostic> {
    let of_host = || host_rules.iter().map(HostRule::rule);
    let rule = super::find(&name.value).or_else(|| of_host().find(|rule| rule.name == name.value));
    let (message, help) = match rule {
        Some(rule) if super::can_be_silenced(rule) => return None,
        Some(rule) if rule.name == RULE.name => (
            "this silences nothing: `unused-ignore` cannot be silenced".to_owned(),
            "remove the comment that the finding is about".to_owned(),
        ),
        Some(_) => (
            format!("this silences nothing: `{}` is an error", name.value),
            "fix the error: only warnings and policies can be silenced".to_owned(),
        ),
        None if name.value.is_empty() => ("this silences nothing: it names no rule".to_owned(), SHAPE.to_owned()),
        None => {
            let names = super::all().chain(of_host()).filter(|rule| super::can_be_silenced(rule)).map(|rule| rule.name);
            let help = match names::nearest(&name.value, names) {
                Some(near) => near.help(),
                None => "`callscript explain` lists all rules".to_owned(),
            };
            (format!("this silences nothing: there is no rule `{}`", name.value), help)
        }
    };
    Some(RULE.finding(file, name.span, message).help(help))
}
