//! The transcript of a call: plain data, and its Markdown form.
//!
//! Sensitive values are masked. Must not know how a session advances.

use callscript::internal::markdown::Markdown;
use callscript::jiff::{SignedDuration, Timestamp};
use callscript::script::Digest;

use crate::digest::digest;
use crate::event::Started;
use crate::history::{Shown, Turn, TurnKind};
use crate::prompt::Ending;
use crate::session::Session;
use crate::session::shown_values;
use crate::session::trace::seconds_between;

/// The transcript of a call.
///
/// ```
#[doc = include_str!("../../docs/hello.txt")]
/// session.answer("ill", now)?;
/// let transcript = session.transcript();
/// assert_eq!(transcript.title, "Hello");
/// assert!(transcript.to_markdown().contains("How are you?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// The script's id.
    pub script: String,
    /// The script's title.
    pub title: String,
    /// The digest of all scripts that the session can run.
    pub digest: Digest,
    /// When the call started.
    pub started: Timestamp,
    /// The touch point.
    pub channel: String,
    /// The entry at which it started; `None`: the script's start.
    pub entry: Option<String>,
    /// The outcome; `None` if the call was hung up before there was one, or is not over.
    pub ending: Option<Ending>,
    /// Whether the call is over: it ended or was hung up.
    pub over: bool,
    /// The values that the host gave at the start.
    pub inputs: Vec<Shown>,
    /// What was said and done, in order.
    pub turns: Vec<Turn>,
}

impl Session {
    /// The transcript of the call so far.
    pub fn transcript(&self) -> Transcript {
        let Started { channel, entry, .. } = self.started();
        Transcript {
            script: self.script.id().to_owned(),
            title: self.script.title().to_owned(),
            digest: digest(&self.script),
            started: self.started_at(),
            channel,
            entry,
            ending: self.ending(),
            over: self.is_over(),
            inputs: shown_values::shown(&self.state.stack.base, &self.opening.given),
            turns: self.turns(),
        }
    }
}

impl Transcript {
    /// How long the call lasted, in seconds.
    pub fn seconds(&self) -> f64 {
        self.turns.last().map_or(0.0, |turn| seconds_between(self.started, turn.at) + turn.seconds)
    }

    /// The transcript as a Markdown document, in which words of scripts, values and notes are no markup.
    pub fn to_markdown(&self) -> String {
        let mut page = Markdown::default();
        self.head(&mut page);
        for turn in &self.turns {
            self.turn(turn, &mut page);
        }
        page.into_string()
    }

    fn head(&self, page: &mut Markdown) {
        page.markup("# ").text(&self.title).markup("\n\n- Outcome: ");
        match &self.ending {
            Some(ending) => {
                let kind = ending.kind.as_str().replace('_', "-");
                page.text(&ending.label).markup(" (").text(&kind).markup(", ").code(&ending.disposition).markup(")")
            }
            None if self.over => page.markup("none, the call was hung up"),
            None => page.markup("none, the call is not finished"),
        };
        page.markup("\n- Started: ").text(&self.started.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
        page.markup("\n- Lasted: ").text(&clock(self.seconds()));
        page.markup("\n- Channel: ").text(&self.channel);
        page.markup("\n- Script: ").code(&self.script).markup("\n");
        if let Some(entry) = &self.entry {
            page.markup("- Entry: ").code(entry).markup("\n");
        }
        let left = self.turns.iter().filter(|turn| matches!(turn.kind, TurnKind::Jumped { .. }));
        let left: Vec<_> = left.filter_map(|turn| Some(turn.number?.to_string())).collect();
        if !left.is_empty() {
            page.markup("- Left the script: at step ").text(&left.join(", ")).markup("\n");
        }
        if !self.inputs.is_empty() {
            page.markup("\n## Known before the call\n\n");
            list(&self.inputs, page);
        }
    }

    fn turn(&self, turn: &Turn, page: &mut Markdown) {
        page.markup("\n## ");
        if let Some(number) = turn.number {
            page.number(number).markup(". ");
        }
        page.code(&turn.node);
        if turn.script != self.script {
            page.markup(" of ").code(&turn.script);
        }
        page.markup("\n\nAt ").text(&clock(seconds_between(self.started, turn.at)));
        match turn.kind {
            TurnKind::Ended(_) | TurnKind::Waiting => page.markup(".\n"),
            _ => page.markup(", for ").text(&turn.seconds.round().to_string()).markup(" s.\n"),
        };
        if let Some(said) = &turn.said {
            page.markup(if turn.verbatim { "\n**Read as written:**\n\n" } else { "\n**Said:**\n\n" });
            page.quote(said).markup("\n");
        }
        for note in &turn.notes {
            page.markup("\n**Note");
            if note.node != turn.node {
                page.markup(" at ").code(&note.node);
            }
            page.markup(":** ").text(&note.text).markup("\n");
        }
        what(&turn.kind, page);
    }
}

fn what(what: &TurnKind, page: &mut Markdown) {
    match what {
        TurnKind::Entered(values) => {
            page.markup("\n**Entered:**\n\n");
            return list(values, page);
        }
        TurnKind::Completed { action, result, returned } => {
            page.markup("\n**Action** ").code(action).markup(": ").code(result).markup("\n");
            return list_below(returned, page);
        }
        TurnKind::Stubbed { script, outcome, sets } => {
            page.markup("\n**Left out** ").code(script).markup(", ending with ").code(outcome).markup("\n");
            return list_below(sets, page);
        }
        TurnKind::Jumped { to, reason, values } => {
            page.markup("\n**Left the script** for ").code(to).markup(": ");
            if reason.is_empty() { page.markup("no reason was given") } else { page.text(reason) }.markup("\n");
            return list_below(values, page);
        }
        TurnKind::Proceeded => return,
        TurnKind::CouldNotGive => page.markup("\n**The customer could not say.**"),
        TurnKind::Answered { label, .. } => page.markup("\n**Answered:** ").text(label),
        TurnKind::Aside { label, .. } => page.markup("\n**Aside:** ").text(label),
        TurnKind::HungUp(None) => page.markup("\n**Hung up.**"),
        TurnKind::HungUp(Some(reason)) => page.markup("\n**Hung up:** ").text(reason),
        TurnKind::Ended(ending) => page.markup("\n**Ended:** ").text(&ending.label),
        TurnKind::Waiting => page.markup("\n**Not finished:** the call stands here."),
    };
    page.markup("\n");
}

/// A list of values after an empty line; nothing if there are none.
fn list_below(values: &[Shown], page: &mut Markdown) {
    page.markup(if values.is_empty() { "" } else { "\n" });
    list(values, page);
}

fn list(values: &[Shown], page: &mut Markdown) {
    for Shown { label, value, .. } in values {
        page.markup("- ").text(label).markup(": ").text(value.as_deref().unwrap_or("—")).markup("\n");
    }
}

/// A duration as `4:05` or `1:04:05`, like the position in a recording.
fn clock(seconds: f64) -> String {
    let seconds = SignedDuration::try_from_secs_f64(seconds.round()).unwrap_or_default().as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}
