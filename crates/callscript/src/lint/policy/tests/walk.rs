//! Enumerates every path through a small library.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::model::{Exit, Model, Node, Way};

/// What must not be reached without passing a node tagged `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// A node tagged `t`, in this script or in a subscript that the policy does not apply to.
    Before,
    /// The end `a`.
    End,
    /// The end `a`, where the node that ends does not count as passed.
    BeforeEnd,
}

/// The maximum number of paths to enumerate.
const MOST: usize = 5_000;

/// The shortest paths to each node; `None` stands for an end without a node.
type Paths = BTreeMap<Option<String>, BTreeSet<Vec<String>>>;

/// An enumeration of the paths of one script.
pub(super) struct Walk<'m> {
    model: &'m Model,
    goal: Goal,
    script: usize,
    about: &'m [usize],
    /// Whether the script is run as a call of its own, with its entries.
    outermost: bool,
    /// For each script that the policy does not apply to, whether a path through it reaches a target.
    exposes: Vec<bool>,
    queue: VecDeque<Call>,
    /// The length of the shortest paths to each node, and these paths.
    found: BTreeMap<Option<String>, (usize, BTreeSet<Vec<String>>)>,
}

/// A path in progress.
#[derive(Debug, Clone)]
struct Call {
    frames: Vec<Frame>,
    passed: usize,
    retries: usize,
    asides: usize,
}

/// A running script and the nodes that the path has visited in it. The last is the current one.
#[derive(Debug, Clone)]
struct Frame {
    script: usize,
    nodes: Vec<usize>,
}

impl<'m> Walk<'m> {
    pub(super) fn new(model: &'m Model, goal: Goal, script: usize, about: &'m [usize]) -> Self {
        let exposes = (0..model.scripts.len()).map(|callee| {
            let outside = goal == Goal::Before && !about.contains(&callee);
            outside && Self::of_callee(model, goal, callee).paths().is_none_or(|paths| !paths.is_empty())
        });
        Self { outermost: true, about, exposes: exposes.collect(), ..Self::of_callee(model, goal, script) }
    }

    /// Enumerates a script as a subscript, to which the policy does not apply.
    fn of_callee(model: &'m Model, goal: Goal, script: usize) -> Self {
        let (queue, found, exposes) = (VecDeque::new(), BTreeMap::new(), vec![false; model.scripts.len()]);
        Self { model, goal, script, about: &[], outermost: false, exposes, queue, found }
    }

    /// The shortest violating paths, by node; `None` if there are too many paths.
    pub(super) fn paths(mut self) -> Option<Paths> {
        let script = &self.model.scripts[self.script];
        let entries = script.entries.iter().filter(|_| self.outermost);
        for &node in [0].iter().chain(entries) {
            let frame = Frame { script: self.script, nodes: vec![node] };
            self.queue.push_back(Call { frames: vec![frame], passed: 1, retries: 0, asides: 0 });
        }
        let mut walked = 0;
        while let Some(call) = self.queue.pop_front() {
            walked += 1;
            if walked > MOST {
                return None;
            }
            self.visit(call);
        }
        Some(self.found.into_iter().map(|(node, (_, paths))| (node, paths)).collect())
    }

