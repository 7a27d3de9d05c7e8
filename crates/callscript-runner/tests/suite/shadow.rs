//! A second, simple model of the effective steps of a call, after the contract: `back` undoes the latest, a revision
//! keeps what fits after it. Performed in order, these steps must lead to the session's state.

use callscript_runner::{ActionValue, EventKind, PromptKind, Revision, Session};

use super::steps::perform;

/// The effective steps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shadow {
    steps: Vec<EffectiveStep>,
    /// The hand-overs, each with the index of its event.
    handed_over: Vec<(usize, EventKind)>,
    /// The effective steps before each revision, by the index of its event.
    before_revisions: Vec<(usize, Vec<EffectiveStep>)>,
}

#[derive(Debug, Clone)]
struct EffectiveStep {
    /// The index of its event.
    number: usize,
    /// The step; for a revision, the new answer or form.
    step: EventKind,
    place: Place,
    /// Whether it completed an irreversible action.
    is_irreversible: bool,
    /// Whether it is a lapse after which the same prompt was asked again.
    asked_again: bool,
}

/// The node of a step, and the inputs of its action.
#[derive(Debug, Clone)]
struct Place {
    script: String,
    node: String,
    with: Option<Vec<ActionValue>>,
}

impl Shadow {
    /// The effective steps after a step; `None` if it must be refused. Does not decide whether a step forward is
    /// refused.
    pub(crate) fn after(&self, before: &Session, step: &EventKind) -> Option<Self> {
        let number = before.events().len();
        let mut after = self.clone();
        match step {
            EventKind::Noted { .. } | EventKind::Started(_) | EventKind::Paused | EventKind::TakenUp => {}
            EventKind::HandedOver { .. } => after.handed_over.push((number, step.clone())),
            EventKind::Back => {
                let undone = self.steps.iter().filter(|effective_step| can_be_undone(effective_step));
                let latest = undone.map(|effective_step| effective_step.number).max()?;
                match self.before_revisions.iter().find(|(revision, _)| *revision == latest) {
                    Some((_, former)) => after.steps.clone_from(former),
                    None => after
                        .steps
                        .truncate(self.steps.iter().position(|effective_step| effective_step.number == latest)?),
                }
            }
            EventKind::Revised { event: step, to } => {
                let at = step.checked_sub(1)?;
                let kind = &self.steps.get(at)?.step;
                let revisable =
                    matches!(kind, EventKind::Answered { .. } | EventKind::Entered { .. } | EventKind::CannotGive);
                let revised = match to {
                    Revision::Answer { answer, values } => {
                        EventKind::Answered { answer: answer.clone(), values: values.clone() }
                    }
                    Revision::Enter(values) => EventKind::Entered { values: values.clone() },
                    Revision::CannotGive => EventKind::CannotGive,
                };
                after.before_revisions.push((number, self.steps.clone()));
                after.steps.truncate(at);
                let mut session = after.session(before);
                let effective_step = EffectiveStep::at(&session, number, &revised);
                perform(&mut session, &revised).ok().filter(|()| revisable)?;
                after.steps.push(effective_step);
                for later in &self.steps[at + 1..] {
                    let fits = later.fits(&session) && perform(&mut session, &later.step).is_ok();
                    if !fits {
                        break;
                    }
                    after.steps.push(later.clone());
                }
            }
            step => after.steps.push(EffectiveStep::at(before, number, step)),
        }
        let kept =
            |lasting: &EffectiveStep| after.steps.iter().any(|effective_step| effective_step.number == lasting.number);
        self.steps.iter().filter(|effective_step| effective_step.is_irreversible).all(kept).then_some(after)
    }

    /// A session in which only these steps are performed.
    pub(crate) fn session(&self, like: &Session) -> Session {
        let mut session = Session::replay(like.script(), like.events().first().cloned()).unwrap();
        let mut handed_over = self.handed_over.iter().peekable();
        for effective_step in &self.steps {
            // A hand-over makes the words anew where it happened.
            while let Some((_, step)) = handed_over.next_if(|(number, _)| *number < effective_step.number) {
                perform(&mut session, step).unwrap();
            }
            perform(&mut session, &effective_step.step).unwrap();
        }
        handed_over.for_each(|(_, step)| perform(&mut session, step).unwrap());
        session
    }

    /// Whether the event with this index is a lapse after which the same prompt was asked again.
    pub(crate) fn asked_again(&self, number: usize) -> bool {
        self.steps.last().is_some_and(|effective_step| effective_step.number == number && effective_step.asked_again)
    }

    /// The number of effective asides and jumps.
    pub(crate) fn detours(&self) -> usize {
        let is_detour = |effective_step: &&EffectiveStep| {
            matches!(effective_step.step, EventKind::Aside { .. } | EventKind::Jumped { .. })
        };
        self.steps.iter().filter(is_detour).count()
    }
}

impl EffectiveStep {
    fn at(session: &Session, number: usize, step: &EventKind) -> Self {
        let lasts = matches!(session.prompt().kind, PromptKind::Act { read_only: false, .. })
            && matches!(step, EventKind::Completed { .. });
        let is_lapse = matches!(step, EventKind::Silent { .. } | EventKind::NotUnderstood { .. });
        let asked_again = is_lapse && asks_again(session, step);
        // In another session the same action has another token.
        let step = match step.clone() {
            EventKind::Completed { result, returned, .. } => EventKind::Completed { token: None, result, returned },
            step => step,
        };
        Self { number, step, place: Place::of(session), is_irreversible: lasts, asked_again }
    }

    /// Whether the step fits the session's position: the same node, and for an action the same inputs.
    fn fits(&self, session: &Session) -> bool {
        let (then, now) = (&self.place, Place::of(session));
        let is_action = matches!(self.step, EventKind::Completed { .. });
        (&then.script, &then.node) == (&now.script, &now.node) && (!is_action || then.with == now.with)
    }
}

impl Place {
    fn of(session: &Session) -> Self {
        let prompt = session.prompt();
        let with = match &prompt.kind {
            PromptKind::Act { with, .. } => Some(with.clone()),
            _ => None,
        };
        Self { script: prompt.script.clone(), node: prompt.node.clone(), with }
    }
}

fn can_be_undone(step: &EffectiveStep) -> bool {
    !step.asked_again && !matches!(step.step, EventKind::Completed { .. } | EventKind::HungUp { .. })
}

/// Whether the prompt is asked again after a step, which is no visit of the node.
fn asks_again(session: &Session, step: &EventKind) -> bool {
    let mut after = session.clone();
    let visits = |session: &Session| session.result().path.len();
    perform(&mut after, step).is_ok() && !after.is_over() && visits(&after) == visits(session)
}
