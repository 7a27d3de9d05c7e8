//! The parts that are not covered, with their places, and a table of coverage.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use callscript::internal::inert::escape;
use callscript::internal::quantity::many;
use callscript::script::coverage::{Kind, Listed};

use super::super::coverage::{Count, Coverage, Script, part_name, percent, script_name};

/// A line for each part that is not covered, and one for each script.
pub(super) fn write(coverage: &Coverage<'_>) -> String {
    let unknown = coverage.unknown.iter().map(|file| escape(script_name(file)));
    let ids = coverage.scripts.iter().map(|script| script.id.into()).chain(unknown.clone());
    let width = ids.map(|id| id.chars().count()).max().unwrap_or_default().max(8);
    let kinds = Kind::ALL.map(|kind| format!("  {:>9}", format!("{}s", kind.as_str())));
    let missing: String = coverage.scripts.iter().flat_map(missing).collect();
    let mut text = if missing.is_empty() { String::new() } else { format!("not covered\n{missing}\n") };
    let _ = writeln!(text, "{:<width$}{}", "covered", kinds.concat());
    for script in &coverage.scripts {
        let counts = Kind::ALL.map(|kind| match script.count(Some(kind)) {
            Count { all: 0, .. } => format!("  {:>9}", "-"),
            Count { covered, all } => format!("  {:>9}", format!("{covered}/{all}")),
        });
        let _ = writeln!(text, "{:<width$}{}  {:>6}", script.id, counts.concat(), percent(script.count(None)));
    }
    for id in unknown {
        let _ = writeln!(text, "{id:<width$}  cannot be walked");
    }
    text
}

/// The totals of all scripts, in one line.
pub(super) fn in_short(coverage: &Coverage<'_>) -> String {
    let counts = Kind::ALL.map(|kind| (kind, coverage.count(Some(kind)))).into_iter();
    let counts = counts.filter(|(_, count)| count.all > 0);
    let counts = counts.map(|(kind, Count { covered, all })| format!("{covered}/{all} {}s", kind.as_str()));
    let mut text = format!("covered: {}\n", counts.collect::<Vec<_>>().join(", "));
    let Count { covered, all } = coverage.count(None);
    if covered < all {
        text += "(what is not covered is listed when all scenarios pass, and by `--format json`)\n";
    }
    text
}

/// A line for each part of a script that is not covered.
fn missing(script: &Script<'_>) -> Vec<String> {
    let lines = missing_in_short(script).map(|(part, inside)| {
        let at = script.source.position(part.span.start);
        let more = match inside {
            0 => String::new(),
            ways => format!(", with its {} on", many(ways, "way")),
        };
        let what = part_name(part);
        format!("  {}:{}:{}: {}{more}\n", escape(script.source.name()), at.line, at.column, escape(&what))
    });
    lines.collect()
}

/// The parts that are not covered, condensed: a node that is not covered stands for everything in it, with the number
/// of these parts.
fn missing_in_short<'s>(script: &'s Script<'_>) -> impl Iterator<Item = (&'s Listed, usize)> {
    let is_node = |part: &Listed| part.part.kind() == Kind::Node;
    let lost: HashSet<&str> = script.missing().filter(|part| is_node(part)).map(|part| part.id.as_str()).collect();
    let mut inside: HashMap<&str, usize> = HashMap::new();
    for node in script.missing().filter(|part| !is_node(part)).filter_map(|part| part.node.as_deref()) {
        *inside.entry(node).or_default() += 1;
    }
    let shown = script.missing().filter(move |part| {
        let node = part.node.as_deref().filter(|_| !is_node(part));
        node.is_none_or(|node| !lost.contains(node))
    });
    shown.map(move |part| {
        let ways = if is_node(part) { inside.get(part.id.as_str()).copied().unwrap_or_default() } else { 0 };
        (part, ways)
    })
}
