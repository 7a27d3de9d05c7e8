//! A tree for the terminal.
//!
//! A step that follows without a choice is drawn below, at the same indent, so that a long chain does not move to the
//! right. A choice indents its branches, up to a limit; deeper ones are drawn further down, as trees of their own.

mod items;

use std::collections::VecDeque;

use callscript::internal::LinkKind;
use callscript::internal::drawing::{Drawing, Edge, NodeKind, Target};
use callscript::internal::inert::{line, width};

use self::items::{Indent, Item, branches, tops_first};
use super::labels::{caption, kind, name};

/// The maximum indent.
const MAX_DEPTH: usize = 6;

/// The maximum width of a name, in columns.
const NAME: usize = 40;

/// Draws a script as a tree with this many columns.
pub fn text(drawing: &Drawing<'_>, columns: usize) -> String {
    let mut tree = Tree::new(drawing, columns.max(40));
    tree.head();
    tree.start();
    tree.roots("Entries", |kind| kind == LinkKind::Entry);
    tree.roots("Asides, open from every node", |kind| kind == LinkKind::Aside);
    tree.roots("Where nothing comes, or nothing that is understood", |kind| {
        matches!(kind, LinkKind::Silence | LinkKind::NotUnderstood)
    });
    if let Some(script) = drawing.after.filter(|_| drawing.focus.is_none()) {
        tree.heading("After the end");
        tree.write(&format!("runs {}", name(script, NAME)));
    }
    tree.deferred();
    tree.rest();
    tree.page
}

struct Tree<'d> {
    drawing: &'d Drawing<'d>,
    columns: usize,
    /// The outgoing edges of each node.
    out: Vec<Vec<&'d Edge<'d>>>,
    drawn: Vec<bool>,
    /// Nodes that were too deep; they are drawn further down.
    deeper: VecDeque<usize>,
    page: String,
}

impl<'d> Tree<'d> {
    fn new(drawing: &'d Drawing<'d>, columns: usize) -> Self {
        let mut out = vec![Vec::new(); drawing.nodes.len()];
        for edge in &drawing.edges {
            if let Some(edges) = edge.from.and_then(|from| out.get_mut(from)) {
                edges.push(edge);
            }
        }
        let drawn = vec![false; drawing.nodes.len()];
        Self { drawing, columns, out, drawn, deeper: VecDeque::new(), page: String::new() }
    }

    fn head(&mut self) {
        let id = self.drawing.script.map_or_else(|| "a script without an id".to_owned(), |id| name(id, NAME));
        let title = line(self.drawing.title.unwrap_or_default(), self.columns.saturating_sub(width(&id) + 3));
        let head = if title.is_empty() { id } else { format!("{title} ({id})") };
        self.write(&head);
        if !self.drawing.faults.is_empty() {
            self.write(&format!("✗ outside the nodes: {}", self.drawing.faults.join(", ")));
        }
        if self.drawing.nodes.is_empty() {
            self.write("no nodes");
        }
    }

    fn start(&mut self) {
        let start = self.drawing.start.map(|start| (start, self.drawing.index_of(start)));
        match start {
            Some((_, Some(node))) => {
                self.heading("Start");
                self.draw(vec![Item::Node(node, Indent::default())]);
            }
            Some((start, None)) if self.drawing.focus.is_none() => {
                self.heading("Start");
                self.write(&format!("✗ → {}, which is not there", name(start, NAME)));
            }
            _ => {}
        }
    }

    /// Draws the roots of the kinds that `wanted` selects.
    fn roots(&mut self, heading: &str, wanted: impl Fn(LinkKind) -> bool) {
        let drawing = self.drawing;
        let roots = drawing.edges.iter().filter(|edge| edge.from.is_none() && wanted(edge.kind)).collect();
        let items = branches(roots, &Indent::default(), true);
        if !items.is_empty() {
            self.heading(heading);
            self.draw(items);
        }
    }

    /// Draws the nodes that were too deep.
    fn deferred(&mut self) {
        let mut heading = "Further down";
        while let Some(node) = self.deeper.pop_front() {
            if !self.drawn[node] {
                self.heading(std::mem::take(&mut heading));
                self.draw(vec![Item::Node(node, Indent::default())]);
            }
        }
    }

    /// Draws the nodes not reached so far: first those without a predecessor.
    fn rest(&mut self) {
        let mut heading = match self.drawing.focus {
            Some(_) => "Reached from outside this drawing",
            None => "Nothing leads here",
        };
        for node in tops_first(self.drawing) {
            if !self.drawn[node] {
                self.heading(std::mem::take(&mut heading));
                self.draw(vec![Item::Node(node, Indent::default())]);
                self.deferred();
            }
        }
    }

