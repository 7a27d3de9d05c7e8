//! Reading a `callscript.toml`: the levels of rules, and policies.
//!
//! Must not know TOML: the parser gives it the same kind of tree as for a script.

use std::collections::BTreeMap;

use super::context::{Context, Notation};
use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::{Level, Rule, reading};
use crate::base::source::Source;
use crate::document::config::Settings;
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Value};

/// Reads the settings from the tree of a file, and returns them with the findings.
pub(crate) fn read_settings(source: &Source, root: &Value<'_>, rules: &[&'static Rule]) -> (Settings, Vec<Diagnostic>) {
    let mut cx = Context::new(source, Notation::Toml);
    let mut settings = Settings::default();
    if let Some(map) = cx.map(root, "the file") {
        cx.read_keys(map, &["rules", "policies"], "`callscript.toml`", |cx, entry| match &*entry.key.text {
            "rules" => settings.levels = cx.levels(&entry.value, rules),
            _ => settings.policies = cx.policies(&entry.value, MapKind::SharedPolicy),
        });
    }
    (settings, cx.findings)
}

impl Context<'_> {
    fn levels(&mut self, value: &Value<'_>, rules: &[&'static Rule]) -> BTreeMap<&'static str, Level> {
        let Some(map) = self.map(value, "`rules`") else {
            return BTreeMap::new();
        };
        let entries = self.unique_entries(map, "the rule");
        entries.into_iter().filter_map(|entry| self.level(entry, rules)).collect()
    }

    fn level(&mut self, entry: &Entry<'_>, rules: &[&'static Rule]) -> Option<(&'static str, Level)> {
        let (key, span) = (&*entry.key.text, entry.key.span);
        let Some(rule) = rules.iter().find(|rule| rule.name == key) else {
            let names = rules.iter().filter(|rule| rule.has_level()).map(|rule| rule.name);
            let help = match names::nearest(key, names) {
                Some(near) => near.help(),
                None => "`callscript explain` lists all rules".to_owned(),
            };
            self.report(self.finding(&reading::UNKNOWN_KEY, span, format!("there is no rule `{key}`")).help(help));
            return None;
        };
        if !rule.has_level() {
            let help = "only warnings and policies have a level: a script with an error cannot be walked";
            self.bad_value(span, format!("`{key}` is always an error"), help);
            return None;
        }
        let level = self.name(&entry.value, format_args!("the level of `{key}`"))?;
        let found = Level::from_name(&level.value);
        if found.is_none() {
            let help = match names::nearest(&level.value, Level::ALL.map(Level::as_str)) {
                Some(near) => near.help(),
                None => format!("the levels are: {}", Level::ALL.map(Level::as_str).join(", ")),
            };
            self.bad_value(level.span, format!("`{}` is not a level", level.value), help);
        }
        Some((rule.name, found?))
    }
}
