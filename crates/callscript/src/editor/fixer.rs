//! The loop that applies fixes and lints the library again, until there is nothing left to fix.
//!
//! Must not know rules. Does not write files.

mod round;
mod together;

use std::collections::{HashSet, VecDeque};
use std::iter::successors;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::edit::Fix;
use crate::library::{File, Library};

pub use round::AppliedFix;
use round::Planned;

/// A file that was fixed.
#[derive(Debug)]
pub struct FixedFile {
    /// Its index in the library.
    pub at: usize,
    /// The fixed file.
    pub file: Arc<File>,
    /// The fixes that were applied, by their places.
    pub fixes: Vec<AppliedFix>,
}

/// The most rounds of fixes in one attempt: fixes can reveal further findings with fixes.
const MAX_ROUNDS: usize = 20;

/// The most work in one run, in linted nodes: a few seconds. The remaining fixes are left for the next run.
const MAX_WORK: usize = 1 << 22;

/// The work of making a finding, in linted nodes.
const WORK_PER_FINDING: usize = 16;

/// The bytes that can be read with the work of one linted node.
const BYTES_PER_WORK: usize = 64;

/// Fixes the findings for which `wanted` holds in the files with the indices `reported`. Returns the files that
/// changed.
///
/// Nothing is removed from a script with an error, since it may turn out to be used, nor if the library's configuration
/// could not be read. A fix is kept only if the library is better afterwards: fewer errors; or as many, but more can be
/// read; or as much, and fewer warnings. A second run changes nothing, unless the first one ran out of its bound of work.
pub fn fix(library: &Library, reported: &[usize], wanted: impl Fn(&Diagnostic) -> bool) -> Vec<FixedFile> {
    Fixer { library: library.clone(), wanted, work: 0, max_work: MAX_WORK }.run(reported)
}

/// The state of the loop.
struct Fixer<W> {
    library: Library,
    wanted: W,
    /// The work done so far, and its limit.
    work: usize,
    max_work: usize,
}

impl<W: Fn(&Diagnostic) -> bool> Fixer<W> {
    fn run(&mut self, reported: &[usize]) -> Vec<FixedFile> {
        let mut findings = self.lint_all();
        self.work = 0;
        let mut applied: Vec<Vec<Vec<Planned>>> = vec![Vec::new(); self.library.files().len()];
        // What only removes findings is applied to all files at once, so that a folder is not linted for each of them.
        self.fix_together(reported, &mut findings, &mut applied);
        let mut counts = FindingCounts::of(&findings);
        let mut fixable = self.fixable(&findings);
        // First all fixes of a file are tried at once. If that is no improvement, the file is queued again, to try its
        // fixes in smaller batches after all other files.
        let mut queue: VecDeque<(usize, bool)> = reported.iter().map(|&at| (at, false)).collect();
        while let Some((at, by_halves)) = queue.pop_front().filter(|_| self.work <= self.max_work) {
            let name = self.library.files().get(at).map(|file| &**file.name());
            if !fixable.as_ref().is_none_or(|files| name.is_some_and(|name| files.contains(name))) {
                continue;
            }
            let fixes = self.fixes(at);
            match batches(&fixes, by_halves).find_map(|fixes| self.attempt(at, fixes, !by_halves, counts)) {
                Some(improvement) => {
                    (self.library, counts) = (improvement.library, FindingCounts::of(&improvement.findings));
                    fixable = self.fixable(&improvement.findings);
                    applied[at].extend(improvement.rounds);
                    queue.push_front((at, false));
                }
                None if !by_halves && !fixes.is_empty() => queue.push_back((at, true)),
                None => {}
            }
        }
        let files = self.library.files();
        let changed = applied.iter().enumerate().filter(|(_, rounds)| !rounds.is_empty());
        changed
            .map(|(at, rounds)| FixedFile { at, file: Arc::clone(&files[at]), fixes: round::in_place(rounds) })
            .collect()
    }

    /// The names of the files that may have wanted fixes; `None` if that is not known, since findings about a file that
    /// cannot be read depend on which files are looked at.
    fn fixable(&self, findings: &[Diagnostic]) -> Option<HashSet<Arc<str>>> {
        let wanted = findings.iter().filter(|finding| finding.fix.is_some() && (self.wanted)(finding));
        let readable = self.library.files().iter().all(|file| file.is_readable());
        readable.then(|| wanted.map(|finding| Arc::clone(&finding.file)).collect())
    }

