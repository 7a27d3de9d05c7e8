//! What the keys of the format mean, as its page says.
//!
//! Must not know texts or places.

use super::part::Part;

/// The page, whose tables have a row for every key.
const PAGE: &str = include_str!("../../../docs/format.md");

/// What a key means in a part of a script, in Markdown.
pub(super) fn meaning(part: Part, key: &str) -> Option<String> {
    let sections: &[&str] = match part {
        Part::Script => &["The top of a script"],
        Part::Outcome => &["Outcomes"],
        Part::Variable => &["Variables"],
        Part::Node => &["Nodes", "Ways on: exits"],
        Part::Edge(_) => &["Edges"],
        Part::After => &["After the end"],
        _ => &[],
    };
    sections.iter().find_map(|title| row(section(title)?, key))
}

/// The lines of a section of the page.
fn section(title: &str) -> Option<&'static str> {
    let (_, rest) = PAGE.split_once(&format!("\n## {title}\n"))?;
    Some(rest.split("\n## ").next().unwrap_or(rest))
}

/// What the row of a table says whose first cell names the key.
fn row(section: &'static str, key: &str) -> Option<String> {
    let mut head = "";
    for line in section.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(&first), Some(&last)) = (cells.first(), cells.last().filter(|_| line.starts_with('|'))) else {
            head = "";
            continue;
        };
        if head.is_empty() {
            head = last;
        } else if first.split(", ").any(|name| is_key(name, key)) {
            let says = unlinked(last);
            return Some(match head {
                "what it holds" | "meaning" => says,
                _ => format!("{head} {says}"),
            });
        }
    }
    None
}

/// Whether a cell such as `` `resume: true` `` names the key.
fn is_key(cell: &str, key: &str) -> bool {
    let name = cell.trim_matches('`');
    name == key || name.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
}

/// The words without links, which lead nowhere outside of the page.
fn unlinked(words: &'static str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, link)) = rest.split_once('[') {
        let link_end = |(name, target): (&'static str, &'static str)| Some((name, target.split_once(')')?.1));
        let found = link.split_once("](").filter(|(name, _)| !name.contains(']')).and_then(link_end);
        let Some((name, after)) = found else {
            plain.push_str(before);
            plain.push('[');
            rest = link;
            continue;
        };
        plain.push_str(before);
        plain.push_str(name);
        rest = after;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::reader::edge;

    #[test]
    fn the_page_says_what_every_key_means() {
        let edges =
            [&edge::ANSWER, &edge::ARM, &edge::BRANCH, &edge::CANNOT_GIVE, &edge::ASIDE, &edge::ENTRY, &edge::ELSE];
        let parts = [Part::Script, Part::Outcome, Part::Variable, Part::Node, Part::After];
        for part in parts.into_iter().chain(edges.map(Part::Edge)) {
            for key in part.keys() {
                assert!(meaning(part, key).is_some_and(|words| words.len() > 3), "{key} of {part:?}");
            }
        }
    }

    #[test]
    fn links_are_taken_out_and_lists_are_not() {
        assert_eq!(meaning(Part::Script, "anytime").as_deref(), Some("asides"));
        assert_eq!(unlinked("a `[x, y]` b [c](#d) e [f]"), "a `[x, y]` b c e [f]");
        let retry = meaning(Part::Edge(&edge::ANSWER), "retry");
        assert_eq!(retry.as_deref(), Some("leads to a node that was there before; see going back"));
    }
}
