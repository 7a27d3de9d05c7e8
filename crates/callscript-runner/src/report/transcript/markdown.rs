//! A transcript as Markdown, in which words of scripts, values and notes are no markup.

use callscript::Lapse;
use std::collections::BTreeSet;

use callscript::internal::markdown::Markdown;
use callscript::jiff::SignedDuration;

use super::Transcript;
use crate::history::{Handover, Shown, Turn, TurnKind};
use crate::report::{ActionRun, CallState};

impl Transcript {
    /// The transcript as a Markdown document, in which words of scripts, values and notes are no markup. Calls that were
    /// begun again come one after the other.
    pub fn to_markdown(&self) -> String {
        let mut page = Markdown::default();
        let calls = self.restarted.len() + 1;
        for (number, call) in (1..).zip(self.restarted.iter().chain([self])) {
            page.markup(if number > 1 { "\n# " } else { "# " }).text(&call.title).markup("\n\n");
            if calls > 1 {
                page.markup("- Call: ").number(number).markup(" of ").number(calls);
                page.markup(if number < calls { ", begun again after it\n" } else { "\n" });
            }
            call.head(&mut page);
            for turn in &call.turns {
                call.turn(turn, &mut page);
            }
            call.further_actions(&mut page);
        }
        page.into_string()
    }

    fn head(&self, page: &mut Markdown) {
        let call = &self.call;
        page.markup("- Outcome: ");
        self.outcome(page);
        page.markup("\n- Started: ").text(&call.started.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
        page.markup("\n- Lasted: ").text(&clock(call.seconds));
        page.markup("\n- Channel: ").text(&call.channel);
        page.markup("\n- Script: ").code(&call.script).markup("\n");
        if let Some(entry) = &call.entry {
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

    fn outcome(&self, page: &mut Markdown) {
        if let Some(ending) = &self.call.ending {
            let kind = ending.kind.as_str().replace('_', "-");
            page.text(&ending.label).markup(" (").text(&kind);
            if let Some(code) = &ending.disposition {
                page.markup(", ").code(code);
            }
            page.markup(")");
        }
        let hung_up = matches!(self.turns.last(), Some(Turn { kind: TurnKind::HungUp(_), .. }));
        match self.call.state {
            CallState::Ended if hung_up => page.markup("; then the call was hung up"),
            CallState::Ended => return,
            CallState::HungUp => page.markup("none, the call was hung up"),
            CallState::Unfinished if self.call.is_paused => page.markup("none, the call is paused"),
            CallState::Unfinished => page.markup("none, the call is not finished"),
        };
        if let Some(reason) = &self.call.hung_up_because {
            page.markup(": ").text(reason);
        }
    }

    fn turn(&self, turn: &Turn, page: &mut Markdown) {
        page.markup("\n## ");
        if let Some(number) = turn.number {
            page.number(number).markup(". ");
        }
        self.place(&turn.script, &turn.node, page);
        page.markup("\n\nAt ").text(&clock(self.pauses.seconds_between(self.call.started, turn.at)));
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
        for handed in &turn.handovers {
            handover(handed, page);
        }
        if turn.paused_seconds > 0.0 {
            page.markup("\n**Paused:** for ").text(&turn.paused_seconds.round().to_string());
            page.markup(" s, which are not counted.\n");
        }
        if turn.kind == TurnKind::Waiting && self.call.is_paused {
            page.markup("\n**Not finished:** the call is paused here.\n");
            return;
        }
        what(&turn.kind, page);
    }

    /// The actions that are in no turn: no result came, it came too late, or the call went back over them.
    fn further_actions(&self, page: &mut Markdown) {
        let told: BTreeSet<_> = self.turns.iter().filter_map(completed).collect();
        let is_told =
            |action: &&ActionRun| !action.late && told.contains(&(&*action.script, &*action.node, action.attempt));
        let mut others = self.actions.iter().filter(|action| !is_told(action)).peekable();
        if others.peek().is_some() {
            page.markup("\n## Further actions\n\n");
        }
        for action in others {
            page.markup("- At ").text(&clock(self.pauses.seconds_between(self.call.started, action.at))).markup(", ");
            self.place(&action.script, &action.node, page);
            page.markup(": ");
            named(&action.action, action.attempt, page);
            match &action.result {
                Some(result) => page.markup(": ").code(result),
                None => page.markup(": asked for, but nobody said how it went"),
            };
            page.markup(if action.late { ", too late" } else { "" });
            page.markup(if action.undone { "; the call went back over it\n" } else { "\n" });
        }
    }

    fn place(&self, script: &str, node: &str, page: &mut Markdown) {
        page.code(node);
        if script != self.call.script {
            page.markup(" of ").code(script);
        }
    }
}

/// The script and the node of a turn at which an action was completed, and which attempt it was.
fn completed(turn: &Turn) -> Option<(&str, &str, usize)> {
    match &turn.kind {
        TurnKind::Completed { attempt, .. } => Some((&turn.script, &turn.node, *attempt)),
        _ => None,
    }
}

/// An action, and which attempt it was, if it was not the first.
fn named(action: &str, attempt: usize, page: &mut Markdown) {
    page.code(action);
    if attempt > 1 {
        page.markup(" (attempt ").number(attempt).markup(")");
    }
}

fn handover(Handover { channel, to, note, .. }: &Handover, page: &mut Markdown) {
    page.markup("\n**Handed over:**");
    if let Some(to) = to {
        page.markup(" to ").text(to);
    }
    if let Some(channel) = channel {
        page.markup(" in the channel ").code(channel);
    }
    if let Some(note) = note {
        page.markup(": ").text(note);
    }
    page.markup("\n");
}

fn what(what: &TurnKind, page: &mut Markdown) {
    match what {
        TurnKind::Entered(values) => {
            page.markup("\n**Entered:**\n\n");
            return list(values, page);
        }
        TurnKind::Completed { action, attempt, result, returned } => {
            page.markup("\n**Action** ");
            named(action, *attempt, page);
            page.markup(": ").code(result).markup("\n");
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
        TurnKind::Lapsed { lapse: Lapse::Silence, .. } => page.markup("\n**Nothing came.**"),
        TurnKind::Lapsed { input: None, .. } => page.markup("\n**Not understood.**"),
        TurnKind::Lapsed { input: Some(input), .. } => page.markup("\n**Not understood:** ").text(input),
        TurnKind::CouldNotGive => page.markup("\n**The customer could not say.**"),
        TurnKind::Answered { label, values, .. } => {
            page.markup("\n**Answered:** ").text(label).markup("\n");
            return list_below(values, page);
        }
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
