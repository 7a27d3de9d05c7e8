//! `run --transcript FILE.json`: what was said and done, as JSON. Every key is always present; under version 1, fields
//! are only added. The Markdown form is the runner's.

use callscript_runner::{Ending, Note, Shown, Transcript, Turn, TurnKind};
use serde::Serialize;

use crate::json;
use crate::moment::moment;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    script: &'a str,
    title: &'a str,
    digest: String,
    started: String,
    seconds: f64,
    channel: &'a str,
    entry: Option<&'a str>,
    /// `ended`, `hung_up` or `unfinished`.
    state: &'static str,
    outcome: Option<Outcome<'a>>,
    inputs: Vec<Given<'a>>,
    turns: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Outcome<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'a str,
    disposition: &'a str,
}

/// A value as people see it: masked if sensitive, null if empty.
#[derive(Serialize)]
struct Given<'a> {
    name: &'a str,
    label: &'a str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct Step<'a> {
    number: Option<usize>,
    script: &'a str,
    node: &'a str,
    at: String,
    seconds: f64,
    said: Option<&'a str>,
    verbatim: bool,
    notes: Vec<Noted<'a>>,
    /// The event's name as in a journal, or `ended` or `waiting`.
    event: &'static str,
    answer: Option<&'a str>,
    aside: Option<&'a str>,
    /// The target of a jump.
    to: Option<&'a str>,
    /// The id of the answer or the aside.
    label: Option<&'a str>,
    action: Option<&'a str>,
    result: Option<&'a str>,
    values: Vec<Given<'a>>,
    /// The reason for a jump or for hanging up.
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Noted<'a> {
    script: &'a str,
    node: &'a str,
    at: String,
    text: &'a str,
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
    let state = match (&transcript.ending, transcript.over) {
        (Some(_), _) => "ended",
        (None, true) => "hung_up",
        (None, false) => "unfinished",
    };
    json::document(&Document {
        version: 1,
        script: &transcript.script,
        title: &transcript.title,
        digest: transcript.digest.to_string(),
        started: moment(transcript.started),
        seconds: transcript.seconds(),
        channel: &transcript.channel,
        entry: transcript.entry.as_deref(),
        state,
        outcome: transcript.ending.as_ref().map(Outcome::from),
        inputs: given(&transcript.inputs),
        turns: transcript.turns.iter().map(Step::from).collect(),
    })
}

impl<'a> From<&'a Ending> for Outcome<'a> {
    fn from(ending: &'a Ending) -> Self {
        let Ending { outcome, label, kind, disposition } = ending;
        Self { id: outcome, label, kind: kind.as_str(), disposition }
    }
}

impl<'a> From<&'a Turn> for Step<'a> {
    fn from(turn: &'a Turn) -> Self {
        let mut step = Self {
            number: turn.number,
            script: &turn.script,
            node: &turn.node,
            at: moment(turn.at),
            seconds: turn.seconds,
            said: turn.said.as_deref(),
            verbatim: turn.verbatim,
            notes: turn.notes.iter().map(Noted::from).collect(),
            event: "",
            answer: None,
            aside: None,
            to: None,
            label: None,
            action: None,
            result: None,
            values: Vec::new(),
            reason: None,
        };
        step.tell(&turn.kind);
        step
    }
}

impl<'a> Step<'a> {
    fn tell(&mut self, what: &'a TurnKind) {
        self.event = event(what);
        match what {
            TurnKind::Entered(values) => self.values = given(values),
            TurnKind::Answered { id, label } => {
                self.answer = Some(id);
                self.label = Some(label);
            }
            TurnKind::Completed { action, result, returned } => {
                self.action = Some(action);
                self.result = Some(result);
                self.values = given(returned);
            }
            TurnKind::Stubbed { outcome, sets, .. } => {
                self.result = Some(outcome);
                self.values = given(sets);
            }
            TurnKind::Aside { id, label } => {
                self.aside = Some(id);
                self.label = Some(label);
            }
            TurnKind::Jumped { to, reason, values } => {
                self.to = Some(to);
                self.reason = Some(reason);
                self.values = given(values);
            }
            TurnKind::HungUp(reason) => self.reason = reason.as_deref(),
            TurnKind::CouldNotGive | TurnKind::Proceeded | TurnKind::Ended(_) | TurnKind::Waiting => {}
        }
    }
}

impl<'a> From<&'a Note> for Noted<'a> {
    fn from(note: &'a Note) -> Self {
        Self { script: &note.script, node: &note.node, at: moment(note.at), text: &note.text }
    }
}

fn given(values: &[Shown]) -> Vec<Given<'_>> {
    let given = values.iter();
    given.map(|Shown { name, label, value }| Given { name, label, value: value.as_deref() }).collect()
}

fn event(what: &TurnKind) -> &'static str {
    match what {
        TurnKind::Entered(_) => "entered",
        TurnKind::CouldNotGive => "cannot_give",
        TurnKind::Answered { .. } => "answered",
        TurnKind::Proceeded => "proceeded",
        TurnKind::Completed { .. } => "completed",
        TurnKind::Stubbed { .. } => "left_out",
        TurnKind::Aside { .. } => "aside",
        TurnKind::Jumped { .. } => "jumped",
        TurnKind::HungUp(_) => "hung_up",
        TurnKind::Ended(_) => "ended",
        TurnKind::Waiting => "waiting",
    }
}
