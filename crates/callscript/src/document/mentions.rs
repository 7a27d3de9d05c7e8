//! Every mention of a variable in a document.

use super::visitor::{self, Part};
use super::{Document, Edge, Node, Text, Way};
use crate::base::source::{Name, Source, Span};
use crate::syntax::yaml::{self, Scalar};

/// One mention of a variable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention<'d> {
    /// The id of the node that it is in, if any.
    pub(crate) node: Option<&'d str>,
    pub(crate) name: &'d str,
    pub(crate) place: MentionPlace<'d>,
}

/// Where a variable is mentioned. Finding the span inside a scalar takes time, so [`Locator`] does it on demand.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MentionPlace<'d> {
    Here(Span),
    Within(&'d Scalar<'static>, Span),
}

impl MentionPlace<'_> {
    /// A sort key that orders places as the file does, without locating them.
    pub(crate) fn order(&self) -> (u32, u32) {
        match self {
            Self::Here(span) => (span.start, 0),
            Self::Within(scalar, span) => (scalar.span.start, span.start),
        }
    }
}

/// Finds mentions in a file. Each lookup scans the scalar from its start; once the work is used up, the span of the
/// whole scalar is returned instead.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    source: &'s Source,
    work: usize,
}

impl<'s> Locator<'s> {
    /// The most bytes of scalars to scan: a few tenths of a second.
    const MAX_WORK: usize = 1 << 26;

    pub(crate) fn new(source: &'s Source) -> Self {
        Self { source, work: 0 }
    }

    /// The span of a place in the file.
    pub(crate) fn span(&mut self, place: &MentionPlace<'_>) -> Span {
        match place {
            MentionPlace::Here(span) => *span,
            MentionPlace::Within(scalar, span) => {
                self.work += scalar.text.len();
                if self.work > Self::MAX_WORK { scalar.span } else { yaml::locate(self.source, scalar, *span) }
            }
        }
    }
}

/// Calls `see` with every mention: those outside nodes first, then node by node.
pub(crate) fn visit<'d>(document: &'d Document, see: &mut dyn FnMut(Mention<'d>)) {
    visitor::visit(document, &mut |node, part| {
        let mut mention = |name: &'d Name, place| see(Mention { node, name: &name.value, place });
        match part {
            Part::Variable(name) => mention(name, MentionPlace::Here(name.span)),
            Part::Quoted(_) => {}
            Part::Text(text) => {
                let mut named = |name: &'d Name| mention(name, MentionPlace::Within(&text.scalar, name.span));
                text.template.iter().for_each(|template| template.visit(&mut named));
            }
            Part::Expression(expression) => {
                let mut named = |name: &'d Name| mention(name, MentionPlace::Within(&expression.scalar, name.span));
                expression.expr.iter().for_each(|expr| expr.visit(&mut named));
            }
        }
    });
}

impl Document {
    /// The script of every `run`, with the id of its node; `None` for that of `after`.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (Option<&str>, &Name)> {
        let after = self.after.iter().filter_map(|after| after.script.as_ref()).map(|script| (None, script));
        after.chain(self.subscripts().map(|(id, run)| (Some(id), &run.script)))
    }

    /// Every text that people read or hear, with the id of its node, if any.
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

    /// The outcomes that some node or aside ends with, without duplicates, in the order of their declarations.
    pub(crate) fn ends(&self) -> Vec<&str> {
        let mut named = vec![false; self.outcomes.len()];
        let mut end = |outcome: &Name| {
            if let Some(at) = self.outcomes.get_index_of(&outcome.value) {
                named[at] = true;
            }
        };
        let shared = self.lapses.iter().flat_map(|lapses| lapses.all()).map(|(_, again)| &again.edge);
        let outside = self.anytime.iter().map(|aside| &aside.edge).chain(shared);
        let edges = outside.chain(self.nodes.values().flat_map(Node::edges));
        for way in edges.flat_map(Edge::all_ways) {
            if let Way::End(outcome) = way {
                end(outcome);
            }
        }
        self.own_ends().for_each(|(_, outcome)| end(outcome));
        self.outcomes.keys().zip(named).filter(|(_, named)| *named).map(|(id, _)| id.as_str()).collect()
    }
}