    /// The wanted fixes of a file, sorted by offset, without overlaps.
    fn fixes(&mut self, at: usize) -> Vec<Planned> {
        let findings = self.lint(&[at]);
        let offered = offered(&findings).filter(|finding| (self.wanted)(finding));
        let name = self.library.files().get(at).map(|file| file.name());
        let own = offered.filter(|finding| Some(&finding.file) == name);
        round::disjoint(own.filter_map(Planned::of).collect())
    }

    /// Applies these fixes and, with `go_on`, all fixes that they reveal. `None` if the result is not better than
    /// `counts`, or if the work is used up.
    fn attempt(&mut self, at: usize, fixes: &[Planned], go_on: bool, counts: FindingCounts) -> Option<Improvement> {
        if fixes.is_empty() || self.work > self.max_work {
            return None;
        }
        let before = self.library.clone();
        let mut rounds = vec![fixes.to_vec()];
        self.apply(at, fixes);
        for _ in 1..MAX_ROUNDS {
            let next = if go_on { self.fixes(at) } else { Vec::new() };
            if next.is_empty() {
                break;
            }
            self.apply(at, &next);
            rounds.push(next);
        }
        let findings = self.lint_all();
        let library = std::mem::replace(&mut self.library, before);
        let better = FindingCounts::of(&findings) < counts;
        better.then_some(Improvement { library, findings, rounds })
    }

    fn apply(&mut self, at: usize, fixes: &[Planned]) {
        self.library = with_fixes(&self.library, at, fixes);
        self.work += self.library.files().get(at).map_or(0, |file| file.source().text().len() / BYTES_PER_WORK);
    }

    fn lint_all(&mut self) -> Vec<Diagnostic> {
        let every: Vec<usize> = (0..self.library.files().len()).collect();
        self.lint(&every)
    }

    fn lint(&mut self, places: &[usize]) -> Vec<Diagnostic> {
        let findings = self.library.lint_files(places);
        let files = places.iter().filter_map(|&at| self.library.files().get(at));
        self.work += files.map(|file| file.node_count()).sum::<usize>() + findings.len() * WORK_PER_FINDING;
        findings
    }
}

/// The numbers of findings. Smaller is better: compared by errors first, then by those of what cannot be read, then by
/// warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct FindingCounts {
    errors: usize,
    unreadable: usize,
    warnings: usize,
}

impl FindingCounts {
    fn of(findings: &[Diagnostic]) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let unreadable = findings.iter().filter(|finding| finding.rule.hides_names()).count();
        Self { errors, unreadable, warnings: findings.len() - errors }
    }
}

/// The library after a successful attempt, with its findings.
struct Improvement {
    library: Library,
    findings: Vec<Diagnostic>,
    /// The fixes that were applied together, one time after the other.
    rounds: Vec<Vec<Planned>>,
}

/// The findings whose fixes may be applied, of all findings of a script and of what is shared by its library. Nothing is
/// removed while there is an error.
pub fn offered(findings: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let sound = findings.iter().all(|finding| finding.rule.has_level());
    findings.iter().filter(move |finding| sound || !finding.fix.as_ref().is_some_and(Fix::removes))
}

/// The batches to try: all fixes at once; or halves, then quarters and so on, down to single fixes.
fn batches(fixes: &[Planned], by_halves: bool) -> impl Iterator<Item = &[Planned]> {
    let half = |size: usize| size.div_ceil(2).max(1);
    let first = if by_halves { half(fixes.len()) } else { fixes.len().max(1) };
    let sizes = successors(Some(first), move |size| (by_halves && *size > 1).then(|| half(*size)));
    sizes.flat_map(|size| fixes.chunks(size))
}

