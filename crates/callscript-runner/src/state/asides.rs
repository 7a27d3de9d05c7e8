//! The asides that are open: those of the running call and of its callers.

use std::collections::HashSet;

use callscript::script::Aside;

use super::State;
use crate::call::Call;
use crate::error::Fault;
use crate::prompt::AsideChoice;

/// An aside that can be called.
pub(crate) struct OpenAside {
    /// How many calls there are above the one that it belongs to.
    pub(crate) above: usize,
    /// Its place in that call's script.
    pub(crate) index: usize,
    /// As it is shown.
    pub(crate) shown: AsideChoice,
}

impl State {
    /// Every open aside, those of the running call first. An inner one hides an outer one of the same id or label,
    /// whether it is open or not. None is open from the end of the outermost script on.
    pub(crate) fn asides(&self) -> Result<Vec<OpenAside>, Fault> {
        let mut open = Vec::new();
        if self.outcome().is_some() || self.hung_up {
            return Ok(open);
        }
        let mut hidden = HashSet::new();
        for (above, call) in self.stack.top_down() {
            let mut own = Vec::new();
            for (index, aside) in call.script.asides().iter().enumerate() {
                let label = call.render(&aside.label, self.masked)?;
                let shown = AsideChoice { id: aside.id.clone(), label };
                if !hidden.contains(&shown.id) && !hidden.contains(&shown.label) {
                    own.push((is_open(call, index, aside)?, OpenAside { above, index, shown }));
                }
            }
            if !call.script.asides().is_empty() && above + 1 < self.stack.len() {
                let names = own.iter().flat_map(|(_, aside)| [&aside.shown.id, &aside.shown.label]);
                hidden.extend(names.cloned());
            }
            open.extend(own.into_iter().filter(|(is_open, _)| *is_open).map(|(_, aside)| aside));
        }
        Ok(open)
    }
}

fn is_open(call: &Call, index: usize, aside: &Aside) -> Result<bool, Fault> {
    Ok(!call.is_in_aside(index) && call.holds(aside.edge.when.as_ref())?)
}
