//! `--format json`: for programs. Every key is always present; under version 1, fields are only added.

use callscript::internal::drawing::{self, Drawing, Target};
use serde::Serialize;

use crate::json;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Picture<'a> {
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    version: u8,
    script: Option<&'a str>,
    start: Option<&'a str>,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Node<'a> {
    id: &'a str,
    kind: &'a str,
    text: &'a str,
    outcome: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Edge<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    end: Option<&'a str>,
    kind: &'a str,
    label: &'a str,
}

/// The drawing as one JSON object. Edges that lead out of the script, or nowhere, are left out.
pub fn json(drawing: &Drawing<'_>) -> String {
    let picture = Picture {
        version: 1,
        script: drawing.script,
        start: drawing.start,
        nodes: drawing.nodes.iter().map(Node::new).collect(),
        edges: drawing.edges.iter().filter_map(|edge| Edge::new(edge, drawing)).collect(),
    };
    json::document(&picture)
}

/// The schema of what is written.
#[cfg(feature = "schema")]
pub(crate) fn schema() -> serde_json::Value {
    json::schema_of::<Picture<'static>>()
}

impl<'a> Node<'a> {
    fn new(node: &drawing::Node<'a>) -> Self {
        Self { id: node.id, kind: node.kind.as_str(), text: node.text, outcome: node.outcome }
    }
}

impl<'a> Edge<'a> {
    fn new(edge: &drawing::Edge<'a>, drawing: &Drawing<'a>) -> Option<Self> {
        let id = |at: usize| drawing.nodes.get(at).map(|node| node.id);
        let (to, end) = match edge.to {
            Target::Node(at) => (id(at), None),
            Target::Unknown(name) => (Some(name), None),
            Target::End(outcome) => (None, Some(outcome)),
            Target::Resume => (None, None),
            Target::Outside(_) | Target::Nowhere => return None,
        };
        Some(Self { from: edge.from.and_then(id), to, end, kind: edge.kind.as_str(), label: edge.label })
    }
}
