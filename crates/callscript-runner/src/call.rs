//! Where a session stands: a stack of calls of scripts, each with its position and what its asides interrupted.
//!
//! Plain data. Must not know how a session moves.

use std::sync::Arc;

use callscript::script::{Node, NodeId, OutcomeId, RetryId, Script};
use callscript::value::Value;

mod key;

/// The calls: the outermost script's, and above it those of its subscripts. The topmost runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stack {
    /// The outermost script's.
    pub(crate) base: Call,
    above: Vec<Call>,
}

/// One call of one script.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) script: Arc<Script>,
    /// By variable; none if it is empty (of an optional one) or not set.
    pub(crate) variables: Vec<Option<Value>>,
    /// The retries that were used, and how often.
    retries: Vec<(RetryId, u32)>,
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
    pub(crate) words: Option<Words>,
}

/// What a node waits for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    /// The form.
    Form,
    /// The message has to be gone past.
    Message,
    /// An answer.
    Question,
    /// The host, which was given these values by their place in `with`.
    Action(Vec<Option<Value>>),
    /// The subscript, in the call above.
    Running,
    /// The message before what comes after the outcome.
    Ending(OutcomeId),
    /// The subscript that comes after the outcome.
    After(OutcomeId),
    /// Nothing: the outermost script has ended.
    Ended(OutcomeId),
}

/// Words and guidance, made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) say: Option<String>,
    pub(crate) guidance: Option<String>,
}

/// What an aside, or a jump that counts as one, interrupted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Interrupted {
    /// The aside, by its place in the script; none after a jump.
    pub(crate) aside: Option<usize>,
    at: Position,
    above: Vec<Call>,
}

impl Stack {
    pub(crate) fn new(base: Call) -> Self {
        Self { base, above: Vec::new() }
    }

    /// The call that runs.
    pub(crate) fn top(&self) -> &Call {
        self.above.last().unwrap_or(&self.base)
    }

    /// The call that runs.
    pub(crate) fn top_mut(&mut self) -> &mut Call {
        self.above.last_mut().unwrap_or(&mut self.base)
    }

    /// The call that the running one was made from; none for the outermost.
    pub(crate) fn caller(&self) -> Option<&Call> {
        self.topmost(1).map(|(caller, _)| caller)
    }

    /// The lowest of so many calls at the top, and the one that it was made from; none if there are not so many above
    /// the outermost.
    pub(crate) fn topmost(&self, calls: usize) -> Option<(&Call, &Call)> {
        let at = self.above.len().checked_sub(calls)?;
        let call = self.above.get(at)?;
        Some((at.checked_sub(1).and_then(|below| self.above.get(below)).unwrap_or(&self.base), call))
    }

    /// Every call, the running one first, each with how many calls there are above it.
    pub(crate) fn top_down(&self) -> impl Iterator<Item = (usize, &Call)> {
        self.above.iter().rev().chain([&self.base]).enumerate()
    }

    /// Whether the outermost script itself runs.
    pub(crate) fn is_outermost(&self) -> bool {
        self.above.is_empty()
    }

    pub(crate) fn push(&mut self, call: Call) {
        self.above.push(call);
    }

    /// Ends the running call, unless it is the outermost.
    pub(crate) fn pop(&mut self) -> Option<Call> {
        self.above.pop()
    }

    /// Sets aside the topmost calls, and where the one below them stands.
    pub(crate) fn interrupt(&mut self, calls: usize, aside: Option<usize>) {
        let above = self.above.split_off(self.above.len().saturating_sub(calls));
        let call = self.top_mut();
        let at = call.at.clone();
        call.interrupted.push(Interrupted { aside, at, above });
    }

    /// Puts back what the innermost aside of the running call interrupted; false if there is none.
    pub(crate) fn restore(&mut self) -> bool {
        let call = self.top_mut();
        let Some(Interrupted { at, above, .. }) = call.interrupted.pop() else {
            return false;
        };
        call.at = at;
        self.above.extend(above);
        true
    }
}

impl Call {
    /// A call that is about to start at `node`.
    pub(crate) fn new(script: &Arc<Script>, node: NodeId) -> Self {
        let declarations = script.variables().iter().map(|variable| &variable.declaration);
        Self {
            script: Arc::clone(script),
            variables: declarations.map(|declaration| declaration.default.clone()).collect(),
            retries: Vec::new(),
            at: Position { node, stage: Stage::Message, words: None },
            interrupted: Vec::new(),
        }
    }

    /// The node at which it stands.
    pub(crate) fn node(&self) -> &Node {
        self.script.node(self.at.node)
    }

    /// How often a retry was used.
    pub(crate) fn used(&self, retry: RetryId) -> u32 {
        let entry = self.retries.iter().find(|(id, _)| *id == retry);
        entry.map_or(0, |(_, times)| *times)
    }

    /// Counts one use of a retry.
    pub(crate) fn count(&mut self, retry: RetryId) {
        match self.retries.iter_mut().find(|(id, _)| *id == retry) {
            Some((_, times)) => *times += 1,
            None => self.retries.push((retry, 1)),
        }
    }

    /// Whether this aside is open.
    pub(crate) fn is_in_aside(&self, aside: usize) -> bool {
        self.interrupted.iter().any(|interrupted| interrupted.aside == Some(aside))
    }
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.script, &other.script)
            && self.variables == other.variables
            && self.retries == other.retries
            && self.at == other.at
            && self.interrupted == other.interrupted
    }
}
