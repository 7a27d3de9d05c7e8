//! The open answers of the running call.

use callscript::script::{Answer, Exit, VariableId};

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

    /// The variables that are given together with the answer of this id; none if the node has no such answer.
    pub(crate) fn collected_with(&self, answer: &str) -> &[VariableId] {
        let Exit::Answers(answers) = &self.node().exit else { return &[] };
        answers.iter().find(|known| known.id == answer).map_or(&[], |answer| &answer.collect)
    }

    fn is_used_up(&self, answer: &Answer) -> bool {
        answer.limit.is_some_and(|limit| self.times_used(limit.id) >= limit.at_most)
    }
}
