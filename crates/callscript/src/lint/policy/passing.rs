//! Policies that want a node passed: `before` others, or before the call `ends`.

mod exposed;

use super::asked::{Asked, with_steps};
use super::dominance::{Avoiding, AvoidingPaths, End};
use super::findings::{Alike, Findings, Told};
use super::path::{Path, Teller};
use super::scripts::Scripts;
use crate::analysis::graph::{ShortestPaths, Weights};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Span};
use crate::document::policy::{By, Demand, Selector};
use exposed::{Exposed, Inner};

/// Whether a comment silences policies at a place of a script.
pub(super) type Silenced<'a> = &'a dyn Fn(usize, Span) -> bool;

/// What all policies with one tag need to know.
pub(super) struct Passing<'a, 'l> {
    pub(super) scripts: &'a Scripts<'l>,
    pub(super) tag: &'l str,
    /// No node has the tag.
    pub(super) is_new: bool,
    /// No script of the library is missing here.
    pub(super) whole: bool,
    pub(super) known: &'a [Option<AvoidingPaths<'l>>],
    pub(super) silenced: Silenced<'a>,
}

/// What is reached in the subscript that runs after an end.
struct AfterEnd<'l> {
    end: End,
    script: &'l Name,
    inner: Inner,
}

impl<'l> Passing<'_, 'l> {
    /// Where a policy does not hold in the script at a place. `order` has all that it runs, each after what it runs itself.
    pub(super) fn check(&self, asked: &Asked<'l>, at: usize, order: &[usize]) -> Vec<Diagnostic> {
        let findings = match &asked.policy.demand {
            Demand::Before { target, .. } => self.before(asked, target, at, order),
            Demand::Ends { outcomes, .. } => self.ends(asked, outcomes, at),
            _ => Findings::default(),
        };
        findings.finish(|alike| asked.help(&self.cure(&asked.policy.demand, at, alike)))
    }

    fn before(&self, asked: &Asked<'l>, target: &Selector, at: usize, order: &[usize]) -> Findings {
        if target.by == By::Outcome {
            return self.before_end(asked, target, at);
        }
        let exposed = if asked.is_about_all() { Vec::new() } else { self.exposed(asked, target, order) };
        // What lies behind a finding has the same fault, but not what lies behind one that a comment silences.
        let tells = |span: Span| !(self.silenced)(at, span);
        let is_told = |node: usize| self.scripts.meant(at, node, target).is_some() && tells(self.place(at, node));
        let stops = |node: usize| {
            let inside = || self.runs_exposed(at, node, &exposed).is_some() && tells(self.run(at, node));
            is_told(node) || inside()
        };
        let avoiding = self.avoiding(at, &stops);
        let shortest = avoiding.shortest(true);
        let mut findings = Findings::default();
        for &node in &shortest.reached {
            if let Some(why) = self.scripts.meant(at, node, target) {
                findings.add(|| self.reached(asked, at, node, &why, &shortest));
            }
            if let Some(inner) = self.runs_exposed(at, node, &exposed).filter(|_| !is_told(node)) {
                findings.add(|| {
                    let path = self.teller().to(at, &shortest, Some(node), None);
                    let mut told = self.reached_inside(asked, at, self.run(at, node), path, inner, &exposed);
                    told.finding.node = Some(self.id(at, node).to_owned());
                    told
                });
            }
        }
        if let Some(told) = self.after(asked, at, &shortest, &avoiding, &exposed) {
            findings.add(|| told);
        }
        findings
    }

    /// A finding of a node that is reached.
    fn reached(&self, asked: &Asked<'l>, at: usize, node: usize, why: &str, shortest: &ShortestPaths) -> Told {
        let path = self.teller().to(at, shortest, Some(node), None);
        let id = self.id(at, node);
        let fact = format!("`{id}`{why} is reached without a node tagged `{}` before it: {}", self.tag, path.words);
        let mut told = self.told(asked, at, self.place(at, node), &fact, path);
        told.finding.node = Some(id.to_owned());
        told
    }

    /// A finding of a node that is reached inside a subscript.
    fn reached_inside(
        &self,
        asked: &Asked<'l>,
        at: usize,
        span: Span,
        mut path: Path,
        Inner { mut callee, exposed: mut reached }: Inner,
        exposed: &[Option<Exposed>],
    ) -> Told {
        path = self.teller().into(path, callee, reached.node);
        while reached.inside
            && let Some(inner) = self.runs_exposed(callee, reached.node, exposed)
        {
            (callee, reached) = (inner.callee, inner.exposed);
            path = self.teller().into(path, callee, reached.node);
        }
        let (id, script) = (self.id(callee, reached.node), self.scripts.file(callee).id().unwrap_or_default());
        let fact =
            format!("`{id}` of `{script}` is reached without a node tagged `{}` before it: {}", self.tag, path.words);
        self.told(asked, at, span, &fact, path)
    }

    /// What is reached in the subscript that runs after the end.
    fn after(
        &self,
        asked: &Asked<'l>,
        at: usize,
        shortest: &ShortestPaths,
        avoiding: &Avoiding<'_, 'l>,
        exposed: &[Option<Exposed>],
    ) -> Option<Told> {
        let mut found: Vec<AfterEnd<'_>> = Vec::new();
        avoiding.each_end(shortest, &mut |outcome, end| {
            let passed = end.node.is_some_and(|node| !avoiding.goes_on(node));
            if let Some(script) = self.scripts.after(at, &outcome.value).filter(|_| !passed)
                && let Some(inner) = self.exposed_in(&script.value, exposed)
            {
                found.push(AfterEnd { end, script, inner });
            }
        });
        let steps = |found: &AfterEnd<'_>| found.end.steps.saturating_add(found.inner.exposed.steps);
        let AfterEnd { end, script, inner } = found.into_iter().min_by_key(steps)?;
        let path = self.teller().to(at, shortest, end.node, end.link);
        Some(self.reached_inside(asked, at, script.span, path, inner, exposed))
    }

    fn before_end(&self, asked: &Asked<'l>, target: &Selector, at: usize) -> Findings {
        let meant = |outcome: &str| target.names.iter().any(|name| name.value == outcome);
        // The node that ends comes before its own end only if the end is on an edge of it.
        self.at_ends(asked, at, &|outcome, end, passed| meant(outcome) && (end.link.is_none() || !passed))
    }

    fn ends(&self, asked: &Asked<'l>, outcomes: &[Name], at: usize) -> Findings {
        let meant = |outcome: &str| outcomes.iter().any(|name| name.value == outcome);
        self.at_ends(asked, at, &|outcome, _, passed| meant(outcome) && !passed)
    }

    /// One finding for each node with such an end.
    fn at_ends(&self, asked: &Asked<'l>, at: usize, is_meant: &dyn Fn(&str, End, bool) -> bool) -> Findings {
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
        found.sort_by_key(|(_, end)| end.steps);
        let mut findings = Findings::default();
        for (outcome, end) in found {
            findings.add(|| {
                let path = self.teller().to(at, &shortest, end.node, end.link);
                let fact = self.ended(&asked.policy.demand, &outcome.value, &path.words);
                let mut told = self.told(asked, at, outcome.span, &fact, path);
                told.finding.node = end.node.map(|node| self.id(at, node).to_owned());
                told
            });
        }
        findings
    }

    /// What is wrong with an end: under `ends` the node that ends counts, under `before` it does not.
    fn ended(&self, demand: &Demand, outcome: &str, path: &str) -> String {
        match demand {
            Demand::Ends { .. } => {
                format!("a call ends with `{outcome}` and has passed no node tagged `{}`: {path}", self.tag)
            }
            _ => format!("the end `{outcome}` is reached without a node tagged `{}` before it: {path}", self.tag),
        }
    }

    /// Where a node has its findings.
    fn place(&self, at: usize, node: usize) -> Span {
        self.scripts.node(at, node).map_or_else(Span::default, |node| node.span)
    }

    /// Where the subscript of a node has them.
    fn run(&self, at: usize, node: usize) -> Span {
        self.scripts.run(at, node).map_or_else(Span::default, |run| run.script.span)
    }

    fn told(&self, asked: &Asked<'l>, at: usize, span: Span, fact: &str, path: Path) -> Told {
        let finding = with_steps(asked.finding(self.scripts.file(at).name(), span, fact), path.steps);
        let is_shown = !(self.silenced)(at, span);
        Told { finding, way: if is_shown { path.links } else { Vec::new() } }
    }

    /// How to mend a finding; `alike` says how many others come the same way, and over which link they do last.
    fn cure(&self, demand: &Demand, at: usize, alike: Option<Alike>) -> String {
        let tag = self.tag;
        if self.is_new {
            let none = if self.whole { "no script of this library has a node" } else { "no node of this script is" };
            return format!("{none} tagged `{tag}` yet: put `tags: [{tag}]` at the node that such a call is to pass");
        }
        let cure = match demand {
            Demand::Ends { .. } => format!("lead this path over a node tagged `{tag}`, which may be its last"),
            _ => format!("lead this path over a node tagged `{tag}` first"),
        };
        let Some(Alike { others, last }) = alike else {
            return cure;
        };
        let node = self.teller().target(at, last);
        match others {
            1 => format!("{cure}; another finding of this policy begins the same way, up to `{node}`"),
            _ => format!("{cure}; {others} more findings of this policy begin the same way, up to `{node}`"),
        }
    }

    fn avoiding<'s>(&'s self, at: usize, stops: &'s dyn Fn(usize) -> bool) -> Avoiding<'s, 'l> {
        Avoiding { scripts: self.scripts, at, tag: self.tag, known: self.known, stops }
    }

    fn teller(&self) -> Teller<'_, 'l> {
        Teller { scripts: self.scripts, known: self.known }
    }

    fn id(&self, at: usize, node: usize) -> &'l str {
        self.scripts.document(at).nodes.get_index(node).map_or("", |(id, _)| id)
    }
}
