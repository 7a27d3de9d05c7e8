//! The loop that applies fixes: what can be mended is mended, and the library linted again, until nothing is left to mend.
//!
//! Must not know rules, nor write files.

use std::collections::VecDeque;
use std::iter::successors;
use std::sync::Arc;

use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::edit::{Edit, Fix};
use crate::library::{File, Library};

/// A file that was mended.
#[derive(Debug)]
pub struct Mended {
    /// Its place in the library.
    pub at: usize,
    /// The file as it is now.
    pub file: Arc<File>,
    /// How many findings were mended.
    pub fixes: usize,
}

/// The most rounds of mending what earlier rounds brought to light.
const MAX_ROUNDS: usize = 20;

/// The most work in one run, in nodes that are linted: a few seconds. Fixes beyond it are left for the next run.
const MAX_WORK: usize = 1 << 22;

/// To make a finding costs as much as to look at so many nodes,
const FINDING: usize = 16;

/// and to read so many bytes as much as one.
const BYTES: usize = 64;

/// Mends the files at these places of a library, as far as that is certain; gives those that changed.
///
/// After it the library lints better: fewer errors, or as many and fewer warnings. What would not make it so is left alone.
/// Mending what was mended changes nothing more, unless there was so much to try that some of it was left for the next time.
pub fn mend(library: &Library, reported: &[usize], wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Mended> {
    Mending { library: library.clone(), wanted, work: 0, most: MAX_WORK }.mend(reported)
}

/// A library that is being mended.
struct Mending<W> {
    library: Library,
    wanted: W,
    /// What was tried so far, and after how much nothing more is.
    work: usize,
    most: usize,
}

impl<W: Fn(&Diagnostic) -> bool> Mending<W> {
    fn mend(&mut self, reported: &[usize]) -> Vec<Mended> {
        let mut weight = self.weigh();
        self.work = 0;
        let mut mended = vec![0; self.library.files().len()];
        // What spoils the rest is looked for once every file was mended that can be mended at once.
        let mut open: VecDeque<(usize, bool)> = reported.iter().map(|&at| (at, false)).collect();
        while let Some((at, by_halves)) = open.pop_front().filter(|_| self.work <= self.most) {
            let fixes = self.fixes(at);
            match parts(&fixes, by_halves).find_map(|fixes| self.attempt(at, fixes, !by_halves, weight)) {
                Some(lighter) => {
                    (self.library, weight) = (lighter.library, lighter.weight);
                    mended[at] += lighter.fixes;
                    open.push_front((at, false));
                }
                None if !by_halves && !fixes.is_empty() => open.push_back((at, true)),
                None => {}
            }
        }
        let files = self.library.files();
        let changed = mended.into_iter().enumerate().filter(|(_, fixes)| *fixes > 0);
        changed.map(|(at, fixes)| Mended { at, file: Arc::clone(&files[at]), fixes }).collect()
    }

    /// What can be mended in a file, by offset; no two overlap.
    fn fixes(&mut self, at: usize) -> Vec<Fix> {
        let findings = self.lint(&[at]).into_iter();
        disjoint(findings.filter(|finding| (self.wanted)(finding)).filter_map(|finding| finding.fix).collect())
    }

    /// What comes of these fixes, and of all that can be mended after them, if that is to be. None if it would not be
    /// lighter than `weight`, or if enough was tried.
    fn attempt(&mut self, at: usize, fixes: &[Fix], go_on: bool, weight: Weight) -> Option<Lighter> {
        if fixes.is_empty() || self.work > self.most {
            return None;
        }
        let before = self.library.clone();
        let mut count = fixes.len();
        self.apply(at, fixes);
        for _ in 1..MAX_ROUNDS {
            let next = if go_on { self.fixes(at) } else { Vec::new() };
            if next.is_empty() {
                break;
            }
            count += next.len();
            self.apply(at, &next);
        }
        let lighter = self.weigh();
        let library = std::mem::replace(&mut self.library, before);
        (lighter < weight).then_some(Lighter { library, weight: lighter, fixes: count })
    }

    fn apply(&mut self, at: usize, fixes: &[Fix]) {
        self.library = with(&self.library, at, fixes);
        self.work += self.library.files().get(at).map_or(0, |file| file.source().text().len() / BYTES);
    }

    fn weigh(&mut self) -> Weight {
        let every: Vec<usize> = (0..self.library.files().len()).collect();
        let findings = self.lint(&every);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Weight { errors, warnings: findings.len() - errors }
    }

    fn lint(&mut self, places: &[usize]) -> Vec<Diagnostic> {
        let findings = self.library.lint(places);
        let files = places.iter().filter_map(|&at| self.library.files().get(at));
        self.work += files.map(|file| file.node_count()).sum::<usize>() + findings.len() * FINDING;
        findings
    }
}

/// How many findings there are: fewer errors weigh less, whatever warnings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    errors: usize,
    warnings: usize,
}

