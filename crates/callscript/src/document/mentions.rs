//! Every place of a document that names one of its variables.

use super::visitor::{self, Part};
use super::{Document, Edge, Node, Text, Way};
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

/// Shows `see` every mention: those outside nodes first, then node by node.
pub(crate) fn visit<'d>(document: &'d Document, see: &mut dyn FnMut(Mention<'d>)) {
    visitor::visit(document, &mut |node, part| {
        let mut mention = |name: &'d Name, place| see(Mention { node, name: &name.value, place });
        match part {
            Part::Variable(name) => mention(name, Place::Here(name.span)),
            Part::Text(text) => {
                let mut named = |name: &'d Name| mention(name, Place::Within(&text.scalar, name.span));
                text.template.iter().for_each(|template| template.visit(&mut named));
            }
            Part::Expression(expression) => {
                let mut named = |name: &'d Name| mention(name, Place::Within(&expression.scalar, name.span));
                expression.expr.iter().for_each(|expr| expr.visit(&mut named));
            }
        }
    });
}

impl Document {
    /// Every `run`, with the node that it stands in; `after` stands in none.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (Option<&str>, &Name)> {
        let after = self.after.iter().filter_map(|after| after.script.as_ref()).map(|script| (None, script));
        after.chain(self.subscripts().map(|(id, run)| (Some(id), &run.script)))
    }

    /// Every text that people read or hear, with the node that it stands in.
    pub(crate) fn texts(&self) -> Vec<(Option<&str>, &Text)> {
        let mut texts: Vec<(Option<&str>, &Text)> = Vec::with_capacity(self.nodes.len() * 4);
        texts.extend(self.title.iter().chain(&self.summary).map(|text| (None, text)));
        texts.extend(self.labels.iter().map(|label| (None, label)));
        texts.extend(self.outcomes.values().filter_map(|outcome| outcome.label.as_ref()).map(|label| (None, label)));
        visitor::visit(self, &mut |node, part| {
            if let Part::Text(text) = part {
                texts.push((node, text));
            }
        });
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
        self.own_ends().for_each(|(_, outcome)| end(outcome));
        self.outcomes.keys().zip(named).filter(|(_, named)| *named).map(|(id, _)| id.as_str()).collect()
    }
}
