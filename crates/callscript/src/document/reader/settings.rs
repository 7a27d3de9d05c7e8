//! Reading a `callscript.toml`: the levels of rules, and policies.
//!
//! Must not know TOML: the parser gives it the same kind of tree as for a script.

use super::context::{Context, Notation};
use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::{Level, Rule};
use crate::base::source::{Name, Source};
use crate::document::config::{Settings, UnknownRule};
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Value};

/// Reads the settings from the tree of a file, and returns them with the findings.
pub(crate) fn read_settings(source: &Source, root: &Value<'_>, rules: &[&'static Rule]) -> (Settings, Vec<Diagnostic>) {
    let mut cx = Context::new(source, Notation::Toml);
    let mut settings = Settings::default();
    if let Some(map) = cx.map(root, "the file") {
        cx.read_keys(map, &["rules", "policies"], "`callscript.toml`", |cx, entry| match &*entry.key.text {
            "rules" => cx.rule_levels(&entry.value, rules, &mut settings),
            _ => settings.policies = cx.policies(&entry.value, MapKind::SharedPolicy),
        });
    }
    (settings, cx.findings)
}

impl Context<'_> {
    fn rule_levels(&mut self, value: &Value<'_>, rules: &[&'static Rule], settings: &mut Settings) {
        let Some(map) = self.map(value, "`rules`") else { return };
        for entry in self.unique_entries(map, "the rule") {
            let (key, span) = (&*entry.key.text, entry.key.span);
            let rule = rules.iter().find(|rule| rule.name == key);
            if rule.is_some_and(|rule| !rule.has_level()) {
                let help = "only warnings and policies have a level: a script with an error cannot be walked";
                self.bad_value(span, format!("`{key}` is always an error"), help);
                continue;
            }
            let known = self.findings.len();
            if let Some(level) = self.rule_level(entry) {
                settings.levels.insert(key.to_owned(), level);
            }
            if rule.is_none() {
                let level_findings = self.findings.split_off(known);
                settings.unknown_rules.push(UnknownRule { name: Name::new(key.to_owned(), span), level_findings });
            }
        }
    }

    fn rule_level(&mut self, entry: &Entry<'_>) -> Option<Level> {
        let level = self.name(&entry.value, format_args!("the level of `{}`", entry.key.text))?;
        let found = Level::from_name(&level.value);
        if found.is_none() {
            let help = match names::nearest(&level.value, Level::ALL.map(Level::as_str)) {
                Some(near) => near.help(),
                None => format!("the levels are: {}", Level::ALL.map(Level::as_str).join(", ")),
            };
            self.bad_value(level.span, format!("`{}` is not a level", level.value), help);
        }
        found
    }
}