/// What comes of fixes.
struct Lighter {
    library: Library,
    weight: Weight,
    /// How many there were.
    fixes: usize,
}

/// The fixes all at once; or by halves, then halves of those, and at last one by one.
fn parts(fixes: &[Fix], by_halves: bool) -> impl Iterator<Item = &[Fix]> {
    let half = |size: usize| size.div_ceil(2).max(1);
    let first = if by_halves { half(fixes.len()) } else { fixes.len().max(1) };
    let sizes = successors(Some(first), move |size| (by_halves && *size > 1).then(|| half(*size)));
    sizes.flat_map(|size| fixes.chunks(size))
}

/// The first of those that overlap.
fn disjoint(mut fixes: Vec<Fix>) -> Vec<Fix> {
    let first = |fix: &Fix| fix.edits.first().map(|edit| edit.span);
    fixes.sort_by_key(first);
    let mut end = 0;
    fixes.retain(|fix| {
        let fits = first(fix).is_some_and(|span| span.start >= end);
        if fits {
            end = fix.edits.last().map_or(end, |edit| edit.span.end.max(edit.span.start + 1));
        }
        fits
    });
    fixes
}

/// The library with one file changed.
fn with(library: &Library, at: usize, fixes: &[Fix]) -> Library {
    let Some(file) = library.files().get(at) else {
        return library.clone();
    };
    let text = apply(file.source().text(), fixes.iter().flat_map(|fix| &fix.edits));
    library.with_file(at, File::read(file.source().with_text(text)))
}

/// The text after these edits, which are in order and do not overlap.
fn apply<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        changed += text.get(at..edit.span.range().start).unwrap_or_default();
        changed += &edit.text;
        at = edit.span.range().end;
    }
    changed + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;

    /// A script with so many findings that have a fix, none of which makes it better: to write the name right is a cycle.
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
            let mut mending = Mending { library: library.clone(), wanted: |_: &_| true, work: 0, most };
            assert!(mending.mend(&[0]).is_empty());
            mending.work
        };
        let lint = library.files()[0].node_count() + library.lint(&[0]).len() * FINDING;
        assert_eq!(work(0), lint, "what there is to mend");
        for most in [10 * lint, 20 * lint] {
            assert!((most..most + 4 * lint).contains(&work(most)), "{} of {most}", work(most));
        }
        assert!(work(MAX_WORK) < MAX_WORK / 2);
    }

    /// A script with so many outcomes that nothing ends with, and one that runs it and says what follows these of them.
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
        let mut mending = Mending { library: library.clone(), wanted: |_: &_| true, work: 0, most: MAX_WORK };
        let mended = mending.mend(&[0, 1]);
        assert_eq!(mended.iter().map(|mended| (mended.at, mended.fixes)).collect::<Vec<_>>(), [(0, 63)]);
        let lint = library.files()[0].node_count() + library.lint(&[0, 1]).len() * FINDING;
        assert!(mending.work < 64 * lint, "{}", mending.work / lint);
    }

    #[test]
    fn every_file_is_tried_before_what_spoils_one_is_looked_for() {
        let mut files = unused(30, &[0, 3, 6, 9, 12, 15, 18, 21, 24, 27]).files().to_vec();
        let last = "callscript: 1\nid: last\ntitle: T\nstart: go\noutcomes: { done: Done, never: Never }\nnodes:\n  go: { say: Go, end: done }\n";
        files.push(Library::from_sources(vec![Source::new("last.yaml", last)]).files()[0].clone());
        let mut mending = Mending { library: Library::new(files), wanted: |_: &_| true, work: 0, most: 5_000 };
        let mended = mending.mend(&[0, 1, 2]);
        assert!(mended.iter().any(|mended| mended.at == 2), "{mended:?}");
    }
}
