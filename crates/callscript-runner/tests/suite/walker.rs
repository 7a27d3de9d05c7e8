//! A random agent: tries every kind of step at each prompt, and checks the results against the contract.
//!
//! The session is never stuck and never panics; a refused step changes nothing, `back` undoes one step, and replaying
//! the effective steps makes the same session. The fuzz targets use this agent, too.

use std::collections::BTreeSet;
use std::sync::Arc;

use callscript::script::{Aside, Exit, Script};
use callscript::value::Declaration;
use callscript_runner::{
    ActionRun, CallResult, Event, EventKind, Prompt, PromptKind, Session, Start, StartError, StepError, TurnKind,
    Values,
};

use super::bound::bound_of_call;
use super::shadow::Shadow;
use super::steps::{self, Give, NOTHING, acceptable, perform, perform_at};
use super::support::at;

/// What to try next; a number selects one of the possible steps.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Try {
    Forward(usize),
    Lapse(usize),
    Aside(usize),
    Jump(usize),
    Stub(usize),
    Back,
    Revise(usize, usize),
    Note,
    Token(usize),
    HandOver(usize),
    Pause,
    TakeUp,
    Refused(usize),
    HangUp,
}

/// Walks through a call with arbitrary steps, and checks the replay.
pub(crate) fn go_anywhere(script: &Arc<Script>, seed: usize, tries: &[Try]) {
    let mut give = anyone(seed);
    let Some(mut session) = begin(script, seed, &mut give) else { return };
    let mut shadow = Some(Shadow::default());
    let mut earlier = Vec::new();
    for tried in tries {
        survey(&session, seed);
        let is_wrong = matches!(tried, Try::Refused(_));
        if let Some(step) = choose(&earlier, &session, *tried, &mut give).filter(|_| !is_wrong) {
            earlier.push(session.clone());
            walk(&mut session, &mut shadow, &step);
        }
    }
    let visits = session.result().path.len() as u64;
    // An aside or a jump starts a new path, and an aside may return once.
    let is_detour = |event: &&Event| matches!(event.kind, EventKind::Aside { .. } | EventKind::Jumped { .. });
    let all = || session.events().iter().filter(is_detour).count();
    let detours = shadow.map_or_else(all, |shadow| shadow.detours()) as u64;
    let bound = bound_of_call(script).saturating_mul(1 + detours).saturating_add(detours);
    assert!(visits <= bound, "{visits} nodes, and {bound} are the most");
    let again = Session::replay(session.script(), session.events().to_vec()).expect("fits");
    assert!(again == session);
    assert_eq!(again.prompt(), session.prompt());
    assert_eq!(again.result(), session.result());
    assert_eq!(again.transcript(), session.transcript());
    session.transcript().to_markdown();
    actions_are_true(&session);
}

/// Every result of an action is filed once, late or not, each attempt once, and nothing that stands is marked as undone.
fn actions_are_true(session: &Session) {
    let actions = session.result().actions;
    let own = || actions.iter().filter(|action| !action.late);
    let attempts: BTreeSet<_> = own().map(|action| (&action.script, &action.node, action.attempt)).collect();
    assert_eq!(attempts.len(), own().count());
    let filed = actions.iter().filter(|action| action.result.is_some()).count();
    let completed = session.events().iter().filter(|event| matches!(event.kind, EventKind::Completed { .. })).count();
    let late = session.events().iter().filter(|event| matches!(event.kind, EventKind::Late { .. })).count();
    // A late result for an action that was never asked for has no place to be filed at.
    assert!((completed..=completed + late).contains(&filed), "{actions:?}");
    let told = session.history().into_iter().filter(|turn| matches!(turn.kind, TurnKind::Completed { .. }));
    let standing = own().filter(|action| action.result.is_some() && !action.undone).count();
    // A result that is kept under an aside is told once the call is back at its action.
    let untold = standing.checked_sub(told.count()).unwrap_or_else(|| panic!("{actions:?}"));
    assert!(untold == 0 || untold <= kept(session), "{actions:?}");
    if matches!(session.prompt().kind, PromptKind::Act { .. }) {
        let prompt = session.prompt();
        let is_pending = |action: &ActionRun| {
            action.result.is_none() && !action.undone && action.node == prompt.node && action.script == prompt.script
        };
        assert!(actions.iter().any(is_pending), "{actions:?}");
    }
}

