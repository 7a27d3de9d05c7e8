//! The list of what is still forbidden and still there. It may only shrink; once it is empty, this file goes.

use std::collections::BTreeSet;

use super::checks::Problem;

pub(super) const STANDING: &str = include_str!("standing.txt");

/// What is wrong and not in the list, and what is in the list and no longer wrong.
pub(super) fn unlisted(problems: &[Problem], list: &str) -> Vec<String> {
    let listed: BTreeSet<_> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let there: BTreeSet<_> = problems.iter().flat_map(|problem| &problem.keys).map(String::as_str).collect();
    let new = problems.iter().filter(|problem| problem.keys.iter().any(|key| !listed.contains(&**key)));
    let gone = listed.difference(&there);
    let gone = gone.map(|key| format!("`{key}` is mended; take it out of tests/suite/arrows/standing.txt"));
    // What passes through a re-export may be found twice.
    let texts: BTreeSet<_> = new.map(|problem| problem.text.clone()).collect();
    texts.into_iter().chain(gone).collect()
}
