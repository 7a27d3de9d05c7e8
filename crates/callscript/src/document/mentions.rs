//! Every place of a document that names one of its variables.

use super::{After, Assignment, Document, Edge, ExitKind, Expression, Labelled, Node, Operand, Take, Text, Way};
use crate::base::source::{Name, Source, Span};
use crate::syntax::yaml::{self, Scalar};

/// A variable, named somewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention<'d> {
    /// The node that it stands in, if any.
    pub(crate) node: Option<&'d str>,
    pub(crate) name: &'d str,
    pub(crate) place: Place<'d>,
}

/// Where a variable is named: looked up only if somebody asks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'d> {
    Here(Span),
    Within(&'d Scalar<'static>, Span),
}

impl Place<'_> {
    /// What places are in order by, without looking for them in the file.
    pub(crate) fn order(&self) -> (u32, u32) {
        match self {
            Self::Here(span) => (span.start, 0),
            Self::Within(scalar, span) => (scalar.span.start, span.start),
        }
    }
}

/// Finds places in a file. To find one in a long text means to go through it: once that has been done for long enough,
/// the whole text has to do.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    source: &'s Source,
    work: usize,
}

impl<'s> Locator<'s> {
    /// Bytes of texts that may be gone through: some tenths of a second.
    const MAX_WORK: usize = 1 << 26;

    pub(crate) fn new(source: &'s Source) -> Self {
        Self { source, work: 0 }
    }

    /// Where a place is in the file.
    pub(crate) fn span(&mut self, place: &Place<'_>) -> Span {
        match place {
            Place::Here(span) => *span,
            Place::Within(scalar, span) => {
                self.work += scalar.text.len();
                if self.work > Self::MAX_WORK { scalar.span } else { yaml::locate(self.source, scalar, *span) }
            }
        }
    }
}

/// Shows `visit` every mention: those outside nodes first, then node by node.
pub(crate) fn visit<'d>(document: &'d Document, visit: &mut dyn FnMut(Mention<'d>)) {
    let mut visitor = Visitor { node: None, visit };
    visitor.labelled(&document.entries);
    visitor.labelled(&document.anytime);
    if let Some(after) = &document.after {
        visitor.after(after);
    }
    for (id, node) in &document.nodes {
        visitor.node = Some(id);
        visitor.node(node);
    }
}

struct Visitor<'d, 'v> {
    node: Option<&'d str>,
    visit: &'v mut dyn FnMut(Mention<'d>),
}

impl<'d> Visitor<'d, '_> {
    fn node(&mut self, node: &'d Node) {
        node.say.iter().for_each(|say| self.text(&say.text));
        node.guidance.iter().for_each(|guidance| self.text(guidance));
        node.collect.iter().for_each(|name| self.name(name));
        node.cannot_give.iter().for_each(|edge| self.edge(edge));
        self.assignments(&node.set);
        for exit in &node.exits {
            match &exit.kind {
                ExitKind::Answers(answers) => self.labelled(answers),
                ExitKind::Decide(arms) => arms.iter().for_each(|arm| self.edge(arm)),
                ExitKind::Run(run) => {
                    self.operands(&run.with);
                    run.then.iter().for_each(|branch| self.edge(&branch.edge));
                }
                ExitKind::Action(action) => {
                    self.operands(&action.with);
                    action.then.iter().for_each(|branch| self.edge(&branch.edge));
                }
                ExitKind::Goto(_) | ExitKind::End(_) | ExitKind::Resume | ExitKind::Empty | ExitKind::Unreadable => {}
            }
        }
    }

    fn after(&mut self, after: &'d After) {
        after.when.iter().for_each(|when| self.expression(when));
        self.operands(&after.with);
        self.takes(&after.take);
    }

    fn labelled(&mut self, labelled: &'d [Labelled]) {
        for Labelled { label, edge } in labelled {
            self.text(&label.text);
            self.edge(edge);
        }
    }

    fn edge(&mut self, edge: &'d Edge) {
        edge.when.iter().for_each(|when| self.expression(when));
        self.assignments(&edge.set);
        self.takes(&edge.take);
    }

    fn assignments(&mut self, assignments: &'d [Assignment]) {
        for assignment in assignments {
            self.name(&assignment.target);
        }
        self.operands(assignments);
    }

    fn operands(&mut self, assignments: &'d [Assignment]) {
        for assignment in assignments {
            if let Operand::Expression(expression) = &assignment.value {
                self.expression(expression);
            }
        }
    }

    fn takes(&mut self, takes: &'d [Take]) {
        for take in takes {
            self.name(&take.target);
        }
    }

    fn text(&mut self, text: &'d Text) {
        let mut see = |variable: &'d Name| self.mention(&variable.value, Place::Within(&text.scalar, variable.span));
        text.template.iter().for_each(|template| template.visit(&mut see));
    }

    fn expression(&mut self, expression: &'d Expression) {
        let place = |variable: &Name| Place::Within(&expression.scalar, variable.span);
        let mut see = |variable: &'d Name| self.mention(&variable.value, place(variable));
        expression.expr.iter().for_each(|expr| expr.visit(&mut see));
    }

    fn name(&mut self, name: &'d Name) {
        self.mention(&name.value, Place::Here(name.span));
    }

    fn mention(&mut self, name: &'d str, place: Place<'d>) {
        (self.visit)(Mention { node: self.node, name, place });
    }
}

