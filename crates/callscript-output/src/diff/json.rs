//! `--format json`: every change, so that a program can make the new script from the old. Every key is always present;
//! under version 1, fields are only added. `docs/diff.md` describes it.

use callscript::diagnostic::Diagnostic;
use callscript::internal::diff::{Change, Diff, Part, Paths, State};
use serde::Serialize;
use serde_json::Value;

use super::report::{Compared, Report, Version};
use crate::json;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    summary: Summary,
    scripts: Vec<Script<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    added: usize,
    removed: usize,
    changed: usize,
    same: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Script<'a> {
    id: Option<&'a str>,
    state: &'a str,
    moved: bool,
    old: Option<Place<'a>>,
    new: Option<Place<'a>>,
    changes: Vec<OneChange<'a>>,
    outcomes: Outcomes<'a>,
    paths: Counts,
    findings: Findings<'a>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Place<'a> {
    id: Option<&'a str>,
    file: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OneChange<'a> {
    kind: &'static str,
    path: &'a [String],
    old: Value,
    new: Value,
    after: Option<&'a str>,
    mentions: &'a [Vec<String>],
    verbatim: bool,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Outcomes<'a> {
    lost: &'a [String],
    gained: &'a [String],
}

/// Numbers of paths can exceed every integer that JSON parsers support, so they are strings.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Counts {
    old: Option<String>,
    new: Option<String>,
    lost: Option<String>,
    gained: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Findings<'a> {
    new: Vec<Finding<'a>>,
    gone: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    node: Option<&'a str>,
}

/// The whole report as one JSON object.
pub fn json(report: &Report) -> String {
    let document = Document {
        version: 1,
        summary: Summary {
            added: report.count(State::Added),
            removed: report.count(State::Removed),
            changed: report.count(State::Changed),
            same: report.count(State::Same) + report.same,
        },
        scripts: report.scripts.iter().map(Script::new).collect(),
    };
    json::document(&document)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

impl<'a> Script<'a> {
    fn new(script: &'a Compared) -> Self {
        let diff = &script.diff;
        Self {
            id: script.id(),
            state: script.state().as_str(),
            moved: script.moved,
            old: script.old.as_ref().map(Place::new),
            new: script.new.as_ref().map(Place::new),
            changes: diff.changes.iter().map(|change| OneChange::new(change, diff)).collect(),
            outcomes: Outcomes { lost: &diff.lost, gained: &diff.gained },
            paths: Counts::new(&diff.paths),
            findings: Findings {
                new: script.findings.new.iter().map(Finding::new).collect(),
                gone: script.findings.gone.iter().map(Finding::new).collect(),
            },
        }
    }
}

impl<'a> Place<'a> {
    fn new(version: &'a Version) -> Self {
        Self { id: version.file.id(), file: &version.name }
    }
}

impl<'a> OneChange<'a> {
    fn new(change: &'a Change, diff: &Diff) -> Self {
        let path = change.path();
        let none = Self {
            kind: "",
            path,
            old: Value::Null,
            new: Value::Null,
            after: None,
            mentions: &[],
            verbatim: diff.is_verbatim(path),
        };
        match change {
            Change::Renamed { path, old, mentions } => {
                let new = path.last().map_or(Value::Null, |name| name.as_str().into());
                Self { kind: "renamed", old: old.as_str().into(), new, mentions, ..none }
            }
            Change::Removed { old, .. } => Self { kind: "removed", old: value(old), ..none },
            Change::Changed { old, new, .. } => Self { kind: "changed", old: value(old), new: value(new), ..none },
            Change::Added { after, new, .. } => {
                Self { kind: "added", new: value(new), after: after.as_deref(), ..none }
            }
            Change::Moved { after, .. } => Self { kind: "moved", after: after.as_deref(), ..none },
        }
    }
}

impl Counts {
    fn new(paths: &Paths) -> Self {
        Self {
            old: paths.old.as_ref().map(ToString::to_string),
            new: paths.new.as_ref().map(ToString::to_string),
            lost: paths.lost.as_ref().map(ToString::to_string),
            gained: paths.gained.as_ref().map(ToString::to_string),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(finding: &'a Diagnostic) -> Self {
        Self {
            rule: finding.rule.name,
            severity: finding.severity.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            node: finding.node.as_deref(),
        }
    }
}

/// A part as JSON: numbers and the like are strings, as they are written in the script.
fn value(part: &Part) -> Value {
    match part {
        Part::Nothing => Value::Null,
        Part::Text(text) => text.as_str().into(),
        Part::List(items) => items.iter().map(value).collect(),
        Part::Map(parts) => Value::Object(parts.iter().map(|(key, part)| (key.to_owned(), value(part))).collect()),
    }
}
