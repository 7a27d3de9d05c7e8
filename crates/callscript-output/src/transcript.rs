//! `run --transcript FILE.json`: what was said and done, as JSON. Every key is always present; under version 2, fields
//! are only added. The Markdown form is the runner's, and so are turns, in JSON, too.

use callscript_runner::{ActionValue, Ending, Handover, Shown, Transcript, Turn};
use serde::Serialize;

use crate::asked::Asked;
use crate::json;
use crate::moment::moment;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Document<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 2)))]
    version: u8,
    script: &'a str,
    title: &'a str,
    digest: String,
    carried_over_from: Option<String>,
    restarted: Vec<Document<'a>>,
    started: String,
    ended: Option<String>,
    seconds: f64,
    paused_seconds: f64,
    channel: &'a str,
    entry: Option<&'a str>,
    /// `ended`, `hung_up` or `unfinished`.
    state: &'static str,
    hung_up_because: Option<&'a str>,
    outcome: Option<&'a Ending>,
    inputs: &'a [Shown],
    turns: &'a [Turn],
    actions: Vec<Asked<'a, Vec<ActionGiven<'a>>>>,
    handovers: &'a [Handover],
}

/// A value that an action was given or returned, as people see it: masked if sensitive.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ActionGiven<'a> {
    name: &'a str,
    value: String,
}

/// The transcript of a call as one JSON object.
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
/// assert!(callscript_output::transcript(&session.transcript()).contains("How are you?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn transcript(transcript: &Transcript) -> String {
    json::document(&document(transcript))
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Document<'static>>()
}

fn document(transcript: &Transcript) -> Document<'_> {
    let call = &transcript.call;
    Document {
        version: 2,
        script: &call.script,
        title: &transcript.title,
        digest: call.digest.to_string(),
        carried_over_from: call.carried_over_from.map(|digest| digest.to_string()),
        restarted: transcript.restarted.iter().map(document).collect(),
        started: moment(call.started),
        ended: call.ended.map(moment),
        seconds: call.seconds,
        paused_seconds: call.paused_seconds,
        channel: &call.channel,
        entry: call.entry.as_deref(),
        state: call.state.as_str(),
        hung_up_because: call.hung_up_because.as_deref(),
        outcome: call.ending.as_ref(),
        inputs: &transcript.inputs,
        turns: &transcript.turns,
        actions: transcript.actions.iter().map(|action| Asked::new(action, action_given)).collect(),
        handovers: &call.handovers,
    }
}

fn action_given(values: &[ActionValue]) -> Vec<ActionGiven<'_>> {
    values.iter().map(|given| ActionGiven { name: &given.name, value: given.value.to_string() }).collect()
}
