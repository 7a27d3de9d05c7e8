//! Policies on the length of the longest path, in seconds or in questions.
//!
//! Paths use edges only: retries, and asides that resume, do not add to the length.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::placed_policy::{PlacedPolicy, with_steps};
use super::scripts::Scripts;
use crate::analysis::graph::{Graph, Link, LongestPaths, MAX_STEPS_SHOWN, PathWriter, Route};
use crate::analysis::timing;
use crate::base::diagnostic::{Diagnostic, Related};
use crate::base::source::{Name, Span};
use crate::document::policy::Measure;

/// The longest path through one script to each outcome, as its callers need it.
pub(super) struct Lengths<'l> {
    /// The length, by outcome.
    ends: HashMap<&'l str, Decimal>,
}

/// Measures all scripts in seconds or in questions.
pub(super) struct Measuring<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    pub(super) measure: Measure,
    /// The lengths of each script, if they were computed already.
    pub(super) script_lengths: &'a [Option<Lengths<'l>>],
}

/// The longest path of a script.
pub(super) struct LongestPath {
    longest: LongestPaths,
    last: PathEnd,
}

/// The end of the longest path.
struct PathEnd {
    /// The length of the path.
    length: Decimal,
    /// The last node of the path.
    node: usize,
    /// The index of the link to the end; `None` if the node itself ends the script.
    link: Option<usize>,
}

