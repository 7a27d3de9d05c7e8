//! Policies that require a tagged node on every path: `before` other nodes, or before the call `ends`. Makes the
//! findings from the paths of `dominance`.

mod exposed;

use super::dominance::{AvoidingPaths, AvoidingSearch, End};
use super::findings::{Findings, SharedPrefix, Violation};
use super::path::{Path, PathPrinter};
use super::placed_policy::{PlacedPolicy, with_steps};
use super::scripts::Scripts;
use crate::analysis::graph::{ShortestPaths, Weights};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Span};
use crate::document::policy::{By, Demand, Selector};
use exposed::{Exposed, Inner};

/// Whether a comment silences policies at a place of the script with this index.
pub(super) type Silenced<'a> = &'a dyn Fn(usize, Span) -> bool;

/// The check of all policies with the same tag.
pub(super) struct Passing<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    pub(super) tag: &'l str,
    /// Whether no node has the tag.
    pub(super) is_new: bool,
    /// Whether every script of the library is loaded.
    pub(super) whole: bool,
    /// For each script, its avoiding paths if it is run by a checked script.
    pub(super) script_paths: &'a [Option<AvoidingPaths<'l>>],
    pub(super) silenced: Silenced<'a>,
}

/// A target that is reached in the subscript that runs after an end.
struct AfterEnd<'l> {
    end: End,
    script: &'l Name,
    inner: Inner,
}

