//! Which answers, arms and asides are open: their conditions hold.

use super::{Edge, Exit, Node, Script};
use crate::analysis::typed_expression::{Env, Guards};

impl Node {
    /// The answers, or the arms of a `decide`, whose conditions hold in `env`, by their index.
    pub fn open<'n>(&'n self, env: &'n Env) -> impl Iterator<Item = usize> + 'n {
        let edges = (0..).map_while(|at| self.guarded(at));
        let conditions = edges.map(|edge| edge.when.as_ref().map(|when| &when.0));
        let guards = self.guards.get_or_init(|| Box::new(Guards::of(conditions)));
        guards.candidates(env).filter(|at| self.guarded(*at).is_some_and(|edge| edge.is_open(env)))
    }

    /// The edge of the answer or arm with this index.
    fn guarded(&self, at: usize) -> Option<&Edge> {
        match &self.exit {
            Exit::Answers(answers) => answers.get(at).map(|answer| &answer.edge),
            Exit::Decide(decide) => decide.arms.get(at),
            _ => None,
        }
    }
}

impl Script {
    /// The asides whose conditions hold in `env`, by their index.
    pub fn open_asides<'s>(&'s self, env: &'s Env) -> impl Iterator<Item = usize> + 's {
        let conditions = self.asides.iter().map(|aside| aside.edge.when.as_ref());
        let guards = self.guards.get_or_init(|| Guards::of(conditions.map(|when| when.map(|when| &when.0))));
        guards.candidates(env).filter(|at| self.asides[*at].edge.is_open(env))
    }
}

impl Edge {
    /// Whether its condition holds in `env`.
    fn is_open(&self, env: &Env) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(env))
    }
}
