//! A session's position: a call stack, in which each call of a script has its position, its variables, and the
//! positions that its asides interrupted.
//!
//! Plain data. Must not know how events change it.

use std::sync::Arc;

use callscript::internal::{Env, Surroundings};
use callscript::script::{After, Node, NodeId, OutcomeId, RetryId, Run, Script};
use callscript::value::Value;

mod key;
mod retries;

use self::retries::Retries;

/// The call stack: the call of the outermost script, and above it the calls of subscripts. The topmost runs.
#[derive(Clone, PartialEq)]
pub(crate) struct Stack {
    /// The call of the outermost script.
    pub(crate) base: Call,
    above: Vec<Frame>,
}

/// A call of a subscript, with its call site.
#[derive(Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) call: Call,
    pub(crate) site: CallSite,
}

/// Where a subscript was called from.
#[derive(Debug, Clone)]
pub(crate) enum CallSite {
    /// A node whose exit is `run`.
    Run(Arc<Run>),
    /// `after`, once this outcome of the outermost script was decided.
    After(Arc<After>, OutcomeId),
}

/// A subscript that began with the latest event, so that it can still be stubbed.
pub(crate) struct NewSubscript<'s> {
    /// The call that called it.
    pub(crate) caller: &'s Call,
    pub(crate) call: &'s Call,
    pub(crate) site: &'s CallSite,
}

/// One call of one script.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) script: Arc<Script>,
    /// Its index among the runs of subscripts in the trace; `None` for the outermost script, and without a trace.
    pub(crate) run: Option<usize>,
    /// The values of its variables.
    pub(crate) env: Env,
    retries: Retries,
    pub(crate) at: Position,
    /// The positions that its open asides interrupted, the innermost last.
    pub(crate) interrupted: Vec<Interrupted>,
}

/// A position in a script.
#[derive(Clone, PartialEq)]
pub(crate) struct Position {
    pub(crate) node: NodeId,
    pub(crate) stage: Stage,
    /// The rendered text of the node, until the agent has moved past it.
    pub(crate) rendered: Option<RenderedText>,
    /// The inputs of the action that is waited for, in the order of the script's `with`.
    pub(crate) with: Vec<Option<Value>>,
    /// What was said before it was asked again.
    pub(crate) again: Option<Box<Again>>,
    /// The event that led to this prompt, as an index into the session's events.
    pub(crate) cause: usize,
}

/// The stage that the call has reached at its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Waits for the form.
    Form,
    /// Before the exit: waits for an answer or an action's result if the exit is one of these, otherwise for the agent
    /// to continue after the node's text.
    Exit,
    /// Shows the text of the last node before `after` runs its subscript.
    Ending(OutcomeId),
    /// The subscript of `after` runs.
    After(OutcomeId),
    /// Waits for nothing: the outermost script has ended.
    Ended(OutcomeId),
}

/// The texts of a node, with the values of variables filled in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RenderedText {
    pub(crate) say: Option<String>,
    pub(crate) guidance: Option<String>,
}

/// Words that are said before a prompt is asked again.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Again {
    pub(crate) say: String,
    pub(crate) is_sensitive: bool,
}

/// The position that an aside, or a jump into one, interrupted.
#[derive(Clone, PartialEq)]
pub(crate) struct Interrupted {
    /// The aside, as an index into the script's asides; `None` after a jump.
    pub(crate) aside: Option<usize>,
    pub(crate) at: Position,
    pub(crate) above: Vec<Frame>,
}

impl Stack {
    pub(crate) fn new(base: Call) -> Self {
        Self { base, above: Vec::new() }
    }

    /// The running call: the topmost.
    pub(crate) fn top(&self) -> &Call {
        self.above.last().map_or(&self.base, |frame| &frame.call)
    }

    /// The running call: the topmost.
    pub(crate) fn top_mut(&mut self) -> &mut Call {
        self.above.last_mut().map_or(&mut self.base, |frame| &mut frame.call)
    }

    /// The `run` that called the running script; `None` for the outermost script and for the subscript of `after`.
    pub(crate) fn run(&self) -> Option<&Run> {
        self.above.last()?.site.run()
    }