    fn node(&self, frame: &Frame) -> &'m Node {
        &self.model.scripts[frame.script].nodes[*frame.nodes.last().unwrap()]
    }

    fn visit(&mut self, call: Call) {
        let Some(frame) = call.frames.last() else {
            return;
        };
        let (script, node) = (frame.script, self.node(frame));
        let own = call.frames.len() == 1;
        // In a subscript that is enumerated by itself, paths do not stop at targets.
        let stops = self.outermost && own && self.goal == Goal::Before;
        if self.goal == Goal::Before && node.t && (own || !self.about.contains(&script)) {
            // A silenced finding is not reported, and paths continue past it.
            if !(stops && node.silenced) {
                self.find(&call);
            }
            if stops && !node.silenced {
                return;
            }
        }
        if let Exit::End(outcome) = node.exit {
            self.end(&call, outcome, node.x, true);
        }
        if node.x {
            return;
        }
        let exposing = matches!(node.exit, Exit::Run(callee, _) if self.exposes[callee]);
        let inside = stops && exposing;
        if !inside {
            if node.prompts() {
                self.asides(&call);
            }
            if let Some(way) = &node.cannot_give {
                self.way(call.clone(), way);
            }
            match &node.exit {
                Exit::Answers(ways) | Exit::Decide(ways) => ways.iter().for_each(|way| self.way(call.clone(), way)),
                Exit::Run(..) | Exit::End(_) => {}
            }
        }
        if let Exit::Run(callee, _) = node.exit {
            let mut call = call;
            call.frames.push(Frame { script: callee, nodes: vec![0] });
            call.passed += 1;
            self.queue.push_back(call);
        }
    }

    /// Enters the asides of every running script, unless that would leave a subscript in which the path must stop.
    fn asides(&mut self, call: &Call) {
        for depth in 0..call.frames.len() {
            let asides = &self.model.scripts[call.frames[depth].script].asides;
            if call.asides == 2 || self.is_stopped(call, depth) {
                continue;
            }
            for aside in asides {
                let mut call = call.clone();
                call.frames.truncate(depth + 1);
                call.asides += 1;
                match aside {
                    Way::End(outcome) => self.end_by_aside(&call, *outcome),
                    way => self.way(call, way),
                }
            }
        }
    }

    /// Whether the path must stay in the subscript of this frame, because it stops there.
    fn is_stopped(&self, call: &Call, depth: usize) -> bool {
        let frame = &call.frames[depth];
        let runs = matches!(self.node(frame).exit, Exit::Run(callee, _) if self.exposes[callee]);
        self.outermost && depth == 0 && call.frames.len() > 1 && self.goal == Goal::Before && runs
    }

    fn way(&mut self, mut call: Call, way: &Way) {
        let frame = call.frames.last_mut().unwrap();
        match way {
            Way::Node(node) => {
                frame.nodes.push(*node);
                call.passed += 1;
                self.queue.push_back(call);
            }
            Way::Retry(node, otherwise) => {
                if let Some(otherwise) = otherwise {
                    self.way(call.clone(), otherwise);
                }
                if call.retries < 2 {
                    call.retries += 1;
                    self.way(call, &Way::Node(*node));
                }
            }
            Way::End(outcome) => self.end(&call, *outcome, false, false),
        }
    }

    /// Ends the innermost running script.
    fn end(&mut self, call: &Call, outcome: usize, passed: bool, by_node: bool) {
        if call.frames.len() > 1 {
            if !passed {
                self.leave(call.clone(), outcome);
            }
            return;
        }
        let wrong = match self.goal {
            Goal::Before => false,
            Goal::End => !passed,
            Goal::BeforeEnd => by_node || !passed,
        };
        if wrong && outcome == 0 {
            let node = call.frames[0].nodes.last().unwrap();
            let mut path = words(call);
            if !by_node {
                path.push("end a".to_owned());
            }
            self.add(Some(format!("s{}n{node}", self.script)), call.passed, path);
        }
        self.after(call, outcome, passed, !by_node);
    }

    fn end_by_aside(&mut self, call: &Call, outcome: usize) {
        if call.frames.len() > 1 {
            self.leave(call.clone(), outcome);
            return;
        }
        if self.goal != Goal::Before && outcome == 0 {
            let path = words(call).into_iter().chain(["end a".to_owned()]).collect();
            self.add(None, call.passed, path);
        }
        self.after(call, outcome, false, true);
    }

    /// Returns from the innermost script to its caller, unless the path stops there.
    fn leave(&mut self, mut call: Call, outcome: usize) {
        call.frames.pop();
        let frame = call.frames.last().unwrap();
        let Exit::Run(callee, ways) = &self.node(frame).exit else {
            return;
        };
        let stops = self.outermost && call.frames.len() == 1 && self.goal == Goal::Before;
        if !(stops && self.exposes[*callee]) {
            self.way(call, &ways[outcome]);
        }
    }

    /// Runs the script that follows the end, and adds the targets that are reached in it.
    fn after(&mut self, call: &Call, outcome: usize, passed: bool, by_link: bool) {
        let after = self.model.scripts[self.script].after.filter(|_| outcome == 0 && !passed && self.outermost);
        if let Some(callee) = after.filter(|&callee| self.exposes[callee]) {
            let inner = Self::of_callee(self.model, self.goal, callee).found_anywhere();
            for (length, path) in inner {
                let end = by_link.then(|| "end a".to_owned());
                let path = words(call).into_iter().chain(end).chain(path).collect();
                self.add(None, call.passed + length, path);
            }
        }
    }

    /// The shortest paths to targets anywhere in the script.
    fn found_anywhere(mut self) -> Vec<(usize, Vec<String>)> {
        let frame = Frame { script: self.script, nodes: vec![0] };
        self.queue.push_back(Call { frames: vec![frame], passed: 1, retries: 0, asides: 0 });
        while let Some(call) = self.queue.pop_front() {
            self.visit(call);
        }
        let all =
            self.found.into_values().flat_map(|(length, paths)| paths.into_iter().map(move |path| (length, path)));
        all.collect()
    }

    /// Records that the path has reached a target.
    fn find(&mut self, call: &Call) {
        let node = call.frames[0].nodes.last().unwrap();
        let node = format!("s{}n{node}", self.script);
        self.add(Some(node), call.passed, words(call));
    }

    fn add(&mut self, node: Option<String>, length: usize, path: Vec<String>) {
        let (shortest, paths) = self.found.entry(node).or_insert_with(|| (length, BTreeSet::new()));
        if length < *shortest {
            *shortest = length;
            paths.clear();
        }
        if length == *shortest {
            paths.insert(path);
        }
    }
}

/// The visited nodes of all running scripts.
fn words(call: &Call) -> Vec<String> {
    let nodes = call.frames.iter().flat_map(|frame| frame.nodes.iter().map(|node| format!("s{}n{node}", frame.script)));
    nodes.collect()
}
