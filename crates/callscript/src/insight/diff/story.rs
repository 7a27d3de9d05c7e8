//! What changed in one script, told for people: in lines that belong to a node or another part of it.
//!
//! Must not know how a line is marked or cut.

mod about;
mod context;
mod data;
mod edge;
mod effects;
mod node;
mod sentence;
mod tags;

use std::collections::BTreeSet;

use super::{Diff, Findings, State};

use self::context::Context;
pub use self::data::{Group, Line, Mark, Piece, Story, Weight};

impl<'d> Story<'d> {
    /// Tells the changes, and what is found now and was not, or was and is not. Policies choose what they watch by the tags
    /// `watched`.
    pub fn new(diff: &'d Diff, findings: &'d Findings, watched: &'d BTreeSet<String>) -> Self {
        let mut groups = Vec::new();
        if diff.state == State::Changed {
            let cx = Context::new(diff, tags::unwatched(diff, watched));
            groups.extend(about::course(&cx));
            for id in &diff.nodes {
                groups.push(Group { title: Piece::Name(id), lines: node::lines(&cx, cx.of_node(id)) });
            }
            groups.extend(about::rest(&cx));
        }
        groups.retain(|group| !group.lines.is_empty());
        Self { effects: effects::lines(diff, findings), groups, paths: effects::paths(diff) }
    }
}
