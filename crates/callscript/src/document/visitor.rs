//! The visitor of a document: it visits every text, every expression and every variable that is named, part by part.
//!
//! Must not know why anyone visits.

use super::{After, Assignment, Document, Edge, ExitKind, Expression, Labelled, Lapses, Node, Operand, Take, Text};
use crate::base::source::Name;

/// A part that is visited.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'d> {
    /// Text for people.
    Text(&'d Text),
    Expression(&'d Expression),
    /// A variable that is collected or assigned to.
    Variable(&'d Name),
    /// Text in quotes that is assigned to a variable, or given to a subscript or an action.
    Quoted(&'d Name),
}

/// Calls `see` with every part and the id of its node: parts outside nodes first, then node by node.
pub(crate) fn visit<'d>(document: &'d Document, see: &mut dyn FnMut(Option<&'d str>, Part<'d>)) {
    let mut outside = Visitor { see: &mut |part| see(None, part) };
    outside.labelled(&document.entries);
    outside.labelled(&document.anytime);
    outside.lapses(document.lapses.as_deref());
    if let Some(after) = &document.after {
        outside.after(after);
    }
    for (id, node) in &document.nodes {
        Visitor { see: &mut |part| see(Some(id), part) }.node(node);
    }
}

struct Visitor<'d, 'v> {
    see: &'v mut dyn FnMut(Part<'d>),
}

impl<'d> Visitor<'d, '_> {
    fn node(&mut self, node: &'d Node) {
        for text in node.say.iter().map(|say| &say.text).chain(&node.guidance) {
            (self.see)(Part::Text(text));
        }
        for name in &node.collect {
            (self.see)(Part::Variable(name));
        }
        node.cannot_give.iter().for_each(|edge| self.edge(edge));
        self.lapses(node.lapses.as_deref());
        self.set(&node.set);
        for exit in &node.exits {
            self.operands(exit.kind.with());
            match &exit.kind {
                ExitKind::Answers(answers) => self.labelled(answers),
                kind => kind.edges().for_each(|edge| self.edge(edge)),
            }
        }
    }

    fn lapses(&mut self, lapses: Option<&'d Lapses>) {
        for (_, again) in lapses.iter().flat_map(|lapses| lapses.all()) {
            again.say.iter().for_each(|say| (self.see)(Part::Text(&say.text)));
        }
    }

    fn after(&mut self, after: &'d After) {
        after.when.iter().for_each(|when| (self.see)(Part::Expression(when)));
        self.operands(&after.with);
        self.take(&after.take);
    }

    fn labelled(&mut self, labelled: &'d [Labelled]) {
        for Labelled { label, edge } in labelled {
            (self.see)(Part::Text(&label.text));
            self.edge(edge);
        }
    }

    fn edge(&mut self, edge: &'d Edge) {
        edge.when.iter().for_each(|when| (self.see)(Part::Expression(when)));
        for name in edge.collect() {
            (self.see)(Part::Variable(name));
        }
        self.set(&edge.set);
        self.take(&edge.take);
    }

    fn set(&mut self, set: &'d [Assignment]) {
        for assignment in set {
            (self.see)(Part::Variable(&assignment.target));
        }
        self.operands(set);
    }

    fn operands(&mut self, assignments: &'d [Assignment]) {
        for assignment in assignments {
            match &assignment.value {
                Operand::Expression(expression) => (self.see)(Part::Expression(expression)),
                Operand::Text(text) => (self.see)(Part::Quoted(text)),
                Operand::Empty(_) => {}
            }
        }
    }

    fn take(&mut self, takes: &'d [Take]) {
        for take in takes {
            (self.see)(Part::Variable(&take.target));
        }
    }
}