impl<'l> Passing<'_, 'l> {
    /// The violations of a policy in the script with this index. `order` has this script and all that it runs, callees
    /// first.
    pub(super) fn check(&self, placed: &PlacedPolicy<'l>, at: usize, order: &[usize]) -> Vec<Diagnostic> {
        let findings = match &placed.policy.demand {
            Demand::Before { target, .. } => self.before(placed, target, at, order),
            Demand::Ends { outcomes, .. } => self.ends(placed, outcomes, at),
            _ => Findings::default(),
        };
        findings.finish(|alike| placed.help(&self.cure(&placed.policy.demand, at, alike)))
    }

    fn before(&self, placed: &PlacedPolicy<'l>, target: &Selector, at: usize, order: &[usize]) -> Findings {
        if target.by == By::Outcome {
            return self.before_end(placed, target, at);
        }
        let exposed = if placed.is_about_all() { Vec::new() } else { self.exposed(placed, target, order) };
        // A path ends at a reported node, since the nodes after it have the same fault. It continues past a silenced
        // node.
        let is_reported_at = |span: Span| !(self.silenced)(at, span);
        let is_reported = |node: usize| {
            self.scripts.why_selected(at, node, target).is_some() && is_reported_at(self.node_span(at, node))
        };
        let stops = |node: usize| {
            let inside = || self.runs_exposed(at, node, &exposed).is_some() && is_reported_at(self.run_span(at, node));
            is_reported(node) || inside()
        };
        let avoiding = self.avoiding(at, &stops);
        let shortest = avoiding.shortest(true);
        let mut findings = Findings::default();
        for &node in &shortest.reached {
            if let Some(why) = self.scripts.why_selected(at, node, target) {
                findings.add(|| self.reached(placed, at, node, &why, &shortest));
            }
            if let Some(inner) = self.runs_exposed(at, node, &exposed).filter(|_| !is_reported(node)) {
                findings.add(|| {
                    let path = self.printer().to(at, &shortest, Some(node), None);
                    let mut found = self.reached_inside(placed, at, self.run_span(at, node), path, inner, &exposed);
                    found.finding.node = Some(self.id(at, node).to_owned());
                    found
                });
            }
        }
        if let Some(found) = self.after(placed, at, &shortest, &avoiding, &exposed) {
            findings.add(|| found);
        }
        findings
    }

    /// The finding that a path reaches a target node.
    fn reached(
        &self,
        placed: &PlacedPolicy<'l>,
        at: usize,
        node: usize,
        why: &str,
        shortest: &ShortestPaths,
    ) -> Violation {
        let path = self.printer().to(at, shortest, Some(node), None);
        let id = self.id(at, node);
        let fact = format!("`{id}`{why} is reached without a node tagged `{}` before it: {}", self.tag, path.words);
        let mut found = self.violation(placed, at, self.node_span(at, node), &fact, path);
        found.finding.node = Some(id.to_owned());
        found
    }

    /// The finding that a path reaches a target inside a subscript.
    fn reached_inside(
        &self,
        placed: &PlacedPolicy<'l>,
        at: usize,
        span: Span,
        mut path: Path,
        Inner { mut callee, exposed: mut reached }: Inner,
        exposed: &[Option<Exposed>],
    ) -> Violation {
        path = self.printer().into(path, callee, reached.node);
        while reached.inside
            && let Some(inner) = self.runs_exposed(callee, reached.node, exposed)
        {
            (callee, reached) = (inner.callee, inner.exposed);
            path = self.printer().into(path, callee, reached.node);
        }
        let (id, script) = (self.id(callee, reached.node), self.scripts.file(callee).id().unwrap_or_default());
        let fact =
            format!("`{id}` of `{script}` is reached without a node tagged `{}` before it: {}", self.tag, path.words);
        self.violation(placed, at, span, &fact, path)
    }

    /// The finding that a path reaches a target in the subscript that runs after the end.
    fn after(
        &self,
        placed: &PlacedPolicy<'l>,
        at: usize,
        shortest: &ShortestPaths,
        avoiding: &AvoidingSearch<'_, 'l>,
        exposed: &[Option<Exposed>],
    ) -> Option<Violation> {
        let mut found: Vec<AfterEnd<'_>> = Vec::new();
        avoiding.each_end(shortest, &mut |outcome, end| {
            let passed = end.node.is_some_and(|node| !avoiding.goes_on(node));
            if let Some(script) = self.scripts.after(at, &outcome.value).filter(|_| !passed)
                && let Some(inner) = self.exposed_in(&script.value, exposed)
            {
                found.push(AfterEnd { end, script, inner });
            }
        });
        let nodes = |found: &AfterEnd<'_>| found.end.nodes.saturating_add(found.inner.exposed.distance);
        let AfterEnd { end, script, inner } = found.into_iter().min_by_key(nodes)?;
        let path = self.printer().to(at, shortest, end.node, end.link);
        Some(self.reached_inside(placed, at, script.span, path, inner, exposed))
    }

    fn before_end(&self, placed: &PlacedPolicy<'l>, target: &Selector, at: usize) -> Findings {
        let meant = |outcome: &str| target.names.iter().any(|name| name.value == outcome);
        // A node tagged with the tag is before an end only if the end is on one of its edges, not if the node itself
        // ends.
        self.at_ends(placed, at, &|outcome, end, passed| meant(outcome) && (end.link.is_none() || !passed))
    }

    fn ends(&self, placed: &PlacedPolicy<'l>, outcomes: &[Name], at: usize) -> Findings {
        let meant = |outcome: &str| outcomes.iter().any(|name| name.value == outcome);
        self.at_ends(placed, at, &|outcome, _, passed| meant(outcome) && !passed)
    }

    /// Findings for ends that avoiding paths reach, one for each node.
    fn at_ends(&self, placed: &PlacedPolicy<'l>, at: usize, is_meant: &dyn Fn(&str, End, bool) -> bool) -> Findings {
        let avoiding = self.avoiding(at, &|_| false);
        let shortest = avoiding.shortest(true);
        let mut found: Vec<(&Name, End)> = Vec::new();
        avoiding.each_end(&shortest, &mut |outcome, end| {
            let passed = end.node.is_some_and(|node| avoiding.is_tagged(node));
            let same = |other: &End| end.node.is_some() && other.node == end.node;
            if is_meant(&outcome.value, end, passed) && !found.last().is_some_and(|(_, other)| same(other)) {
                found.push((outcome, end));
            }
        });
        found.sort_by_key(|(_, end)| end.nodes);
        let mut findings = Findings::default();
        for (outcome, end) in found {
            findings.add(|| {
                let path = self.printer().to(at, &shortest, end.node, end.link);
                let fact = self.ended(&placed.policy.demand, &outcome.value, &path.words);
                let mut found = self.violation(placed, at, outcome.span, &fact, path);
                found.finding.node = end.node.map(|node| self.id(at, node).to_owned());
                found
            });
        }
        findings
    }

    /// The fact of a violation at an end. Under `ends` the node that ends the call counts as passed, under `before` it
    /// does not.
    fn ended(&self, demand: &Demand, outcome: &str, path: &str) -> String {
        match demand {
            Demand::Ends { .. } => {
                format!("a call ends with `{outcome}` without passing a node tagged `{}`: {path}", self.tag)
            }
            _ => format!("the end `{outcome}` is reached without a node tagged `{}` before it: {path}", self.tag),
        }
    }

    /// The span of a node's id, where its findings are.
    fn node_span(&self, at: usize, node: usize) -> Span {
        self.scripts.node(at, node).map_or_else(Span::default, |node| node.span)
    }

    /// The span of the name of a node's subscript.
    fn run_span(&self, at: usize, node: usize) -> Span {
        self.scripts.run(at, node).map_or_else(Span::default, |run| run.script.span)
    }

    fn violation(&self, placed: &PlacedPolicy<'l>, at: usize, span: Span, fact: &str, path: Path) -> Violation {
        let finding = with_steps(placed.finding(self.scripts.file(at).name(), span, fact), path.steps);
        let is_shown = !(self.silenced)(at, span);
        Violation { finding, way: if is_shown { path.links } else { Vec::new() } }
    }

    /// How to fix a violation; `alike` is the beginning of its path that other violations share.
    fn cure(&self, demand: &Demand, at: usize, alike: Option<SharedPrefix>) -> String {
        let tag = self.tag;
        if self.is_new {
            let none = if self.whole { "no script of this library has a node" } else { "no node of this script is" };
            return format!("{none} tagged `{tag}` yet: put `tags: [{tag}]` on the node that such a call must pass");
        }
        let cure = match demand {
            Demand::Ends { .. } => format!("lead this path over a node tagged `{tag}`, which may be its last"),
            _ => format!("lead this path over a node tagged `{tag}` first"),
        };
        let Some(SharedPrefix { others, last }) = alike else {
            return cure;
        };
        let node = self.printer().target(at, last);
        match others {
            1 => format!("{cure}; another finding of this policy begins the same way, up to `{node}`"),
            _ => format!("{cure}; {others} more findings of this policy begin the same way, up to `{node}`"),
        }
    }

    fn avoiding<'s>(&'s self, at: usize, stops: &'s dyn Fn(usize) -> bool) -> AvoidingSearch<'s, 'l> {
        AvoidingSearch { scripts: self.scripts, script: at, tag: self.tag, subscript_paths: self.script_paths, stops }
    }

    fn printer(&self) -> PathPrinter<'_, 'l> {
        PathPrinter { scripts: self.scripts, script_paths: self.script_paths }
    }

    fn id(&self, at: usize, node: usize) -> &'l str {
        self.scripts.document(at).nodes.get_index(node).map_or("", |(id, _)| id)
    }
}
