//! The open answers of the running call.

use callscript::script::Answer;

use crate::session::call::Call;

impl Call {
    /// Whether an answer can be chosen: its condition is true and its retry not used up.
    pub(crate) fn is_open(&self, answer: &Answer) -> bool {
        !self.is_used_up(answer) && self.holds(answer.edge.when.as_ref())
    }

    /// The answers of the node that can be chosen, by their index.
    pub(crate) fn open_answers<'c>(&'c self, answers: &'c [Answer]) -> impl Iterator<Item = usize> + 'c {
        let open = self.node().open(&self.env);
        open.filter(|at| answers.get(*at).is_some_and(|answer| !self.is_used_up(answer)))
    }

    fn is_used_up(&self, answer: &Answer) -> bool {
        answer.limit.is_some_and(|limit| self.times_used(limit.id) >= limit.at_most)
    }
}
