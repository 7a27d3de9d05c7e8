//! The changes of one script in words: lines, grouped by node or other part.
//!
//! Must not know how lines are formatted or shortened.

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
pub use self::data::{Group, Importance, Line, Mark, Piece, Story};

impl<'d> Story<'d> {
    /// Puts the changes and the new and gone findings into words. `watched` are the tags by which policies select
    /// nodes.
    pub fn new(diff: &'d Diff, findings: &'d Findings, watched: &'d BTreeSet<String>) -> Self {
        let mut groups = Vec::new();
        if diff.state == State::Changed {
            let cx = Context::new(diff, tags::unwatched(diff, watched));
            groups.extend(about::call_groups(&cx));
            for id in &diff.nodes {
                groups.push(Group { title: Piece::Name(id), lines: node::lines(&cx, cx.of_node(id)) });
            }
            groups.extend(about::other_groups(&cx));
        }
        groups.retain(|group| !group.lines.is_empty());
        Self { effects: effects::lines(diff, findings), groups, paths: effects::paths(diff) }
    }
}