    /// Draws these items and everything that follows from them, in order.
    fn draw(&mut self, mut items: Vec<Item<'d>>) {
        items.reverse();
        while let Some(item) = items.pop() {
            let mut next = match item {
                Item::Node(node, indent) => self.node(node, &indent),
                Item::Branch(edge, indent, last) => self.branch(edge, &indent, last),
                Item::Chain(edge, indent) => self.chain(edge, indent),
            };
            next.reverse();
            items.append(&mut next);
        }
    }

    fn node(&mut self, at: usize, indent: &Indent) -> Vec<Item<'d>> {
        let Some(node) = self.drawing.nodes.get(at) else {
            return Vec::new();
        };
        self.drawn[at] = true;
        let mark = match self.drawing.focus {
            _ if !node.faults.is_empty() => "✗",
            Some(focus) if focus == node.id => "▶",
            _ => "●",
        };
        let mut head = format!("{}{mark} {}", indent.bars, name(node.id, NAME));
        let faults = if node.faults.is_empty() { String::new() } else { format!(" [{}]", node.faults.join(", ")) };
        head = format!("{head}{faults} · {}", name(&kind(node), NAME));
        if node.verbatim {
            head.push_str(" · verbatim");
        }
        let words = line(node.text, self.columns.saturating_sub(width(&head) + 3).max(12));
        let separator = if words.is_empty() { "" } else { " · " };
        self.write(&format!("{head}{separator}{words}"));

        let (chain, others): (Vec<_>, Vec<_>) =
            self.out[at].iter().partition(|edge| node.kind == NodeKind::Goto && edge.kind == LinkKind::Goto);
        let mut items = branches(others, indent, chain.is_empty());
        for item in &mut items {
            // A node that is drawn below anyway is not also drawn in a branch.
            if let Item::Branch(edge, indent, _) = item
                && chain.iter().any(|chain| chain.to == edge.to)
            {
                indent.depth = MAX_DEPTH;
            }
        }
        items.extend(chain.into_iter().map(|edge| Item::Chain(edge, indent.clone())));
        items
    }

    fn branch(&mut self, edge: &'d Edge<'d>, indent: &Indent, last: bool) -> Vec<Item<'d>> {
        let mut next = Vec::new();
        let tail = match edge.to {
            Target::Node(node) if edge.kind != LinkKind::Retry && !self.drawn[node] && indent.depth < MAX_DEPTH => {
                next.push(Item::Node(node, indent.below(last)));
                String::new()
            }
            _ => self.target(edge),
        };
        let head = format!("{}{} ", indent.bars, if last { "└─" } else { "├─" });
        let room = self.columns.saturating_sub(width(&head) + width(&tail)).max(16);
        let caption = if edge.kind == LinkKind::Goto { "goto".to_owned() } else { line(&caption(edge), room) };
        self.write(&format!("{head}{caption}{tail}"));
        next
    }

    fn chain(&mut self, edge: &'d Edge<'d>, indent: Indent) -> Vec<Item<'d>> {
        match edge.to {
            Target::Node(node) if !self.drawn[node] => vec![Item::Node(node, indent)],
            _ => {
                let target = self.target(edge);
                self.write(&format!("{}{}", indent.bars, target.trim_start()));
                Vec::new()
            }
        }
    }

    /// The target of an edge, in words; a node that is not drawn yet is queued.
    fn target(&mut self, edge: &Edge<'d>) -> String {
        match edge.to {
            Target::Node(at) => {
                let node = self.drawing.nodes.get(at).map_or_else(String::new, |node| name(node.id, NAME));
                if edge.kind == LinkKind::Retry {
                    return match edge.at_most {
                        Some(1) => format!(" ↺ back to {node}, once"),
                        Some(times) => format!(" ↺ back to {node}, at most {times} times"),
                        None => format!(" ↺ back to {node}"),
                    };
                }
                if self.drawn[at] {
                    return format!(" → {node} (above)");
                }
                self.deeper.push_back(at);
                format!(" → {node} (below)")
            }
            Target::Outside(target) => format!(" → {} (not shown)", name(target, NAME)),
            Target::Unknown(target) => format!(" ✗ → {}, which is not there", name(target, NAME)),
            Target::End(outcome) => format!(" → ends: {}", name(outcome, NAME)),
            Target::Resume => " → resumes".to_owned(),
            Target::Nowhere => " ✗ leads nowhere".to_owned(),
        }
    }

    /// Begins a section; without a heading, another tree in the same section.
    fn heading(&mut self, heading: &str) {
        self.write("");
        if !heading.is_empty() {
            self.write(heading);
        }
    }

    fn write(&mut self, text: &str) {
        self.page.push_str(text);
        self.page.push('\n');
    }
}
