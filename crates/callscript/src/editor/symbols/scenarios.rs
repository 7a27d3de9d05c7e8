//! Collects the names in scenarios. Which script and which question a step is about depends on the call, so whoever has
//! performed the scenario says it; where nobody has, a name counts if only one script has it.
//!
//! Must not know how a scenario is performed.

use std::sync::Arc;

use super::collect::Collector;
use super::{Kind, Symbol, Symbols};
use crate::base::source::{Name, Span};
use crate::document::scenario::{Answer, File, Given, Replacement, Scenario, Step, StepKind, refers_to};
use crate::document::{Document, Labelled};

/// A scenario file, and where its steps are taken.
#[derive(Debug, Clone)]
pub struct Performed {
    /// The file.
    pub file: Arc<File>,
    /// For each scenario, where its steps are taken: fewer than there are if it was not performed to its end.
    pub taken: Vec<Vec<Taken>>,
}

/// Where a step of a scenario is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The id of the script whose node waits; of a step that is an aside, the script that has the aside; of a subscript
    /// that is left out, that subscript.
    pub script: String,
    /// The id of the node that waits.
    pub node: String,
    /// The id of the answer or aside that the step means.
    pub choice: Option<String>,
}

/// Every name in a scenario file.
pub(super) fn collect(collector: &mut Collector<'_>, performed: &Performed) {
    let Some(script) = &performed.file.script else {
        return;
    };
    let own = collector.symbols.place(&script.value);
    collector.add(Kind::Script, own, &script.value, script.span, false);
    let Some(own) = own else {
        return;
    };
    let reach = reach(&collector.symbols, own);
    let mut reader = Reader { collector, own, reach };
    for (at, scenario) in performed.file.scenarios.iter().enumerate() {
        reader.scenario(scenario);
        let taken = performed.taken.get(at).map_or(&[][..], Vec::as_slice);
        for (number, step) in scenario.steps.iter().enumerate() {
            reader.step(step, taken.get(number));
        }
    }
}

/// A script and all that it can run, by index.
pub(super) fn reach(symbols: &Symbols<'_>, own: usize) -> Vec<usize> {
    let mut reach = vec![own];
    let mut next = 0;
    while let Some(&at) = reach.get(next) {
        next += 1;
        let runs = symbols.document(at).into_iter().flat_map(Document::runs);
        for place in runs.filter_map(|(_, script)| symbols.place(&script.value)) {
            if !reach.contains(&place) {
                reach.push(place);
            }
        }
    }
    reach
}

struct Reader<'c, 'l> {
    collector: &'c mut Collector<'l>,
    /// The script of the scenarios.
    own: usize,
    /// It, and all that it can run.
    reach: Vec<usize>,
}

