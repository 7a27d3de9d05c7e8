//! The scripts of a library, with what policy searches need to know of their nodes.
//!
//! Must not know what policies require.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::analysis::graph::{Graph, Link, LinkKind};
use crate::base::source::Name;
use crate::document::policy::{By, Selector};
use crate::document::{Document, ExitKind, Node, Run};
use crate::library::{File, Index};

/// The scripts of a library; what is computed of each is cached.
pub(super) struct Scripts<'l> {
    files: &'l [Arc<File>],
    index: &'l Index<'l>,
    summaries: Vec<OnceCell<Summary<'l>>>,
    orders: Vec<OnceCell<Option<Vec<usize>>>>,
}

/// What is computed of one script, on first use.
struct Summary<'l> {
    nodes: Vec<NodeFacts<'l>>,
    work: usize,
}

/// What searches need to know of a node.
struct NodeFacts<'l> {
    node: &'l Node,
    run: Option<&'l Run>,
    end: Option<&'l Name>,
    prompts: bool,
}

/// The cost of searching even the smallest script, in nodes.
const OVERHEAD: usize = 16;

impl<'l> Scripts<'l> {
    pub(super) fn new(files: &'l [Arc<File>], index: &'l Index<'l>) -> Self {
        let (summaries, orders) = files.iter().map(|_| (OnceCell::new(), OnceCell::new())).collect();
        Self { files, index, summaries, orders }
    }

    fn summary(&self, at: usize) -> &Summary<'l> {
        self.summaries[at].get_or_init(|| {
            let document = self.document(at);
            let graph = self.graph(at);
            let tags: usize = document.nodes.values().map(|node| node.tags.len() + node.collect.len()).sum();
            let work = OVERHEAD + graph.len() + graph.links().len() + tags;
            Summary { nodes: document.nodes.values().map(NodeFacts::of).collect(), work }
        })
    }

    fn facts(&self, at: usize, node: usize) -> Option<&NodeFacts<'l>> {
        self.summary(at).nodes.get(node)
    }

    pub(super) fn file(&self, at: usize) -> &'l File {
        &self.files[at]
    }

    pub(super) fn document(&self, at: usize) -> &'l Document {
        self.files[at].document()
    }

    pub(super) fn graph(&self, at: usize) -> &'l Graph {
        self.files[at].graph()
    }

    /// The nodes of a script in topological order; `None` if its graph is cyclic.
    pub(super) fn order(&self, at: usize) -> Option<&[usize]> {
        self.orders[at].get_or_init(|| self.graph(at).topological_sort()).as_deref()
    }

    /// The cost of searching a script once.
    pub(super) fn work(&self, at: usize) -> usize {
        self.summary(at).work
    }

    /// These scripts and all that they run, callees first.
    pub(super) fn callees_first(&self, roots: &[usize]) -> Vec<usize> {
        self.index.callees_first(self.files, roots)
    }

    /// The index of the script with this id, if it has no errors of its own.
    pub(super) fn callee(&self, id: &str) -> Option<usize> {
        self.index.place(id).filter(|&at| !self.files[at].has_errors())
    }

    /// The subscript that a node runs.
    pub(super) fn run(&self, at: usize, node: usize) -> Option<&'l Run> {
        self.facts(at, node)?.run
    }

    /// The subscript that a link leaves, and the outcome with which it does.
    pub(super) fn out_of_run(&self, at: usize, link: &Link) -> Option<(&'l Run, &'l str)> {
        let run = self.run(at, link.from?)?;
        let outcome = link.label_in(self.document(at));
        let out = link.kind != LinkKind::CannotGive && !outcome.is_empty();
        out.then_some((run, outcome))
    }

    /// The subscript that runs after the script ends with this outcome.
    pub(super) fn after(&self, at: usize, outcome: &str) -> Option<&'l Name> {
        let after = self.document(at).after.as_ref()?;
        let meant = after.outcomes.as_ref().is_none_or(|named| named.iter().any(|name| name.value == outcome));
        after.script.as_ref().filter(|_| meant)
    }

    pub(super) fn node(&self, at: usize, node: usize) -> Option<&'l Node> {
        self.facts(at, node).map(|facts| facts.node)
    }

    pub(super) fn start(&self, at: usize) -> Option<usize> {
        self.document(at).start_node()
    }

    /// The outcome with which a node itself ends the script.
    pub(super) fn end(&self, at: usize, node: usize) -> Option<&'l Name> {
        self.facts(at, node)?.end
    }

    /// The outcome, if a link leads to the end.
    pub(super) fn link_end(&self, at: usize, link: &Link) -> Option<&'l Name> {
        link.end_in(self.document(at))
    }

    /// Whether a node shows the agent something, so that asides can be called there.
    pub(super) fn prompts(&self, at: usize, node: usize) -> bool {
        self.facts(at, node).is_some_and(|facts| facts.prompts)
    }

    /// Whether the selector selects a node: `None` if not, otherwise words for the message, which may be empty.
    pub(super) fn why_selected(&self, at: usize, node: usize, selector: &Selector) -> Option<String> {
        let (id, node) = self.document(at).nodes.get_index(node)?;
        let named = |name: &str| selector.names.iter().any(|wanted| wanted.value == name);
        match selector.by {
            By::Node => named(id).then(String::new),
            By::Tag => node.tags.iter().find(|tag| named(&tag.value)).map(|tag| format!(", tagged `{}`,", tag.value)),
            By::Action => {
                let mut actions = node.exits.iter().filter_map(|exit| exit.kind.as_action());
                let action = actions.find(|action| named(&action.name.value))?;
                Some(format!(", with the action `{}`,", action.name.value))
            }
            By::Sensitive => {
                let variable = node.collected().find(|name| self.document(at).is_sensitive(&name.value))?;
                Some(format!(", which collects `{}`,", variable.value))
            }
            By::Outcome => None,
        }
    }

    /// Whether a node has a tag.
    pub(super) fn is_tagged(&self, at: usize, node: usize, tag: &str) -> bool {
        self.node(at, node).is_some_and(|node| node.tags.iter().any(|own| own.value == tag))
    }
}

impl<'l> NodeFacts<'l> {
    fn of(node: &'l Node) -> Self {
        let words = !node.say.is_empty() || node.guidance.is_some();
        let mut facts = Self { node, run: None, end: None, prompts: words || !node.collect.is_empty() };
        for exit in &node.exits {
            match &exit.kind {
                ExitKind::Run(run) => facts.run = Some(run),
                ExitKind::End(outcome) => facts.end = Some(outcome),
                ExitKind::Answers(_) | ExitKind::Action(_) => facts.prompts = true,
                _ => {}
            }
        }
        facts
    }
}
