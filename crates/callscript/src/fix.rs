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

/// The most tries in one library, each of which lints it.
const MAX_TRIES: usize = 500;

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
/// Mending what was mended changes nothing more.
pub fn mend(library: &Library, reported: &[usize], wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Mended> {
    let mut mending = Mending { library: library.clone(), wanted, tries: 0 };
    let mut weight = mending.weigh();
    let mut mended = vec![0; library.files().len()];
    for &at in reported {
        loop {
            let all = mending.fixes(at);
            // All at once; should they spoil one another, one by one.
            let each = all.iter().map(std::slice::from_ref).filter(|_| all.len() > 1);
            let mut tries = [&all[..]].into_iter().chain(each);
            let better = tries.find_map(|fixes| mending.attempt(at, fixes, weight));
            let Some((changed, lighter, fixes)) = better else {
                break;
            };
            (mending.library, weight) = (changed, lighter);
            mended[at] += fixes;
        }
    }
    let files = mending.library.files();
    let changed = mended.into_iter().enumerate().filter(|(_, fixes)| *fixes > 0);
    changed.map(|(at, fixes)| Mended { at, text: files[at].source().text().to_owned(), fixes }).collect()
}

/// A library that is being mended.
struct Mending<W> {
    library: Library,
    wanted: W,
    tries: usize,
}

impl<W: Fn(&Diagnostic) -> bool> Mending<W> {
    /// What can be mended in a file, by offset; no two overlap.
    fn fixes(&self, at: usize) -> Vec<Fix> {
        let findings = self.library.lint(&[at]).into_iter();
        disjoint(findings.filter(|finding| (self.wanted)(finding)).filter_map(|finding| finding.fix).collect())
    }

    /// What comes of these fixes, and of those that they bring to light: the library, its weight, and how many there were.
    /// None if it would not be lighter than `weight`.
    fn attempt(&mut self, at: usize, fixes: &[Fix], weight: Weight) -> Option<(Library, Weight, usize)> {
        let mut count = 0;
        let before = self.library.clone();
        let mut next = fixes.to_vec();
        for _ in 0..MAX_ROUNDS {
            if next.is_empty() || self.tries == MAX_TRIES {
                break;
            }
            count += next.len();
            self.tries += 1;
            self.library = with(&self.library, at, &next);
            next = self.fixes(at);
        }
        let lighter = self.weigh();
        let changed = std::mem::replace(&mut self.library, before);
        (lighter < weight).then_some((changed, lighter, count))
    }

    fn weigh(&self) -> Weight {
        let every: Vec<usize> = (0..self.library.files().len()).collect();
        let findings = self.library.lint(&every);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        (errors, findings.len() - errors)
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
