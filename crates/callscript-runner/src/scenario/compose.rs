//! Helpers to compose a scenario from a call: unique names, visited nodes, and steps, all without a place in a file.

use std::collections::{BTreeSet, HashMap};

use callscript::scenario::{Scenario, Step, StepKind};
use callscript::source::{Name, Span, Spanned};

use crate::session::Session;

/// Makes the names of scenarios unique: a name that is taken gets a number.
pub(super) fn make_names_unique(scenarios: &mut [Scenario], mut taken: BTreeSet<String>) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for scenario in scenarios {
        let wanted = scenario.name.value.clone();
        let number = numbers.entry(wanted.clone()).or_insert(1);
        while !taken.insert(scenario.name.value.clone()) {
            *number += 1;
            scenario.name.value = format!("{wanted} ({number})");
        }
    }
}

/// The nodes of the outermost script that a call visited; consecutive visits of one node count once.
pub(super) fn visited(session: &Session) -> Vec<Name> {
    let path = session.result().path.into_iter();
    let own = path.filter(|visit| visit.script == session.script().id());
    let mut visited: Vec<Name> = own.map(|visit| unspanned(&visit.node)).collect();
    visited.dedup();
    visited
}

/// The steps that a scenario needs for these events. A scenario continues after messages by itself, so `proceed` is
/// left out, unless a later step, such as a note, could otherwise happen at the message.
pub(super) fn needed_steps(kinds: Vec<StepKind>) -> Vec<Step> {
    let mut told = Vec::new();
    let mut could_happen_before = false;
    for kind in kinds.into_iter().rev() {
        if !matches!(kind, StepKind::Proceed) {
            could_happen_before = can_happen_at_messages(&kind);
        } else if !could_happen_before {
            continue;
        }
        told.push(Step { span: Span::default(), kind });
    }
    told.reverse();
    told
}

fn can_happen_at_messages(kind: &StepKind) -> bool {
    matches!(kind, StepKind::Aside(_) | StepKind::Jump { .. } | StepKind::Note(_) | StepKind::HangUp(_))
}

/// A name without a place in a file.
pub(super) fn unspanned(text: &str) -> Name {
    Spanned::new(text.to_owned(), Span::default())
}