/// How many results were kept when they came: they moved nothing.
fn kept(session: &Session) -> usize {
    let position = |count: usize| {
        Session::replay(session.script(), session.events()[..count].to_vec()).expect("it was taken").position()
    };
    let completed = session.events().iter().enumerate();
    let completed = completed.filter(|(_, event)| matches!(event.kind, EventKind::Completed { .. }));
    completed.filter(|(at, _)| position(*at) == position(at + 1)).count()
}

/// Walks forward to the end, which must come within the bound; stops early if the bound is very high. With `back`,
/// always takes the step that leads back furthest.
pub(crate) fn go_on(script: &Arc<Script>, seed: usize, back: bool) {
    let bound = bound_of_call(script);
    let Some(mut session) = begin(script, seed, &mut anyone(seed)) else { return };
    let mut count = 0;
    while !session.is_over() && count < 1_000 {
        let mut steps = steps::offered(&session, &mut anyone(seed + count));
        steps.extend(steps::lapses(&session));
        if back {
            steps.sort_by_cached_key(|step| {
                let mut after = session.clone();
                perform(&mut after, step).expect("is offered");
                (after.prompt().script.clone(), after.prompt().node.clone())
            });
            steps.truncate(1);
        }
        let at = (seed + count * 7) % steps.len().max(1);
        let Some(step) = steps.get(at) else { return };
        perform(&mut session, step).expect("is offered");
        count += 1;
        // A node has at most three prompts: its form, its message, its question.
        assert!(count as u64 <= bound.saturating_mul(3), "more than {bound} nodes");
    }
    let visits = session.result().path.len() as u64;
    assert!(visits <= bound, "{visits} nodes, and {bound} are the most");
}

/// A call that starts at the start or at an entry; `None` if there is no value for an input.
pub(crate) fn begin(script: &Arc<Script>, seed: usize, give: &mut Give<'_>) -> Option<Session> {
    let entries = script.entries();
    let entry = entries.get(seed % (entries.len() + 2)).map(|entry| entry.id.clone());
    let channel = script.channels().get(seed % 3).cloned();
    let mut inputs = Values::new();
    for variable in script.variables().iter().filter(|variable| variable.declaration.input) {
        let needed = !variable.declaration.optional && variable.declaration.default.is_none();
        match give(&variable.declaration).filter(|_| needed || seed.is_multiple_of(2)) {
            Some(value) => inputs.set(&variable.name, value),
            None if needed => return None,
            None => {}
        }
    }
    let mut start = Start { inputs, channel, entry };
    if let Err(StartError::Missing { missing, .. }) = Session::start(script, start.clone(), at(0)) {
        for name in missing {
            let variable = script.variable(script.find_variable(&name)?);
            start.inputs.set(name, give(&variable.declaration)?);
        }
    }
    Some(Session::start(script, start, at(0)).expect("starts with all that is needed"))
}

