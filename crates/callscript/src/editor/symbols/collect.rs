//! Collects every name in a document.
//!
//! Must not know what the names are used for.

use super::{Called, Kind, Occurrence, Symbol, Symbols, policies, scenarios};
use crate::analysis::graph::{Graph, To};
use crate::base::source::{Name, Source, Span};
use crate::document::Way;
use crate::document::mentions::{self, Locator};
use crate::document::{Assignment, Document, Labelled, Take};

/// Every name in the file with index `at`, in the order of the file.
pub(super) fn occurrences(symbols: &Symbols<'_>, at: usize) -> Vec<Occurrence> {
    let Some(source) = symbols.source(at) else {
        return Vec::new();
    };
    let mut collector = Collector { symbols: *symbols, at, source, found: Vec::new() };
    let scripts = symbols.library.files();
    if let Some(file) = scripts.get(at) {
        collector.document(file.document(), file.graph());
    } else if let Some(performed) = symbols.scenarios.get(at - scripts.len()) {
        scenarios::collect(&mut collector, performed);
    } else if let Some(config) = symbols.library.config() {
        policies::collect(&mut collector, config.policies(), None);
    }
    let mut found = collector.found;
    // An item of a `with` list names a variable of this script and one of the subscript: this script's comes first.
    found.sort_by_key(|occurrence| (occurrence.span, occurrence.symbol.file != Some(at)));
    found.dedup();
    found
}

/// The span of the name inside the span of a scalar, without quotes.
pub(super) fn name_span(source: &Source, span: Span, name: &str) -> Span {
    let written = source.text().get(span.range()).unwrap_or_default();
    match written.find(name) {
        Some(before) if !name.is_empty() => {
            let start = span.range().start + before;
            Span::new(start, start + name.len())
        }
        _ => span,
    }
}

/// Collects the names in one file.
pub(super) struct Collector<'l> {
    pub(super) symbols: Symbols<'l>,
    at: usize,
    pub(super) source: &'l Source,
    found: Vec<Occurrence>,
}

impl Collector<'_> {
    fn document(&mut self, document: &Document, graph: &Graph) {
        if let Some(id) = &document.id {
            let file = self.symbols.place(&id.value);
            // If two scripts have the same id, it belongs to the first. The other's id is still an occurrence of it.
            self.add(Kind::Script, file, &id.value, id.span, true);
        }
        for (id, node) in &document.nodes {
            self.here(Kind::Node, id, node.span, true);
        }
        for (id, variable) in &document.variables {
            self.here(Kind::Variable, id, variable.span, true);
        }
        for (id, outcome) in &document.outcomes {
            self.here(Kind::Outcome, id, outcome.span, true);
        }
        self.labelled(Kind::Entry, None, &document.entries);
        self.labelled(Kind::Aside, None, &document.anytime);
        for id in document.nodes.keys() {
            self.labelled(Kind::Answer, Some(id), document.answers(id));
        }
        self.links(document, graph);
        self.variables(document);
        self.runs(document);
        policies::collect(self, &document.policies, Some(self.at));
    }

    /// The nodes and outcomes that links lead to.
    fn links(&mut self, document: &Document, graph: &Graph) {
        if let Some(start) = &document.start {
            self.here(Kind::Node, &start.value, start.span, false);
        }
        let shared = document.lapses.iter().flat_map(|lapses| lapses.all());
        for way in shared.flat_map(|(_, again)| again.edge.all_ways()) {
            match way {
                Way::Goto(name) => self.here(Kind::Node, &name.value, name.span, false),
                Way::End(name) => self.here(Kind::Outcome, &name.value, name.span, false),
                Way::Resume(_) | Way::Retry(_) => {}
            }
        }
        for link in graph.links().iter().filter(|link| !link.is_shared()) {
            let name = link.name_in(document);
            let mut named = |kind| name.iter().for_each(|name| self.here(kind, &name.value, name.span, false));
            match link.to {
                To::Node(node) => {
                    let id = document.nodes.get_index(node).map_or("", |(id, _)| id);
                    self.here(Kind::Node, id, link.span, false);
                }
                To::Unknown(_) => named(Kind::Node),
                To::End => named(Kind::Outcome),
                To::Resume | To::Nowhere => {}
            }
        }
        let ends = document.own_ends().map(|(_, outcome)| outcome);
        let after = document.after.iter().flat_map(|after| after.outcomes.iter().flatten());
        for outcome in ends.chain(after) {
            self.here(Kind::Outcome, &outcome.value, outcome.span, false);
        }
    }

    fn variables(&mut self, document: &Document) {
        let mut named = Vec::new();
        mentions::visit(document, &mut |mention| named.push(mention));
        let mut locator = Locator::new(self.source);
        for mention in named {
            let span = locator.span(&mention.place);
            self.here(Kind::Variable, mention.name, span, false);
        }
    }

    /// The scripts that are run, and the names of theirs that are used.
    fn runs(&mut self, document: &Document) {
        for (_, run) in document.subscripts() {
            let takes = run.then.iter().flat_map(|branch| &branch.edge.take);
            self.callee(&run.script, &run.with, takes);
            let file = self.symbols.place(&run.script.value);
            for Name { value, span } in run.then.iter().map(|branch| &branch.name).filter(|_| file.is_some()) {
                self.add(Kind::Outcome, file, value, *span, false);
            }
        }
        if let Some(after) = &document.after
            && let Some(script) = &after.script
        {
            self.callee(script, &after.with, &after.take);
        }
    }

    fn callee<'d>(&mut self, script: &Name, with: &[Assignment], takes: impl IntoIterator<Item = &'d Take>) {
        let file = self.symbols.place(&script.value);
        self.add(Kind::Script, file, &script.value, script.span, false);
        if file.is_none() {
            return;
        }
        let inputs = with.iter().map(|assignment| &assignment.target);
        for Name { value, span } in inputs.chain(takes.into_iter().map(|take| &take.from)) {
            self.add(Kind::Variable, file, value, *span, false);
        }
    }

    /// The labels of answers, asides or entries, and their ids where these are written.
    fn labelled(&mut self, kind: Kind, node: Option<&str>, labelled: &[Labelled]) {
        for Labelled { label, edge } in labelled {
            let symbol = Symbol { kind, file: Some(self.at), node: node.map(str::to_owned), name: label.id.clone() };
            self.label(symbol.clone(), label.text.span(), true);
            if let Some(id) = &edge.id {
                self.name(symbol, id.span, false);
            }
        }
    }

    fn here(&mut self, kind: Kind, name: &str, span: Span, is_definition: bool) {
        self.add(kind, Some(self.at), name, span, is_definition);
    }

    /// Adds a name of something that is no part of a question.
    pub(super) fn add(&mut self, kind: Kind, file: Option<usize>, name: &str, span: Span, is_definition: bool) {
        self.name(Symbol { kind, file, node: None, name: name.to_owned() }, span, is_definition);
    }

    /// Adds a symbol that is called by its name.
    pub(super) fn name(&mut self, symbol: Symbol, span: Span, is_definition: bool) {
        let span = name_span(self.source, span, &symbol.name);
        self.found.push(Occurrence { symbol, span, is_definition, called: Called::Name });
    }

    /// Adds a symbol that is called by its label.
    pub(super) fn label(&mut self, symbol: Symbol, span: Span, is_definition: bool) {
        self.found.push(Occurrence { symbol, span, is_definition, called: Called::Label });
    }
}
