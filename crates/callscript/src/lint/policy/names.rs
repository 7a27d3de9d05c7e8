//! Misspelt names in policies: such a policy would apply to nothing, and so always hold.
//!
//! An unknown name that resembles no known one is not reported: it may be meant for scripts that are not written yet.

use std::collections::HashSet;

use super::placed_policy::{Home, PlacedPolicy};
use super::scripts::Scripts;
use crate::base::diagnostic::Diagnostic;
use crate::base::map::OrderedMap;
use crate::base::names::Names;
use crate::base::source::Name;
use crate::document::policy::{By, Demand};
use crate::document::{Document, Node};
use crate::library::File;
use crate::lint::rules;

/// Every name in the library that a policy can refer to.
#[derive(Default)]
pub(super) struct KnownNames<'l> {
    scripts: Named<'l>,
    tags: Named<'l>,
    /// The nodes of each script, by id.
    nodes: Vec<&'l OrderedMap<String, Node>>,
    /// The ids of all nodes, collected when the first unknown id is met.
    all_nodes: Option<Named<'l>>,
    actions: Named<'l>,
    outcomes: Named<'l>,
    /// Whether some node collects a sensitive variable.
    sensitive: bool,
}

/// The names of one kind.
#[derive(Default)]
struct Named<'l> {
    names: HashSet<&'l str>,
    /// The names in alphabetical order, sorted when the first unknown name is met.
    sorted: Option<Names<'l>>,
}

impl<'l> Named<'l> {
    /// The known name that is most similar to an unknown one; of several the first in alphabetical order. `None` for a
    /// known name.
    fn near(&mut self, name: &str) -> Option<&'l str> {
        if self.names.contains(name) {
            return None;
        }
        let names = &self.names;
        let sorted = || {
            let mut sorted: Vec<&str> = names.iter().copied().collect();
            sorted.sort_unstable();
            Names::new(sorted)
        };
        self.sorted.get_or_insert_with(sorted).nearest(name).map(|near| near.name)
    }
}

impl<'l> KnownNames<'l> {
    /// Collects the names of a library; `None` if some of it could not be read.
    pub(super) fn new(files: impl Iterator<Item = &'l File>) -> Option<Self> {
        let mut known = Self::default();
        for file in files {
            let document = file.document();
            if document.unreadable || document.unsupported || document.has_faulty_node() {
                return None;
            }
            known.scripts.names.extend(file.id());
            known.add(document);
        }
        Some(known)
    }