/// The step to take at this prompt for a try; `earlier` are the sessions before it. `None` if there is nothing to choose from.
pub(crate) fn choose(earlier: &[Session], session: &Session, tried: Try, give: &mut Give<'_>) -> Option<EventKind> {
    let pick = |steps: Vec<EventKind>, seed: usize| {
        let at = seed % steps.len().max(1);
        steps.into_iter().nth(at)
    };
    match tried {
        // After the end, the only step is `back`.
        Try::Forward(_) if session.is_over() => Some(EventKind::Back),
        Try::Forward(seed) => pick(steps::offered(session, give), seed),
        Try::Lapse(seed) => pick(steps::lapses(session), seed),
        Try::Aside(seed) => pick(steps::asides(session), seed),
        Try::Jump(seed) => steps::jump(session, seed, give),
        Try::Stub(seed) => steps::left_out(session, seed, give),
        Try::Back => Some(EventKind::Back),
        Try::Revise(step, seed) => Some(steps::revision(session, step, seed, give)),
        Try::Token(seed) => Some(steps::result_by_token(earlier, session, seed, give)),
        Try::HandOver(seed) => Some(steps::handed_over(session, seed)),
        Try::Pause => Some(EventKind::Paused),
        Try::TakeUp => Some(EventKind::TakenUp),
        Try::Note => Some(EventKind::Noted { script: String::new(), node: String::new(), text: "noted".to_owned() }),
        Try::Refused(seed) => pick(steps::refused(session, NOTHING), seed),
        Try::HangUp => Some(EventKind::HungUp { reason: Some("the line broke".to_owned()) }),
    }
}

/// Pseudo-random values: consecutive numbers from `seed`.
pub(crate) fn anyone(seed: usize) -> impl FnMut(&Declaration) -> Option<String> {
    let mut seed = seed;
    move |declaration| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let leave_out = declaration.optional && seed >> 40 & 1 == 1;
        acceptable(declaration, seed >> 33).filter(|_| !leave_out)
    }
}

/// Checks that every offered step is accepted, that there is at least one, and that all others are refused without a
/// change.
fn survey(session: &Session, seed: usize) {
    let (mut anyone, mut unknown) = (anyone(seed), false);
    let offered = steps::offered(session, &mut |declaration: &Declaration| {
        let value = anyone(declaration);
        unknown |= value.is_none() && !declaration.optional;
        value
    });
    assert!(offered.is_empty() == session.is_over() || unknown, "stuck at {:?}", session.prompt());
    for step in offered.iter().chain(&steps::lapses(session)).chain(&steps::asides(session)) {
        let mut after = session.clone();
        perform(&mut after, step).unwrap_or_else(|error| panic!("{step:?} was refused: {error}"));
    }
    let script = steps::running(session);
    let node = script.node(script.find_node(&session.prompt().node).unwrap());
    if session.is_over() && !matches!(node.exit, Exit::End(_)) {
        assert_eq!(session.prompt().say, None, "words come with the end of a node alone");
    }
    let asides = &session.prompt().asides;
    if !node.resumes && !asides.is_empty() {
        let always = script.asides().iter().filter(|aside| aside.edge.when.is_none());
        let is_there = |aside: &Aside| asides.iter().any(|open| open.id == aside.id);
        assert!(always.into_iter().all(is_there), "an aside is over where it cannot be resumed");
    }
    let mut same = session.clone();
    for step in steps::refused(session, NOTHING) {
        assert!(perform(&mut same, &step).is_err(), "{step:?} was allowed");
    }
    for step in offered.iter().filter(|step| step.needs_position()) {
        let (position, expected) = (session.position(), session.position() + seed % 5 + 1);
        let refused = perform_at(&mut same, step, Some(expected));
        assert_eq!(refused, Err(StepError::MovedOn { expected, position }));
        assert!(matches!(perform_at(&mut same, step, None), Err(StepError::NeedsPosition { .. })));
    }
    assert!(same == *session, "something refused has changed something");
    assert_eq!(same.prompt(), session.prompt());
}

