//! The transcript of a call: plain data, and its Markdown form.
//!
//! Sensitive values are masked. Must not know how a session advances.

use std::fmt::{self, Write};

use callscript::jiff::{SignedDuration, Timestamp};
use callscript::script::Digest;

use crate::digest;
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
            digest: digest::of_version(1, &self.script),
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

    /// The transcript as a Markdown document.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        // Writing to a `String` cannot fail.
        let _ = self.write_markdown(&mut out);
        out
    }

    fn write_markdown(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "# {}\n", escape(&self.title))?;
        writeln!(out, "- Outcome: {}", self.outcome())?;
        writeln!(out, "- Started: {}", self.started.strftime("%Y-%m-%d %H:%M:%S UTC"))?;
        writeln!(out, "- Lasted: {}", clock(self.seconds()))?;
        writeln!(out, "- Channel: {}", escape(&self.channel))?;
        writeln!(out, "- Script: `{}`", self.script)?;
        if let Some(entry) = &self.entry {
            writeln!(out, "- Entry: `{entry}`")?;
        }
        let left = self.turns.iter().filter(|turn| matches!(turn.kind, TurnKind::Jumped { .. }));
        let left: Vec<_> = left.filter_map(|turn| Some(turn.number?.to_string())).collect();
        if !left.is_empty() {
            writeln!(out, "- Left the script: at step {}", left.join(", "))?;
        }
        if !self.inputs.is_empty() {
            writeln!(out, "\n## Known before the call\n")?;
            write_values(out, &self.inputs)?;
        }
        self.turns.iter().try_for_each(|turn| self.write_turn(out, turn))
    }

    fn outcome(&self) -> String {
        match &self.ending {
            Some(ending) => {
                let kind = ending.kind.as_str().replace('_', "-");
                format!("{} ({kind}, `{}`)", escape(&ending.label), ending.disposition)
            }
            None if self.over => "none, the call was hung up".to_owned(),
            None => "none, the call is not finished".to_owned(),
        }
    }

    fn write_turn(&self, out: &mut String, turn: &Turn) -> fmt::Result {
        let number = turn.number.map_or(String::new(), |number| format!("{number}. "));
        let script = if turn.script == self.script { String::new() } else { format!(" of `{}`", turn.script) };
        writeln!(out, "\n## {number}`{}`{script}", turn.node)?;
        let since = clock(seconds_between(self.started, turn.at));
        match turn.kind {
            TurnKind::Ended(_) | TurnKind::Waiting => writeln!(out, "\nAt {since}.")?,
            _ => writeln!(out, "\nAt {since}, for {} s.", turn.seconds.round())?,
        }
        if let Some(said) = &turn.said {
            let how = if turn.verbatim { "**Read as written:**" } else { "**Said:**" };
            writeln!(out, "\n{how}\n\n{}", quote(said))?;
        }
        for note in &turn.notes {
            let place = if note.node == turn.node { String::new() } else { format!(" at `{}`", note.node) };
            writeln!(out, "\n**Note{place}:** {}", escape(&note.text))?;
        }
        write_turn_kind(out, &turn.kind)
    }
}

fn write_turn_kind(out: &mut String, what: &TurnKind) -> fmt::Result {
    match what {
        TurnKind::Entered(values) => {
            writeln!(out, "\n**Entered:**\n")?;
            write_values(out, values)
        }
        TurnKind::CouldNotGive => writeln!(out, "\n**The customer could not say.**"),
        TurnKind::Answered { label, .. } => writeln!(out, "\n**Answered:** {}", escape(label)),
        TurnKind::Completed { action, result, returned } => {
            writeln!(out, "\n**Action** `{action}`: `{result}`")?;
            write_list(out, returned)
        }
        TurnKind::Stubbed { script, outcome, sets } => {
            writeln!(out, "\n**Left out** `{script}`, ending with `{outcome}`")?;
            write_list(out, sets)
        }
        TurnKind::Aside { label, .. } => writeln!(out, "\n**Aside:** {}", escape(label)),
        TurnKind::Jumped { to, reason, values } => {
            let reason = if reason.is_empty() { "no reason was given".to_owned() } else { escape(reason) };
            writeln!(out, "\n**Left the script** for `{to}`: {reason}")?;
            write_list(out, values)
        }
        TurnKind::HungUp(None) => writeln!(out, "\n**Hung up.**"),
        TurnKind::HungUp(Some(reason)) => writeln!(out, "\n**Hung up:** {}", escape(reason)),
        TurnKind::Ended(ending) => writeln!(out, "\n**Ended:** {}", escape(&ending.label)),
        TurnKind::Waiting => writeln!(out, "\n**Not finished:** the call stands here."),
        TurnKind::Proceeded => Ok(()),
    }
}

/// A list of values after an empty line; nothing if there are none.
fn write_list(out: &mut String, values: &[Shown]) -> fmt::Result {
    out.write_str(if values.is_empty() { "" } else { "\n" })?;
    write_values(out, values)
}

fn write_values(out: &mut String, values: &[Shown]) -> fmt::Result {
    values.iter().try_for_each(|shown| writeln!(out, "- {}", value(shown)))
}

fn value(shown: &Shown) -> String {
    let value = shown.value.as_deref().map_or_else(|| "—".to_owned(), escape);
    format!("{}: {value}", escape(&shown.label))
}

/// A duration as `4:05` or `1:04:05`, like the position in a recording.
fn clock(seconds: f64) -> String {
    let seconds = SignedDuration::try_from_secs_f64(seconds.round()).unwrap_or_default().as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// Text as a Markdown block quote.
fn quote(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| format!("> {}", escape(line)));
    lines.collect::<Vec<_>>().join("  \n")
}

/// Escapes text so that Markdown shows it literally; a line end becomes a space.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
