//! The steps that a prompt offers, with values that its variables accept, and steps that must be refused; for any
//! script.

use std::sync::Arc;

use callscript::script::{ActionResult, Exit, Node, Script, VariableId};
use callscript::value::{Declaration, Type, Value};
use callscript_runner::{Applied, EventKind, PromptKind, Revision, Session, StepError, Turn, TurnKind, Values};

use super::support::at;

/// A text that names nothing in any script, and is not a valid value of any variable.
pub(crate) const NOTHING: &str = "no\u{7}such";

/// A source of values: a valid one for a variable, if it has one.
pub(crate) type Give<'g> = dyn FnMut(&Declaration) -> Option<String> + 'g;

/// Performs a step; a revision is given by the number of its step in the history.
pub(crate) fn perform(session: &mut Session, step: &EventKind) -> Result<(), StepError> {
    perform_at(session, step, Some(session.position())).map(drop)
}

/// Performs a step that is meant for this position.
pub(crate) fn perform_at(
    session: &mut Session,
    step: &EventKind,
    position: Option<usize>,
) -> Result<Applied, StepError> {
    let now = at(i64::try_from(session.events().len()).unwrap());
    let event = match step.clone() {
        EventKind::Started(_) => return Ok(Applied::default()),
        EventKind::Revised { event: step, to } => {
            EventKind::Revised { event: session.event_of(step).unwrap_or(usize::MAX), to }
        }
        event => event,
    };
    session.apply(event, position, now)
}

/// Every step forward that the prompt offers. There is none only if `give` has no value for the form.
pub(crate) fn offered(session: &Session, give: &mut Give<'_>) -> Vec<EventKind> {
    let script = running(session);
    let node = node(session, &script);
    let mut steps = Vec::new();
    match &session.prompt().kind {
        PromptKind::Form { cannot_give, .. } => {
            steps.extend(form(&script, node, give).map(|values| EventKind::Entered { values }));
            steps.extend(cannot_give.then_some(EventKind::CannotGive));
        }
        PromptKind::Ask { answers } => {
            for answer in answers.iter().filter(|answer| answer.open) {
                let values = given_with(&script, node, &answer.id, give);
                let answer = answer.id.clone();
                steps.extend(values.map(|values| EventKind::Answered { answer, values }));
            }
        }
        PromptKind::Message => steps.push(EventKind::Proceeded),
        PromptKind::Act { results, .. } => {
            for result in results {
                let returned = returned(&script, node, &result.name, give);
                let result = result.name.clone();
                steps.extend(returned.map(|returned| EventKind::Completed { token: None, result, returned }));
            }
        }
        PromptKind::Ended { .. } => {}
        other => panic!("no test knows {other:?}"),
    }
    steps
}

/// Every lapse after which the prompt says what follows.
pub(crate) fn lapses(session: &Session) -> Vec<EventKind> {
    let Some(unanswered) = session.prompt().unanswered.as_deref() else { return Vec::new() };
    let silent = unanswered.wait.map(|_| EventKind::Silent { input: None });
    let input = Some("um".to_owned());
    silent.into_iter().chain(unanswered.not_understood.then_some(EventKind::NotUnderstood { input })).collect()
}

/// Every aside that the prompt offers.
pub(crate) fn asides(session: &Session) -> Vec<EventKind> {
    session.prompt().asides.iter().map(|aside| EventKind::Aside { aside: aside.id.clone() }).collect()
}

/// A stub for the running script, if it has just begun and `give` has values for everything that it sets.
pub(crate) fn left_out(session: &Session, seed: usize, give: &mut Give<'_>) -> Option<EventKind> {
    let script = running(session);
    let outcome = script.outcomes()[seed % script.outcomes().len()].id.clone();
    let mut sets = Values::new();
    for variable in script.variables() {
        fill(&variable.name, &variable.declaration, &mut sets, give)?;
    }
    let step = EventKind::Stubbed { outcome, sets };
    perform(&mut session.clone(), &step).is_ok().then_some(step)
}

/// A result of an action that was asked for before `session` came here, or of none: by an earlier token, a later one, or
/// the one that is waited for.
pub(crate) fn result_by_token(earlier: &[Session], session: &Session, seed: usize, give: &mut Give<'_>) -> EventKind {
    let asked = earlier.iter().chain([session]).rev().filter_map(|session| {
        let PromptKind::Act { token, .. } = session.prompt().kind else { return None };
        Some((token, offered(session, give).into_iter().nth(seed / 8 % 2)?))
    });
    match asked.collect::<Vec<_>>().into_iter().nth(seed % 4) {
        Some((token, EventKind::Completed { result, returned, .. })) => {
            EventKind::Completed { token: Some(token), result, returned }
        }
        _ => EventKind::Completed { token: Some(seed), result: NOTHING.to_owned(), returned: Values::new() },
    }
}

