//! Where a step of a scenario is taken: the script and the node that wait for it.
//!
//! Must not know how steps are taken.

use callscript::scenario::StepKind;

use crate::scenario::performed::Taken;
use crate::scenario::resolve::resolve_aside;
use crate::session::Session;

/// Where a step will be taken.
pub(super) fn before(session: &Session, step: &StepKind) -> Taken {
    let call = session.state.stack.top();
    let script = match step {
        StepKind::Subscript { .. } => session.state.new_subscript().map(|subscript| subscript.script().id().to_owned()),
        StepKind::Aside(text) => {
            let aside = resolve_aside(session.prompt(), &text.value);
            let above = session.state.asides().into_iter().find(|open| open.shown.id == aside).map(|open| open.above);
            let caller = above.and_then(|above| session.state.stack.top_down().nth(above));
            caller.map(|(_, call)| call.script.id().to_owned())
        }
        _ => None,
    };
    let script = script.unwrap_or_else(|| call.script.id().to_owned());
    Taken { script, node: call.node().id.clone(), choice: None }
}
