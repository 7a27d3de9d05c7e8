//! Facts about a symbol, for hovers: the words of a node and the edges to it, the type of a variable, the interface of
//! a script.
//!
//! Must not know how they are shown.

use super::steps::Step;
use super::{Kind, Symbol};
use crate::analysis::graph::{Link, To};
use crate::base::value::Declaration;
use crate::document::{Node, OutcomeKind};
use crate::library::{File, Library};

/// Facts about a symbol.
#[derive(Debug, Clone)]
pub enum About {
    /// About a script.
    Script(ScriptAbout),
    /// About a node.
    Node(NodeAbout),
    /// About a variable.
    Variable(VariableAbout),
    /// About an outcome.
    Outcome(OutcomeAbout),
}

/// A script, as a caller sees it.
#[derive(Debug, Clone)]
pub struct ScriptAbout {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its summary.
    pub summary: Option<String>,
    /// The name of its file.
    pub file: String,
    /// Its inputs; a declaration is `None` if it could not be read.
    pub inputs: Vec<(String, Option<Declaration>)>,
    /// The outcomes that it can end with.
    pub outcomes: Vec<String>,
    /// Where it is run: the id of the script, and of the node; `None` for `after`.
    pub run_by: Vec<(String, Option<String>)>,
}

/// A node.
#[derive(Debug, Clone)]
pub struct NodeAbout {
    /// Its position in the call, and its duration.
    pub step: Step,
    /// Its words. The channel is `None` if they are for all channels.
    pub say: Vec<(Option<String>, String)>,
    /// Its guidance for the agent.
    pub guidance: Option<String>,
    /// The variables that it collects.
    pub collect: Vec<String>,
    /// The keys of its exits. A valid node has one.
    pub exits: Vec<String>,
    /// The edges that lead to it.
    pub led_to_by: Vec<Way>,
}

/// An edge to a node or an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The node that it comes from, if any.
    pub from: Option<String>,
    /// Its description: the answer `Yes`, going on, the aside `Wants a manager`, …
    pub how: String,
}

/// A variable.
#[derive(Debug, Clone)]
pub struct VariableAbout {
    /// Its name.
    pub name: String,
    /// The id of its script.
    pub script: Option<String>,
    /// Its declaration, if that could be read.
    pub declaration: Option<Declaration>,
}

/// An outcome.
#[derive(Debug, Clone)]
pub struct OutcomeAbout {
    /// Its id.
    pub id: String,
    /// The id of its script.
    pub script: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Its kind.
    pub kind: OutcomeKind,
    /// The code that a dialler or CRM expects; `None` if the script gives none.
    pub disposition: Option<String>,
    /// The exits and edges that end with it.
    pub ended_by: Vec<Way>,
}

impl Library {
    /// The facts about a symbol; `None` if it is not declared.
    pub fn about(&self, symbol: &Symbol) -> Option<About> {
        let file = self.files().get(symbol.file?)?;
        let document = file.document();
        let script = || file.id().map(str::to_owned);
        match symbol.kind {
            Kind::Script => Some(About::Script(self.script(file)?)),
            Kind::Node => Some(About::Node(node(file, &symbol.name)?)),
            Kind::Variable => {
                let declaration = document.variables.get(&symbol.name)?.declaration.clone();
                Some(About::Variable(VariableAbout { name: symbol.name.clone(), script: script(), declaration }))
            }
            Kind::Answer | Kind::Aside | Kind::Entry => None,
            Kind::Outcome => {
                let outcome = document.outcomes.get(&symbol.name)?;
                Some(About::Outcome(OutcomeAbout {
                    id: symbol.name.clone(),
                    script: script(),
                    label: outcome.label.as_ref().map(|label| label.as_str().to_owned()),
                    kind: outcome.kind,
                    disposition: outcome.code().map(str::to_owned),
                    ended_by: ended_by(file, &symbol.name),
                }))
            }
        }
    }

    fn script(&self, file: &File) -> Option<ScriptAbout> {
        let (id, document) = (file.id()?, file.document());
        let inputs = document
            .variables
            .iter()
            .filter(|(_, variable)| variable.declaration.as_ref().is_none_or(|declaration| declaration.input));
        let run_by = self.files().iter().flat_map(|caller| {
            let runs = caller.document().runs().filter(|(_, script)| script.value == id);
            runs.map(|(node, _)| (caller.id().unwrap_or_default().to_owned(), node.map(str::to_owned)))
        });
        Some(ScriptAbout {
            id: id.to_owned(),
            title: document.title.as_ref().map(|title| title.as_str().to_owned()),
            summary: document.summary.as_ref().map(|summary| summary.as_str().to_owned()),
            file: file.source().name().to_owned(),
            inputs: inputs.map(|(name, variable)| (name.clone(), variable.declaration.clone())).collect(),
            outcomes: document.ends().into_iter().map(str::to_owned).collect(),
            run_by: run_by.collect(),
        })
    }
}

fn node(file: &File, id: &str) -> Option<NodeAbout> {
    let document = file.document();
    let (at, _, node) = document.nodes.get_full(id)?;
    let step = file.steps().into_iter().nth(at)?;
    let mut led_to_by = Vec::new();
    if document.start.as_ref().is_some_and(|start| start.value == id) {
        led_to_by.push(Way { from: None, how: "the start".to_owned() });
    }
    led_to_by.extend(ways(file, |link| matches!(link.to, To::Node(node) if node == at)));
    Some(NodeAbout {
        step,
        say: said(node),
        guidance: node.guidance.as_ref().map(|guidance| guidance.as_str().to_owned()),
        collect: node.collected().map(|name| name.value.clone()).collect(),
        exits: node.exits.iter().map(|exit| exit.key.value.to_owned()).collect(),
        led_to_by,
    })
}

fn said(node: &Node) -> Vec<(Option<String>, String)> {
    let say = node.say.iter();
    say.map(|say| (say.channel.as_ref().map(|channel| channel.value.clone()), say.text.as_str().to_owned())).collect()
}

fn ended_by(file: &File, outcome: &str) -> Vec<Way> {
    let document = file.document();
    let ends = document
        .nodes
        .iter()
        .filter(|(_, node)| node.exits.iter().filter_map(|exit| exit.kind.as_end()).any(|end| end.value == outcome));
    let ends = ends.map(|(id, _)| Way { from: Some(id.clone()), how: "its end".to_owned() });
    ends.chain(ways(file, |link| link.end_in(document).is_some_and(|end| end.value == outcome))).collect()
}

/// The links for which `leads` holds.
fn ways(file: &File, leads: impl Fn(&Link) -> bool) -> Vec<Way> {
    let document = file.document();
    let links = file.graph().links().iter().filter(|link| leads(link));
    let ways = links.map(|link| Way {
        from: link.from.and_then(|from| document.nodes.get_index(from)).map(|(id, _)| id.clone()),
        how: link.described(document),
    });
    ways.collect()
}
