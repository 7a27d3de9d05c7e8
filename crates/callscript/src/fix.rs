//! Changes that mend findings for certain: what they are, and how they are made.
//!
//! A fix touches no byte but those of its edits. Must not know rules, nor write files.

use crate::diagnostic::{Diagnostic, Severity};
use crate::library::{File, Library};
use crate::source::{Source, Span};

/// A change of one file that mends a finding for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: lower case, no full stop.
    pub title: String,
    /// What changes, by offset; no two overlap.
    pub edits: Vec<Edit>,
}

/// New text in the place of old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// A file that was mended.
#[derive(Debug)]
pub struct Mended {
    /// Its place in the library.
    pub at: usize,
    /// Its text as it is now.
    pub text: String,
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

impl Fix {
    /// Puts `text` in the place of what stands at `span`.
    pub(crate) fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), edits: vec![Edit { span, text: text.into() }] }
    }

    /// Takes an entry of a map out, with its line if nothing else is on it. None if a comment would be lost.
    pub(crate) fn remove(title: impl Into<String>, source: &Source, comments: &[Span], entry: Span) -> Option<Self> {
        let text = source.text();
        let Span { start, end } = entry;
        if comments.iter().any(|comment| entry.contains(comment.start)) {
            return None;
        }
        let before = text.get(..start as usize)?;
        let line = before.rfind(['\n', '\r']).map_or(source.bom_len(), |at| at + 1);
        let is_blank = |text: &str| text.bytes().all(|byte| byte == b' ' || byte == b'\t');
        let rest = text.get(end as usize..)?;
        let line_end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let whole = is_blank(&text[line..start as usize]) && is_blank(&rest[..line_end]);
        let is_noted = rest.trim_start_matches([' ', '\t']).starts_with('#');
        let span = if whole {
            let ending = if rest[line_end..].starts_with("\r\n") { 2 } else { usize::from(line_end < rest.len()) };
            Span::new(line, end as usize + line_end + ending)
        } else if is_noted {
            Span::new(start as usize, end as usize + rest.len() - rest.trim_start_matches([' ', '\t']).len())
        } else {
            entry
        };
        Some(Self::replace(title, span, ""))
    }
}

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
    /// What was done so far, and after how much nothing more is tried.
    work: usize,
    most: usize,
}

impl<W: Fn(&Diagnostic) -> bool> Mending<W> {
    fn mend(&mut self, reported: &[usize]) -> Vec<Mended> {
        let mut weight = self.weigh();
        let mut mended = vec![0; self.library.files().len()];
        for &at in reported {
            loop {
                let all = self.fixes(at);
                // All at once; should they spoil one another, one by one.
                let each = all.iter().map(std::slice::from_ref).filter(|_| all.len() > 1);
                let mut tries = [&all[..]].into_iter().chain(each);
                let better = tries.find_map(|fixes| self.attempt(at, fixes, weight));
                let Some((changed, lighter, fixes)) = better else {
                    break;
                };
                (self.library, weight) = (changed, lighter);
                mended[at] += fixes;
            }
        }
        let files = self.library.files();
        let changed = mended.into_iter().enumerate().filter(|(_, fixes)| *fixes > 0);
        changed.map(|(at, fixes)| Mended { at, text: files[at].source().text().to_owned(), fixes }).collect()
    }

    /// What can be mended in a file, by offset; no two overlap.
    fn fixes(&mut self, at: usize) -> Vec<Fix> {
        let findings = self.lint(&[at]).into_iter();
        disjoint(findings.filter(|finding| (self.wanted)(finding)).filter_map(|finding| finding.fix).collect())
    }

    /// What comes of these fixes, and of those that they bring to light: the library, its weight, and how many there were.
    /// None if it would not be lighter than `weight`, or if enough was tried.
    fn attempt(&mut self, at: usize, fixes: &[Fix], weight: Weight) -> Option<(Library, Weight, usize)> {
        if fixes.is_empty() || self.work > self.most {
            return None;
        }
        let mut count = 0;
        let before = self.library.clone();
        let mut next = fixes.to_vec();
        for _ in 0..MAX_ROUNDS {
            if next.is_empty() {
                break;
            }
            count += next.len();
            self.library = with(&self.library, at, &next);
            self.work += self.library.files().get(at).map_or(0, |file| file.source().text().len() / BYTES);
            next = self.fixes(at);
        }
        let lighter = self.weigh();
        let changed = std::mem::replace(&mut self.library, before);
        (lighter < weight).then_some((changed, lighter, count))
    }

    fn weigh(&mut self) -> Weight {
        let every: Vec<usize> = (0..self.library.files().len()).collect();
        let findings = self.lint(&every);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        (errors, findings.len() - errors)
    }

    fn lint(&mut self, places: &[usize]) -> Vec<Diagnostic> {
        let findings = self.library.lint(places);
        let files = places.iter().filter_map(|&at| self.library.files().get(at));
        self.work += files.map(|file| file.node_count()).sum::<usize>() + findings.len() * FINDING;
        findings
    }
}

/// How many errors there are, and how many warnings.
type Weight = (usize, usize);

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
        assert_eq!(work(0), 2 * lint, "what there is to mend, and how bad it is");
        for most in [10 * lint, 20 * lint] {
            assert!((most..most + 4 * lint).contains(&work(most)), "{} of {most}", work(most));
        }
        assert!(work(MAX_WORK) < MAX_WORK / 2);
    }
}