/// A hand-over to one of the script's channels, or to nobody.
pub(crate) fn handed_over(session: &Session, seed: usize) -> EventKind {
    let channel = session.script().channels().get(seed % 3).cloned();
    EventKind::HandedOver { channel, to: Some("the night shift".to_owned()), note: None }
}

/// A jump to a node of the running script, with the values needed there; `None` if `give` has none.
pub(crate) fn jump(session: &Session, seed: usize, give: &mut Give<'_>) -> Option<EventKind> {
    let script = running(session);
    let node = script.nodes()[seed % script.nodes().len()].id.clone();
    let reason = "why not".to_owned();
    let mut values = Values::new();
    if let Err(StepError::Missing { missing, .. }) = session.clone().jump(&node, &reason, Values::new(), at(0)) {
        for name in missing {
            let declaration = &script.variable(script.find_variable(&name)?).declaration;
            values.set(name, give(declaration)?);
        }
    }
    Some(EventKind::Jumped { node, reason, values })
}

/// A revision of a step of the history; it may be refused.
pub(crate) fn revision(session: &Session, step: usize, seed: usize, give: &mut Give<'_>) -> EventKind {
    let history = session.history();
    let is_meant = |turn: &&Turn| {
        step.is_multiple_of(8)
            || matches!(turn.kind, TurnKind::Answered { .. } | TurnKind::Entered(_) | TurnKind::CouldNotGive)
    };
    let meant: Vec<&Turn> = history.iter().filter(is_meant).collect();
    let mut to = Revision::CannotGive;
    let turn = meant.get(step / 8 % meant.len().max(1));
    if let Some(turn) = turn {
        let script = find(session.script(), &turn.script).unwrap();
        let node = script.node(script.find_node(&turn.node).unwrap());
        match (&turn.kind, &node.exit) {
            (TurnKind::Answered { .. }, Exit::Answers(answers)) => {
                let answer = answers[seed % answers.len()].id.clone();
                let values = given_with(&script, node, &answer, give).unwrap_or_default();
                to = Revision::Answer { answer, values };
            }
            (TurnKind::Entered(_) | TurnKind::CouldNotGive, _) if !seed.is_multiple_of(4) => {
                to = form(&script, node, give).map_or(Revision::CannotGive, Revision::Enter);
            }
            _ => {}
        }
    }
    EventKind::Revised { event: turn.and_then(|turn| turn.number).unwrap_or_default(), to }
}

/// Steps that every prompt must refuse: steps that it does not offer, and invalid values.
pub(crate) fn refused(session: &Session, bad_value: &str) -> Vec<EventKind> {
    let unasked = || Values::from([(NOTHING, bad_value)]);
    let mut steps = vec![
        EventKind::answered(NOTHING),
        EventKind::Entered { values: unasked() },
        EventKind::Completed { token: None, result: NOTHING.to_owned(), returned: unasked() },
        EventKind::Aside { aside: NOTHING.to_owned() },
        EventKind::Stubbed { outcome: NOTHING.to_owned(), sets: Values::new() },
        EventKind::Jumped { node: NOTHING.to_owned(), reason: String::new(), values: Values::new() },
        EventKind::Revised { event: 1_000_000, to: Revision::CannotGive },
    ];
    let script = running(session);
    let node = session.prompt().node.clone();
    let every = script.variables().iter().map(|variable| (variable.name.clone(), bad_value));
    steps.extend(every.clone().next().is_some().then(|| EventKind::Jumped {
        node,
        reason: String::new(),
        values: every.collect(),
    }));
    let all_bad = |fields: &[callscript_runner::Field]| {
        (!fields.is_empty()).then(|| fields.iter().map(|field| (field.name.clone(), bad_value)).collect::<Values>())
    };
    match &session.prompt().kind {
        PromptKind::Form { fields, cannot_give } => {
            steps.extend(all_bad(fields).map(|values| EventKind::Entered { values }));
            steps.extend((!cannot_give).then_some(EventKind::CannotGive));
        }
        PromptKind::Ask { answers } => {
            let closed = answers.iter().filter(|answer| !answer.open);
            steps.extend(closed.map(|answer| EventKind::answered(answer.id.clone())));
            steps.extend(answers.iter().filter_map(|answer| {
                let values = all_bad(&answer.fields)?;
                Some(EventKind::Answered { answer: answer.id.clone(), values })
            }));
            steps.extend(
                answers.iter().map(|answer| EventKind::Answered { answer: answer.id.clone(), values: unasked() }),
            );
        }
        PromptKind::Act { results, .. } => steps.extend(results.iter().filter_map(|result| {
            let (result, returned) = (result.name.clone(), all_bad(&result.returns)?);
            Some(EventKind::Completed { token: None, result, returned })
        })),
        PromptKind::Message | PromptKind::Ended { .. } => {}
        other => panic!("no test knows {other:?}"),
    }
    if !matches!(session.prompt().kind, PromptKind::Message) {
        steps.push(EventKind::Proceeded);
    }
    steps
}

