//! JSON Schemas (2020-12) of every file that the program reads or writes, for editors, and for programs that write
//! scripts or read reports.
//!
//! Those of what it writes are derived from the structs that are written. A strict validator takes them without complaint.

mod config;
mod scalars;
mod scenarios;
mod script;
mod values;

use serde_json::{Map, Value, json};

use crate::json;

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// A script.
    Script,
    /// A file of scenarios.
    Scenarios,
    /// A `callscript.toml`.
    Config,
    /// `lint --format json`.
    Lint,
    /// `stats --format json`.
    Stats,
    /// `diff --format json`.
    Diff,
    /// `test --format json`.
    Test,
    /// `test --replay … --format json`.
    Replay,
    /// `render --format json`.
    Render,
    /// `run --result FILE`.
    Result,
    /// `run --transcript FILE.json`.
    Transcript,
    /// One line of a journal.
    Journal,
}

impl Schema {
    /// Every schema.
    pub const ALL: [Self; 12] = [
        Self::Script,
        Self::Scenarios,
        Self::Config,
        Self::Lint,
        Self::Stats,
        Self::Diff,
        Self::Test,
        Self::Replay,
        Self::Render,
        Self::Result,
        Self::Transcript,
        Self::Journal,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Scenarios => "scenarios",
            Self::Config => "config",
            Self::Lint => "lint",
            Self::Stats => "stats",
            Self::Diff => "diff",
            Self::Test => "test",
            Self::Replay => "replay",
            Self::Render => "render",
            Self::Result => "result",
            Self::Transcript => "transcript",
            Self::Journal => "journal",
        }
    }

    /// What it is the schema of, in a few words of Markdown.
    pub fn about(self) -> &'static str {
        match self {
            Self::Script => "a script",
            Self::Scenarios => "a file of scenarios, `SCRIPT.test.yaml`",
            Self::Config => "a `callscript.toml`",
            Self::Lint => "what `lint --format json` writes",
            Self::Stats => "what `stats --format json` writes",
            Self::Diff => "what `diff --format json` writes",
            Self::Test => "what `test --format json` writes",
            Self::Replay => "what `test --replay … --format json` writes",
            Self::Render => "what `render --format json` writes",
            Self::Result => "what `run --result FILE` writes",
            Self::Transcript => "what `run --transcript FILE.json` writes",
            Self::Journal => "each line of what `run --journal FILE` writes",
        }
    }

    /// The schema as a JSON document.
    ///
    /// ```
    /// assert!(callscript_output::Schema::Script.text().contains("\"$schema\""));
    /// ```
    pub fn text(self) -> String {
        let mut schema = Map::from_iter([
            ("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema")),
            ("$id".to_owned(), json!(format!("urn:callscript:schema:{}", self.name()))),
        ]);
        let Value::Object(described) = self.described() else { return String::new() };
        schema.extend(described);
        json::document(&schema)
    }

    fn described(self) -> Value {
        let derived = match self {
            Self::Script => return script::script(),
            Self::Scenarios => return scenarios::scenarios(),
            Self::Config => return config::config(),
            Self::Lint => crate::findings::json::schema(),
            Self::Stats => crate::stats::json::schema(),
            Self::Diff => crate::diff::json::schema(),
            Self::Test => crate::scenarios::json::schema(),
            Self::Replay => crate::scenarios::replay::json::schema(),
            Self::Render => crate::drawings::json::schema(),
            Self::Result => crate::result::schema(),
            Self::Transcript => crate::transcript::schema(),
            Self::Journal => {
                json::strict(serde_json::from_str(&callscript_runner::journal::schema()).unwrap_or_default())
            }
        };
        let mut schema = Map::from_iter([("title".to_owned(), json!(self.about()))]);
        if let Value::Object(derived) = derived {
            schema.extend(derived.into_iter().filter(|(key, _)| !["$schema", "title"].contains(&key.as_str())));
        }
        schema.into()
    }
}
