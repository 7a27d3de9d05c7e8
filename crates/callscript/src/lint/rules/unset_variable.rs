//! A variable that is read although some path there does not set it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::definite_assignment::{self, Cfg, Ends, UnsetPaths};
use crate::analysis::graph::{PathInWords, PathWriter, Step};
use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::base::source::Span;
use crate::document::mentions::{Locator, MentionPlace};
use crate::document::{Run, Take};
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule =
    Rule { name: "unset-variable", group: Group::Data, page: include_str!("../../../docs/rules/unset-variable.md") };

/// The most links to follow to find paths for the findings: a few tenths of a second. After that, findings come without
/// a path.
const MAX_WORK: usize = 20_000_000;

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    if subject.document.has_faulty_node() {
        return Vec::new();
    }
    let mut taker = TakeChecker { subject, linked, ends: Ends::default(), unset_takes: HashSet::new(), work: 0 };
    let unsure = taker.all();
    let mut findings = reads(subject, &taker.unset_takes);
    findings.extend(unsure);
    findings
}

/// A read of a variable that may not be set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    variable: u32,
    node: Option<u32>,
    order: (u32, u32),
    event: usize,
    reader: Reader,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    Node,
    Label,
    After,
}

/// Reads of unset variables: one finding for each variable in a node, at its first read. The takes in `unsure` count as
/// not setting their variable.
fn reads(subject: &Subject<'_>, unsure: &HashSet<Span>) -> Vec<Diagnostic> {
    let sure = |take: &Take| !unsure.contains(&take.from.span);
    let (cfg, places) = definite_assignment::build_with(subject.document, subject.graph, &sure);
    let mut found = unset(&cfg, &places);
    found.sort_unstable();
    found.dedup_by_key(|found| (found.variable, found.node));
    let (mut work, mut locator) = (0, Locator::new(subject.source));
    let mut findings = Vec::new();
    for of_one in found.chunk_by(|one, other| one.variable == other.variable) {
        work += subject.graph.links().len();
        let paths = (work < MAX_WORK).then(|| UnsetPaths::new(&cfg, of_one[0].variable));
        for found in of_one {
            let span = places.get(found.event).map_or_else(Span::default, |place| locator.span(place));
            findings.push(finding(subject, &cfg, span, *found, paths.as_ref()));
        }
    }
    findings
}

