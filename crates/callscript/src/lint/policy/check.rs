//! Checks the policies of a library.
//!
//! Policies that share a tag or a measure share one pass over the scripts, callees first.

mod about;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::IdlePolicy;
use super::dominance::AvoidingSearch;
use super::length::Measuring;
use super::names::KnownNames;
use super::passing::{Passing, Silenced};
use super::placed_policy::{Home, PlacedPolicy};
use super::scripts::Scripts;
use super::verbatim::{self, ExpectedWords};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Source, Span, Unreadable};
use crate::document::config::Config;
use crate::document::policy::{Demand, Measure};
use crate::library::{File, Index};
use about::CallOrder;

/// The budget of nodes and links to visit in one library: a few seconds.
const WORK: usize = 30_000_000;

/// The library whose policies are checked.
pub(crate) struct Subject<'l> {
    pub(crate) files: &'l [Arc<File>],
    pub(crate) index: &'l Index<'l>,
    /// For each file, whether it is reported on.
    pub(crate) reported: &'l [bool],
    pub(crate) config: Option<&'l Config>,
    /// The texts that `verbatim` policies compare words with, by name.
    pub(crate) texts: &'l HashMap<String, Option<Source>>,
    /// Whether every script of the library is loaded.
    pub(crate) whole: bool,
    /// Whether a comment silences policies at a place.
    pub(crate) silenced: Silenced<'l>,
}

/// The result of checking policies.
#[derive(Debug, Default)]
pub(crate) struct PolicyFindings {
    /// Findings by file.
    pub(crate) scripts: BTreeMap<usize, Vec<Diagnostic>>,
    /// Findings in the `callscript.toml`.
    pub(crate) config: Vec<Diagnostic>,
    /// For each file, whether some policy applies to it.
    pub(crate) watched: Vec<bool>,
    /// The policies that apply to nothing.
    pub(crate) idle: Vec<IdlePolicy>,
}

/// Groups of policies that are checked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'l> {
    Pass(&'l str),
    Length(Measure),
    Words,
}

/// Checks every policy in the files that are reported on.
pub(crate) fn check(subject: &Subject<'_>) -> PolicyFindings {
    let placed = gather(subject);
    let mut found = PolicyFindings { watched: vec![false; subject.files.len()], ..PolicyFindings::default() };
    if placed.is_empty() {
        return found;
    }
    let scripts = Scripts::new(subject.files, subject.index);
    let mut names = KnownNames::new(subject.files.iter().map(|file| &**file));
    let mut groups: BTreeMap<Kind<'_>, Vec<PlacedPolicy<'_>>> = BTreeMap::new();
    for placed in placed {
        let mut of_all = names.as_mut().filter(|_| subject.whole);
        let faults = of_all.as_mut().map(|names| names.check(&placed, &scripts)).unwrap_or_default();
        if faults.is_empty() {
            if of_all.is_some_and(|names| !names.has_any(&placed.policy.demand)) {
                found.idle.push(placed.idle(&scripts));
            }
            groups.entry(kind(&placed)).or_default().push(placed);
        } else {
            found.add(&placed, faults);
        }
    }
    if !found.idle.is_empty() && subject.files.iter().any(|file| file.is_patchy()) {
        found.idle.clear();
    }
    let mut checker = Checker { subject, scripts: &scripts, names: names.as_ref(), found, work: 0 };
    for (kind, group) in groups {
        match kind {
            Kind::Pass(tag) => checker.pass(tag, &group),
            Kind::Length(measure) => checker.length(measure, &group),
            Kind::Words => checker.words(&group),
        }
    }
    checker.found
}

/// The policies of the configuration, and those of the scripts that are reported on.
fn gather<'l>(subject: &Subject<'l>) -> Vec<PlacedPolicy<'l>> {
    let config = subject.config.into_iter();
    let config = config.flat_map(|config| {
        config.policies().iter().map(move |policy| PlacedPolicy { policy, home: Home::Config(config) })
    });
    let reported = subject.files.iter().enumerate().filter(|&(at, _)| subject.reported[at]);
    let scripts = reported.flat_map(|(at, file)| {
        file.document().policies.iter().map(move |policy| PlacedPolicy { policy, home: Home::Script(at) })
    });
    config.chain(scripts).collect()
}

fn kind<'l>(placed: &PlacedPolicy<'l>) -> Kind<'l> {
    match &placed.policy.demand {
        Demand::Before { pass, .. } | Demand::Ends { pass, .. } => Kind::Pass(&pass.value),
        Demand::AtMost { measure, .. } => Kind::Length(*measure),
        Demand::Verbatim { .. } => Kind::Words,
    }
}

struct Checker<'c, 'l> {
    subject: &'c Subject<'l>,
    scripts: &'c Scripts<'l>,
    /// `None` if some script could not be read.
    names: Option<&'c KnownNames<'l>>,
    found: PolicyFindings,
    work: usize,
}

