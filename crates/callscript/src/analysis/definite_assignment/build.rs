//! Builds the control-flow graph of a document, with the order in which a node reads and writes.

use super::{Access, Block, Cfg, CfgEdge, IndexRange, To};
use crate::analysis::graph::{self, Graph, Link, LinkKind};
use crate::base::source::Name;
use crate::base::value::Declaration;
use crate::document::mentions::MentionPlace;
use crate::document::{Assignment, Document, ExitKind, Expression, Labelled, Node, Operand, Take, Text};

/// The control-flow graph of a document, and the place of each access in the source. A `take` counts as a write.
pub(crate) fn build<'d>(document: &'d Document, graph: &Graph) -> (Cfg, Vec<MentionPlace<'d>>) {
    build_with(document, graph, &|_| true)
}

/// Like `build`, but a `take` counts as a write only if `is_sure` holds for it.
pub(crate) fn build_with<'d>(
    document: &'d Document,
    graph: &Graph,
    is_sure: &dyn Fn(&Take) -> bool,
) -> (Cfg, Vec<MentionPlace<'d>>) {
    let mut indices = vec![None; document.variables.len()];
    let mut cfg = Cfg { outcomes: document.outcomes.len(), ..Cfg::default() };
    for (at, variable) in (0u32..).zip(document.variables.values()) {
        let unset =
            |declaration: &Declaration| !declaration.optional && !declaration.input && declaration.default.is_none();
        if variable.declaration.as_ref().is_some_and(unset) {
            indices[at as usize] = u32::try_from(cfg.variables.len()).ok();
            cfg.variables.push(at);
        }
    }
    if cfg.variables.is_empty() {
        return (cfg, Vec::new());
    }
    let mut builder = Builder { document, graph, is_sure, indices, cfg, places: Vec::new() };
    builder.document();
    (builder.cfg, builder.places)
}

struct Builder<'d, 'g> {
    document: &'d Document,
    graph: &'g Graph,
    is_sure: &'g dyn Fn(&Take) -> bool,
    /// For each variable of the document, its index in [`Cfg::variables`].
    indices: Vec<Option<u32>>,
    cfg: Cfg,
    places: Vec<MentionPlace<'d>>,
}

