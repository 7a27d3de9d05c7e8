//! The transcript of a call, as it is filed: plain data, and Markdown made of it.
//!
//! Sensitive values are masked. Must not know how a session moves.

use std::fmt::{self, Write};

use jiff::Timestamp;

use crate::event::{EventKind, Started};
use crate::history::{Turn, What};
use crate::session::Session;
use crate::shown::{self, Shown};

/// The transcript of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcript {
    /// The script's id.
    pub script: String,
    /// The script's title.
    pub title: String,
    /// When the call started.
    pub started: Timestamp,
    /// The touch point.
    pub channel: String,
    /// The entry at which it started, if not at the script's start.
    pub entry: Option<String>,
    /// What the host gave.
    pub inputs: Vec<Shown>,
    /// What was said and done, in order.
    pub turns: Vec<Turn>,
}

impl Session {
    /// The transcript of the call, as far as it has come.
    pub fn transcript(&self) -> Transcript {
        let started = self.events.first().and_then(|event| match &event.kind {
            EventKind::Started(started) => Some(started.as_ref().clone()),
            _ => None,
        });
        let Started { channel, entry, .. } = started.unwrap_or_default();
        Transcript {
            script: self.script.id().to_owned(),
            title: self.script.title().to_owned(),
            started: self.started_at(),
            channel,
            entry,
            inputs: shown::shown(&self.state.stack.base, &self.opening.given),
            turns: self.turns(),
        }
    }
}

impl Transcript {
    /// The transcript as a Markdown document.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        // To write to a `String` cannot fail.
        let _ = self.write_markdown(&mut out);
        out
    }

    fn write_markdown(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "# {}\n", escape(&self.title))?;
        writeln!(out, "- Script: `{}`", self.script)?;
        writeln!(out, "- Started: {}", moment(self.started))?;
        writeln!(out, "- Channel: {}", escape(&self.channel))?;
        if let Some(entry) = &self.entry {
            writeln!(out, "- Entry: `{entry}`")?;
        }
        for input in &self.inputs {
            writeln!(out, "- {}", value(input))?;
        }
        writeln!(out, "- Result: {}", self.result())?;
        self.turns.iter().try_for_each(|turn| write_turn(out, turn))
    }

    fn result(&self) -> String {
        let hung_up = self.turns.iter().any(|turn| matches!(turn.what, What::HungUp(_)));
        match self.turns.last().map(|turn| &turn.what) {
            Some(What::Ended(ending)) => {
                format!("{} (`{}`)", escape(&ending.label), ending.outcome)
            }
            _ if hung_up => "hung up".to_owned(),
            _ => "unfinished".to_owned(),
        }
    }
}

fn write_turn(out: &mut String, turn: &Turn) -> fmt::Result {
    let number = turn.number.map_or(String::new(), |number| format!("{number}. "));
    let place = format!("`{}` in `{}`", turn.node, turn.script);
    writeln!(out, "\n## {number}{place}\n\n{}, {} s", moment(turn.at), turn.seconds.round())?;
    if let Some(said) = &turn.said {
        let how = if turn.verbatim { "**Read as written:**" } else { "**Said:**" };
        writeln!(out, "\n{how}\n\n{}", quote(said))?;
    }
    for note in &turn.notes {
        let place = if note.node == turn.node { String::new() } else { format!(" at `{}`", note.node) };
        writeln!(out, "\n**Note{place}:** {}", escape(&note.text))?;
    }
    match &turn.what {
        What::Entered(values) => {
            writeln!(out, "\n**Entered:**\n")?;
            write_values(out, values)
        }
        What::CouldNotGive => writeln!(out, "\n**The customer could not say.**"),
        What::Answered { label, .. } => writeln!(out, "\n**Answered:** {}", escape(label)),
        What::Completed { action, result, returned } => {
            writeln!(out, "\n**Action** `{action}`: `{result}`")?;
            out.write_str(if returned.is_empty() { "" } else { "\n" })?;
            write_values(out, returned)
        }
        What::Aside { label, .. } => writeln!(out, "\n**Aside:** {}", escape(label)),
        What::Jumped { to, reason } => {
            writeln!(out, "\n**Left the script** for `{to}`: {}", escape(reason))
        }
        What::HungUp(None) => writeln!(out, "\n**Hung up.**"),
        What::HungUp(Some(reason)) => writeln!(out, "\n**Hung up:** {}", escape(reason)),
        What::Ended(ending) => writeln!(out, "\n**Ended:** {} (`{}`)", escape(&ending.label), ending.outcome),
        What::Proceeded | What::Waiting => Ok(()),
    }
}

fn write_values(out: &mut String, values: &[Shown]) -> fmt::Result {
    values.iter().try_for_each(|shown| writeln!(out, "- {}", value(shown)))
}

fn value(shown: &Shown) -> String {
    let value = shown.value.as_deref().map_or_else(|| "—".to_owned(), escape);
    format!("{}: {value}", escape(&shown.label))
}

/// To the second, as a moment that everyone reads alike.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Words as a quotation.
fn quote(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| format!("> {}", escape(line)));
    lines.collect::<Vec<_>>().join("  \n")
}

/// Text of which Markdown takes nothing for a sign; a line end becomes a space.
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
