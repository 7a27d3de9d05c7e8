//! What `lint --fix` changed in a file, line by line.
//!
//! Must not know rules.

use std::collections::HashMap;
use std::fmt::Write as _;

use callscript::internal::fixer::AppliedFix;
use callscript::internal::inert::escape;
use callscript::source::Source;
use similar::{DiffTag, TextDiff};

/// A line for each line of the old text that was changed, removed or added: where it is, what was there, what is there
/// now, and why.
pub(super) fn described(old: &Source, new: &str, fixes: &[AppliedFix]) -> String {
    let diff = TextDiff::from_lines(old.text(), new);
    let (before, after): (Vec<&str>, Vec<&str>) = (diff.iter_old_slices().collect(), diff.iter_new_slices().collect());
    let mut reasons: HashMap<usize, Vec<&str>> = HashMap::new();
    for fix in fixes {
        reasons.entry(old.position(fix.place.start).line).or_default().push(&fix.why);
    }
    let mut text = String::new();
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let (was, is) = (&before[op.old_range()], &after[op.new_range()]);
        let (first, mut why) = (op.old_range().start, String::new());
        for at in 0..was.len().max(is.len()) {
            let change = match (was.get(at), is.get(at)) {
                (Some(was), Some(is)) => format!("{} is now {}", shown(was), shown(is)),
                (Some(was), None) => format!("removed {}", shown(was)),
                (None, is) => format!("added {}", shown(is.copied().unwrap_or_default())),
            };
            // A fix can remove several lines; its reason is that of them all.
            if let Some(reasons) = reasons.get(&(first + at + 1)) {
                why = format!(": {}", escape(&reasons.join("; ")));
            }
            let line = first + at.min(was.len().saturating_sub(1)) + 1;
            // Writing to a string cannot fail.
            _ = writeln!(text, "{}:{line}: {change}{why}", escape(old.name()));
        }
    }
    text
}

fn shown(line: &str) -> String {
    format!("`{}`", escape(line.trim()))
}
