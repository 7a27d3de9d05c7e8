//! Narrows a drawing to the neighbourhood of one node.

use std::collections::VecDeque;

use super::{Drawing, Target};
use crate::base::names;

/// There is no node with this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the script has no node `{name}`")]
pub struct UnknownNode {
    /// The id that was given.
    pub name: String,
    /// The id that was most likely meant.
    pub meant: Option<String>,
}

impl<'f> Drawing<'f> {
    /// Keeps the nodes within `depth` edges of the node `id`, in either direction.
    ///
    /// # Errors
    ///
    /// If there is no node called `id`.
    pub fn focus(mut self, id: &str, depth: usize) -> Result<Self, UnknownNode> {
        let Some(centre) = self.index_of(id) else {
            let meant = names::nearest(id, self.nodes.iter().map(|node| node.id));
            return Err(UnknownNode { name: id.to_owned(), meant: meant.map(|near| near.name.to_owned()) });
        };
        self.focus = self.nodes.get(centre).map(|node| node.id);
        let kept = self.near(centre, depth);
        self.keep(&kept);
        Ok(self)
    }

    /// For each node, whether it is within `depth` edges of `centre`.
    fn near(&self, centre: usize, depth: usize) -> Vec<bool> {
        let mut neighbours = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            if let (Some(from), Target::Node(to)) = (edge.from, edge.to) {
                neighbours[from].push(to);
                neighbours[to].push(from);
            }
        }
        let mut near = vec![false; self.nodes.len()];
        near[centre] = true;
        let mut open = VecDeque::from([(centre, 0)]);
        while let Some((node, distance)) = open.pop_front() {
            if distance == depth {
                break;
            }
            for &next in &neighbours[node] {
                if !std::mem::replace(&mut near[next], true) {
                    open.push_back((next, distance + 1));
                }
            }
        }
        near
    }

    /// Keeps these nodes, their edges, and the entries and asides that lead to them.
    fn keep(&mut self, kept: &[bool]) {
        let ids: Vec<&'f str> = self.nodes.iter().map(|node| node.id).collect();
        let mut places = Vec::with_capacity(kept.len());
        let mut count = 0;
        for &keep in kept {
            places.push(keep.then_some(count));
            count += usize::from(keep);
        }
        let place = |node: usize| places.get(node).copied().flatten();
        let mut flags = kept.iter();
        self.nodes.retain(|_| flags.next().copied().unwrap_or_default());
        self.edges.retain_mut(|edge| {
            if let Target::Node(to) = edge.to {
                edge.to =
                    place(to).map_or_else(|| Target::Outside(ids.get(to).copied().unwrap_or_default()), Target::Node);
            }
            match edge.from {
                Some(from) => {
                    edge.from = place(from);
                    edge.from.is_some()
                }
                None => matches!(edge.to, Target::Node(_)),
            }
        });
    }
}