    /// Whether some node has the tag.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.tags.names.contains(tag)
    }

    /// Whether the policy applies to anything in the library. The tag to pass does not count.
    pub(super) fn has_any(&self, demand: &Demand) -> bool {
        let any = |by, names: &[Name]| names.iter().any(|name| self.has(by, &name.value));
        match demand {
            Demand::Before { target, .. } if target.by == By::Sensitive => self.sensitive,
            Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } => any(nodes.by, &nodes.names),
            Demand::Ends { outcomes, .. } => any(By::Outcome, outcomes),
            Demand::AtMost { .. } => true,
        }
    }

    fn has(&self, by: By, name: &str) -> bool {
        match by {
            By::Node => self.nodes.iter().any(|nodes| nodes.contains_key(name)),
            By::Tag => self.has_tag(name),
            By::Action => self.actions.names.contains(name),
            By::Outcome => self.outcomes.names.contains(name),
            By::Sensitive => self.sensitive,
        }
    }

    fn add(&mut self, document: &'l Document) {
        self.outcomes.names.extend(document.outcomes.keys().map(String::as_str));
        self.nodes.push(&document.nodes);
        for node in document.nodes.values() {
            self.sensitive |= node.collected().any(|variable| document.is_sensitive(&variable.value));
            self.tags.names.extend(node.tags.iter().map(|tag| tag.value.as_str()));
        }
        self.actions.names.extend(document.actions().map(|(_, action)| action.name.value.as_str()));
    }

    /// Findings for the misspelt names of a policy.
    pub(super) fn check(&mut self, placed: &PlacedPolicy<'l>, scripts: &Scripts<'l>) -> Vec<Diagnostic> {
        let unknown = self.unknown_scripts(placed);
        if !unknown.is_empty() {
            return unknown;
        }
        let mut named: Vec<(By, &Name)> = Vec::new();
        match &placed.policy.demand {
            Demand::Before { target, pass } => {
                named.extend(target.names.iter().map(|name| (target.by, name)));
                named.push((By::Tag, pass));
            }
            Demand::Ends { outcomes, pass } => {
                named.extend(outcomes.iter().map(|name| (By::Outcome, name)));
                named.push((By::Tag, pass));
            }
            Demand::Verbatim { nodes, .. } => named.extend(nodes.names.iter().map(|name| (nodes.by, name))),
            Demand::AtMost { .. } => {}
        }
        let near = named.into_iter().filter_map(|(by, name)| Some((by, name, self.near(by, &name.value)?)));
        let findings = near.map(|(by, name, near)| {
            let fact = format!("no script has {} `{}`", by.what(), name.value);
            placed.fault(scripts, name.span, &fact, &format!("did you mean `{near}`?"))
        });
        findings.collect()
    }

    fn unknown_scripts(&mut self, placed: &PlacedPolicy<'l>) -> Vec<Diagnostic> {
        let Home::Config(config) = placed.home else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for id in placed.policy.scripts.iter().flatten() {
            if self.scripts.names.contains(id.value.as_str()) {
                continue;
            }
            let message = format!("`{}` is not a script of this library", id.value);
            let help = match self.scripts.near(&id.value) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a script by its `id`, or remove it here".to_owned(),
            };
            findings.push(rules::unknown_script::RULE.finding(config.name(), id.span, message).help(help));
        }
        findings
    }

    /// The known name that is most similar to an unknown one of this kind; `None` for a known name.
    fn near(&mut self, by: By, name: &str) -> Option<&'l str> {
        let nodes = &self.nodes;
        match by {
            By::Node if nodes.iter().any(|nodes| nodes.contains_key(name)) => None,
            By::Node => {
                let names = || nodes.iter().flat_map(|nodes| nodes.keys().map(String::as_str)).collect();
                self.all_nodes.get_or_insert_with(|| Named { names: names(), sorted: None }).near(name)
            }
            By::Tag => self.tags.near(name),
            By::Action => self.actions.near(name),
            By::Outcome => self.outcomes.near(name),
            By::Sensitive => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::library::Library;

    #[test]
    fn all_unknown_names_of_a_kind_share_what_may_be_compared() {
        let text = "
callscript: 1
id: s
title: S
start: check-power
outcomes: { well: Well, ill: Ill }
nodes:
  check-power: { say: A, tags: [greeting, identity], action: send-mail, then: { ok: { end: well }, failed: { end: ill } } }
";
        let library = Library::from_sources(vec![Source::new("s.yaml", text)]);
        let mut known = KnownNames::new(library.files().iter().map(|file| &**file)).unwrap();
        for (by, slip, meant) in [
            (By::Tag, "greetings", "greeting"),
            (By::Node, "check-powr", "check-power"),
            (By::Action, "sendmail", "send-mail"),
            (By::Outcome, "wel", "well"),
        ] {
            let mut near = |name: &str| {
                let near = known.near(by, name);
                let kind = match by {
                    By::Node => known.all_nodes.as_ref().unwrap(),
                    By::Tag => &known.tags,
                    By::Action => &known.actions,
                    By::Outcome | By::Sensitive => &known.outcomes,
                };
                (near, kind.sorted.as_ref().map(Names::left))
            };
            let (first, after) = near(slip);
            let (unknown, later) = near("nothing-like-it");
            assert_eq!((first, unknown, near(meant).0), (Some(meant), None, None), "{by:?}");
            assert!(later < after, "{by:?}");
        }
    }
}
