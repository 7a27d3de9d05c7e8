//! Whether policies hold in the scripts of a library.
//!
//! Scripts are gone through once for each tag and each measure, those that are run before those that run them.

mod about;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::IdlePolicy;
use super::asked::{Asked, Home};
use super::dominance::Avoiding;
use super::length::Measuring;
use super::names::Known;
use super::passing::{Passing, Silenced};
use super::scripts::Scripts;
use super::verbatim::{self, Wanted};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Source, Span};
use crate::document::config::Config;
use crate::document::policy::{Demand, Measure};
use crate::library::{File, Index};
use about::Order;

/// Nodes and links that may be gone through in one library: a few seconds.
const WORK: usize = 30_000_000;

/// The library whose policies are checked.
pub(crate) struct Subject<'l> {
    pub(crate) files: &'l [Arc<File>],
    pub(crate) index: &'l Index<'l>,
    /// The files that are reported on.
    pub(crate) reported: &'l [bool],
    pub(crate) config: Option<&'l Config>,
    /// Texts that words are compared with, by name.
    pub(crate) texts: &'l HashMap<String, Source>,
    /// No script of the library is missing here.
    pub(crate) whole: bool,
    /// Whether a comment silences policies at a place of a script.
    pub(crate) silenced: Silenced<'l>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// By file.
    pub(crate) scripts: BTreeMap<usize, Vec<Diagnostic>>,
    /// In the `callscript.toml`.
    pub(crate) config: Vec<Diagnostic>,
    /// By file: some policy is about it.
    pub(crate) asked: Vec<bool>,
    /// The policies that watch nothing.
    pub(crate) idle: Vec<IdlePolicy>,
}

/// Policies that are checked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'l> {
    Pass(&'l str),
    Length(Measure),
    Words,
}

/// Checks every policy in the files that are reported on.
pub(crate) fn check(subject: &Subject<'_>) -> Found {
    let asked = gather(subject);
    let mut found = Found { asked: vec![false; subject.files.len()], ..Found::default() };
    if asked.is_empty() {
        return found;
    }
    let scripts = Scripts::new(subject.files, subject.index);
    let mut names = Known::new(subject.files.iter().map(|file| &**file));
    let mut groups: BTreeMap<Kind<'_>, Vec<Asked<'_>>> = BTreeMap::new();
    for asked in asked {
        let mut of_all = names.as_mut().filter(|_| subject.whole);
        let faults = of_all.as_mut().map(|names| names.check(&asked, &scripts)).unwrap_or_default();
        if faults.is_empty() {
            if of_all.is_some_and(|names| !names.has_any(&asked.policy.demand)) {
                found.idle.push(asked.idle(&scripts));
            }
            groups.entry(kind(&asked)).or_default().push(asked);
        } else {
            found.add(&asked, faults);
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

/// The policies of the library, and those of the scripts that are reported on.
fn gather<'l>(subject: &Subject<'l>) -> Vec<Asked<'l>> {
    let config = subject.config.into_iter();
    let config = config
        .flat_map(|config| config.policies().iter().map(move |policy| Asked { policy, home: Home::Config(config) }));
    let reported = subject.files.iter().enumerate().filter(|&(at, _)| subject.reported[at]);
    let scripts = reported.flat_map(|(at, file)| {
        file.document().policies.iter().map(move |policy| Asked { policy, home: Home::Script(at) })
    });
    config.chain(scripts).collect()
}

fn kind<'l>(asked: &Asked<'l>) -> Kind<'l> {
    match &asked.policy.demand {
        Demand::Before { pass, .. } | Demand::Ends { pass, .. } => Kind::Pass(&pass.value),
        Demand::AtMost { measure, .. } => Kind::Length(*measure),
        Demand::Verbatim { .. } => Kind::Words,
    }
}

struct Checker<'c, 'l> {
    subject: &'c Subject<'l>,
    scripts: &'c Scripts<'l>,
    /// None if some of them could not be read.
    names: Option<&'c Known<'l>>,
    found: Found,
    work: usize,
}

