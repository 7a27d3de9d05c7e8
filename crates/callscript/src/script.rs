//! The checked form of a script: the intermediate representation (IR) that a session runs. `lower` makes it from a
//! document.
//!
//! It is immutable and shared. A [`Script`] exists only if it and all scripts that it runs passed their checks, so
//! every index in it is valid. `source_info` is what it keeps of its file. Must not know findings.

pub mod coverage;
mod digest;
mod edges;
mod ids;
mod lower;
mod needs;
mod open;
mod parts;
pub mod samples;
mod source_info;
mod values;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::analysis::definite_assignment::Cfg;
use crate::analysis::graph::Rank;
use crate::analysis::typed_expression::{Env, Guards};
use crate::base::locale::Locale;
use crate::base::source::Source;
use crate::base::value::Pattern;
pub use digest::{Digest, DigestError};
pub use edges::{Edge, Target, Way};
pub use ids::{EndId, NodeId, OutcomeId, RetryId, VariableId};
pub use parts::{
    Action, ActionResult, After, Answer, Aside, AskAgain, Branch, Decide, Entry, Exit, Limit, Node, Outcome, Returned,
    Run, Say,
};
use source_info::SourceInfo;
pub use values::{Assignment, Condition, Operand, Take, Variable, Write};

pub(crate) use lower::lower;

/// A script that passed every check, as did those that it runs.
///
/// ```
/// # use callscript::{library::Library, source::Source};
/// # let text = r#"
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: ask
/// # outcomes: { well: Well, ill: Ill }
/// # nodes: { ask: { say: How are you?, answers: { Well: { end: well }, Ill: { end: ill } } } }
/// # "#;
/// # let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
/// assert_eq!((script.id(), script.title()), ("hello", "Hello"));
/// let outcomes: Vec<_> = script.outcomes().iter().map(|outcome| outcome.id.as_str()).collect();
/// assert_eq!(outcomes, ["well", "ill"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Script {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) locale: Arc<Locale>,
    pub(crate) source: Source,
    /// Computed on first use.
    pub(crate) text_digest: OnceLock<Digest>,
    pub(crate) channels: Vec<String>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) outcomes: Vec<Outcome>,
    /// The outcomes that something ends with, sorted.
    pub(crate) ends: Vec<OutcomeId>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) start: NodeId,
    pub(crate) entries: Vec<Entry>,
    pub(crate) asides: Vec<Aside>,
    /// An index of the conditions of the asides, made on first use.
    pub(crate) guards: OnceLock<Guards>,
    pub(crate) after: Option<Arc<After>>,
    pub(crate) initial_env: Env,
    pub(crate) retries: u32,
    pub(crate) reads: Reads,
    pub(crate) cfg: Cfg,
    /// The position of each node in a topological order.
    pub(crate) topological_order: Vec<Rank>,
    pub(crate) names: NameIndex,
    pub(crate) source_info: SourceInfo,
}

/// Indices of variables, nodes, outcomes and entries by name.
#[derive(Debug)]
pub(crate) struct NameIndex {
    pub(crate) variables: HashMap<String, VariableId>,
    pub(crate) nodes: HashMap<String, NodeId>,
    pub(crate) outcomes: HashMap<String, OutcomeId>,
    /// By the position in the script.
    pub(crate) entries: HashMap<String, usize>,
}

/// What a script, or one that it runs, reads beside variables.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reads {
    /// `today` or `now`
    pub(crate) clock: bool,
    /// `channel`
    pub(crate) channel: bool,
}

impl Reads {
    /// What either reads.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { clock: self.clock || other.clock, channel: self.channel || other.channel }
    }
}

impl Script {
    /// The script's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The script's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How values are written in its language.
    pub fn locale(&self) -> &Arc<Locale> {
        &self.locale
    }

    /// The language of its text, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        self.locale.tag()
    }

    /// The channels that the script is written for. The first is the default.
    pub fn channels(&self) -> &[String] {
        &self.channels
    }

    /// Gives patterns that other scripts have, too, the compiled form of theirs.
    pub(crate) fn share_patterns(&mut self, known: &mut HashMap<Arc<str>, Pattern>) {
        for pattern in self.variables.iter_mut().filter_map(|variable| variable.declaration.pattern.as_mut()) {
            *pattern = known.entry(pattern.as_str().into()).or_insert_with(|| pattern.clone()).clone();
        }
    }

    /// The variables, in document order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The variable with this id.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more variables.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.index()]
    }

    /// The id of the variable with this name.
    pub fn find_variable(&self, name: &str) -> Option<VariableId> {
        self.names.variables.get(name).copied()
    }

    /// The outcomes, in document order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The outcome with this id.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more outcomes.
    pub fn outcome(&self, id: OutcomeId) -> &Outcome {
        &self.outcomes[id.index()]
    }

    /// The end with this outcome, if some node or aside ends with it.
    pub fn find_end(&self, outcome: &str) -> Option<EndId> {
        let outcome = self.names.outcomes.get(outcome)?;
        let at = self.ends.binary_search(outcome).ok()?;
        u32::try_from(at).ok().map(EndId)
    }

    /// The outcomes that some node or aside ends with, in document order.
    pub fn ends(&self) -> &[OutcomeId] {
        &self.ends
    }

    /// The outcome of an end.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more ends.
    pub fn end(&self, id: EndId) -> OutcomeId {
        self.ends[id.index()]
    }

    /// The nodes, in document order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node with this id.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another script that has more nodes.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The id of the node with this name.
    pub fn find_node(&self, id: &str) -> Option<NodeId> {
        self.names.nodes.get(id).copied()
    }

    /// The node at which a call starts.
    pub fn start(&self) -> NodeId {
        self.start
    }

    /// Further nodes at which a call can start.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this id.
    pub fn find_entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(*self.names.entries.get(id)?)
    }

    /// The asides, which can be called at every prompt.
    pub fn asides(&self) -> &[Aside] {
        &self.asides
    }

    /// The subscript that runs once the outcome is decided.
    pub fn after(&self) -> Option<&Arc<After>> {
        self.after.as_ref()
    }

    /// This script and all that it can run, by id.
    pub fn reach(&self) -> BTreeMap<&str, &Self> {
        let mut found = BTreeMap::new();
        let mut waiting = vec![self];
        waiting.extend(self.after().map(|after| after.script.as_ref()));
        while let Some(script) = waiting.pop() {
            if found.insert(script.id(), script).is_none() {
                waiting.extend(script.nodes().iter().filter_map(|node| match &node.exit {
                    Exit::Run(run) => Some(run.script.as_ref()),
                    _ => None,
                }));
            }
        }
        found
    }

    /// The environment at the start of a call: variables have their defaults.
    pub fn initial_env(&self) -> Env {
        self.initial_env.clone()
    }

    /// Whether it, or a script that it runs, reads `today`, `now` or `channel`.
    pub fn reads_surroundings(&self) -> bool {
        self.reads.clock || self.reads.channel
    }

    /// Whether it, or a script that it runs, reads `today` or `now`.
    pub fn reads_clock(&self) -> bool {
        self.reads.clock
    }

    /// The number of retries. Their ids are the indices below it.
    pub fn retries(&self) -> usize {
        self.retries as usize
    }
}