impl<'l> Measuring<'_, 'l> {
    /// The lengths of the longest paths from the start and the asides to each outcome; `None` if the graph is cyclic.
    pub(super) fn lengths(&self, at: usize) -> Option<Lengths<'l>> {
        let graph = self.scripts.graph(at);
        let longest = self.longest_paths(at, false)?;
        let mut ends: HashMap<&'l str, Decimal> = HashMap::new();
        let mut end = |outcome: &'l str, length: Decimal| {
            let longest = ends.entry(outcome).or_default();
            *longest = length.max(*longest);
        };
        for node in 0..graph.len() {
            let Some(length) = longest.length(node) else {
                continue;
            };
            if let Some(outcome) = self.scripts.end(at, node) {
                end(&outcome.value, length);
            }
            for link in graph.out(node) {
                if let Some((outcome, more)) = self.end(at, link) {
                    end(&outcome.value, length.saturating_add(more));
                }
            }
        }
        for link in graph.links().iter().take_while(|link| link.from.is_none()) {
            if let Some(outcome) = self.scripts.link_end(at, link) {
                end(&outcome.value, Decimal::ZERO);
            }
        }
        Some(Lengths { ends })
    }

    /// The longest path of a script, from its start, an entry or an aside to the end of the call; `None` as in
    /// `lengths`.
    pub(super) fn longest_path(&self, at: usize) -> Option<LongestPath> {
        let graph = self.scripts.graph(at);
        let longest = self.longest_paths(at, true)?;
        let mut most: Option<PathEnd> = None;
        let mut path = |last: PathEnd| {
            if most.as_ref().is_none_or(|known| last.length > known.length) {
                most = Some(last);
            }
        };
        for node in 0..graph.len() {
            let Some(length) = longest.length(node) else {
                continue;
            };
            let outcome = self.scripts.end(at, node).map_or("", |outcome| &outcome.value);
            path(PathEnd { length: length.saturating_add(self.after_length(at, outcome)), node, link: None });
            for place in graph.link_indices(node) {
                let link = &graph.links()[place];
                if let Some((outcome, more)) = self.end(at, link) {
                    let length = length.saturating_add(more).saturating_add(self.after_length(at, &outcome.value));
                    path(PathEnd { length, node, link: Some(place) });
                }
            }
        }
        Some(LongestPath { longest, last: most? })
    }

    /// A finding, if the longest path is longer than `most`.
    pub(super) fn check(
        &self,
        placed: &PlacedPolicy<'l>,
        at: usize,
        whole: &LongestPath,
        most: Decimal,
    ) -> Option<Diagnostic> {
        if whole.last.length <= most {
            return None;
        }
        let (taken, allowed) = (whole.last.length.normalize(), most.normalize());
        let graph = self.scripts.graph(at);
        let mut route = whole.longest.to(graph, whole.last.node);
        route.links.extend(whole.last.link);
        let (fact, cure) = match self.measure {
            Measure::Seconds => (
                format!("a call can take {taken} seconds, and the limit is {allowed}"),
                "shorten a step on this path, or end the path earlier",
            ),
            Measure::Questions => (
                format!("a call can ask {taken} questions, and the limit is {allowed}"),
                "leave out a question on this path, or end the path earlier",
            ),
        };
        let (words, steps) = self.in_words(at, graph, &route);
        let file = self.scripts.file(at);
        let span = file.document().id.as_ref().map_or_else(Span::default, |id| id.span);
        let finding = placed.finding(file.name(), span, &format!("{fact}: {words}")).help(placed.help(cure));
        Some(with_steps(finding, steps))
    }

    fn longest_paths(&self, at: usize, entries: bool) -> Option<LongestPaths> {
        let graph = self.scripts.graph(at);
        let order = self.scripts.order(at)?;
        let start = self.scripts.start(at);
        Some(graph.longest(
            order,
            (start, entries),
            |node| self.node_length(at, node),
            |link| self.subscript_length(at, link),
        ))
    }

    /// The length of a node itself.
    fn node_length(&self, at: usize, node: usize) -> Decimal {
        let Some(node) = self.scripts.node(at, node) else {
            return Decimal::ZERO;
        };
        match self.measure {
            Measure::Seconds => timing::seconds(self.scripts.document(at), node),
            Measure::Questions => {
                let asks = node.exits.iter().any(|exit| exit.kind.as_answers().is_some());
                Decimal::from(u8::from(asks))
            }
        }
    }

    /// The length of the subscript that a link leaves; `None` if the subscript never ends with that outcome.
    fn subscript_length(&self, at: usize, link: &Link) -> Option<Decimal> {
        let Some((run, outcome)) = self.scripts.out_of_run(at, link) else {
            return Some(Decimal::ZERO);
        };
        let callee = self.scripts.callee(&run.script.value)?;
        self.script_lengths[callee].as_ref()?.ends.get(outcome).copied()
    }

    /// The outcome, if a link leads to the end, and the length of the subscript that the link leaves.
    fn end(&self, at: usize, link: &Link) -> Option<(&'l Name, Decimal)> {
        Some((self.scripts.link_end(at, link)?, self.subscript_length(at, link)?))
    }

    /// The maximum length of the subscript that runs after an end with this outcome.
    fn after_length(&self, at: usize, outcome: &str) -> Decimal {
        let after = self.scripts.after(at, outcome).and_then(|script| self.scripts.callee(&script.value));
        let lengths = after.and_then(|callee| self.script_lengths[callee].as_ref());
        lengths.and_then(|lengths| lengths.ends.values().max().copied()).unwrap_or_default()
    }

    /// The path on one line, and its last steps with what each adds to the length.
    fn in_words(&self, at: usize, graph: &Graph, route: &Route) -> (String, Vec<Related>) {
        let writer = PathWriter { document: self.scripts.document(at), graph };
        let links = route.links.iter().map(|&link| &graph.links()[link]);
        let begin = route.begin.map(|start| (start, writer.start(start).unwrap_or_default()));
        let cut = route.links.len().saturating_sub(MAX_STEPS_SHOWN);
        let mut words: Vec<String> = begin.iter().map(|&(start, _)| writer.id(start).to_owned()).collect();
        words.extend(links.clone().map(|link| writer.target(link)));
        if cut > 0 {
            words.drain(1..=cut);
            words.insert(1, "…".to_owned());
        }
        let place = |span: Span, message: String| Related { message, file: self.scripts.file(at).name().clone(), span };
        let start = begin.map(|(start, span)| {
            place(span, format!("the call starts at `{}`{}", writer.id(start), self.added(self.node_length(at, start))))
        });
        let steps = links.skip(cut).map(|link| {
            let node = link.edge_target().map(|node| self.node_length(at, node)).unwrap_or_default();
            let added = self.subscript_length(at, link).unwrap_or_default().saturating_add(node);
            place(link.span, format!("{}{}", writer.step(link), self.added(added)))
        });
        (words.join(" -> "), start.into_iter().chain(steps).collect())
    }

    fn added(&self, length: Decimal) -> String {
        match self.measure {
            _ if length.is_zero() => String::new(),
            Measure::Seconds => format!(" ({} s)", length.normalize()),
            Measure::Questions if length == Decimal::ONE => " (1 question)".to_owned(),
            Measure::Questions => format!(" ({} questions)", length.normalize()),
        }
    }
}
