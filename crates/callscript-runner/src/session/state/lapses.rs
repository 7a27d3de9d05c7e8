//! Silence, and what is not understood: a question or a form asks again, or is left.

use callscript::Lapse;
use std::sync::Arc;

use callscript::script::AskAgain;

use super::State;
use super::advance::Move;
use crate::error::StepError;
use crate::event::EventKind;
use crate::session::call::Again;
use crate::session::pending::Pending;

impl State {
    /// Asks again, or leaves along the way on.
    pub(super) fn lapse(&mut self, lapse: Lapse) -> Result<Option<Move>, StepError> {
        self.refuse_if_over()?;
        let call = self.stack.top();
        if !matches!(Pending::of(call, &call.script), Pending::Form(_) | Pending::Answer(_)) {
            return Err(self.refusal(match lapse {
                Lapse::Silence => "silence",
                Lapse::NotUnderstood => "what is not understood",
            }));
        }
        let script = Arc::clone(&call.script);
        let node = script.node(call.at.node);
        let Some(again) = node.on(lapse) else {
            return Err(StepError::NoLapse { node: node.id.clone(), key: lapse.as_str() });
        };
        let call = self.stack.top_mut();
        if call.times_used(again.id) < again.at_most {
            call.count_use(again.id);
            return Ok(Some(Move::AskAgain(lapse)));
        }
        Ok(Some(self.take_edge(&again.edge, Vec::new())))
    }

    /// Whether an event is a lapse at which the present prompt asks again.
    pub(crate) fn asks_again(&self, event: &EventKind) -> bool {
        let again = event.lapse().and_then(|lapse| self.on(lapse));
        again.is_some_and(|again| self.stack.top().times_used(again.id) < again.at_most)
    }

    /// What the present question or form does at a lapse.
    pub(crate) fn on(&self, lapse: Lapse) -> Option<&AskAgain> {
        let call = self.stack.top();
        let is_asked = matches!(Pending::of(call, &call.script), Pending::Form(_) | Pending::Answer(_));
        call.node().on(lapse).filter(|_| is_asked && !self.hung_up)
    }

    /// Makes the present prompt anew, with the words that come before it is asked again.
    pub(super) fn ask_again(&mut self, lapse: Lapse) {
        self.render_again();
        let call = self.stack.top();
        let say = call.node().on(lapse).and_then(|again| again.say.as_ref()).map(|say| say.on(&self.channel));
        let again = say.map(|say| {
            let is_sensitive = say.is_sensitive();
            Box::new(Again { say: say.render(&call.env, self.masked), is_sensitive })
        });
        self.stack.top_mut().at.again = again;
    }
}
