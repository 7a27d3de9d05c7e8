//! A call in the notation of scenarios: what happened, and which steps were open where it stopped.

use callscript_runner::scenario::Open;
use callscript_runner::{AnswerChoice, Ending, Field, Prompt, PromptKind, ResultChoice, Shown, TurnKind};

use callscript::internal::inert::escape;

/// The position of a call, as `node` or `script/node`.
pub(super) fn node(prompt: &Prompt, script: &str) -> String {
    name(&prompt.script, &prompt.node, script)
}

/// A line for each step that was open, except asides.
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
        _ => Vec::new(),
    };
    if let Some(subscript) = &open.subscript {
        let outcomes = subscript.outcomes.iter();
        lines.extend(outcomes.map(|outcome| format!("subscript: {outcome}  (leaves out `{}`)", subscript.script)));
    }
    lines.iter().map(|line| escape(line).into_owned()).collect()
}

/// The open asides, as steps.
pub(super) fn asides(open: &Open) -> Vec<String> {
    open.prompt.asides.iter().map(|aside| escape(&format!("aside: {}", aside.label)).into_owned()).collect()
}

/// A node, with its script if that is not the tested one.
pub(super) fn name(script: &str, node: &str, root: &str) -> String {
    if script == root { node.to_owned() } else { format!("{script}/{node}") }
}

/// What happened, as a step of a scenario; `None` if a scenario has no step for it.
pub(super) fn step_text(what: &TurnKind) -> Option<String> {
    let text = match what {
        TurnKind::Entered(values) => format!("enter: {}", values_shown(values)),
        TurnKind::CouldNotGive => "cannot_give".to_owned(),
        TurnKind::Answered { label, values, .. } if values.is_empty() => format!("answer: {label}"),
        TurnKind::Answered { label, values, .. } => format!("answer: {label}, enter: {}", values_shown(values)),
        TurnKind::Completed { result, returned, .. } if returned.is_empty() => format!("action: {result}"),
        TurnKind::Completed { result, returned, .. } => {
            format!("action: {result}, returns: {}", values_shown(returned))
        }
        TurnKind::Stubbed { outcome, sets, .. } if sets.is_empty() => format!("subscript: {outcome}"),
        TurnKind::Stubbed { outcome, sets, .. } => format!("subscript: {outcome}, sets: {}", values_shown(sets)),
        TurnKind::Aside { label, .. } => format!("aside: {label}"),
        TurnKind::Jumped { to, .. } => format!("jump: {to}"),
        TurnKind::HungUp(_) => "hang_up".to_owned(),
        TurnKind::Ended(ending) => ended(Some(ending), false),
        TurnKind::Lapsed { lapse, .. } => lapse.as_str().to_owned(),
        TurnKind::Proceeded | TurnKind::Waiting => return None,
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
    if answer.fields.is_empty() {
        return format!("answer: {}{closed}", answer.label);
    }
    format!("answer: {{ id: {}, enter: {} }}{closed}", answer.id, fields_wanted(&answer.fields))
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
