//! What changed in one script, told for people: in lines that belong to a node or another part of it.
//!
//! Must not know how a line is marked or cut.

use std::collections::{HashMap, HashSet};

use callscript::diff::{Change, Diff, Part};

use super::report::{Compared, State};
use super::sentence::joined;
use super::{about, effects, node, tags};

/// What there is to tell of one script.
pub(super) struct Story<'d> {
    /// What it means for a call as a whole.
    pub(super) effects: Vec<Line<'d>>,
    pub(super) groups: Vec<Group<'d>>,
    /// How many paths there are: what a reader needs last.
    pub(super) paths: Option<Line<'d>>,
}

/// What there is to tell of a node, or of another part.
pub(super) struct Group<'d> {
    pub(super) title: Piece<'d>,
    /// At least one.
    pub(super) lines: Vec<Line<'d>>,
}

/// One thing that changed, in words.
#[derive(Debug, Clone)]
pub(super) struct Line<'d> {
    pub(super) mark: Mark,
    pub(super) weight: Weight,
    pub(super) pieces: Vec<Piece<'d>>,
    /// For how many changes it stands.
    pub(super) changes: usize,
    /// It tells of a way that leads elsewhere.
    pub(super) elsewhere: bool,
}

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Somebody should look at this.
    Alarm,
    Added,
    Removed,
    Changed,
}

/// How much a line matters to the people on a call: the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Where the call goes.
    Way,
    /// What is said.
    Words,
    /// What is known or reported.
    Rest,
    /// Nothing that anybody on a call would notice, or more of what was said already.
    Trifle,
}

/// A piece of a line; what comes from a script is shown with everything escaped that could do harm.
#[derive(Debug, Clone)]
pub(super) enum Piece<'d> {
    /// Our own words.
    Words(&'d str),
    /// Our own words, made up, without anything from a script but names between backticks.
    Said(String),
    /// A name or an expression.
    Name(&'d str),
    /// Words of a script.
    Quote(&'d str),
    /// Words of a script, before and now.
    Compared(&'d str, &'d str),
}

use Piece::{Name, Words};

/// A script's changes, by what they are about.
pub(super) struct Context<'d> {
    pub(super) diff: &'d Diff,
    /// By the new path of what was renamed: its old name.
    renamed: HashMap<&'d [String], &'d str>,
    by_node: HashMap<&'d str, Vec<&'d Change>>,
    /// Those outside the nodes.
    pub(super) others: Vec<&'d Change>,
    /// How many nodes stand elsewhere in the file.
    pub(super) moved_nodes: usize,
    /// The tags by which policies choose what they watch in it, and which no node has now.
    pub(super) unwatched: HashSet<&'d str>,
}

impl<'d> Context<'d> {
    fn new(script: &'d Compared) -> Self {
        let diff = &script.diff;
        let mut cx = Self {
            diff,
            renamed: HashMap::new(),
            by_node: HashMap::new(),
            others: Vec::new(),
            moved_nodes: 0,
            unwatched: tags::unwatched(script),
        };
        for change in &diff.changes {
            if let Change::Renamed { path, old, .. } = change {
                cx.renamed.insert(path, old);
            }
            match change.path().as_slice() {
                [nodes, _] if nodes == "nodes" && matches!(change, Change::Moved { .. }) => cx.moved_nodes += 1,
                [nodes, node, ..] if nodes == "nodes" => cx.by_node.entry(node).or_default().push(change),
                _ => cx.others.push(change),
            }
        }
        cx
    }

    /// What was at that path before.
    pub(super) fn before(&self, path: &[String]) -> Option<&'d Part> {
        (0..path.len()).try_fold(&self.diff.old, |part, at| {
            let key = self.renamed.get(&path[..=at]).copied().unwrap_or(&path[at]);
            part.map()?.get(key)
        })
    }

    /// What is at that path now.
    pub(super) fn now(&self, path: &[String]) -> Option<&'d Part> {
        self.diff.new.at(path)
    }
}

impl<'d> Story<'d> {
    pub(super) fn new(script: &'d Compared) -> Self {
        let cx = Context::new(script);
        let mut groups = Vec::new();
        if matches!(script.state(), State::Changed) {
            groups.extend(about::course(&cx));
            for id in &cx.diff.nodes {
                let changes = cx.by_node.get(id.as_str()).map_or(&[][..], Vec::as_slice);
                groups.push(Group { title: Name(id), lines: node::lines(&cx, changes) });
            }
            groups.extend(about::rest(&cx));
        }
        groups.retain(|group| !group.lines.is_empty());
        Self { effects: effects::lines(script), groups, paths: effects::paths(script) }
    }

    /// For how many changes it stands.
    pub(super) fn changes(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.lines).map(|line| line.changes).sum()
    }
}

impl<'d> Line<'d> {
    pub(super) fn new(mark: Mark, weight: Weight, pieces: Vec<Piece<'d>>) -> Self {
        Self { mark, weight, pieces, changes: 1, elsewhere: false }
    }

    /// The same, which tells where a way leads: elsewhere, if it was there before and still is.
    pub(super) fn of_way(mut self) -> Self {
        self.elsewhere = self.mark == Mark::Changed;
        self
    }

    /// The same, which stands for so many changes.
    pub(super) fn of(mut self, changes: usize) -> Self {
        self.changes = changes;
        self
    }
}

/// Things that stand in another order.
pub(super) fn order<'d>(map: &str, edges: Option<&'d Part>, changes: usize) -> Line<'d> {
    let (what, weight) = match map {
        "answers" => ("answers in another order: ", Weight::Rest),
        "anytime" => ("asides in another order: ", Weight::Rest),
        "entries" => ("entries in another order: ", Weight::Rest),
        "decide" => ("decides in another order: ", Weight::Way),
        "set" => ("sets in another order: ", Weight::Way),
        _ => ("stand in another order", Weight::Trifle),
    };
    let mut pieces = vec![Words(what)];
    if weight != Weight::Trifle {
        let edges = edges.and_then(Part::map).into_iter().flatten();
        let names = edges.map(|(key, edge)| edge.text_at("label").map_or(Name(key), Piece::Quote));
        pieces.extend(joined(names.map(|name| vec![name])));
    }
    Line::new(Mark::Changed, weight, pieces).of(changes)
}