impl Document {
    /// Every `run`, with the node that it stands in; `after` stands in none.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (Option<&str>, &Name)> {
        let after = self.after.iter().filter_map(|after| after.script.as_ref()).map(|script| (None, script));
        let nodes = self.nodes.iter().flat_map(|(id, node)| {
            node.exits.iter().filter_map(move |exit| match &exit.kind {
                ExitKind::Run(run) => Some((Some(id.as_str()), &run.script)),
                _ => None,
            })
        });
        after.chain(nodes)
    }

    /// Every text that people read or hear, with the node that it stands in.
    pub(crate) fn texts(&self) -> Vec<(Option<&str>, &Text)> {
        let mut texts: Vec<(Option<&str>, &Text)> = Vec::with_capacity(self.nodes.len() * 4);
        texts.extend(self.title.iter().chain(&self.summary).map(|text| (None, text)));
        texts.extend(self.labels.iter().map(|label| (None, label)));
        texts.extend(self.outcomes.values().filter_map(|outcome| outcome.label.as_ref()).map(|label| (None, label)));
        texts.extend(self.entries.iter().chain(&self.anytime).map(|labelled| (None, &labelled.label.text)));
        for (id, node) in &self.nodes {
            let id = Some(id.as_str());
            texts.extend(node.say.iter().map(|say| (id, &say.text)));
            texts.extend(node.guidance.iter().map(|text| (id, text)));
            for exit in &node.exits {
                if let ExitKind::Answers(answers) = &exit.kind {
                    texts.extend(answers.iter().map(|answer| (id, &answer.label.text)));
                }
            }
        }
        texts
    }

    /// The outcomes that some node or aside ends with, each once, in the order in which they are declared.
    pub(crate) fn ends(&self) -> Vec<&str> {
        let mut named = vec![false; self.outcomes.len()];
        let mut end = |outcome: &Name| {
            if let Some(at) = self.outcomes.get_index_of(&outcome.value) {
                named[at] = true;
            }
        };
        let edges = self.anytime.iter().map(|aside| &aside.edge).chain(self.nodes.values().flat_map(Node::edges));
        for way in edges.flat_map(Edge::all_ways) {
            if let Way::End(outcome) = way {
                end(outcome);
            }
        }
        for exit in self.nodes.values().flat_map(|node| &node.exits) {
            if let ExitKind::End(outcome) = &exit.kind {
                end(outcome);
            }
        }
        self.outcomes.keys().zip(named).filter(|(_, named)| *named).map(|(id, _)| id.as_str()).collect()
    }
}
