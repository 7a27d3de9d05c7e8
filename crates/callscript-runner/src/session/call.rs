//! Where a session stands: a stack of script calls, each with its position, its variables and what its asides
//! interrupted.
//!
//! Plain data. Must not know how a session moves.

use std::collections::BTreeMap;
use std::sync::Arc;

use callscript::internal::Env;
use callscript::script::{After, Node, NodeId, OutcomeId, RetryId, Run, Script};
use callscript::value::Value;

mod key;

/// The call stack: the call of the outermost script, and above it those of subscripts. The topmost call is running.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stack {
    /// The call of the outermost script.
    pub(crate) base: Call,
    above: Vec<Frame>,
}

/// A call of a subscript, with its cause.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) call: Call,
    pub(crate) by: By,
}

/// The cause of a subscript's call.
#[derive(Debug, Clone)]
pub(crate) enum By {
    /// The `run` of a node.
    Run(Arc<Run>),
    /// The `after` of the outermost script, with the outcome that was decided.
    After(Arc<After>, OutcomeId),
}

/// A subscript that began with the latest event.
pub(crate) struct Begun<'s> {
    /// The call of the script that runs it.
    pub(crate) caller: &'s Call,
    pub(crate) call: &'s Call,
    pub(crate) by: &'s By,
}

/// One call of one script.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) script: Arc<Script>,
    /// The values of its variables.
    pub(crate) env: Env,
    /// The number of uses of each retry.
    retries: BTreeMap<RetryId, u32>,
    pub(crate) at: Position,
    /// What its open asides interrupted; the innermost aside is last.
    pub(crate) interrupted: Vec<Interrupted>,
}

/// A position in a script.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Position {
    pub(crate) node: NodeId,
    pub(crate) stage: Stage,
    /// The node's rendered words, until a prompt with them was passed.
    pub(crate) words: Option<Words>,
    /// The values that the host got for an action, in the order of its `with`.
    pub(crate) with: Vec<Option<Value>>,
}

/// The progress at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The form must be filled in.
    Form,
    /// Before the exit. A question or an action waits for its answer or result; any other exit waits until the words
    /// were read.
    Exit,
    /// At the last message, before the `after` of this outcome.
    Ending(OutcomeId),
    /// In the `after` of this outcome.
    After(OutcomeId),
    /// The outermost script has ended with this outcome.
    Ended(OutcomeId),
}

/// Rendered words and guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) say: Option<String>,
    pub(crate) guidance: Option<String>,
}

/// What an aside interrupted, or a jump that counts as an aside.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Interrupted {
    /// The index of the aside in the script; `None` after a jump.
    pub(crate) aside: Option<usize>,
    at: Position,
    above: Vec<Frame>,
}

impl Stack {
    pub(crate) fn new(base: Call) -> Self {
        Self { base, above: Vec::new() }
    }

    /// The running call.
    pub(crate) fn top(&self) -> &Call {
        self.above.last().map_or(&self.base, |frame| &frame.call)
    }

    /// The running call.
    pub(crate) fn top_mut(&mut self) -> &mut Call {
        self.above.last_mut().map_or(&mut self.base, |frame| &mut frame.call)
    }

    /// The `run` that caused the running call; `None` for the outermost script and for `after`.
    pub(crate) fn run(&self) -> Option<&Run> {
        self.above.last()?.by.run()
    }

    /// The lowest of the topmost `calls` calls. `None` if there are not that many above the outermost.
    pub(crate) fn topmost(&self, calls: usize) -> Option<Begun<'_>> {
        let at = self.above.len().checked_sub(calls)?;
        let Frame { call, by } = self.above.get(at)?;
        let below = at.checked_sub(1).and_then(|below| self.above.get(below));
        Some(Begun { caller: below.map_or(&self.base, |frame| &frame.call), call, by })
    }

    /// Every call from the top down, with the number of calls above it.
    pub(crate) fn top_down(&self) -> impl Iterator<Item = (usize, &Call)> {
        self.above.iter().rev().map(|frame| &frame.call).chain([&self.base]).enumerate()
    }

    /// Whether the outermost script is running.
    pub(crate) fn is_outermost(&self) -> bool {
        self.above.is_empty()
    }

    pub(crate) fn push(&mut self, call: Call, by: By) {
        self.above.push(Frame { call, by });
    }

    /// Removes the running call, unless it is the outermost.
    pub(crate) fn pop(&mut self) -> Option<Frame> {
        self.above.pop()
    }

    /// Saves the topmost `calls` calls and the position of the call below them, for an aside of that call.
    pub(crate) fn interrupt(&mut self, calls: usize, aside: Option<usize>) {
        let above = self.above.split_off(self.above.len().saturating_sub(calls));
        let call = self.top_mut();
        let at = call.at.clone();
        call.interrupted.push(Interrupted { aside, at, above });
    }

    /// Restores what the innermost aside of the running call interrupted.
    pub(crate) fn restore(&mut self) {
        let call = self.top_mut();
        if let Some(Interrupted { at, above, .. }) = call.interrupted.pop() {
            call.at = at;
            self.above.extend(above);
        }
    }
}

impl By {
    /// The `run` of a node; `None` for an `after`.
    pub(crate) fn run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::After(..) => None,
        }
    }
}

impl Call {
    /// A call that starts at `node`, with the initial environment.
    pub(crate) fn new(script: &Arc<Script>, node: NodeId) -> Self {
        Self {
            script: Arc::clone(script),
            env: script.initial_env(),
            retries: BTreeMap::new(),
            at: Position::at(node),
            interrupted: Vec::new(),
        }
    }

    /// The current node.
    pub(crate) fn node(&self) -> &Node {
        self.script.node(self.at.node)
    }

    /// The number of uses of a retry.
    pub(crate) fn used(&self, retry: RetryId) -> u32 {
        self.retries.get(&retry).copied().unwrap_or_default()
    }

    /// Counts a use of a retry.
    pub(crate) fn count(&mut self, retry: RetryId) {
        *self.retries.entry(retry).or_default() += 1;
    }

    /// Whether this aside of the script is open.
    pub(crate) fn is_in_aside(&self, aside: usize) -> bool {
        self.interrupted.iter().any(|interrupted| interrupted.aside == Some(aside))
    }
}

impl Position {
    /// The position before the exit of a node.
    pub(crate) fn at(node: NodeId) -> Self {
        Self { node, stage: Stage::Exit, words: None, with: Vec::new() }
    }
}

impl PartialEq for By {
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