/// Takes a step, and compares the effective steps after it with the shadow's. The shadow does not know results that are
/// kept for later: it is given up where there is one.
fn walk(session: &mut Session, shadow: &mut Option<Shadow>, step: &EventKind) {
    let before = session.clone();
    let done = perform(session, step);
    let added = session.events().len() - before.events().len();
    if done.is_err() || added == 0 {
        assert!(before == *session, "{step:?} changed something");
        assert_eq!(before.prompt(), session.prompt());
    }
    if added == 0 && matches!(step, EventKind::Completed { token: Some(_), .. }) {
        return;
    }
    let is_by_token = matches!(step, EventKind::Completed { token: Some(_), .. });
    let moved = session.position() == before.events().len();
    assert!(moved || session.position() == before.position(), "it only grows, and only to the latest event");
    if is_by_token && !moved {
        assert_eq!(before.prompt(), session.prompt(), "{step:?}");
        let is_late = matches!(session.events().last().unwrap().kind, EventKind::Late { .. });
        *shadow = shadow.take().filter(|_| is_late);
        return;
    }
    let Some(known) = shadow else { return };
    let expected = known.after(&before, step);
    let allowed = match step {
        EventKind::Noted { .. } | EventKind::Back | EventKind::Revised { .. } => {
            let hung_up = before.events().iter().any(|event| matches!(event.kind, EventKind::HungUp { .. }));
            expected.is_some() && !hung_up
        }
        _ => !before.is_over(),
    };
    assert_eq!(done.is_ok(), allowed, "{step:?} at {:?}: {done:?}", before.prompt());
    if done.is_err() {
        return;
    }
    assert_eq!(added, 1);
    *known = expected.expect("it was allowed");
    let again = known.session(session);
    assert_eq!(bare(again.prompt()), bare(session.prompt()), "after {step:?}");
    assert_eq!(way(again.result()), way(session.result()), "after {step:?}");
    if step.can_be_undone() && !known.asked_again(before.events().len()) {
        let mut undone = session.clone();
        undone.back(at(3)).expect("can be undone");
        assert_eq!(token(undone.prompt()), token(before.prompt()), "the same attempt");
        assert_eq!(bare(undone.prompt()), bare(before.prompt()));
        assert_eq!(undone.history(), before.history());
        let mut result = standing(undone.result());
        let asked_for = before.events().len();
        // Back in an aside, a result of an action that the step asked for again is still waited for.
        result.actions.retain(|action| action.seq != asked_for || !is_interrupted(&undone, asked_for));
        assert_eq!(result, standing(before.result()));
    }
}

/// Whether an aside interrupts the action with this token: a result that it does not have is refused, not late.
fn is_interrupted(session: &Session, token: usize) -> bool {
    session.clone().complete_with_token(token, NOTHING, Values::new(), at(3)).is_err()
}

/// The token of the action that is waited for.
fn token(prompt: &Prompt) -> Option<usize> {
    let PromptKind::Act { token, .. } = prompt.kind else { return None };
    Some(token)
}

/// A prompt without what depends on the steps that were undone: tokens, and what forms offer.
fn bare(prompt: &Prompt) -> Prompt {
    let mut prompt = prompt.clone();
    match &mut prompt.kind {
        PromptKind::Act { token, .. } => *token = 0,
        PromptKind::Form { fields, .. } => fields.iter_mut().for_each(|field| field.offered = None),
        PromptKind::Ask { answers } => {
            answers.iter_mut().flat_map(|answer| &mut answer.fields).for_each(|field| field.offered = None);
        }
        _ => {}
    }
    prompt
}

/// The result of a call without what was undone and how long that took.
fn standing(mut result: CallResult) -> CallResult {
    result.actions.retain(|action| !action.undone);
    result.call.seconds = 0.0;
    result.call.paused_seconds = 0.0;
    // A step ends a pause for good.
    result.call.is_paused = false;
    result
}

/// The result of a call, without times.
fn way(result: CallResult) -> impl PartialEq + std::fmt::Debug {
    let path = result.path.into_iter().map(|visit| (visit.script, visit.node, visit.aside, visit.answer));
    (path.collect::<Vec<_>>(), result.variables, result.call.ending, result.call.state)
}
