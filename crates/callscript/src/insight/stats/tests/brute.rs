//! Enumerates every walk of a small script.

use super::float;
use super::model::{Edge, Exit, Model, OUTCOMES, To};

/// A walk.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub(super) outcome: usize,
    pub(super) chance: f64,
    pub(super) tenths: u32,
    /// The script and node of each visit, in order.
    pub(super) visits: Vec<(usize, usize)>,
}

/// All walks of a script; `None` if there are more than `most`.
pub(super) fn walks(models: &[Model], script: usize, most: usize) -> Option<Vec<Walk>> {
    let mut all = Vec::new();
    let walk = Walk { outcome: 0, chance: 1.0, tenths: 0, visits: Vec::new() };
    let uses = models[script].nodes.iter().map(|node| vec![0; node.edges().len() + 1]).collect();
    Walker { models, script, most }.node(0, walk, uses, &mut all)?;
    Some(all)
}

/// For each node and edge, the number of uses of its retry. The last edge is `cannot_give`.
type Uses = Vec<Vec<usize>>;

struct Walker<'m> {
    models: &'m [Model],
    script: usize,
    most: usize,
}

impl Walker<'_> {
    fn node(&self, at: usize, mut walk: Walk, uses: Uses, all: &mut Vec<Walk>) -> Option<()> {
        let node = &self.models[self.script].nodes[at];
        walk.tenths += node.tenths;
        walk.visits.push((self.script, at));
        let edges = node.edges();
        if let Some(edge) = &node.cannot_give {
            let refused = Walk { chance: 0.0, ..walk.clone() };
            self.edge(at, edges.len(), edge, refused, uses.clone(), all)?;
        }
        match &node.exit {
            Exit::Goto(to) => self.to(To::Node(*to), walk, uses, all),
            Exit::End(outcome) => self.to(To::End(*outcome), walk, uses, all),
            Exit::Answers(_) | Exit::Decide(_) | Exit::Act(_) => {
                let open = |index: &usize| {
                    let edge = &edges[*index];
                    edge.to.is_some() || edge.retry.is_some_and(|(_, at_most)| uses[at][*index] < at_most)
                };
                let open: Vec<usize> = (0..edges.len()).filter(open).collect();
                let parts = parts(edges);
                let whole: f64 = open.iter().map(|index| parts[*index]).sum();
                for &index in &open {
                    let part = if whole > 0.0 { parts[index] / whole } else { 1.0 / float(open.len()) };
                    let walk = Walk { chance: walk.chance * part, ..walk.clone() };
                    self.edge(at, index, &edges[index], walk, uses.clone(), all)?;
                }
                Some(())
            }
            Exit::Run(callee, edges) => {
                let inner = walks(self.models, *callee, self.most)?;
                let factors = factors(&inner, edges);
                for inner in inner {
                    let walk = Walk {
                        chance: walk.chance * inner.chance * factors[inner.outcome],
                        tenths: walk.tenths + inner.tenths,
                        visits: [&walk.visits[..], &inner.visits].concat(),
                        ..walk
                    };
                    self.edge(at, inner.outcome, &edges[inner.outcome], walk, uses.clone(), all)?;
                }
                Some(())
            }
        }
    }

    fn edge(
        &self,
        at: usize,
        index: usize,
        edge: &Edge,
        walk: Walk,
        mut uses: Uses,
        all: &mut Vec<Walk>,
    ) -> Option<()> {
        match (edge.retry, edge.to) {
            (Some((back, at_most)), _) if uses[at][index] < at_most => {
                uses[at][index] += 1;
                self.node(back, walk, uses, all)
            }
            (_, to) => self.to(to.unwrap(), walk, uses, all),
        }
    }

    fn to(&self, to: To, walk: Walk, uses: Uses, all: &mut Vec<Walk>) -> Option<()> {
        match to {
            To::Node(node) => self.node(node, walk, uses, all),
            To::End(outcome) => {
                all.push(Walk { outcome, ..walk });
                (all.len() <= self.most).then_some(())
            }
        }
    }
}

/// The probability of each edge.
fn parts(edges: &[Edge]) -> Vec<f64> {
    let given: u32 = edges.iter().filter_map(|edge| edge.share).sum();
    let silent = edges.iter().filter(|edge| edge.share.is_none()).count();
    let rest = f64::from(100 - given.min(100)) / float(silent);
    edges.iter().map(|edge| edge.share.map_or(rest, f64::from)).collect()
}

/// For each outcome, its probability in the caller, divided by that of the script by itself.
fn factors(walks: &[Walk], edges: &[Edge]) -> Vec<f64> {
    let chance =
        |outcome: usize| walks.iter().filter(|walk| walk.outcome == outcome).map(|walk| walk.chance).sum::<f64>();
    let chances: Vec<f64> = (0..OUTCOMES).map(chance).collect();
    let given =
        |outcome: usize| edges[outcome].share.filter(|_| chances[outcome] > 0.0).map(|share| f64::from(share) / 100.0);
    let given: Vec<Option<f64>> = (0..OUTCOMES).map(given).collect();
    let silent: f64 = (0..OUTCOMES).filter(|outcome| given[*outcome].is_none()).map(|outcome| chances[outcome]).sum();
    let rest = (1.0 - given.iter().flatten().sum::<f64>()).max(0.0);
    let parts: Vec<f64> = (0..OUTCOMES)
        .map(|outcome| given[outcome].unwrap_or(if silent > 0.0 { rest * chances[outcome] / silent } else { 0.0 }))
        .collect();
    let whole: f64 = parts.iter().sum();
    let factor = |outcome: usize| {
        let part = if whole > 0.0 { parts[outcome] / whole } else { chances[outcome] };
        if chances[outcome] > 0.0 { part / chances[outcome] } else { 0.0 }
    };
    (0..OUTCOMES).map(factor).collect()
}
