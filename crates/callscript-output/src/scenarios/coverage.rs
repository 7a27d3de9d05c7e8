//! What of the scripts the scenarios have passed, and what they have not.

use std::sync::Arc;

use callscript::library::File;
use callscript::script;
use callscript::script::coverage::{Kind, Listed, Part, parts};
use callscript::source::Source;

/// What is covered of some scripts.
#[derive(Debug)]
pub struct Coverage<'t> {
    /// Those that can be walked.
    pub scripts: Vec<Script<'t>>,
    /// Scripts that cannot be walked: nobody knows what there is to cover of them.
    pub unknown: Vec<&'t File>,
}

/// What is covered of one script.
#[derive(Debug)]
pub struct Script<'t> {
    /// The checked script.
    pub script: Arc<script::Script>,
    /// Its id.
    pub id: &'t str,
    /// The text of that file.
    pub source: &'t Source,
    /// Every part, and whether it is covered.
    pub parts: Vec<ListedPart>,
}

/// A part of a script.
#[derive(Debug)]
pub struct ListedPart {
    /// What it is, and where.
    pub part: Listed,
    /// Some call passed it.
    pub is_covered: bool,
}

/// How many parts there are, and how many of them are covered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Those that are covered.
    pub covered: usize,
    /// All of them.
    pub all: usize,
}

impl Coverage<'_> {
    /// How many parts of a kind are covered, and how many there are; of no kind, of all.
    pub(super) fn count(&self, kind: Option<Kind>) -> Count {
        let counts = self.scripts.iter().map(|script| script.count(kind));
        counts
            .fold(Count::default(), |sum, more| Count { covered: sum.covered + more.covered, all: sum.all + more.all })
    }

    /// What is wrong if so many hundredths are to be covered.
    pub fn too_little(&self, least: f64) -> Option<String> {
        if self.is_below(least) {
            return Some(format!("{}, but {least}% is required", self.told()));
        }
        let unknown = self.unknown.first().map(|file| called(file))?;
        Some(format!("`{unknown}` cannot be walked, so its coverage is unknown, but {least}% is required"))
    }

    /// Whether less is covered than so many of a hundred.
    fn is_below(&self, least: f64) -> bool {
        let Count { covered, all } = self.count(None);
        let float = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
        float(covered) * 100.0 < least * float(all)
    }

    /// How much is covered, in words: in hundredths, never rounded up.
    pub(super) fn told(&self) -> String {
        let of = if self.unknown.is_empty() { "the scripts" } else { "the scripts that can be walked" };
        format!("{} of {of} is covered", percent(self.count(None)))
    }

    /// The same as a number; nothing where there is nothing to cover.
    pub(super) fn hundredths(&self) -> Option<f64> {
        let count = self.count(None);
        (count.all > 0).then(|| f64::from(tenths(count)) / 10.0)
    }
}

impl<'t> Script<'t> {
    /// What is covered of a script by calls that passed these parts; none if it has no id.
    pub fn new(file: &'t File, script: Arc<script::Script>, is_passed: impl Fn(Part) -> bool) -> Option<Self> {
        let parts = parts(&script).into_iter().map(|part| {
            let is_covered = is_passed(part.part);
            ListedPart { part, is_covered }
        });
        Some(Self { id: file.id()?, source: file.source(), parts: parts.collect(), script })
    }

    /// How many parts of a kind are covered, and how many there are; of no kind, of all.
    pub fn count(&self, kind: Option<Kind>) -> Count {
        let of_kind = self.parts.iter().filter(|one| kind.is_none_or(|kind| one.part.part.kind() == kind));
        of_kind.fold(Count::default(), |Count { covered, all }, one| Count {
            covered: covered + usize::from(one.is_covered),
            all: all + 1,
        })
    }

    /// What is not covered, in the order of the file.
    pub fn missing(&self) -> impl Iterator<Item = &Listed> {
        self.parts.iter().filter(|one| !one.is_covered).map(|one| &one.part)
    }
}

/// What people call a script: its id, or its file if it has none.
pub(super) fn called(file: &File) -> &str {
    file.id().unwrap_or_else(|| file.source().name())
}

/// So many of so many, in hundredths, to a tenth, never rounded up; of nothing all.
pub(super) fn percent(count: Count) -> String {
    let tenths = tenths(count);
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// So many of so many, in thousandths, never rounded up; of nothing all.
fn tenths(Count { covered, all }: Count) -> u16 {
    (covered * 1000).checked_div(all).and_then(|tenths| tenths.try_into().ok()).unwrap_or(1000)
}

/// What people call a part: `answer "Yes" of lights`.
pub fn described(part: &Listed) -> String {
    let kind = part.part.kind();
    match (kind, &part.node) {
        (Kind::Node, _) => format!("node `{}`", part.id),
        (Kind::Arm, Some(node)) => format!("arm {} of `{node}` ({})", part.id, part.label),
        (_, Some(node)) => format!("{} `{}` of `{node}`", kind.as_str(), part.label),
        (Kind::Outcome, None) => format!("outcome `{}`", part.id),
        (_, None) => format!("{} `{}`", kind.as_str(), part.label),
    }
}
