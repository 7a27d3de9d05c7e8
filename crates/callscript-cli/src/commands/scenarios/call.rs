//! A call that failed, for people: what happened until then, and what was open where it stopped, in the words of scenarios.

use callscript_runner::scenario::Open;
use callscript_runner::{AnswerChoice, Ending, Field, Prompt, PromptKind, ResultChoice, Session, Shown, Turn, What};

use callscript::inert::escape;

/// More turns than these are not shown.
const SHOWN: usize = 20;

/// A line for each prompt, and one for what happened there; the latest, if there are many.
pub(super) fn until_then(session: &Session, width: usize) -> Vec<String> {
    let turns = session.transcript().turns;
    let left_out = turns.len().saturating_sub(SHOWN);
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(format!("… ({left_out} steps before)"));
    }
    for (at, turn) in turns.iter().enumerate().skip(left_out) {
        if turn.said.is_some() || !is_told(turn, turns.get(left_out..at).unwrap_or_default()) {
            lines.push(place(turn, session.script().id(), width));
        }
        lines.extend(happened(&turn.what).map(|what| format!("  {what}{}", leaves_out(&turn.what))));
    }
    lines
}

/// Which subscript is left out, if one is.
fn leaves_out(what: &What) -> String {
    match what {
        What::LeftOut { script, .. } => format!("  (leaves out `{}`)", escape(script)),
        _ => String::new(),
    }
}

/// Whether the node of a turn was told just before. The end was, too, if only a survey came between.
fn is_told(turn: &Turn, before: &[Turn]) -> bool {
    let mut before = before.iter().rev();
    let last = match turn.what {
        What::Ended(_) => before.find(|before| before.script == turn.script),
        _ => before.next(),
    };
    last.is_some_and(|last| last.script == turn.script && last.node == turn.node)
}

/// Where a call stands, as `node` or `script/node`.
pub(super) fn node(prompt: &Prompt, script: &str) -> String {
    name(&prompt.script, &prompt.node, script)
}

/// A line for each step that could be taken there, asides aside.
pub(super) fn open(open: &Open) -> Vec<String> {
    let prompt = &open.prompt;
    let mut lines: Vec<String> = match &prompt.kind {
        PromptKind::Form { fields, cannot_give } => {
            let form = [format!("enter: {}", fields_wanted(fields))];
            form.into_iter().chain(cannot_give.then(|| "cannot_give".to_owned())).collect()
        }
        PromptKind::Ask { answers } => answers.iter().map(answer).collect(),
        PromptKind::Message => vec!["nothing: this is a message, which is passed without a step".to_owned()],
        PromptKind::Act { results, .. } => results.iter().map(result).collect(),
        PromptKind::Ended { outcome, hung_up } => vec![ended(outcome.as_ref(), *hung_up)],
    };
    if let Some(subscript) = &open.subscript {
        let outcomes = subscript.outcomes.iter();
        lines.extend(outcomes.map(|outcome| format!("subscript: {outcome}  (leaves out `{}`)", subscript.script)));
    }
    lines.iter().map(|line| escape(line).into_owned()).collect()
}

/// The asides that could be called there, as steps.
pub(super) fn asides(open: &Open) -> Vec<String> {
    open.prompt.asides.iter().map(|aside| escape(&format!("aside: {}", aside.label)).into_owned()).collect()
}

fn name(script: &str, node: &str, root: &str) -> String {
    if script == root { node.to_owned() } else { format!("{script}/{node}") }
}

/// The node, and the beginning of what was said there.
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

/// What happened, as a scenario says it.
pub(super) fn happened(what: &What) -> Option<String> {
    let text = match what {
        What::Entered(values) => format!("enter: {}", values_shown(values)),
        What::CouldNotGive => "cannot_give".to_owned(),
        What::Answered { label, .. } => format!("answer: {label}"),
        What::Completed { result, returned, .. } if returned.is_empty() => format!("action: {result}"),
        What::Completed { result, returned, .. } => format!("action: {result}, returns: {}", values_shown(returned)),
        What::LeftOut { outcome, sets, .. } if sets.is_empty() => format!("subscript: {outcome}"),
        What::LeftOut { outcome, sets, .. } => format!("subscript: {outcome}, sets: {}", values_shown(sets)),
        What::Aside { label, .. } => format!("aside: {label}"),
        What::Jumped { to, .. } => format!("jump: {to}"),
        What::HungUp(_) => "hang_up".to_owned(),
        What::Ended(ending) => ended(Some(ending), false),
        What::Proceeded | What::Waiting => return None,
    };
    Some(escape(&text).into_owned())
}

fn values_shown(values: &[Shown]) -> String {
    let values = values.iter().filter_map(|shown| Some(format!("{}: {}", shown.name, shown.value.as_ref()?)));
    match values.collect::<Vec<_>>().join(", ") {
        values if values.is_empty() => "{}".to_owned(),
        values => format!("{{ {values} }}"),
    }
}

fn fields_wanted(fields: &[Field]) -> String {
    let wanted = fields.iter().map(|field| {
        let optional = if field.optional { ", or left out" } else { "" };
        format!("{}: ({}{optional})", field.name, field.wanted)
    });
    format!("{{ {} }}", wanted.collect::<Vec<_>>().join(", "))
}

fn answer(answer: &AnswerChoice) -> String {
    let closed = if answer.open { "" } else { "  (closed)" };
    format!("answer: {}{closed}", answer.label)
}

fn result(result: &ResultChoice) -> String {
    if result.returns.is_empty() {
        return format!("action: {}", result.name);
    }
    format!("action: {{ result: {}, returns: {} }}", result.name, fields_wanted(&result.returns))
}

fn ended(outcome: Option<&Ending>, hung_up: bool) -> String {
    match outcome {
        Some(ending) => format!("the call has ended with `{}`", ending.outcome),
        None if hung_up => "the call was hung up".to_owned(),
        None => "the call is over".to_owned(),
    }
}
