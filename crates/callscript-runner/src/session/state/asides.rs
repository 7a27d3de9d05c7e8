//! The open asides: those of the running call and of its callers.

use std::collections::HashSet;

use callscript::script::Aside;

use super::State;
use crate::prompt::AsideChoice;
use crate::session::call::Call;

/// An aside that can be called.
pub(crate) struct OpenAside {
    /// The number of calls above the call whose script has the aside.
    pub(crate) above: usize,
    /// Its index among the asides of that script.
    pub(crate) index: usize,
    /// As it is shown.
    pub(crate) shown: AsideChoice,
}

impl State {
    /// Every open aside, from the running call outwards. An aside of an inner call hides the asides of outer calls with
    /// the same id or label, even while it is closed itself. Once the outermost script has its outcome, no aside is
    /// open.
    pub(crate) fn asides(&self) -> Vec<OpenAside> {
        let mut open = Vec::new();
        if self.is_over() {
            return open;
        }
        let mut hidden = HashSet::new();
        for (above, call) in self.stack.top_down() {
            let mut own = Vec::new();
            for (index, aside) in call.script.asides().iter().enumerate() {
                // Compare the unmasked labels: masked ones could be equal by accident.
                let label = aside.label.render(&call.env, false);
                if hidden.contains(&aside.id) || hidden.contains(&label) {
                    continue;
                }
                own.extend([aside.id.clone(), label]);
                if is_open(call, index, aside) {
                    let label = aside.label.render(&call.env, self.masked);
                    let sensitive = aside.label.is_sensitive();
                    let shown = AsideChoice { id: aside.id.clone(), label, sensitive };
                    open.push(OpenAside { above, index, shown });
                }
            }
            hidden.extend(own);
        }
        open
    }

    /// The open asides of the outermost script, by their index.
    pub(crate) fn own_asides(&self) -> Vec<usize> {
        if self.stack.is_outermost() {
            let call = &self.stack.base;
            let asides = call.script.open_asides(&call.env).filter(|aside| !call.is_in_aside(*aside));
            return if self.is_over() { Vec::new() } else { asides.collect() };
        }
        let open = self.asides().into_iter().filter(|aside| aside.above == self.stack.height());
        open.map(|aside| aside.index).collect()
    }

    /// Whether an aside of the outermost script is open, by its index.
    pub(crate) fn is_own_aside_open(&self, aside: usize) -> bool {
        if !self.stack.is_outermost() {
            return self.own_asides().contains(&aside);
        }
        let call = &self.stack.base;
        !self.is_over() && call.script.asides().get(aside).is_some_and(|shown| is_open(call, aside, shown))
    }

    /// Whether no aside can be called any more.
    fn is_over(&self) -> bool {
        self.outcome().is_some() || self.hung_up
    }
}

fn is_open(call: &Call, index: usize, aside: &Aside) -> bool {
    !call.is_in_aside(index) && call.holds(aside.edge.when.as_ref())
}
