//! `run --result`: the result of a call as JSON. Every key is always present; under version 2, fields are only added.

use callscript::value::Value;
use callscript_runner::{ActionValue, CallResult, Handover, Note, SubscriptRun, VariableValue};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::asked::Asked;
use crate::json;
use crate::moment::moment;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 2)))]
    version: u8,
    script: &'a str,
    digest: String,
    restarted: Vec<Document<'a>>,
    /// `ended`, `hung_up` or `unfinished`.
    state: &'static str,
    hung_up_because: Option<&'a str>,
    outcome: Option<&'a str>,
    disposition: Option<&'a str>,
    started: String,
    seconds: f64,
    channel: &'a str,
    variables: Map<String, Json>,
    subscripts: Vec<Subscript<'a>>,
    actions: Vec<Asked<'a, Map<String, Json>>>,
    path: Vec<Visit<'a>>,
    notes: &'a [Note],
    deviations: Vec<Deviation<'a>>,
    entry: Option<&'a str>,
    kind: Option<&'static str>,
    label: Option<&'a str>,
    ended: Option<String>,
    paused_seconds: f64,
    carried_over_from: Option<String>,
    sensitive: &'a [String],
    handovers: &'a [Handover],
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Subscript<'a> {
    script: &'a str,
    node: &'a str,
    outcome: Option<&'a str>,
    variables: Map<String, Json>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Visit<'a> {
    script: &'a str,
    node: &'a str,
    aside: Option<&'a str>,
    answer: Option<&'a str>,
    at: String,
    seconds: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    json::document(&document(result))
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

fn document(result: &CallResult) -> Document<'_> {
    let call = &result.call;
    let ending = call.ending.as_ref();
    Document {
        version: 2,
        script: &call.script,
        digest: call.digest.to_string(),
        restarted: result.restarted.iter().map(document).collect(),
        state: call.state.as_str(),
        hung_up_because: call.hung_up_because.as_deref(),
        outcome: ending.map(|ending| ending.outcome.as_str()),
        disposition: ending.and_then(|ending| ending.disposition.as_deref()),
        started: moment(call.started),
        seconds: call.seconds,
        channel: &call.channel,
        variables: variables(&result.variables),
        subscripts: result.subscripts.iter().map(subscript).collect(),
        actions: result.actions.iter().map(|action| Asked::new(action, given)).collect(),
        path: path(result),
        notes: &result.notes,
        deviations: deviations(result),
        entry: call.entry.as_deref(),
        kind: ending.map(|ending| ending.kind.as_str()),
        label: ending.map(|ending| ending.label.as_str()),
        ended: call.ended.map(moment),
        paused_seconds: call.paused_seconds,
        carried_over_from: call.carried_over_from.map(|digest| digest.to_string()),
        sensitive: &result.sensitive,
        handovers: &call.handovers,
    }
}

fn subscript(run: &SubscriptRun) -> Subscript<'_> {
    Subscript {
        script: &run.script,
        node: &run.node,
        outcome: run.outcome.as_deref(),
        variables: variables(&run.variables),
    }
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

fn variables(variables: &[VariableValue]) -> Map<String, Json> {
    let variables = variables.iter();
    variables.map(|variable| (variable.name.clone(), variable.value.as_ref().map_or(Json::Null, value))).collect()
}

fn given(values: &[ActionValue]) -> Map<String, Json> {
    values.iter().map(|given| (given.name.clone(), value(&given.value))).collect()
}

/// Numbers that JSON parsers would round are strings, as are dates and times.
fn value(value: &Value) -> Json {
    match value {
        Value::Integer(number) => Json::from(*number),
        Value::Boolean(value) => Json::from(*value),
        _ => Json::from(value.to_plain()),
    }
}
