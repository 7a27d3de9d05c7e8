//! Compares the findings in two versions of a script.

use std::collections::HashMap;

use super::{Change, Diff};
use crate::base::diagnostic::Diagnostic;

/// The findings that only one of two versions has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Findings in the new version only.
    pub new: Vec<Diagnostic>,
    /// Findings in the old version only.
    pub gone: Vec<Diagnostic>,
}

impl Diff {
    /// Compares the findings in the old and the new version. Two findings are the same if their rule, node and message
    /// are the same, once renamed nodes have their new names; their spans do not matter.
    pub fn findings(&self, old: &[Diagnostic], new: &[Diagnostic]) -> Findings {
        let names = self.new_names();
        let mut before: HashMap<(&str, Option<&str>, String), Vec<usize>> = HashMap::new();
        for (at, finding) in old.iter().enumerate().rev() {
            let node = finding.node.as_deref().map(|node| names.get(node).copied().unwrap_or(node));
            before.entry((finding.rule.name, node, in_new_names(&finding.message, &names))).or_default().push(at);
        }
        let mut still = vec![false; old.len()];
        let mut found = Findings::default();
        for finding in new {
            let key = (finding.rule.name, finding.node.as_deref(), finding.message.clone());
            match before.get_mut(&key).and_then(Vec::pop) {
                Some(at) => still[at] = true,
                None => found.new.push(finding.clone()),
            }
        }
        found.gone = old.iter().zip(still).filter(|(_, still)| !still).map(|(finding, _)| finding.clone()).collect();
        found
    }

    /// The new names of renamed nodes, by old name.
    fn new_names(&self) -> HashMap<&str, &str> {
        let renamed = self.changes.iter().filter_map(|change| match change {
            Change::Renamed { path, old, .. } => match path.as_slice() {
                [nodes, new] if nodes == "nodes" => Some((old.as_str(), new.as_str())),
                _ => None,
            },
            _ => None,
        });
        renamed.collect()
    }
}

/// A message in which old names between backticks are replaced by new ones.
fn in_new_names(message: &str, names: &HashMap<&str, &str>) -> String {
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 1 { names.get(part).copied().unwrap_or(part) } else { part });
    parts.collect::<Vec<_>>().join("`")
}