/// A random valid value for a variable; `None` if none is known.
pub(crate) fn acceptable(declaration: &Declaration, seed: usize) -> Option<String> {
    let words: &[&str] = match declaration.kind {
        Type::Text => &["word", "a1", "b2", "Ada \u{e9}\u{1f642}", " b", "1234", "AB123456"],
        Type::Integer | Type::Number => &["0", "1", "2", "7", "-3", "1.25"],
        Type::Boolean => &["true", "no"],
        Type::Choice => &[],
        Type::Date => &["2026-12-01", "2026-12-24", "0001-01-01", "9999-12-31"],
        Type::Time => &["14:30", "18:00", "23:59"],
        Type::Phone => &["112", "+49 (30) 1234"],
        Type::Email => &["ada@example.org"],
    };
    let bounds = [&declaration.min, &declaration.max, &declaration.default].into_iter().flatten();
    let ids = declaration.choices.iter().map(|choice| choice.id.to_string());
    let all = words.iter().map(|&word| word.to_owned()).chain(bounds.map(Value::to_plain)).chain(ids);
    let taken: Vec<String> = all.filter(|text| declaration.parse(text).is_ok()).collect();
    let seed = seed % taken.len().max(1);
    taken.into_iter().nth(seed)
}

/// The running script.
pub(crate) fn running(session: &Session) -> Arc<Script> {
    find(session.script(), &session.prompt().script).unwrap()
}

/// The script with this id, among `script` and all that it can run.
fn find(script: &Arc<Script>, id: &str) -> Option<Arc<Script>> {
    if script.id() == id {
        return Some(Arc::clone(script));
    }
    let runs = script.nodes().iter().filter_map(|node| match &node.exit {
        Exit::Run(run) => Some(&run.script),
        _ => None,
    });
    runs.chain(script.after().map(|after| &after.script)).find_map(|script| find(script, id))
}

fn node<'s>(session: &Session, script: &'s Script) -> &'s Node {
    script.node(script.find_node(&session.prompt().node).unwrap())
}

fn form(script: &Script, node: &Node, give: &mut Give<'_>) -> Option<Values> {
    filled(script, &node.collect, give)
}

/// Values for what is given together with an answer.
fn given_with(script: &Script, node: &Node, answer: &str, give: &mut Give<'_>) -> Option<Values> {
    let Exit::Answers(answers) = &node.exit else { return None };
    filled(script, &answers.iter().find(|known| known.id == answer)?.collect, give)
}

fn filled(script: &Script, collect: &[VariableId], give: &mut Give<'_>) -> Option<Values> {
    let mut values = Values::new();
    for id in collect {
        let variable = script.variable(*id);
        fill(&variable.name, &variable.declaration, &mut values, give)?;
    }
    Some(values)
}

fn returned(script: &Script, node: &Node, result: &str, give: &mut Give<'_>) -> Option<Values> {
    let Exit::Action(action) = &node.exit else { return None };
    let mut values = Values::new();
    let is_meant = |known: &&ActionResult| known.name == result;
    for returned in action.then.iter().filter(is_meant).flat_map(|result| &result.take) {
        fill(&returned.key, &script.variable(returned.target).declaration, &mut values, give)?;
    }
    Some(values)
}

/// Adds a value, or leaves an optional one out. `None` if neither is possible.
fn fill(name: &str, declaration: &Declaration, values: &mut Values, give: &mut Give<'_>) -> Option<()> {
    match give(declaration) {
        Some(value) => values.set(name, value),
        None if declaration.optional => {}
        None => return None,
    }
    Some(())
}
