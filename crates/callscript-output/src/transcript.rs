//! `run --transcript FILE.json`: what was said and done, as JSON. Every key is always present; under version 2, fields
//! are only added. The Markdown form is the runner's.

mod step;

use callscript_runner::{ActionValue, Ending, Transcript};
use serde::Serialize;

use self::step::{Given, Step, given};
use crate::asked::Asked;
use crate::handover::Handover;
use crate::json;
use crate::moment::moment;

#[derive(Serialize)]
struct Document<'a> {
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
    outcome: Option<Outcome<'a>>,
    inputs: Vec<Given<'a>>,
    turns: Vec<Step<'a>>,
    actions: Vec<Asked<'a, Vec<ActionGiven<'a>>>>,
    handovers: Vec<Handover<'a>>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'a str,
    disposition: Option<&'a str>,
}

/// A value that an action was given or returned, as people see it: masked if sensitive.
#[derive(Serialize)]
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
        outcome: call.ending.as_ref().map(Outcome::from),
        inputs: given(&transcript.inputs),
        turns: transcript.turns.iter().map(Step::from).collect(),
        actions: transcript.actions.iter().map(|action| Asked::new(action, action_given)).collect(),
        handovers: call.handovers.iter().map(Handover::from).collect(),
    }
}

fn action_given(values: &[ActionValue]) -> Vec<ActionGiven<'_>> {
    values.iter().map(|given| ActionGiven { name: &given.name, value: given.value.to_string() }).collect()
}

impl<'a> From<&'a Ending> for Outcome<'a> {
    fn from(ending: &'a Ending) -> Self {
        let Ending { outcome, label, kind, disposition } = ending;
        Self { id: outcome, label, kind: kind.as_str(), disposition: disposition.as_deref() }
    }
}