impl<'l> Checker<'_, 'l> {
    fn pass(&mut self, tag: &'l str, group: &[Asked<'l>]) {
        let Order { all: order, run } = self.order(group);
        let mut known: Vec<_> = self.subject.files.iter().map(|_| None).collect();
        for &at in order.iter().filter(|&&at| run[at]) {
            if !self.may(self.scripts.work(at), group) {
                return;
            }
            let script = Avoiding { scripts: self.scripts, at, tag, known: &known, stops: &|_| false };
            let ways = script.ways();
            known[at] = Some(ways);
        }
        let is_new = self.names.is_some_and(|names| !names.has_tag(tag));
        let (scripts, whole, silenced) = (self.scripts, self.subject.whole, self.subject.silenced);
        let passing = Passing { scripts, tag, is_new, whole, known: &known, silenced };
        for (at, asked) in self.sound(group) {
            let exposing = if asked.is_about_all() { 0 } else { order.iter().map(|&at| self.scripts.work(at)).sum() };
            if !self.may((self.scripts.work(at) + exposing) * asked.policy.names(), group) {
                return;
            }
            let findings = passing.check(&asked, at, &order);
            self.found.scripts.entry(at).or_default().extend(findings);
        }
    }

    fn length(&mut self, measure: Measure, group: &[Asked<'l>]) {
        let Order { all: order, run } = self.order(group);
        let mut known: Vec<_> = self.subject.files.iter().map(|_| None).collect();
        for &at in order.iter().filter(|&&at| run[at]) {
            if !self.may(self.scripts.work(at), group) {
                return;
            }
            let script = Measuring { scripts: self.scripts, measure, known: &known };
            let lengths = script.lengths(at);
            known[at] = lengths;
        }
        let measuring = Measuring { scripts: self.scripts, measure, known: &known };
        let mut longest = HashMap::new();
        for (at, asked) in self.sound(group) {
            let Demand::AtMost { most, .. } = asked.policy.demand else {
                continue;
            };
            if !self.may(self.scripts.work(at), group) {
                return;
            }
            let whole = longest.entry(at).or_insert_with(|| measuring.whole(at));
            let finding = whole.as_ref().and_then(|whole| measuring.check(&asked, at, whole, most));
            self.found.scripts.entry(at).or_default().extend(finding);
        }
    }

    fn words(&mut self, group: &[Asked<'l>]) {
        for asked in group {
            let Demand::Verbatim { nodes, file } = &asked.policy.demand else {
                continue;
            };
            let Some(text) = self.text(asked, file) else {
                continue;
            };
            let wanted = Wanted::new(text);
            for at in self.about(asked) {
                if !self.may(self.scripts.work(at) * asked.policy.names(), group) {
                    return;
                }
                let findings = verbatim::check(asked, self.scripts, at, nodes, &wanted);
                self.found.scripts.entry(at).or_default().extend(findings);
            }
        }
    }

    /// The text of a file, or a finding.
    fn text(&mut self, asked: &Asked<'l>, file: &Name) -> Option<&'l Source> {
        let text = self.subject.texts.get(&file.value);
        let fault = match text {
            None => "is not there, or cannot be read",
            Some(text) if text.unreadable().is_some() => "is not UTF-8 text",
            Some(_) => return text,
        };
        let cure = "its path is relative to the folder of `callscript.toml`, or of the script if there is none";
        let fault = asked.fault(self.scripts, file.span, &format!("`{}` {fault}", file.value), cure);
        self.found.add(asked, vec![fault]);
        None
    }

    /// Whether there may be so much more work; if not, a finding for each of these policies.
    fn may(&mut self, work: usize, group: &[Asked<'l>]) -> bool {
        self.work = self.work.saturating_add(work);
        if self.work <= WORK {
            return true;
        }
        for asked in group {
            let cure = "write fewer policies, or split the library";
            let span: Span = asked.policy.name.span;
            let fault = asked.fault(
                self.scripts,
                span,
                "the policies of this library are too much work to check together",
                cure,
            );
            self.found.add(asked, vec![fault]);
        }
        false
    }
}

impl Found {
    /// Adds findings where a policy stands.
    fn add(&mut self, asked: &Asked<'_>, findings: Vec<Diagnostic>) {
        match asked.home {
            Home::Config(_) => self.config.extend(findings),
            Home::Script(at) => self.scripts.entry(at).or_default().extend(findings),
        }
    }
}
