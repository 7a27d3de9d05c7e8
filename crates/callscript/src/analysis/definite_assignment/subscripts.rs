//! What subscripts have assigned when they end.

use std::collections::HashMap;

use super::{Cfg, chunk, is_assigned};

/// A cache of solved subscripts: for a caller that asks about several variables and outcomes.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// By script and chunk: for each outcome, the variables assigned at every end with it.
    known: HashMap<(usize, usize), Vec<u64>>,
}

impl Ends {
    /// Whether a script has assigned a variable at every end with an outcome. `place` is its index in the library.
    pub(crate) fn is_set(&mut self, place: usize, cfg: &Cfg, outcome: usize, variable: u32) -> bool {
        let chunk = chunk(variable);
        let ends = self.known.entry((place, chunk)).or_insert_with(|| cfg.all_ends(&cfg.solve(chunk)));
        ends.get(outcome).is_none_or(|&set| is_assigned(set, variable))
    }
}
