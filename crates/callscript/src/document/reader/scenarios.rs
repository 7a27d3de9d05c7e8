//! Reading a scenario file.

mod step;

use std::collections::HashMap;

use super::context::{Context, Notation};
use super::value::name;
use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Source, Span, Spanned};
use crate::document::scenario::{Expect, Given, Scenario, parse_time};
use crate::syntax::expression::shown;
use crate::syntax::yaml::{self, Entry, Kind, Map, Scalar, Value};

/// Reads a scenario file, and returns its contents with the findings.
pub(crate) fn read(source: &Source) -> (Read, Vec<Diagnostic>) {
    let yaml = yaml::read(source);
    let mut cx = Context::new(source, Notation::Yaml);
    let mut read = Read::default();
    if let Some(root) = &yaml.root {
        cx.file(root, &mut read);
    }
    for fault in yaml.faults {
        cx.fault(fault);
    }
    let mut findings = cx.findings;
    for finding in &mut findings {
        finding.script = read.script.as_ref().map(|script| script.value.clone());
    }
    findings.sort_by(Diagnostic::order);
    findings.dedup();
    (read, findings)
}

/// The contents of a scenario file.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) script: Option<Name>,
    pub(crate) scenarios: Vec<Scenario>,
    /// The span of the list of scenarios.
    pub(crate) list: Option<Span>,
}

impl Context<'_> {
    fn file(&mut self, root: &Value<'_>, read: &mut Read) {
        if matches!(root.kind, Kind::Nothing) {
            let message = "the file is empty: it begins with `script:` and the id of a script".to_owned();
            self.report(self.finding(&reading::MISSING_KEY, root.span, message));
            return;
        }
        let Some(map) = self.map(root, "the file") else {
            return;
        };
        self.require(root, map, ["script", "scenarios"], "a file of scenarios");
        self.read_keys(map, &["script", "scenarios"], "a file of scenarios", |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                _ if matches!(value.kind, Kind::Nothing) => {}
                "script" => read.script = cx.name(value, "`script`"),
                _ => {
                    let items = cx.list(value, "`scenarios`");
                    read.list = items.map(|_| value.span);
                    read.scenarios = items.unwrap_or_default().iter().filter_map(|item| cx.scenario(item)).collect();
                }
            }
        });
        self.duplicate_names(&read.scenarios);
    }

    fn scenario(&mut self, value: &Value<'_>) -> Option<Scenario> {
        const KEYS: [&str; 7] = ["name", "entry", "channel", "now", "input", "steps", "expect"];
        let map = self.map(value, "a scenario")?;
        let mut scenario = Scenario { span: value.span, ..Scenario::default() };
        self.require(value, map, ["name", "steps"], "a scenario");
        self.read_keys(map, &KEYS, "a scenario", |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "name" | "steps" if matches!(value.kind, Kind::Nothing) => {}
                "name" => scenario.name = cx.raw_text(value, "`name`").unwrap_or_default(),
                "entry" => scenario.entry = cx.raw_text(value, "`entry`"),
                "channel" => scenario.channel = cx.name(value, "`channel`"),
                "now" => scenario.now = cx.start_time(value),
                "input" => scenario.input = cx.given(value, "`input`"),
                "steps" => {
                    let items = cx.list(value, "`steps`").unwrap_or_default();
                    scenario.steps = items.iter().filter_map(|item| cx.step(item)).collect();
                }
                _ => scenario.expect = cx.expect(value),
            }
        });
        Some(scenario)
    }

    /// Reads when a scenario starts.
    fn start_time(&mut self, value: &Value<'_>) -> Option<Name> {
        let now = self.raw_text(value, "`now`")?;
        if parse_time(&now.value).is_some() {
            return Some(now);
        }
        let message = format!("`{}` is not a time with its offset from UTC", shown(&now.value));
        self.bad_value(now.span, message, "write it like `2026-12-01T10:00+01:00`");
        None
    }

    fn expect(&mut self, value: &Value<'_>) -> Expect {
        let mut expect = Expect::default();
        let Some(map) = self.map(value, "`expect`") else {
            return expect;
        };
        self.read_keys(map, &["outcome", "visited", "not_visited", "variables"], "`expect`", |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "outcome" => expect.outcome = cx.name(value, "`outcome`"),
                "visited" => expect.visited = cx.visits(value, "`visited`"),
                "not_visited" => expect.not_visited = cx.visits(value, "`not_visited`"),
                _ => expect.variables = cx.given(value, "`variables`"),
            }
        });
        expect
    }

    /// Reads a list of nodes in which a node may occur more than once.
    fn visits(&mut self, value: &Value<'_>, what: &str) -> Vec<Name> {
        let items = self.list(value, what).unwrap_or_default();
        items.iter().filter_map(|item| self.name(item, "a node")).collect()
    }

    /// Reads text that is said or typed. Unlike a name it is never shortened.
    pub(super) fn raw_text(&mut self, value: &Value<'_>, what: &str) -> Option<Name> {
        self.scalar(value, what, "a text").map(characters)
    }

    /// Reads a map from names to values. A name without a value makes the variable empty.
    pub(super) fn given(&mut self, value: &Value<'_>, what: &str) -> Vec<Given> {
        let Some(map) = self.map(value, what) else {
            return Vec::new();
        };
        let outer = self.cut_by_comma;
        let emptied = self.keys_with_colon(map);
        self.find_comma_cut(map, what, |key| emptied.contains(&key));
        let cut = std::mem::replace(&mut self.cut_by_comma, outer);
        let entries = self.unique_entries(map, "the name").into_iter();
        let entries = entries.filter(|entry| !cut || !is_nothing(entry) || emptied.contains(&&*entry.key.text));
        entries.filter_map(|entry| self.one_given(entry)).collect()
    }

    fn one_given(&mut self, entry: &Entry<'_>) -> Option<Given> {
        let value = match &entry.value.kind {
            Kind::Nothing => None,
            _ => Some(self.raw_text(&entry.value, &format!("the value of `{}`", names::kept(&entry.key.text)))?),
        };
        Some(Given { name: name(&entry.key), value })
    }

    /// The keys that have no value although a `:` follows: the author left them empty, and they are not words after a
    /// comma.
    fn keys_with_colon<'m>(&self, map: &'m Map<'_>) -> Vec<&'m str> {
        let has_colon = |entry: &&Entry<'_>| {
            let rest = self.source.text().get(entry.key.span.range().end..).unwrap_or_default();
            rest.trim_start().starts_with(':')
        };
        map.entries.iter().filter(|entry| is_nothing(entry)).filter(has_colon).map(|entry| &*entry.key.text).collect()
    }

    fn duplicate_names(&mut self, scenarios: &[Scenario]) {
        let mut first: HashMap<&str, Span> = HashMap::new();
        for Scenario { name, .. } in scenarios.iter().filter(|scenario| !scenario.name.value.is_empty()) {
            let earlier = *first.entry(&name.value).or_insert(name.span);
            if earlier != name.span {
                let message = format!("two scenarios are called `{}`", names::kept(&name.value));
                self.report(
                    self.finding(&reading::BAD_VALUE, name.span, message)
                        .help("say in its name what makes this one different")
                        .related(earlier, "the other one"),
                );
            }
        }
    }
}

fn characters(scalar: &Scalar<'_>) -> Name {
    Spanned::new(scalar.text.clone().into_owned(), scalar.span)
}

fn is_nothing(entry: &Entry<'_>) -> bool {
    matches!(entry.value.kind, Kind::Nothing)
}
