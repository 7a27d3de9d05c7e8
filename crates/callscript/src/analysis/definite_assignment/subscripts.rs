//! What subscripts have set when they end.

use std::collections::HashMap;

use super::{Cfg, chunk, is_assigned};

/// What is set at the ends of scripts, for one that asks about several variables and outcomes of several scripts.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// By script and 64 variables: of each outcome, what is set at every end with it.
    known: HashMap<(usize, usize), Vec<u64>>,
}

impl Ends {
    /// Whether the script at `place`, whose flow is `flow`, has set a variable at every end with an outcome.
    pub(crate) fn is_set(&mut self, place: usize, cfg: &Cfg, outcome: usize, variable: u32) -> bool {
        let chunk = chunk(variable);
        let ends = self.known.entry((place, chunk)).or_insert_with(|| cfg.all_ends(&cfg.solve(chunk)));
        ends.get(outcome).is_none_or(|&set| is_assigned(set, variable))
    }
}
