//! Compares a finished call with the expectations of its scenario.

use std::collections::HashSet;

use callscript::internal::MASK;
use callscript::scenario::{Given, Scenario};
use callscript::script::Script;
use callscript::source::Span;

use crate::report::CallResult;
use crate::scenario::complaint::{Complaint, LocatedComplaint, how_it_ended};
use crate::session::Session;
use crate::session::trace::Visit;

/// Every expectation that is not met.
pub(super) fn compare(session: &Session, scenario: &Scenario) -> Vec<LocatedComplaint> {
    let result = session.result();
    let expect = &scenario.expect;
    let mut wrong = Vec::new();
    if let Some(expected) = &expect.outcome {
        let outcome = result.call.ending.as_ref().map(|ending| ending.outcome.as_str());
        if outcome != Some(&expected.value) {
            let complaint =
                Complaint::Outcome { expected: expected.value.clone(), how: how_it_ended(session.prompt()) };
            wrong.push(unmet(expected.span, complaint));
        }
    }
    let places = Expected::of(session.script(), scenario);
    let matched = matched(&places, &result.path);
    if let Some(missing) = expect.visited.get(matched.len()) {
        let after = matched.len().checked_sub(1).and_then(|last| expect.visited.get(last));
        let after = after.map(|after| after.value.clone());
        wrong.push(unmet(missing.span, Complaint::NotVisited { node: missing.value.clone(), after }));
    }
    let visited: HashSet<_> = result.path.iter().map(|visit| (&*visit.script, &*visit.node)).collect();
    for name in &expect.not_visited {
        let Expected { script, node } = Expected::read(session.script(), &name.value);
        if visited.contains(&(script, node)) {
            wrong.push(unmet(name.span, Complaint::Visited { node: name.value.clone() }));
        }
    }
    wrong.extend(expect.variables.iter().filter_map(|expected| variable(session.script(), &result, expected)));
    wrong
}

/// A node that should be visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expected<'s> {
    pub(super) script: &'s str,
    pub(super) node: &'s str,
}

impl<'s> Expected<'s> {
    /// The nodes of `visited`, in order.
    pub(super) fn of(script: &'s Script, scenario: &'s Scenario) -> Vec<Self> {
        scenario.expect.visited.iter().map(|node| Self::read(script, &node.value)).collect()
    }

    /// Parses `NODE` or `SCRIPT/NODE`.
    fn read(script: &'s Script, name: &'s str) -> Self {
        let (script, node) = name.split_once('/').unwrap_or((script.id(), name));
        Self { script, node }
    }

    pub(super) fn is(&self, visit: &Visit) -> bool {
        visit.script == self.script && visit.node == self.node
    }
}

/// The index in `path` of each expected visit, in order, up to the first that is missing.
pub(super) fn matched(expected: &[Expected<'_>], path: &[Visit]) -> Vec<usize> {
    let mut visits = path.iter().enumerate();
    expected.iter().map_while(|expected| visits.find(|(_, visit)| expected.is(visit)).map(|(at, _)| at)).collect()
}

fn variable(script: &Script, result: &CallResult, expected: &Given) -> Option<LocatedComplaint> {
    let name = &expected.name;
    let declaration = &script.variable(script.find_variable(&name.value)?).declaration;
    let now = result.variables.iter().find(|known| known.name == name.value).and_then(|known| known.value.as_ref());
    let span = expected.value.as_ref().map_or(name.span, |value| value.span);
    let wanted = match expected.value.as_ref().map(|value| declaration.parse(&value.value)).transpose() {
        Ok(wanted) => wanted,
        Err(error) => {
            let complaint = Complaint::NoValue { name: name.value.clone(), wanted: error.wanted().to_owned() };
            return Some(unmet(span, complaint));
        }
    };
    (wanted.as_ref() != now).then(|| {
        let now = now.map(|now| if declaration.sensitive { MASK.to_owned() } else { now.to_plain() });
        unmet(span, Complaint::Variable { name: name.value.clone(), now, sensitive: declaration.sensitive })
    })
}

/// An expectation that is not met, without a step that caused it.
fn unmet(span: Span, complaint: Complaint) -> LocatedComplaint {
    LocatedComplaint { step: None, span, complaint }
}
