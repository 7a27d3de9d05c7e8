//! What of the scripts the scenarios have passed, and what they have not.

use std::collections::{HashMap, HashSet};

use callscript::coverage::{Kind, Listed, parts};
use callscript::library::File;
use callscript::source::Source;
use callscript_project::ScenarioFiles;

use super::report::Passed;
use super::scripts::{Place, Scripts};

/// What is covered of some scripts.
pub(super) struct Coverage<'t> {
    pub(super) scripts: Vec<Script<'t>>,
    /// Scripts that cannot be walked: nobody knows what there is to cover of them.
    pub(super) unknown: Vec<&'t File>,
}

/// What is covered of one script.
pub(super) struct Script<'t> {
    pub(super) place: Place,
    pub(super) id: &'t str,
    pub(super) source: &'t Source,
    /// Every part, and whether it is covered.
    pub(super) parts: Vec<(Listed, bool)>,
}

impl<'t> Coverage<'t> {
    /// Of every script: those that the paths name come first, in their order.
    pub(super) fn new(tests: &'t ScenarioFiles, scripts: &Scripts, passed: &Passed) -> Self {
        let mut checked: Vec<_> = scripts.iter().collect();
        let named: HashMap<Place, usize> = tests.scripts.iter().enumerate().map(|(at, place)| (*place, at)).collect();
        checked.sort_by_key(|(place, _)| named.get(place).copied().unwrap_or(usize::MAX));
        let mut coverage = Self { scripts: Vec::new(), unknown: Vec::new() };
        for (place, script) in checked {
            let Some(file) = tests.libraries.get(place.0).and_then(|library| library.files().get(place.1)) else {
                continue;
            };
            match script {
                Ok(script) => coverage.scripts.extend(Script::new(place, file, script, passed)),
                Err(_) => coverage.unknown.push(file),
            }
        }
        coverage
    }

    /// How many parts of a kind are covered, and how many there are; of no kind, of all.
    pub(super) fn count(&self, kind: Option<Kind>) -> (usize, usize) {
        let counts = self.scripts.iter().map(|script| script.count(kind));
        counts.fold((0, 0), |(covered, all), (more, of)| (covered + more, all + of))
    }

    /// Whether less is covered than so many of a hundred.
    pub(super) fn is_below(&self, least: f64) -> bool {
        let (covered, all) = self.count(None);
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
        let (covered, all) = self.count(None);
        (all > 0).then(|| f64::from(tenths(covered, all)) / 10.0)
    }
}

impl<'t> Script<'t> {
    fn new(place: Place, file: &'t File, script: &callscript::script::Script, passed: &Passed) -> Option<Self> {
        let parts = parts(script).into_iter().map(|part| {
            let is_covered = passed.contains(&(place.0, script.id().to_owned(), part.part));
            (part, is_covered)
        });
        Some(Self { place, id: file.id()?, source: file.source(), parts: parts.collect() })
    }

    /// How many parts of a kind are covered, and how many there are; of no kind, of all.
    pub(super) fn count(&self, kind: Option<Kind>) -> (usize, usize) {
        let of_kind = self.parts.iter().filter(|(part, _)| kind.is_none_or(|kind| part.part.kind() == kind));
        of_kind.fold((0, 0), |(covered, all), (_, is_covered)| (covered + usize::from(*is_covered), all + 1))
    }

    /// What is not covered, in the order of the file.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Listed> {
        self.parts.iter().filter(|(_, covered)| !covered).map(|(part, _)| part)
    }

    /// The same in short: a node that is not covered stands for all that is in it.
    pub(super) fn missing_in_short(&self) -> impl Iterator<Item = (&Listed, usize)> {
        let node_of = |part: &Listed| part.node.clone().filter(|_| part.part.kind() != Kind::Node);
        let lost: HashSet<_> =
            self.missing().filter(|part| part.part.kind() == Kind::Node).map(|part| part.id.as_str()).collect();
        let mut inside: HashMap<&str, usize> = HashMap::new();
        for node in self.missing().filter(|part| node_of(part).is_some()).filter_map(|part| part.node.as_deref()) {
            *inside.entry(node).or_default() += 1;
        }
        let told = self.missing().filter(move |part| node_of(part).is_none_or(|node| !lost.contains(node.as_str())));
        told.map(move |part| {
            let is_node = part.part.kind() == Kind::Node;
            (part, if is_node { inside.get(part.id.as_str()).copied().unwrap_or_default() } else { 0 })
        })
    }
}

/// What people call a script: its id, or its file if it has none.
pub(super) fn called(file: &File) -> &str {
    file.id().unwrap_or_else(|| file.source().name())
}

/// So many of so many, in hundredths, to a tenth, never rounded up; of nothing all.
pub(super) fn percent((covered, all): (usize, usize)) -> String {
    let tenths = tenths(covered, all);
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// So many of so many, in thousandths, never rounded up; of nothing all.
fn tenths(covered: usize, all: usize) -> u16 {
    (covered * 1000).checked_div(all).and_then(|tenths| tenths.try_into().ok()).unwrap_or(1000)
}

/// What people call a part: `answer "Yes" of lights`.
pub(super) fn described(part: &Listed) -> String {
    let kind = part.part.kind();
    match (kind, &part.node) {
        (Kind::Node, _) => format!("node `{}`", part.id),
        (Kind::Arm, Some(node)) => format!("arm {} of `{node}` ({})", part.id, part.label),
        (_, Some(node)) => format!("{} `{}` of `{node}`", kind.as_str(), part.label),
        (Kind::Outcome, None) => format!("outcome `{}`", part.id),
        (_, None) => format!("{} `{}`", kind.as_str(), part.label),
    }
}
