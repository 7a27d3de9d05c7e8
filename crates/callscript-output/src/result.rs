//! `run --result`: the result of a call as JSON. Every key is always present; under version 1, fields are only added.

use callscript::value::Value;
use callscript_runner::CallResult;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::json;
use crate::moment::moment;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    script: &'a str,
    digest: String,
    outcome: Option<&'a str>,
    disposition: Option<&'a str>,
    variables: Map<String, Json>,
    path: Vec<Visit<'a>>,
    notes: Vec<Note<'a>>,
    deviations: Vec<Deviation<'a>>,
}

#[derive(Serialize)]
struct Visit<'a> {
    script: &'a str,
    node: &'a str,
    aside: Option<&'a str>,
    answer: Option<&'a str>,
    at: String,
    seconds: f64,
}

#[derive(Serialize)]
struct Note<'a> {
    script: &'a str,
    node: &'a str,
    at: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Deviation<'a> {
    script: &'a str,
    node: &'a str,
    to: &'a str,
    at: String,
    text: &'a str,
}

/// The result of a call as one JSON object.
///
/// ```
/// # use callscript::{jiff::Timestamp, library::Library, source::Source};
/// # let text = r#"
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: ask
/// # outcomes: { well: Well, ill: Ill }
/// # nodes: { ask: { say: How are you?, answers: { Well: { end: well }, Ill: { end: ill } } } }
/// # "#;
/// # let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
/// # let now = Timestamp::UNIX_EPOCH;
/// # let mut session = callscript_runner::Session::start(&script, Default::default(), now)?;
/// session.answer("well", now)?;
/// assert!(callscript_output::result(&session.result()).contains("\"outcome\": \"well\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn result(result: &CallResult) -> String {
    let variables = result.variables.iter();
    let variables = variables.map(|variable| (variable.name.clone(), variable.value.as_ref().map_or(Json::Null, json)));
    let document = Document {
        version: 1,
        script: &result.script,
        digest: result.digest.to_string(),
        outcome: result.ending.as_ref().map(|ending| ending.outcome.as_str()),
        disposition: result.ending.as_ref().map(|ending| ending.disposition.as_str()),
        variables: variables.collect(),
        path: path(result),
        notes: notes(result),
        deviations: deviations(result),
    };
    json::document(&document)
}

fn path(result: &CallResult) -> Vec<Visit<'_>> {
    let visits = result.path.iter().map(|visit| Visit {
        script: &visit.script,
        node: &visit.node,
        aside: visit.aside.as_deref(),
        answer: visit.answer.as_deref(),
        at: moment(visit.at),
        seconds: visit.seconds,
    });
    visits.collect()
}

fn notes(result: &CallResult) -> Vec<Note<'_>> {
    let notes = result.notes.iter();
    let notes =
        notes.map(|note| Note { script: &note.script, node: &note.node, at: moment(note.at), text: &note.text });
    notes.collect()
}

fn deviations(result: &CallResult) -> Vec<Deviation<'_>> {
    let deviations = result.deviations.iter().map(|deviation| Deviation {
        script: &deviation.script,
        node: &deviation.node,
        to: &deviation.to,
        at: moment(deviation.at),
        text: &deviation.text,
    });
    deviations.collect()
}

/// Numbers that JSON parsers would round are strings, as are dates and times.
fn json(value: &Value) -> Json {
    match value {
        Value::Integer(number) => Json::from(*number),
        Value::Boolean(value) => Json::from(*value),
        _ => Json::from(value.to_plain()),
    }
}