impl<'l> Checker<'_, 'l> {
    fn pass(&mut self, tag: &'l str, group: &[PlacedPolicy<'l>]) {
        let CallOrder { callees_first: order, run } = self.call_order(group);
        let mut script_paths: Vec<_> = self.subject.files.iter().map(|_| None).collect();
        for &at in order.iter().filter(|&&at| run[at]) {
            if !self.spend(self.scripts.work(at), group) {
                return;
            }
            let search = AvoidingSearch {
                scripts: self.scripts,
                script: at,
                tag,
                subscript_paths: &script_paths,
                stops: &|_| false,
            };
            let paths = search.paths();
            script_paths[at] = Some(paths);
        }
        let is_new = self.names.is_some_and(|names| !names.has_tag(tag));
        let (scripts, whole, silenced) = (self.scripts, self.subject.whole, self.subject.silenced);
        let passing = Passing { scripts, tag, is_new, whole, script_paths: &script_paths, silenced };
        for (at, placed) in self.checkable(group) {
            let exposing = if placed.is_about_all() { 0 } else { order.iter().map(|&at| self.scripts.work(at)).sum() };
            if !self.spend((self.scripts.work(at) + exposing) * placed.policy.names(), group) {
                return;
            }
            let findings = passing.check(&placed, at, &order);
            self.found.scripts.entry(at).or_default().extend(findings);
        }
    }

    fn length(&mut self, measure: Measure, group: &[PlacedPolicy<'l>]) {
        let CallOrder { callees_first: order, run } = self.call_order(group);
        let mut script_lengths: Vec<_> = self.subject.files.iter().map(|_| None).collect();
        for &at in order.iter().filter(|&&at| run[at]) {
            if !self.spend(self.scripts.work(at), group) {
                return;
            }
            let script = Measuring { scripts: self.scripts, measure, script_lengths: &script_lengths };
            let lengths = script.lengths(at);
            script_lengths[at] = lengths;
        }
        let measuring = Measuring { scripts: self.scripts, measure, script_lengths: &script_lengths };
        let mut longest = HashMap::new();
        for (at, placed) in self.checkable(group) {
            let Demand::AtMost { most, .. } = placed.policy.demand else {
                continue;
            };
            if !self.spend(self.scripts.work(at), group) {
                return;
            }
            let whole = longest.entry(at).or_insert_with(|| measuring.longest_path(at));
            let finding = whole.as_ref().and_then(|whole| measuring.check(&placed, at, whole, most));
            self.found.scripts.entry(at).or_default().extend(finding);
        }
    }

    fn words(&mut self, group: &[PlacedPolicy<'l>]) {
        for placed in group {
            let Demand::Verbatim { nodes, file } = &placed.policy.demand else {
                continue;
            };
            let Some(text) = self.text(placed, file) else {
                continue;
            };
            let expected = ExpectedWords::new(text);
            for at in self.about(placed) {
                if !self.spend(self.scripts.work(at) * placed.policy.names(), group) {
                    return;
                }
                let findings = verbatim::check(placed, self.scripts, at, nodes, &expected);
                self.found.scripts.entry(at).or_default().extend(findings);
            }
        }
    }

    /// The text to compare with; a finding if it is missing.
    fn text(&mut self, placed: &PlacedPolicy<'l>, file: &Name) -> Option<&'l Source> {
        let text = self.subject.texts.get(&file.value);
        let fault = match text {
            None => "is not there",
            Some(None) => return None,
            Some(Some(text)) => match text.unreadable() {
                None => return Some(text),
                Some(Unreadable::TooLarge(_)) => "is too large",
                Some(_) => "is not UTF-8 text",
            },
        };
        let cure = "its path is relative to the folder of `callscript.toml`, or of the script if there is none";
        let fault = placed.fault(self.scripts, file.span, &format!("`{}` {fault}", file.value), cure);
        self.found.add(placed, vec![fault]);
        None
    }

    /// Takes `work` from the budget. If the budget is exceeded, adds a finding for each policy of the group and returns
    /// false.
    fn spend(&mut self, work: usize, group: &[PlacedPolicy<'l>]) -> bool {
        self.work = self.work.saturating_add(work);
        if self.work <= WORK {
            return true;
        }
        for placed in group {
            let cure = "write fewer policies, or split the library";
            let span: Span = placed.policy.name.span;
            let fault = placed.fault(
                self.scripts,
                span,
                "the policies of this library are too much work to check together",
                cure,
            );
            self.found.add(placed, vec![fault]);
        }
        false
    }
}

impl PolicyFindings {
    /// Adds findings to the file that contains the policy.
    fn add(&mut self, placed: &PlacedPolicy<'_>, findings: Vec<Diagnostic>) {
        match placed.home {
            Home::Config(_) => self.config.extend(findings),
            Home::Script(at) => self.scripts.entry(at).or_default().extend(findings),
        }
    }
}