/// The library with fixes applied to one file.
fn with_fixes(library: &Library, at: usize, fixes: &[Planned]) -> Library {
    let Some(file) = library.files().get(at) else {
        return library.clone();
    };
    let text = round::apply(file.source().text(), fixes);
    library.with_file(at, File::read(file.source().with_text(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;

    /// A script with `count` findings whose fixes are no improvement: correcting the name creates a cycle.
    fn spoiled(count: usize) -> Library {
        let pairs = ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| format!("{first}{second}")));
        let names = pairs.take(count).map(|pair| pair.repeat(4));
        let nodes: Vec<String> = names.map(|name| format!("  {name}: {{ goto: {name}-x }}\n")).collect();
        let head = "callscript: 1\nid: s\ntitle: S\nstart: go\noutcomes: { done: Done }\nnodes:\n  go: { end: done }\n";
        Library::from_sources(vec![Source::new("s.yaml", format!("{head}{}", nodes.concat()))])
    }

    #[test]
    fn what_fails_costs_no_more_than_is_allowed() {
        let library = spoiled(40);
        let work = |most| {
            let mut fixer = Fixer { library: library.clone(), wanted: |_: &_| true, work: 0, max_work: most };
            assert!(fixer.run(&[0]).is_empty());
            fixer.work
        };
        let lint = library.files()[0].node_count() + library.lint_files(&[0]).len() * WORK_PER_FINDING;
        assert_eq!(work(0), lint, "the work of linting alone");
        for most in [10 * lint, 20 * lint] {
            assert!((most..most + 4 * lint).contains(&work(most)), "{} of {most}", work(most));
        }
        assert!(work(MAX_WORK) < MAX_WORK / 2);
    }

    /// A script with `count` unused outcomes, and one that runs it and handles the outcomes with these indices.
    fn unused(count: usize, handled: &[usize]) -> Library {
        let head = |id: &str| format!("callscript: 1\nid: {id}\ntitle: T\nstart: go\noutcomes:\n  done: Done\n");
        let unused: Vec<String> = (0..count).map(|at| format!("  o{at}: Unused\n")).collect();
        let callee = head("callee") + &unused.concat() + "nodes:\n  go: { say: Go, end: done }\n";
        let then: Vec<String> = handled.iter().map(|at| format!(", o{at}: {{ end: done }}")).collect();
        let run = format!("nodes:\n  go: {{ run: callee, then: {{ done: {{ end: done }}{} }} }}\n", then.concat());
        let sources = [("callee.yaml", callee), ("caller.yaml", head("caller") + &run)];
        Library::from_sources(sources.map(|(name, text)| Source::new(name, text)).into())
    }

    #[test]
    fn what_spoils_the_rest_is_found_by_halves() {
        let library = unused(64, &[20]);
        let mut fixer = Fixer { library: library.clone(), wanted: |_: &_| true, work: 0, max_work: MAX_WORK };
        let changed = fixer.run(&[0, 1]);
        assert_eq!(changed.iter().map(|changed| (changed.at, changed.fixes.len())).collect::<Vec<_>>(), [(0, 63)]);
        let lint = library.files()[0].node_count() + library.lint_files(&[0, 1]).len() * WORK_PER_FINDING;
        assert!(fixer.work < 64 * lint, "{}", fixer.work / lint);
    }

    #[test]
    fn every_file_is_tried_before_what_spoils_one_is_looked_for() {
        let mut files = unused(30, &[0, 3, 6, 9, 12, 15, 18, 21, 24, 27]).files().to_vec();
        let last = "callscript: 1\nid: last\ntitle: T\nstart: go\noutcomes: { done: Done, never: Never }\nnodes:\n  go: { say: Go, end: done }\n";
        files.push(Library::from_sources(vec![Source::new("last.yaml", last)]).files()[0].clone());
        let mut fixer = Fixer { library: Library::new(files), wanted: |_: &_| true, work: 0, max_work: 5_000 };
        let changed = fixer.run(&[0, 1, 2]);
        assert!(changed.iter().any(|changed| changed.at == 2), "{changed:?}");
    }

    #[test]
    fn many_files_are_fixed_together() {
        let text = |id: &str| {
            format!(
                "callscript: 1\nid: {id}\ntitle: T\nstart: go\noutcomes: {{ done: Done, never: Never }}\nnodes:\n  go: {{ say: Go, end: done }}\n"
            )
        };
        let sources = (0..100).map(|at| Source::new(format!("s{at}.yaml"), text(&format!("s{at}"))));
        let library = Library::from_sources(sources.collect());
        let every: Vec<usize> = (0..100).collect();
        let lint = library.files().len() + library.lint().len() * WORK_PER_FINDING;
        let mut fixer = Fixer { library, wanted: |_: &_| true, work: 0, max_work: MAX_WORK };
        let changed = fixer.run(&every);
        assert_eq!(changed.iter().map(|changed| changed.fixes.len()).sum::<usize>(), 100);
        assert!(fixer.work < 2 * lint, "{} of {lint}", fixer.work);
        assert!(fixer.library.lint().is_empty());
    }
}