    /// The lowest of the topmost `calls` calls; `None` if `calls` is 0 or more than there are subscripts.
    pub(crate) fn topmost(&self, calls: usize) -> Option<NewSubscript<'_>> {
        let at = self.above.len().checked_sub(calls)?;
        let Frame { call, site: by } = self.above.get(at)?;
        let below = at.checked_sub(1).and_then(|below| self.above.get(below));
        Some(NewSubscript { caller: below.map_or(&self.base, |frame| &frame.call), call, site: by })
    }

    /// Every call, the running one first, each with the number of calls above it.
    pub(crate) fn top_down(&self) -> impl Iterator<Item = (usize, &Call)> {
        self.above.iter().rev().map(|frame| &frame.call).chain([&self.base]).enumerate()
    }

    /// The positions that open asides interrupted, each with its script.
    pub(crate) fn interrupted(&self) -> Vec<(&Arc<Script>, &Position)> {
        let mut positions = Vec::new();
        self.base.collect_positions(&mut positions);
        self.above.iter().for_each(|frame| frame.call.collect_positions(&mut positions));
        positions
    }

    /// Every call of a subscript that has not ended, also those that asides interrupted.
    pub(crate) fn subscripts(&self) -> Vec<&Call> {
        let mut calls = Vec::new();
        self.base.collect_interrupted(&mut calls);
        self.above.iter().for_each(|frame| frame.call.collect(&mut calls));
        calls
    }

    /// Whether the outermost script is the running one.
    pub(crate) fn is_outermost(&self) -> bool {
        self.above.is_empty()
    }

    /// The number of calls above the outermost.
    pub(crate) fn height(&self) -> usize {
        self.above.len()
    }

    /// Sets what `today`, `now` and `channel` are in every call that is not interrupted.
    pub(crate) fn surround(&mut self, surroundings: Surroundings, channel: &str) {
        self.base.surround(surroundings, channel);
        self.above.iter_mut().for_each(|frame| frame.call.surround(surroundings, channel));
    }

    pub(crate) fn push(&mut self, call: Call, by: CallSite) {
        self.above.push(Frame { call, site: by });
    }

    /// Removes the running call and returns it; `None` if it is the outermost.
    pub(crate) fn pop(&mut self) -> Option<Frame> {
        self.above.pop()
    }

    /// Removes the topmost `calls` calls, and saves them with the position of the call below, for `restore`.
    pub(crate) fn interrupt(&mut self, calls: usize, aside: Option<usize>) {
        let above = self.above.split_off(self.above.len().saturating_sub(calls));
        let call = self.top_mut();
        let at = call.at.clone();
        call.interrupted.push(Interrupted { aside, at, above });
    }

    /// Restores the position and the calls that the innermost aside of the running call interrupted.
    pub(crate) fn restore(&mut self) {
        let call = self.top_mut();
        if let Some(Interrupted { at, above, .. }) = call.interrupted.pop() {
            call.at = at;
            self.above.extend(above);
        }
    }
}

impl CallSite {
    /// The `run` of a node; `None` if the call site is `after`.
    pub(crate) fn run(&self) -> Option<&Run> {
        match self {
            Self::Run(run) => Some(run),
            Self::After(..) => None,
        }
    }
}

impl Call {
    /// A call that is about to enter `node`.
    pub(crate) fn new(script: &Arc<Script>, node: NodeId) -> Self {
        Self {
            script: Arc::clone(script),
            run: None,
            env: script.initial_env(),
            retries: Retries::default(),
            at: Position::at(node),
            interrupted: Vec::new(),
        }
    }

    /// Adds the positions that asides of this call, and of the calls that they interrupted, interrupted.
    fn collect_positions<'c>(&'c self, positions: &mut Vec<(&'c Arc<Script>, &'c Position)>) {
        for Interrupted { at, above, .. } in &self.interrupted {
            positions.push(above.last().map_or((&self.script, at), |frame| (&frame.call.script, &frame.call.at)));
            for frame in above {
                frame.call.collect_positions(positions);
            }
        }
    }

    /// Adds this call, and the calls that its asides interrupted.
    fn collect<'c>(&'c self, calls: &mut Vec<&'c Self>) {
        calls.push(self);
        self.collect_interrupted(calls);
    }

    fn collect_interrupted<'c>(&'c self, calls: &mut Vec<&'c Self>) {
        let above = self.interrupted.iter().flat_map(|interrupted| &interrupted.above);
        above.for_each(|frame| frame.call.collect(calls));
    }

    /// Sets what `today`, `now` and `channel` are. A script that does not declare the channel of the call takes it for its
    /// first.
    pub(crate) fn surround(&mut self, surroundings: Surroundings, channel: &str) {
        let channels = self.script.channels();
        let own = channels.iter().find(|own| *own == channel).or(channels.first());
        self.env.surround(surroundings, own.map_or(channel, |own| own));
    }

    /// The current node.
    pub(crate) fn node(&self) -> &Node {
        self.script.node(self.at.node)
    }

    /// How many times a retry was used.
    pub(crate) fn times_used(&self, retry: RetryId) -> u32 {
        self.retries.times(retry)
    }

    /// Every retry that was used, and how often.
    pub(crate) fn used_retries(&self) -> impl Iterator<Item = (RetryId, u32)> {
        // What counts the visits of a form decides no way.
        self.retries.iter().filter(|(id, _)| id.index() < self.script.retries())
    }

    /// Counts one use of a retry.
    pub(crate) fn count_use(&mut self, retry: RetryId) {
        self.retries.count(retry);
    }

    /// Whether this aside is open.
    pub(crate) fn is_in_aside(&self, aside: usize) -> bool {
        self.interrupted.iter().any(|interrupted| interrupted.aside == Some(aside))
    }
}

impl Position {
    /// Before the exit of a node, with nothing to show.
    pub(crate) fn at(node: NodeId) -> Self {
        Self { node, stage: Stage::Exit, rendered: None, with: Vec::new(), again: None, cause: 0 }
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
