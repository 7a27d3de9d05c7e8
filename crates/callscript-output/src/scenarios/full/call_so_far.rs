//! The steps of a failed call, up to the failure.

use callscript::internal::inert::escape;
use callscript_runner::{Session, Turn, TurnKind};

use super::super::call::{name, step_text};

/// The maximum number of turns to show.
const SHOWN: usize = 20;

/// A line for each prompt, and one for what happened at it; only the latest if there are many.
pub(super) fn lines(session: &Session, width: usize) -> Vec<String> {
    let turns = session.transcript().turns;
    let left_out = turns.len().saturating_sub(SHOWN);
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(format!("… ({left_out} steps before)"));
    }
    for (at, turn) in turns.iter().enumerate().skip(left_out) {
        if turn.said.is_some() || !was_just_shown(turn, turns.get(left_out..at).unwrap_or_default()) {
            lines.push(place(turn, session.script().id(), width));
        }
        lines.extend(step_text(&turn.kind).map(|what| format!("  {what}{}", stub_note(&turn.kind))));
    }
    lines
}

/// The subscript that a turn stubs, if any.
fn stub_note(what: &TurnKind) -> String {
    match what {
        TurnKind::Stubbed { script, .. } => format!("  (leaves out `{}`)", escape(script)),
        _ => String::new(),
    }
}

/// Whether the node of a turn was shown just before. Also true for the end if only a survey came in between.
fn was_just_shown(turn: &Turn, before: &[Turn]) -> bool {
    let mut before = before.iter().rev();
    let last = match turn.kind {
        TurnKind::Ended(_) => before.find(|before| before.script == turn.script),
        _ => before.next(),
    };
    last.is_some_and(|last| last.script == turn.script && last.node == turn.node)
}

/// The node, and the beginning of its text.
fn place(turn: &Turn, root: &str, width: usize) -> String {
    let place = format!("[{}]", name(&turn.script, &turn.node, root));
    let said = turn.said.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let most = width.saturating_sub(place.chars().count() + 6).max(20);
    let said = match said.char_indices().nth(most) {
        None => said,
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default().trim_end()),
    };
    format!("{} {}", escape(&place), escape(&said)).trim_end().to_owned()
}
