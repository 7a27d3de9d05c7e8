//! Two scripts with the same id.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule};
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-script",
    group: Group::Graph,
    page: include_str!("../../../docs/rules/duplicate-script.md"),
};

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let Some(id) = &subject.document.id else {
        return Vec::new();
    };
    let same = linked.index.doubled(&id.value).iter().map(|&at| (at, &linked.files[at]));
    let mut earlier = Vec::new();
    let mut later = Vec::new();
    for (at, file) in same {
        match at.cmp(&linked.at) {
            std::cmp::Ordering::Less => earlier.push(file),
            std::cmp::Ordering::Greater => later.push((at, file)),
            std::cmp::Ordering::Equal => {}
        }
    }
    // The later of two files gets the finding. If none of the later files is reported on, the earlier one does.
    let unseen = !later.is_empty() && later.iter().all(|(at, _)| !linked.reported[*at]);
    let Some(other) = earlier.first().copied().or_else(|| later.first().filter(|_| unseen).map(|(_, file)| *file))
    else {
        return Vec::new();
    };
    let message = format!("`{}` is also the id of {}", id.value, other.source().name());
    let finding = subject.finding(&RULE, id.span, message).help("give each script an id of its own");
    let place = other.document().id.as_ref().map_or(id.span, |id| id.span);
    vec![finding.related_in(other.name(), place, "the other script")]
}
