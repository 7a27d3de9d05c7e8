//! The variables that subscripts have assigned when they end.

use std::collections::HashMap;

use super::{Cfg, chunk, is_assigned};

/// A cache of solved subscripts, so that several variables and outcomes need only one solution.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// By script and chunk: for each outcome, the variables assigned at every end with that outcome.
    solved: HashMap<(usize, usize), Vec<u64>>,
}

impl Ends {
    /// Whether a script has assigned a variable at every end with an outcome. `script` is its index in the library.
    pub(crate) fn is_set(&mut self, script: usize, cfg: &Cfg, outcome: usize, variable: u32) -> bool {
        let chunk = chunk(variable);
        let ends = self.solved.entry((script, chunk)).or_insert_with(|| cfg.all_ends(&cfg.solve(chunk)));
        ends.get(outcome).is_none_or(|&set| is_assigned(set, variable))
    }
}
