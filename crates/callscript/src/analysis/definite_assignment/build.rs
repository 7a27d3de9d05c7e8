//! From a document to its flow: the order in which a step reads and writes.

use super::{Arc, Event, Flow, Part, Step, To};
use crate::analysis::graph::{self, Graph, Link, LinkKind};
use crate::base::source::Name;
use crate::base::value::Declaration;
use crate::document::mentions::MentionPlace;
use crate::document::{Assignment, Document, ExitKind, Expression, Labelled, Node, Operand, Take, Text};

/// The flow of a document, and the place of each of its events. Every `take` sets what it names, as in a checked script.
pub(crate) fn build<'d>(document: &'d Document, graph: &Graph) -> (Flow, Vec<MentionPlace<'d>>) {
    build_with(document, graph, &|_| true)
}

/// The same, but only those takes set something that are `sure` to.
pub(crate) fn build_with<'d>(
    document: &'d Document,
    graph: &Graph,
    sure: &dyn Fn(&Take) -> bool,
) -> (Flow, Vec<MentionPlace<'d>>) {
    let mut numbers = vec![None; document.variables.len()];
    let mut flow = Flow { outcomes: document.outcomes.len(), ..Flow::default() };
    for (at, variable) in (0u32..).zip(document.variables.values()) {
        let unset =
            |declaration: &Declaration| !declaration.optional && !declaration.input && declaration.default.is_none();
        if variable.declaration.as_ref().is_some_and(unset) {
            numbers[at as usize] = u32::try_from(flow.variables.len()).ok();
            flow.variables.push(at);
        }
    }
    if flow.variables.is_empty() {
        return (flow, Vec::new());
    }
    let mut builder = Builder { document, graph, sure, numbers, flow, places: Vec::new() };
    builder.document();
    (builder.flow, builder.places)
}

struct Builder<'d, 'g> {
    document: &'d Document,
    graph: &'g Graph,
    sure: &'g dyn Fn(&Take) -> bool,
    /// Of each variable of the document: its number in the flow.
    numbers: Vec<Option<u32>>,
    flow: Flow,
    places: Vec<MentionPlace<'d>>,
}

impl<'d> Builder<'d, '_> {
    fn document(&mut self) {
        let document = self.document;
        let start = document.start_node();
        self.flow.start = start.map(index);
        let graph = self.graph;
        let outside = graph.links().iter().take_while(|link| link.from.is_none()).count();
        let mut labelled = document.entries.iter().chain(&document.anytime);
        for links in of_one_edge(&graph.links()[..outside]) {
            let from = self.here();
            labelled.next().into_iter().for_each(|labelled| self.labelled(labelled));
            self.arcs(links, from);
        }
        for (at, node) in document.nodes.values().enumerate() {
            let (events, end) = self.node(node);
            let arcs = index(self.flow.arcs.len());
            for links in of_one_edge(graph.out(at)) {
                self.arcs(links, self.here());
            }
            self.flow.steps.push(Step { events, arcs: Part { start: arcs, end: index(self.flow.arcs.len()) }, end });
        }
        let from = self.here();
        if let Some(after) = &document.after {
            after.when.iter().for_each(|when| self.expression(when));
            self.operands(&after.with);
            self.flow.after_for = match &after.outcomes {
                None => vec![true; document.outcomes.len()],
                Some(outcomes) => {
                    let mut named = vec![false; document.outcomes.len()];
                    let places = outcomes.iter().filter_map(|name| document.outcomes.get_index_of(&name.value));
                    places.for_each(|at| named[at] = true);
                    named
                }
            };
        }
        self.flow.after = self.since(from);
    }

    /// What a step reads and writes up to where it goes on, in the order in which it happens, and what it ends with.
    fn node(&mut self, node: &'d Node) -> (Part, Option<u32>) {
        let (from, mut end) = (self.here(), None);
        self.words(node);
        for name in &node.collect {
            self.event(&name.value, MentionPlace::Here(name.span), false);
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
        (self.since(from), end)
    }

    /// What a label and its `when` read.
    fn labelled(&mut self, labelled: &'d Labelled) {
        self.text(&labelled.label.text);
        labelled.edge.when.iter().for_each(|when| self.expression(when));
    }

    /// What is written and read as an edge is taken, from `from` on: the same whichever way it leads.
    fn arcs(&mut self, links: &[Link], from: u32) {
        if let Some(edge) = links.first().and_then(|link| link.edge_in(self.document)) {
            for take in edge.take.iter().filter(|take| (self.sure)(take)) {
                self.event(&take.target.value, MentionPlace::Here(take.target.span), false);
            }
            self.set(&edge.set);
        }
        let events = self.since(from);
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
            self.flow.arcs.push(Arc { to, events, cannot_give: link.is_cannot_give() });
        }
    }

    fn words(&mut self, node: &'d Node) {
        node.say.iter().for_each(|say| self.text(&say.text));
        node.guidance.iter().for_each(|guidance| self.text(guidance));
    }

    fn set(&mut self, set: &'d [Assignment]) {
        for assignment in set {
            self.operands(std::slice::from_ref(assignment));
            self.event(&assignment.target.value, MentionPlace::Here(assignment.target.span), false);
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
        let mut see =
            |variable: &'d Name| self.event(&variable.value, MentionPlace::Within(&text.scalar, variable.span), true);
        text.template.iter().for_each(|template| template.visit(&mut see));
    }

    fn expression(&mut self, expression: &'d Expression) {
        let place = |variable: &Name| MentionPlace::Within(&expression.scalar, variable.span);
        let mut see = |variable: &'d Name| self.event(&variable.value, place(variable), true);
        expression.expr.iter().for_each(|expr| expr.visit(&mut see));
    }

    fn event(&mut self, name: &str, place: MentionPlace<'d>, reads: bool) {
        let at = self.document.variables.get_index_of(name);
        if let Some(variable) = at.and_then(|at| self.numbers[at]) {
            self.flow.events.push(Event { variable, reads });
            self.places.push(place);
        }
    }

    /// The events from `start` on.
    fn since(&self, start: u32) -> Part {
        Part { start, end: self.here() }
    }

    fn here(&self) -> u32 {
        index(self.flow.events.len())
    }
}

/// The links by the edges that they come from: a retry and its `else` are of one.
fn of_one_edge(links: &[Link]) -> impl Iterator<Item = &[Link]> {
    links.chunk_by(Link::is_of_edge)
}

/// A place as an index: a file is bounded, and so is all that is counted in it.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
