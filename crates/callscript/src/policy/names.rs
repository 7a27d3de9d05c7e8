//! Names in policies that nothing has: a slip of the pen there would let every path pass.
//!
//! A name that nothing has, and no other is near, may be for scripts to come.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::asked::{Asked, Home};
use super::scripts::Scripts;
use super::{By, Demand};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, ExitKind, Node};
use crate::library::File;
use crate::names;
use crate::rules;
use crate::source::Name;

/// Every name that a policy can mean.
#[derive(Default)]
pub(super) struct Known<'l> {
    scripts: HashSet<&'l str>,
    tags: HashSet<&'l str>,
    /// By script; there may be many.
    nodes: Vec<&'l IndexMap<String, Node>>,
    actions: HashSet<&'l str>,
    outcomes: HashSet<&'l str>,
}

impl<'l> Known<'l> {
    /// The names in a library; none if some of it could not be read.
    pub(super) fn new(files: impl Iterator<Item = &'l File>) -> Option<Self> {
        let mut known = Self::default();
        for file in files {
            let document = file.document();
            if document.unreadable || document.unsupported || document.has_faulty_node() {
                return None;
            }
            known.scripts.extend(file.id());
            known.add(document);
        }
        Some(known)
    }

    /// Whether a node has a tag.
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.tags.contains(tag)
    }

    fn add(&mut self, document: &'l Document) {
        self.outcomes.extend(document.outcomes.keys().map(String::as_str));
        self.nodes.push(&document.nodes);
        for node in document.nodes.values() {
            self.tags.extend(node.tags.iter().map(|tag| tag.value.as_str()));
            for exit in &node.exits {
                if let ExitKind::Action(action) = &exit.kind {
                    self.actions.insert(&action.name.value);
                }
            }
        }
    }

    /// What is wrong with the names of a policy.
    pub(super) fn check(&self, asked: &Asked<'l>, scripts: &Scripts<'l>) -> Vec<Diagnostic> {
        let unknown = self.unknown_scripts(asked);
        if !unknown.is_empty() {
            return unknown;
        }
        let mut named: Vec<(By, &Name)> = Vec::new();
        match &asked.policy.demand {
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
            asked.fault(scripts, name.span, &fact, &format!("did you mean `{near}`?"))
        });
        findings.collect()
    }

    fn unknown_scripts(&self, asked: &Asked<'l>) -> Vec<Diagnostic> {
        let Home::Config(config) = asked.home else {
            return Vec::new();
        };
        let named = asked.policy.scripts.iter().flatten();
        let unknown = named.filter(|id| !self.scripts.contains(id.value.as_str()));
        let findings = unknown.map(|id| {
            let message = format!("`{}` is not a script of this library", id.value);
            let help = match nearest(&id.value, &self.scripts) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a script by its `id`, or remove it here".to_owned(),
            };
            rules::unknown_script::RULE.finding(config.name(), id.span, message).help(help)
        });
        findings.collect()
    }

    /// The name that is meant by one that nothing has.
    fn near(&self, by: By, name: &str) -> Option<&'l str> {
        let known = match by {
            By::Node if self.nodes.iter().any(|nodes| nodes.contains_key(name)) => return None,
            By::Node => &self.nodes.iter().flat_map(|nodes| nodes.keys().map(String::as_str)).collect(),
            By::Tag => &self.tags,
            By::Action => &self.actions,
            By::Outcome => &self.outcomes,
            By::Sensitive => return None,
        };
        if known.contains(name) { None } else { nearest(name, known) }
    }
}

/// The nearest of some names; of equals the first by the alphabet.
fn nearest<'l>(name: &str, known: &HashSet<&'l str>) -> Option<&'l str> {
    let mut known: Vec<&str> = known.iter().copied().collect();
    known.sort_unstable();
    names::nearest(name, known).map(|near| near.name)
}
