//! Where a session stands: a stack of calls of scripts, each with its position and what its asides interrupted.
//!
//! Plain data. Must not know how a session moves.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::Held;
use callscript::script::{After, Node, NodeId, OutcomeId, RetryId, Run, Script};
use callscript::value::Value;

mod key;

/// The calls: the outermost script's, and above it those of its subscripts. The topmost runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stack {
    /// The outermost script's.
    pub(crate) base: Call,
    above: Vec<Frame>,
}

/// A call of a subscript, and what it was made by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) call: Call,
    pub(crate) site: CallSite,
}

/// What runs a subscript.
#[derive(Debug, Clone)]
pub(crate) enum CallSite {
    /// A node.
    Run(Arc<Run>),
    /// This outcome of the outermost script.
    After(Arc<After>, OutcomeId),
}

/// A subscript that has just begun.
pub(crate) struct NewSubscript<'s> {
    /// The call that it was made from.
    pub(crate) caller: &'s Call,
    pub(crate) call: &'s Call,
    pub(crate) site: &'s CallSite,
}

/// One call of one script.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) script: Arc<Script>,
    /// What its variables hold.
    pub(crate) env: Held,
    /// The retries that were used, and how often.
    retries: BTreeMap<RetryId, u32>,
    pub(crate) at: Position,
    /// What its open asides interrupted, the innermost last.
    pub(crate) interrupted: Vec<Interrupted>,
}

/// A place in a script.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Position {
    pub(crate) node: NodeId,
    pub(crate) stage: Stage,
    /// The node's words, as long as there is a prompt to show them with.
    pub(crate) rendered: Option<RenderedText>,
    /// What the host was given, by its place in `with`.
    pub(crate) with: Vec<Option<Value>>,
}

/// How far it has come at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The form is to be filled in.
    Form,
    /// It stands before the exit: a question or an action waits there, before any other the words are to be gone past.
    Exit,
    /// The message before what comes after the outcome.
    Ending(OutcomeId),
    /// The subscript that comes after the outcome.
    After(OutcomeId),
    /// Nothing: the outermost script has ended.
    Ended(OutcomeId),
}

/// Words and guidance, made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RenderedText {
    pub(crate) say: Option<String>,
    pub(crate) guidance: Option<String>,
}

/// What an aside, or a jump that counts as one, interrupted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Interrupted {
    /// The aside, by its place in the script; none after a jump.
    pub(crate) aside: Option<usize>,
    at: Position,
    above: Vec<Frame>,
}

impl Stack {
    pub(crate) fn new(base: Call) -> Self {
        Self { base, above: Vec::new() }
    }

    /// The call that runs.
    pub(crate) fn top(&self) -> &Call {
        self.above.last().map_or(&self.base, |frame| &frame.call)
    }

    /// The call that runs.
    pub(crate) fn top_mut(&mut self) -> &mut Call {
        self.above.last_mut().map_or(&mut self.base, |frame| &mut frame.call)
    }

    /// The `run` that the running call was made by; none for the outermost, and for what comes after it.
    pub(crate) fn run(&self) -> Option<&Run> {
        self.above.last()?.site.run()
    }

    /// The lowest of so many calls at the top; none if there are not so many above the outermost.
    pub(crate) fn topmost(&self, calls: usize) -> Option<NewSubscript<'_>> {
        let at = self.above.len().checked_sub(calls)?;
        let Frame { call, site: by } = self.above.get(at)?;
        let below = at.checked_sub(1).and_then(|below| self.above.get(below));
        Some(NewSubscript { caller: below.map_or(&self.base, |frame| &frame.call), call, site: by })
    }

    /// Every call, the running one first, each with how many calls there are above it.
    pub(crate) fn top_down(&self) -> impl Iterator<Item = (usize, &Call)> {
        self.above.iter().rev().map(|frame| &frame.call).chain([&self.base]).enumerate()
    }

    /// Whether the outermost script itself runs.
    pub(crate) fn is_outermost(&self) -> bool {
        self.above.is_empty()
    }

    pub(crate) fn push(&mut self, call: Call, by: CallSite) {
        self.above.push(Frame { call, site: by });
    }

    /// Ends the running call, unless it is the outermost.
    pub(crate) fn pop(&mut self) -> Option<Frame> {
        self.above.pop()
    }

    /// Sets aside the topmost calls, and where the one below them stands.
    pub(crate) fn interrupt(&mut self, calls: usize, aside: Option<usize>) {
        let above = self.above.split_off(self.above.len().saturating_sub(calls));
        let call = self.top_mut();
        let at = call.at.clone();
        call.interrupted.push(Interrupted { aside, at, above });
    }

    /// Puts back what the innermost aside of the running call interrupted.
    pub(crate) fn restore(&mut self) {
        let call = self.top_mut();
        if let Some(Interrupted { at, above, .. }) = call.interrupted.pop() {
            call.at = at;
            self.above.extend(above);
        }
    }
}

impl CallSite {
    /// The `run` of a node; none if it comes after the outcome.
    pub(crate) fn run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::After(..) => None,
        }
    }
}

impl Call {
    /// A call that is about to start at `node`.
    pub(crate) fn new(script: &Arc<Script>, node: NodeId) -> Self {
        Self {
            script: Arc::clone(script),
            env: script.held(),
            retries: BTreeMap::new(),
            at: Position::at(node),
            interrupted: Vec::new(),
        }
    }

    /// The node at which it stands.
    pub(crate) fn node(&self) -> &Node {
        self.script.node(self.at.node)
    }

    /// How often a retry was used.
    pub(crate) fn times_used(&self, retry: RetryId) -> u32 {
        self.retries.get(&retry).copied().unwrap_or_default()
    }

    /// Counts one use of a retry.
    pub(crate) fn count_use(&mut self, retry: RetryId) {
        *self.retries.entry(retry).or_default() += 1;
    }

    /// Whether this aside is open.
    pub(crate) fn is_in_aside(&self, aside: usize) -> bool {
        self.interrupted.iter().any(|interrupted| interrupted.aside == Some(aside))
    }
}

impl Position {
    /// Before the exit of a node.
    pub(crate) fn at(node: NodeId) -> Self {
        Self { node, stage: Stage::Exit, rendered: None, with: Vec::new() }
    }
}

impl PartialEq for CallSite {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Run(run), Self::Run(other)) => Arc::ptr_eq(run, other),
            (Self::After(after, outcome), Self::After(other, its)) => Arc::ptr_eq(after, other) && outcome == its,
            _ => false,
        }
    }
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.script, &other.script)
            && self.env == other.env
            && self.retries == other.retries
            && self.at == other.at
            && self.interrupted == other.interrupted
    }
}
