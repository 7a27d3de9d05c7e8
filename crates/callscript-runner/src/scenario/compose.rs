//! Building scenarios that are not from a file: names, nodes and steps without a place in the source.

use std::collections::BTreeSet;

use callscript::scenario::{Scenario, Step, StepKind};
use callscript::source::{Name, Span, Spanned};

use crate::session::Session;

/// Makes the names of scenarios unique, by a number after each that is taken.
pub(super) fn name_apart(scenarios: &mut [Scenario], mut taken: BTreeSet<String>) {
    for scenario in scenarios {
        let wanted = scenario.name.value.clone();
        let mut number = 1;
        while !taken.insert(scenario.name.value.clone()) {
            number += 1;
            scenario.name.value = format!("{wanted} ({number})");
        }
    }
}

/// The visited nodes of the session's own script. Consecutive visits of a node count once.
pub(super) fn visited(session: &Session) -> Vec<Name> {
    let path = session.result().path.into_iter();
    let own = path.filter(|visit| visit.script == session.script().id());
    let mut visited: Vec<Name> = own.map(|visit| plain(&visit.node)).collect();
    visited.dedup();
    visited
}

/// The steps of a scenario for these events. Going on after a message needs no step, unless a later step could also
/// happen at the message.
pub(super) fn composed_steps(kinds: Vec<StepKind>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut could_happen_before = false;
    for kind in kinds.into_iter().rev() {
        if !matches!(kind, StepKind::Proceed) {
            could_happen_before = can_happen_at_messages(&kind);
        } else if !could_happen_before {
            continue;
        }
        steps.push(Step { span: Span::default(), kind });
    }
    steps.reverse();
    steps
}

fn can_happen_at_messages(kind: &StepKind) -> bool {
    matches!(kind, StepKind::Aside(_) | StepKind::Jump { .. } | StepKind::Note(_) | StepKind::HangUp(_))
}

/// A name without a place in the source.
pub(super) fn plain(text: &str) -> Name {
    Spanned::new(text.to_owned(), Span::default())
}
