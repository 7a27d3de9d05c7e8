//! Coverage: which parts of the scripts the scenarios passed.

use std::sync::Arc;

use callscript::library::File;
use callscript::script;
use callscript::script::coverage::{Kind, Listed, Part, parts};
use callscript::source::Source;

/// The coverage of some scripts.
#[derive(Debug)]
pub struct Coverage<'t> {
    /// The scripts without errors.
    pub scripts: Vec<Script<'t>>,
    /// Scripts with errors: their parts are unknown.
    pub unknown: Vec<&'t File>,
}

/// The coverage of one script.
#[derive(Debug)]
pub struct Script<'t> {
    /// The checked script.
    pub script: Arc<script::Script>,
    /// Its id.
    pub id: &'t str,
    /// The text of its file.
    pub source: &'t Source,
    /// Every part, and whether it is covered.
    pub parts: Vec<ListedPart>,
}

/// A part of a script.
#[derive(Debug)]
pub struct ListedPart {
    /// The part, with its name and place.
    pub part: Listed,
    /// Whether a call passed it.
    pub is_covered: bool,
}

/// The number of parts, and how many of them are covered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// The number of covered parts.
    pub covered: usize,
    /// The number of all parts.
    pub all: usize,
}

impl Coverage<'_> {
    /// Counts the parts of a kind, or all parts if `kind` is `None`.
    pub(super) fn count(&self, kind: Option<Kind>) -> Count {
        let counts = self.scripts.iter().map(|script| script.count(kind));
        counts
            .fold(Count::default(), |sum, more| Count { covered: sum.covered + more.covered, all: sum.all + more.all })
    }

    /// An error message if less than `least` percent is covered, or if a script has errors; otherwise `None`.
    pub fn shortfall(&self, least: f64) -> Option<String> {
        if self.is_below(least) {
            return Some(format!("{}, but {least}% is required", self.summary()));
        }
        let unknown = self.unknown.first().map(|file| script_name(file))?;
        Some(format!("`{unknown}` cannot be walked, so its coverage is unknown, but {least}% is required"))
    }

    /// Whether less than `least` percent is covered.
    fn is_below(&self, least: f64) -> bool {
        let Count { covered, all } = self.count(None);
        let float = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
        float(covered) * 100.0 < least * float(all)
    }

    /// The coverage in words, as a percentage that is never rounded up.
    pub(super) fn summary(&self) -> String {
        let of = if self.unknown.is_empty() { "the scripts" } else { "the scripts that can be walked" };
        format!("{} of {of} is covered", percent(self.count(None)))
    }

    /// The percentage as a number; `None` if there are no parts.
    pub(super) fn hundredths(&self) -> Option<f64> {
        let count = self.count(None);
        (count.all > 0).then(|| f64::from(tenths(count)) / 10.0)
    }
}

impl<'t> Script<'t> {
    /// The coverage of a script by calls that passed these parts; `None` if it has no id.
    pub fn new(file: &'t File, script: Arc<script::Script>, is_passed: impl Fn(Part) -> bool) -> Option<Self> {
        let parts = parts(&script).into_iter().map(|part| {
            let is_covered = is_passed(part.part);
            ListedPart { part, is_covered }
        });
        Some(Self { id: file.id()?, source: file.source(), parts: parts.collect(), script })
    }

    /// Counts the parts of a kind, or all parts if `kind` is `None`.
    pub fn count(&self, kind: Option<Kind>) -> Count {
        let of_kind = self.parts.iter().filter(|one| kind.is_none_or(|kind| one.part.part.kind() == kind));
        of_kind.fold(Count::default(), |Count { covered, all }, one| Count {
            covered: covered + usize::from(one.is_covered),
            all: all + 1,
        })
    }

    /// The parts that are not covered, in the order of the file.
    pub fn missing(&self) -> impl Iterator<Item = &Listed> {
        self.parts.iter().filter(|one| !one.is_covered).map(|one| &one.part)
    }
}

/// The name of a script in messages: its id, or its file if it has none.
pub(super) fn script_name(file: &File) -> &str {
    file.id().unwrap_or_else(|| file.source().name())
}

/// The covered share as a percentage with at most one decimal, never rounded up; 100% if there are no parts.
pub(super) fn percent(count: Count) -> String {
    let tenths = tenths(count);
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// The covered share in tenths of a percent, never rounded up; 1000 if there are no parts.
fn tenths(Count { covered, all }: Count) -> u16 {
    (covered * 1000).checked_div(all).and_then(|tenths| tenths.try_into().ok()).unwrap_or(1000)
}

/// The name of a part in messages: `answer "Yes" of lights`.
pub fn part_name(part: &Listed) -> String {
    let kind = part.part.kind();
    match (kind, &part.node) {
        (Kind::Node, _) => format!("node `{}`", part.id),
        (Kind::Arm, Some(node)) => format!("arm {} of `{node}` ({})", part.id, part.label),
        (_, Some(node)) => format!("{} `{}` of `{node}`", kind.as_str(), part.label),
        (Kind::Outcome, None) => format!("outcome `{}`", part.id),
        (_, None) => format!("{} `{}`", kind.as_str(), part.label),
    }
}