impl<'d> Builder<'d, '_> {
    fn document(&mut self) {
        let document = self.document;
        let start = document.start_node();
        self.cfg.start = start.map(index);
        let graph = self.graph;
        let outside = graph.links().iter().take_while(|link| link.from.is_none()).count();
        let mut labelled = document.entries.iter().chain(&document.anytime);
        for links in by_edge(&graph.links()[..outside]) {
            let from = self.next_access();
            labelled.next().into_iter().for_each(|labelled| self.labelled(labelled));
            self.edges(links, from);
        }
        for (at, node) in document.nodes.values().enumerate() {
            let (accesses, end) = self.node(at, node);
            let edges = index(self.cfg.edges.len());
            for links in by_edge(graph.out(at)) {
                self.edges(links, self.next_access());
            }
            self.cfg.blocks.push(Block {
                accesses,
                edges: IndexRange { start: edges, end: index(self.cfg.edges.len()) },
                end,
            });
        }
        let from = self.next_access();
        if let Some(after) = &document.after {
            after.when.iter().for_each(|when| self.expression(when));
            self.operands(&after.with);
            self.cfg.after_for = match &after.outcomes {
                None => vec![true; document.outcomes.len()],
                Some(outcomes) => {
                    let mut named = vec![false; document.outcomes.len()];
                    let places = outcomes.iter().filter_map(|name| document.outcomes.get_index_of(&name.value));
                    places.for_each(|at| named[at] = true);
                    named
                }
            };
        }
        self.cfg.after = self.since(from);
    }

    /// The accesses of a node in the order in which they happen, without those of its edges; and the outcome, if it
    /// ends the script.
    fn node(&mut self, at: usize, node: &'d Node) -> (IndexRange, Option<u32>) {
        let (from, mut end) = (self.next_access(), None);
        self.words(node);
        let has_form = !node.collect.is_empty();
        if has_form {
            self.words_again(at, node);
        }
        for name in &node.collect {
            self.access(&name.value, MentionPlace::Here(name.span), false);
        }
        self.set(&node.set);
        for exit in &node.exits {
            self.operands(exit.kind.with());
            match &exit.kind {
                ExitKind::Answers(answers) => answers.iter().for_each(|answer| self.labelled(answer)),
                ExitKind::Decide(arms) => {
                    arms.iter().filter_map(|arm| arm.when.as_ref()).for_each(|when| self.expression(when));
                }
                ExitKind::End(outcome) => end = self.document.outcomes.get_index_of(&outcome.value).map(index),
                _ => {}
            }
        }
        if !has_form {
            self.words_again(at, node);
        }
        (self.since(from), end)
    }

    /// The reads of a label and its `when`.
    fn labelled(&mut self, labelled: &'d Labelled) {
        self.text(&labelled.label.text);
        labelled.edge.when.iter().for_each(|when| self.expression(when));
    }

    /// Adds the edges for the links of one document edge. They share the accesses recorded since `from`, and the writes
    /// of the document edge.
    fn edges(&mut self, links: &[Link], from: u32) {
        if let Some(edge) = links.first().and_then(|link| link.edge_in(self.document)) {
            for take in edge.take.iter().filter(|take| (self.is_sure)(take)) {
                self.access(&take.target.value, MentionPlace::Here(take.target.span), false);
            }
            for name in edge.collect() {
                self.access(&name.value, MentionPlace::Here(name.span), false);
            }
            self.set(&edge.set);
        }
        let accesses = self.since(from);
        for link in links {
            let to = match link.to {
                _ if link.kind == LinkKind::Entry => To::Nothing,
                graph::To::Node(node) => To::Node(index(node)),
                graph::To::End => {
                    let outcome = link.end_in(self.document);
                    let at = outcome.and_then(|outcome| self.document.outcomes.get_index_of(&outcome.value));
                    at.map_or(To::Nothing, |at| To::End(index(at)))
                }
                graph::To::Unknown(_) | graph::To::Resume | graph::To::Nowhere => To::Nothing,
            };
            let cannot_give = link.is_cannot_give() || link.lapse().is_some() && self.has_form(link);
            self.cfg.edges.push(CfgEdge { to, accesses, cannot_give });
        }
    }

    /// Whether the node that a link leaves has a form.
    fn has_form(&self, link: &Link) -> bool {
        let node = link.from.and_then(|from| self.document.nodes.get_index(from));
        node.is_some_and(|(_, node)| !node.collect.is_empty())
    }

    /// The words that are said before a node asks again.
    fn words_again(&mut self, at: usize, node: &Node) {
        let document = self.document;
        if node.lapses.is_none() && document.lapses.is_none() {
            return;
        }
        for again in self.graph.out(at).iter().filter_map(|link| link.again_in(document)) {
            again.say.iter().for_each(|say| self.text(&say.text));
        }
    }

    fn words(&mut self, node: &'d Node) {
        node.say.iter().for_each(|say| self.text(&say.text));
        node.guidance.iter().for_each(|guidance| self.text(guidance));
    }

    fn set(&mut self, set: &'d [Assignment]) {
        for assignment in set {
            self.operands(std::slice::from_ref(assignment));
            self.access(&assignment.target.value, MentionPlace::Here(assignment.target.span), false);
        }
    }

    fn operands(&mut self, assignments: &'d [Assignment]) {
        for assignment in assignments {
            if let Operand::Expression(expression) = &assignment.value {
                self.expression(expression);
            }
        }
    }

    fn text(&mut self, text: &'d Text) {
        let mut read =
            |variable: &'d Name| self.access(&variable.value, MentionPlace::Within(&text.scalar, variable.span), true);
        text.template.iter().for_each(|template| template.visit(&mut read));
    }

    fn expression(&mut self, expression: &'d Expression) {
        let place = |variable: &Name| MentionPlace::Within(&expression.scalar, variable.span);
        let mut read = |variable: &'d Name| self.access(&variable.value, place(variable), true);
        expression.expr.iter().for_each(|expr| expr.visit(&mut read));
    }

    fn access(&mut self, name: &str, place: MentionPlace<'d>, reads: bool) {
        let at = self.document.variables.get_index_of(name);
        if let Some(variable) = at.and_then(|at| self.indices[at]) {
            self.cfg.accesses.push(Access { variable, reads });
            self.places.push(place);
        }
    }

    /// The range of the accesses recorded since `start`.
    fn since(&self, start: u32) -> IndexRange {
        IndexRange { start, end: self.next_access() }
    }

    /// The index of the next access.
    fn next_access(&self) -> u32 {
        index(self.cfg.accesses.len())
    }
}

/// Groups links by their edge in the document: a retry and its `else` have the same.
fn by_edge(links: &[Link]) -> impl Iterator<Item = &[Link]> {
    links.chunk_by(Link::is_of_edge)
}

/// An index as `u32`. The size of a file is limited, so it always fits.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
