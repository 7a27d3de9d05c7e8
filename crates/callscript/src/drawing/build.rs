//! Builds the drawing of a script from its document.

use crate::base::lapse::Lapse;
use std::collections::HashMap;

use super::{Drawing, Edge, Node, NodeKind, Target};
use crate::analysis::graph::{Link, LinkKind, To};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::document::{self, Document, ExitKind, Expression, Text, Way};
use crate::library::File;

/// The rules of errors by node; `None`: outside nodes.
type Faults<'a> = HashMap<Option<&'a str>, Vec<&'static str>>;

impl<'f> Drawing<'f> {
    /// Draws a script. The errors among `findings` are recorded as faults.
    pub fn new(file: &'f File, findings: &[Diagnostic]) -> Self {
        let document = file.document();
        let mut faults = faults(file, findings);
        let nodes = document.nodes.iter().map(|(id, node)| Node {
            faults: faults.remove(&Some(id.as_str())).unwrap_or_default(),
            ..draw(document, id, node)
        });
        let nodes = nodes.collect();
        Self {
            script: file.id(),
            title: document.title.as_ref().map(Text::as_str),
            start: document.start.as_ref().map(|start| start.value.as_str()),
            after: document.after.as_ref().and_then(|after| after.script.as_ref()).map(|script| script.value.as_str()),
            faults: faults.remove(&None).unwrap_or_default(),
            nodes,
            edges: edges(document, file.graph().links()),
            focus: None,
        }
    }

    /// The index of the node called `id`.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }
}

fn faults<'a>(file: &File, findings: &'a [Diagnostic]) -> Faults<'a> {
    let mut faults = Faults::new();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error && finding.file == *file.name());
    for finding in errors {
        let others = finding.nodes.iter().map(|node| Some(node.as_str()));
        for node in others.chain([finding.node.as_deref()]) {
            let rules = faults.entry(node).or_default();
            if !rules.contains(&finding.rule.name) {
                rules.push(finding.rule.name);
            }
        }
    }
    faults
}

fn draw<'f>(document: &'f Document, id: &'f str, node: &'f document::Node) -> Node<'f> {
    let (kind, name) = match node.exits.as_slice() {
        [] => (NodeKind::None, None),
        [exit] => match &exit.kind {
            ExitKind::Answers(_) => (NodeKind::Answers, None),
            ExitKind::Goto(_) => (NodeKind::Goto, None),
            ExitKind::Decide(_) => (NodeKind::Decide, None),
            ExitKind::Run(run) => (NodeKind::Run, Some(run.script.value.as_str())),
            ExitKind::Action(action) => (NodeKind::Action, Some(action.name.value.as_str())),
            ExitKind::End(outcome) => (NodeKind::End, Some(outcome.value.as_str())),
            ExitKind::Resume => (NodeKind::Resume, None),
            ExitKind::Empty | ExitKind::Unreadable => (NodeKind::None, None),
        },
        _ => (NodeKind::Several, None),
    };
    Node {
        id,
        kind,
        text: document.default_say(node).map_or("", |say| say.text.as_str()),
        verbatim: node.verbatim,
        outcome: name.filter(|_| kind == NodeKind::End),
        callee: name.filter(|_| kind != NodeKind::End),
        faults: Vec::new(),
    }
}

/// The edges. What the script itself says of silence is drawn once, not at each node.
fn edges<'f>(document: &'f Document, links: &[Link]) -> Vec<Edge<'f>> {
    let mut edges: Vec<Edge<'f>> = Vec::with_capacity(links.len());
    let outside = links.iter().take_while(|link| link.from.is_none()).count();
    let (outside, inside) = links.split_at(outside);
    edges.extend(outside.iter().map(|link| edge(document, link)));
    for (lapse, again) in document.lapses.iter().flat_map(|lapses| lapses.all()) {
        let kind = match lapse {
            Lapse::Silence => LinkKind::Silence,
            Lapse::NotUnderstood => LinkKind::NotUnderstood,
        };
        edges.extend(again.edge.all_ways().map(|way| shared_edge(document, way, kind)));
    }
    edges.extend(inside.iter().filter(|link| !link.is_shared()).map(|link| edge(document, link)));
    edges
}

fn shared_edge<'f>(document: &'f Document, way: &'f Way, kind: LinkKind) -> Edge<'f> {
    let to = match way {
        Way::Goto(name) => document.nodes.get_index_of(&name.value).map_or(Target::Unknown(&name.value), Target::Node),
        Way::End(name) => Target::End(&name.value),
        Way::Resume(_) => Target::Resume,
        Way::Retry(_) => Target::Nowhere,
    };
    Edge { from: None, to, kind, label: "", when: None, at_most: None }
}

fn edge<'f>(document: &'f Document, link: &Link) -> Edge<'f> {
    let (edge, name) = (link.edge_in(document), link.name_in(document));
    let name = name.map_or("", |name| &name.value);
    let labelled = !matches!(link.kind, LinkKind::Decide | LinkKind::Goto);
    Edge {
        from: link.from,
        to: match link.to {
            To::Node(node) => Target::Node(node),
            To::Unknown(_) => Target::Unknown(name),
            To::End => Target::End(name),
            To::Resume => Target::Resume,
            To::Nowhere => Target::Nowhere,
        },
        kind: link.kind,
        label: link.label_in(document),
        when: edge.and_then(|edge| edge.when.as_deref()).map(Expression::as_str).filter(|_| labelled),
        at_most: edge.filter(|_| link.kind == LinkKind::Retry).and_then(at_most),
    }
}

fn at_most(edge: &document::Edge) -> Option<u32> {
    edge.ways.iter().find_map(|way| match way {
        Way::Retry(retry) => retry.at_most,
        _ => None,
    })
}