fn unset(cfg: &Cfg, places: &[MentionPlace<'_>]) -> Vec<Found> {
    let mut all = Vec::new();
    for chunk in cfg.chunks() {
        let sets = cfg.solve(chunk);
        for (unset, reader) in [
            (cfg.unset_reads(&sets), Reader::Node),
            (cfg.unset_in_roots(chunk), Reader::Label),
            (cfg.unset_after(chunk, &cfg.all_ends(&sets)), Reader::After),
        ] {
            all.extend(unset.into_iter().map(|unset| {
                let order = places.get(unset.access).map_or((0, 0), MentionPlace::order);
                Found { variable: unset.variable, node: unset.node, order, event: unset.access, reader }
            }));
        }
    }
    all
}

fn finding(subject: &Subject<'_>, cfg: &Cfg, span: Span, found: Found, paths: Option<&UnsetPaths<'_>>) -> Diagnostic {
    let variables = &subject.document.variables;
    let name = variables.get_index(cfg.variable(found.variable)).map_or("", |(name, _)| name);
    let ways = PathWriter { document: subject.document, graph: subject.graph };
    let help = format!("collect or set `{name}` on that path, give it a `default`, or declare it `optional`");
    match found.reader {
        Reader::Node => {
            let node = found.node.unwrap_or_default() as usize;
            let path = paths.map(|paths| ways.unset_to(paths, node)).unwrap_or_default();
            let message = format!("`{name}` may not be set when `{}` reads it{}", subject.id(node), path.words);
            with_steps(
                subject.finding(&RULE, span, message).node(subject.id(node)).help(help),
                subject.file,
                path.steps,
            )
        }
        Reader::Label => {
            let message = format!("`{name}` may not be set when this is offered");
            let help = "an aside or entry is offered from the first moment: it can read inputs, variables with a `default`, and optional ones";
            subject.finding(&RULE, span, message).help(help)
        }
        Reader::After => {
            let way = paths.and_then(|paths| ways.unset_at_end(paths, |outcome| cfg.is_after_for(outcome)));
            let path = way.unwrap_or_default();
            let message = format!("`{name}` may not be set when `after` reads it{}", path.words);
            with_steps(subject.finding(&RULE, span, message).help(help), subject.file, path.steps)
        }
    }
}

fn with_steps(finding: Diagnostic, file: &Arc<str>, steps: Vec<Step>) -> Diagnostic {
    steps.into_iter().fold(finding, |finding, step| finding.related_in(file, step.span, step.words))
}

/// Checks `take`: a variable that is not optional may only take one that the subscript sets on every path to that
/// outcome.
struct TakeChecker<'s, 'd> {
    subject: &'s Subject<'d>,
    linked: &'s Linked<'s>,
    ends: Ends,
    /// The spans of the takes that have a finding.
    unset_takes: HashSet<Span>,
    work: usize,
}

/// A variable of a subscript that is taken, but not set at every end with the outcome.
#[derive(Clone, Copy)]
struct UnsetTake {
    outcome: usize,
    /// Its index in the `Cfg` of the subscript.
    variable: u32,
}

impl TakeChecker<'_, '_> {
    fn all(&mut self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (id, run) in self.subject.document.subscripts() {
            findings.extend(self.run(run).into_iter().map(|finding| finding.node(id)));
        }
        findings
    }

    fn run(&mut self, run: &Run) -> Vec<Diagnostic> {
        let Some(place) = self.linked.faultless(&run.script.value) else {
            return Vec::new();
        };
        let mut reported = HashSet::new();
        let mut findings = Vec::new();
        for branch in &run.then {
            for take in &branch.edge.take {
                if self.must_be_set(take)
                    && let Some(unset) = self.unset(place, &branch.name.value, take)
                {
                    self.unset_takes.insert(take.from.span);
                    if reported.insert(take.from.value.as_str()) {
                        findings.push(self.finding(place, run, &branch.name.value, take, unset));
                    }
                }
            }
        }
        findings
    }

    fn must_be_set(&self, take: &Take) -> bool {
        let own = self.subject.document.variables.get(&take.target.value);
        own.and_then(|own| own.declaration.as_ref()).is_some_and(|declaration| !declaration.optional)
    }

    /// The outcome and variable, if the subscript has an end with this outcome where the variable is not set.
    fn unset(&mut self, place: usize, outcome: &str, take: &Take) -> Option<UnsetTake> {
        let (document, cfg) = (self.linked.files[place].document(), self.linked.cfg(place)?);
        let outcome = document.outcomes.get_index_of(outcome)?;
        let variable = cfg.find(document.variables.get_index_of(&take.from.value)?)?;
        (!self.ends.is_set(place, cfg, outcome, variable)).then_some(UnsetTake { outcome, variable })
    }

    fn finding(&mut self, place: usize, run: &Run, outcome: &str, take: &Take, unset: UnsetTake) -> Diagnostic {
        let (name, script, target) = (&take.from.value, &run.script.value, &take.target.value);
        let path = self.unset_path(place, unset).unwrap_or_default();
        let message = format!("`{name}` may not be set when `{script}` ends with `{outcome}`{}", path.words);
        let help = format!("let `{script}` set it on every path to that end, or declare `{target}` here `optional`");
        let finding = self.subject.finding(&RULE, take.from.span, message).help(help);
        with_steps(finding, self.linked.files[place].name(), path.steps)
    }

    /// A path in the subscript to that outcome on which the variable is not set.
    fn unset_path(&mut self, place: usize, UnsetTake { outcome, variable }: UnsetTake) -> Option<PathInWords> {
        let (file, cfg) = (&self.linked.files[place], self.linked.cfg(place)?);
        self.work += file.node_count();
        if self.work >= MAX_WORK {
            return None;
        }
        let ways = PathWriter { document: file.document(), graph: file.graph() };
        ways.unset_at_end(&UnsetPaths::new(cfg, variable), |end| end == outcome)
    }
}
