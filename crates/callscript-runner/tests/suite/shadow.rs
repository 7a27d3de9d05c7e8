//! A second, simple model of the effective steps of a call, after the contract: `back` undoes the latest, a revision
//! keeps what fits after it. Performed in order, these steps must lead to the session's state.

use callscript_runner::{ActionValue, EventKind, PromptKind, Revision, Session};

use super::steps::perform;

/// The effective steps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shadow {
    steps: Vec<Standing>,
    /// The effective steps before each revision, by the index of its event.
    former: Vec<(usize, Vec<Standing>)>,
}

#[derive(Debug, Clone)]
struct Standing {
    /// The index of its event.
    number: usize,
    /// The step; for a revision, the new answer or form.
    step: EventKind,
    place: Place,
    /// Whether it completed an irreversible action.
    lasts: bool,
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
            EventKind::Noted { .. } | EventKind::Started(_) => {}
            EventKind::Back => {
                let undone = self.steps.iter().filter(|standing| can_be_undone(&standing.step));
                let latest = undone.map(|standing| standing.number).max()?;
                match self.former.iter().find(|(revision, _)| *revision == latest) {
                    Some((_, former)) => after.steps.clone_from(former),
                    None => after.steps.truncate(self.steps.iter().position(|standing| standing.number == latest)?),
                }
            }
            EventKind::Revised { event: step, to } => {
                let at = step.checked_sub(1)?;
                let kind = &self.steps.get(at)?.step;
                let revisable =
                    matches!(kind, EventKind::Answered { .. } | EventKind::Entered { .. } | EventKind::CannotGive);
                let revised = match to {
                    Revision::Answer(answer) => EventKind::Answered { answer: answer.clone() },
                    Revision::Enter(values) => EventKind::Entered { values: values.clone() },
                    Revision::CannotGive => EventKind::CannotGive,
                };
                after.former.push((number, self.steps.clone()));
                after.steps.truncate(at);
                let mut session = after.session(before);
                let standing = Standing::at(&session, number, &revised);
                perform(&mut session, &revised).ok().filter(|()| revisable)?;
                after.steps.push(standing);
                for later in &self.steps[at + 1..] {
                    let fits = later.fits(&session) && perform(&mut session, &later.step).is_ok();
                    if !fits {
                        break;
                    }
                    after.steps.push(later.clone());
                }
            }
            step => after.steps.push(Standing::at(before, number, step)),
        }
        let kept = |lasting: &Standing| after.steps.iter().any(|standing| standing.number == lasting.number);
        self.steps.iter().filter(|standing| standing.lasts).all(kept).then_some(after)
    }

    /// A session in which only these steps are performed.
    pub(crate) fn session(&self, like: &Session) -> Session {
        let mut session = Session::replay(like.script(), like.events().first().cloned()).unwrap();
        for standing in &self.steps {
            perform(&mut session, &standing.step).unwrap();
        }
        session
    }

    /// The number of effective asides and jumps.
    pub(crate) fn detours(&self) -> usize {
        let is_detour =
            |standing: &&Standing| matches!(standing.step, EventKind::Aside { .. } | EventKind::Jumped { .. });
        self.steps.iter().filter(is_detour).count()
    }
}

impl Standing {
    fn at(session: &Session, number: usize, step: &EventKind) -> Self {
        let lasts = matches!(session.prompt().kind, PromptKind::Act { read_only: false, .. })
            && matches!(step, EventKind::Completed { .. });
        Self { number, step: step.clone(), place: Place::of(session), lasts }
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

fn can_be_undone(step: &EventKind) -> bool {
    !matches!(step, EventKind::Completed { .. } | EventKind::HungUp { .. })
}