impl<'l> Reader<'_, 'l> {
    fn scenario(&mut self, scenario: &Scenario) {
        let own = Some(self.own);
        if let Some(entry) = &scenario.entry {
            self.choice(Kind::Entry, own, None, entry, None);
        }
        self.values(own, &scenario.input);
        let expect = &scenario.expect;
        for node in expect.visited.iter().chain(&expect.not_visited) {
            self.node_of(node);
        }
        if let Some(outcome) = &expect.outcome {
            self.collector.add(Kind::Outcome, own, &outcome.value, outcome.span, false);
        }
        self.values(own, &expect.variables);
    }

    fn step(&mut self, step: &Step, taken: Option<&Taken>) {
        let script = taken.and_then(|taken| self.collector.symbols.place(&taken.script));
        let choice = taken.and_then(|taken| taken.choice.as_deref());
        match &step.kind {
            StepKind::Answer(Answer { text, enter }) => {
                let node = taken.map(|taken| taken.node.as_str());
                self.choice(Kind::Answer, script, node, text, choice);
                self.values(script, enter);
            }
            StepKind::Aside(text) => self.choice(Kind::Aside, script, None, text, choice),
            StepKind::Enter(values) => self.values(script, values),
            StepKind::Revise { node, to } => {
                let (script, id) = self.node_of(node);
                match to {
                    Replacement::Answer(Answer { text, enter }) => {
                        self.choice(Kind::Answer, script, Some(&id), text, choice);
                        self.values(script, enter);
                    }
                    Replacement::Enter(values) => self.values(script, values),
                    Replacement::CannotGive => {}
                }
            }
            StepKind::Jump { to, enter, .. } => {
                let script = script.or_else(|| self.only(|document| document.nodes.contains_key(&to.value)));
                self.named(Kind::Node, script, to);
                self.values(script, enter);
            }
            StepKind::Subscript { outcome, sets } => {
                let script = script.or_else(|| {
                    let callees = self.reach.iter().filter(|&&at| at != self.own).copied();
                    only(callees.filter(|&at| {
                        self.document(at).is_some_and(|document| document.outcomes.contains_key(&outcome.value))
                    }))
                });
                self.named(Kind::Outcome, script, outcome);
                self.values(script, sets);
            }
            StepKind::CannotGive
            | StepKind::Action { .. }
            | StepKind::Silence
            | StepKind::NotUnderstood(_)
            | StepKind::Proceed
            | StepKind::Back
            | StepKind::Note(_)
            | StepKind::HangUp(_) => {}
        }
    }

    fn values(&mut self, script: Option<usize>, values: &[Given]) {
        for Given { name, .. } in values {
            let script = script.or_else(|| self.only(|document| document.variables.contains_key(&name.value)));
            self.named(Kind::Variable, script, name);
        }
    }

    /// A node of the script, or `SCRIPT/NODE` for one of a script that it runs. Returns the two.
    fn node_of(&mut self, name: &Name) -> (Option<usize>, String) {
        let Some((script, node)) = name.value.split_once('/') else {
            self.named(Kind::Node, Some(self.own), name);
            return (Some(self.own), name.value.clone());
        };
        let place = self.collector.symbols.place(script);
        let written = self.collector.source.text().get(name.span.range()).unwrap_or_default();
        if let Some(before) = written.find(&name.value) {
            let start = name.span.range().start + before;
            let slash = start + script.len();
            self.collector.add(Kind::Script, place, script, Span::new(start, slash), false);
            let span = Span::new(slash + 1, slash + 1 + node.len());
            self.named(Kind::Node, place, &Name::new(node.to_owned(), span));
        }
        (place, node.to_owned())
    }

    fn named(&mut self, kind: Kind, script: Option<usize>, name: &Name) {
        if script.is_some() {
            self.collector.add(kind, script, &name.value, name.span, false);
        }
    }

    /// An answer, aside or entry, called by its label or id. If the call knows its id, then by that.
    fn choice(&mut self, kind: Kind, script: Option<usize>, node: Option<&str>, text: &Name, id: Option<&str>) {
        let means = |labelled: &&Labelled| match id {
            Some(id) => labelled.label.id == id,
            None => refers_to(&text.value, &labelled.label.id, labelled.label.text.as_str()),
        };
        let scripts: Vec<usize> = script.map_or_else(|| self.reach.clone(), |script| vec![script]);
        let mut found: Vec<(Symbol, &Labelled)> = Vec::new();
        for at in scripts {
            for (node, labelled) in self.document(at).into_iter().flat_map(|document| lists(document, kind, node)) {
                if let Some(labelled) = labelled.iter().find(means) {
                    let (node, name) = (node.map(str::to_owned), labelled.label.id.clone());
                    found.push((Symbol { kind, file: Some(at), node, name }, labelled));
                }
            }
        }
        if let Some((symbol, labelled)) = only(found.into_iter()) {
            if text.value == labelled.label.id && text.value != labelled.label.text.as_str() {
                self.collector.name(symbol, text.span, false);
            } else {
                self.collector.label(symbol, text.span, false);
            }
        }
    }

    /// The only script of those that can run for which `has` is true.
    fn only(&self, has: impl Fn(&Document) -> bool) -> Option<usize> {
        only(self.reach.iter().copied().filter(|&at| self.document(at).is_some_and(&has)))
    }

    fn document(&self, at: usize) -> Option<&'l Document> {
        self.collector.symbols.document(at)
    }
}

/// The lists in which an answer, aside or entry can be; of all questions if no node is given.
fn lists<'d>(document: &'d Document, kind: Kind, node: Option<&str>) -> Vec<(Option<&'d str>, &'d [Labelled])> {
    match kind {
        Kind::Entry => vec![(None, &document.entries)],
        Kind::Aside => vec![(None, &document.anytime)],
        _ => {
            let ids = document.nodes.keys().filter(|id| node.is_none_or(|node| node == *id));
            ids.map(|id| (Some(id.as_str()), document.answers(id))).collect()
        }
    }
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
