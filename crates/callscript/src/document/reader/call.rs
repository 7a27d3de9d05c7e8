//! Reading the keys that belong to `run` and `action`: `with`, `then` and `read_only`.

use super::context::Context;
use crate::base::names;
use crate::base::source::Span;
use crate::document::{Assignment, Branch, ExitKind, Node};
use crate::syntax::yaml::{Entry, Kind, Map};

/// The values of the keys that belong to `run` or `action`.
#[derive(Default)]
pub(super) struct Call {
    with: Vec<Assignment>,
    then: Option<Then>,
    read_only: bool,
}

/// The value of `then`.
struct Then {
    branches: Vec<Branch>,
    /// The span of the key if it has no value.
    nothing: Option<Span>,
    /// The value is `{}` or `[]`.
    empty: bool,
}

impl Context<'_> {
    /// Reads one of these keys of `node` into `call`.
    pub(super) fn call_key(&mut self, entry: &Entry<'_>, node: &Map<'_>, call: &mut Call) {
        let value = &entry.value;
        match &*entry.key.text {
            "with" => call.with = self.with(value),
            "read_only" => call.read_only = self.boolean(value, "`read_only`").unwrap_or_default(),
            _ => {
                let is_action = node.entries.iter().any(|entry| entry.key.text == "action");
                let nothing = matches!(value.kind, Kind::Nothing).then_some(entry.key.span);
                let empty = match &value.kind {
                    Kind::Map(map) => map.entries.is_empty(),
                    Kind::List(items) => items.is_empty(),
                    _ => false,
                };
                let branches = match (nothing.is_some() || empty, is_action) {
                    (true, _) => Vec::new(),
                    (false, true) => self.branches(value, "the result"),
                    (false, false) => self.branches(value, "the outcome"),
                };
                if is_action {
                    for branch in branches.iter().filter(|branch| !names::is_outcome(&branch.name.value)) {
                        let message = format!("`{}` is not a valid result name", branch.name.value);
                        let help = "a result name begins with a lowercase letter; lowercase letters, digits, `_` and `-` may follow";
                        self.bad_value(branch.name.span, message, help);
                    }
                }
                call.then = Some(Then { branches, nothing, empty });
            }
        }
    }

    /// Moves the values of these keys into the node's `run` or `action`. `head` is where a missing key is reported.
    pub(super) fn finish_call(&mut self, node: &mut Node, call: Call, head: Span) {
        let owner = node.exits.iter_mut().find(|exit| matches!(exit.key.value, "run" | "action"));
        let Some(owner) = owner else {
            return;
        };
        let what = format!("a node with `{}`", owner.key.value);
        match (&mut owner.kind, call.then) {
            (ExitKind::Empty, _) => {}
            (_, None) => self.missing(head, "then", &what),
            (_, Some(Then { nothing: Some(key), .. })) => self.no_value(key, "then", &what),
            (kind, Some(then)) if then.empty => *kind = ExitKind::Empty,
            (ExitKind::Run(run), Some(then)) => {
                run.with = call.with;
                run.then = then.branches;
            }
            (ExitKind::Action(action), Some(then)) => {
                action.with = call.with;
                action.then = then.branches;
                action.read_only = call.read_only;
            }
            _ => {}
        }
    }
}
