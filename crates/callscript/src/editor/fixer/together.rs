//! Applies the fixes of all files at once, if that only removes findings.
//!
//! Must not know rules.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::round::{self, Planned};
use super::{BYTES_PER_WORK, Fixer, MAX_ROUNDS, offered};
use crate::base::diagnostic::Diagnostic;
use crate::base::parallel;
use crate::library::File;

/// A fix may spoil what another improves. The files in which that shows are left out, at most this often.
const MAX_TRIES: usize = 3;

impl<W: Fn(&Diagnostic) -> bool> Fixer<W> {
    /// Fixes the files with the indices `reported`, as long as every finding afterwards was there before. `findings` are
    /// those of the whole library. What is more difficult is left to be tried file by file.
    pub(super) fn fix_together(
        &mut self,
        reported: &[usize],
        findings: &mut Vec<Diagnostic>,
        applied: &mut [Vec<Vec<Planned>>],
    ) {
        for _ in 0..MAX_ROUNDS {
            let mut planned = self.planned(reported, findings);
            let found = (0..MAX_TRIES).find_map(|_| self.try_together(&mut planned, findings));
            let Some((files, after)) = found else {
                return;
            };
            self.library = self.library.with_files(files);
            *findings = after;
            for (at, fixes) in planned {
                applied[at].push(fixes);
            }
        }
    }

    /// The wanted fixes of each file that has some. Nothing is removed while there is an error in the library.
    fn planned(&self, reported: &[usize], findings: &[Diagnostic]) -> Vec<(usize, Vec<Planned>)> {
        let mut of_files: HashMap<&str, Vec<Planned>> = HashMap::new();
        for finding in offered(findings).filter(|finding| (self.wanted)(finding)) {
            if let Some(planned) = Planned::of(finding) {
                of_files.entry(&finding.file).or_default().push(planned);
            }
        }
        let files = self.library.files();
        let planned = reported.iter().filter_map(|&at| Some((at, of_files.remove(&**files.get(at)?.name())?)));
        planned.map(|(at, fixes)| (at, round::disjoint(fixes))).collect()
    }

    /// The files with these fixes, and the findings then. `None` if there are new ones; then the files that have them
    /// are no longer `planned`.
    fn try_together(
        &mut self,
        planned: &mut Vec<(usize, Vec<Planned>)>,
        findings: &[Diagnostic],
    ) -> Option<(Vec<Arc<File>>, Vec<Diagnostic>)> {
        if planned.len() < 2 || self.work > self.max_work {
            return None;
        }
        let before = self.library.clone();
        let changed = parallel::map(planned.iter().collect(), |(at, fixes)| {
            let source = before.files()[*at].source();
            (*at, Arc::new(File::read(source.with_text(round::apply(source.text(), fixes)))))
        });
        let mut files = before.files().to_vec();
        for (at, file) in changed {
            self.work += file.source().text().len() / BYTES_PER_WORK;
            files[at] = file;
        }
        self.library = before.with_files(files);
        let after = self.lint_all();
        let files = std::mem::replace(&mut self.library, before).files().to_vec();
        let spoiled = spoiled(findings, &after);
        if spoiled.is_empty() {
            return (after.len() < findings.len()).then_some((files, after));
        }
        let names = self.library.files();
        let all = planned.len();
        planned.retain(|(at, _)| !spoiled.contains(&**names[*at].name()));
        if planned.len() == all {
            planned.clear();
        }
        None
    }
}

/// The files that have a finding that was not there before.
fn spoiled<'f>(before: &[Diagnostic], after: &'f [Diagnostic]) -> HashSet<&'f str> {
    let mut known: HashMap<(&str, &str, &str), usize> = HashMap::new();
    for finding in before {
        *known.entry((&finding.file, finding.rule.name, &finding.message)).or_default() += 1;
    }
    let new = after.iter().filter(|finding| {
        let left = known.get_mut(&(&*finding.file, finding.rule.name, &*finding.message));
        left.filter(|left| **left > 0).map(|left| *left -= 1).is_none()
    });
    new.map(|finding| &*finding.file).collect()
}
