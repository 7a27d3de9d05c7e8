//! Lowering to the checked form (IR): from a document without errors to the checked script. Names become indices, and expressions become typed.
//!
//! Each step fails if a name resolves to nothing or a type does not fit. For a document that passed the checks, none
//! does.

mod exits;
mod values;

use crate::base::lapse::Lapse;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::parts::Lapses;
use super::{
    After, Aside, AskAgain, EndId, Entry, NameIndex, Node, NodeId, Outcome, OutcomeId, Reads, Say, Script, VariableId,
    source_info,
};
use crate::analysis::definite_assignment;
use crate::analysis::graph::{Graph, Link, To};
use crate::analysis::timing;
use crate::analysis::typed_expression::{AnySlot, Env, LowerError, Lowered, all};
use crate::base::locale::Locale;
use crate::base::source::{Name, Source};
use crate::base::value::Choice;
use crate::document::{self, Document, ExitKind, Text};

/// Lowers a document; `scripts` has the checked scripts that it runs, by id, and `locale` is that of its language.
pub(crate) fn lower(
    source: &Source,
    document: &Document,
    graph: &Graph,
    scripts: &HashMap<&str, Arc<Script>>,
    locale: &Arc<Locale>,
) -> Lowered<Script> {
    let mut builder = Builder::new(document, scripts, locale)?;
    let resumes = resumes(document, graph);
    let text = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.as_str().to_owned());
    let mut nodes = Vec::with_capacity(document.nodes.len());
    for (at, ((id, node), resumes)) in document.nodes.iter().zip(resumes).enumerate() {
        let lapses = builder.lapses(node, graph.out(at))?;
        nodes.push(Node { lapses, ..builder.node(id, node, resumes)? });
    }
    let variables = builder.variables()?;
    let start = builder.node_id(document.start.as_ref().ok_or(LowerError)?)?;
    let entries = builder.entries()?;
    // A `resume` needs an aside to return from, so it must not be reachable from a root.
    if [start].into_iter().chain(entries.iter().map(|entry| entry.node)).any(|root| nodes[root.index()].resumes) {
        return Err(LowerError);
    }
    let asides = builder.asides()?;
    let labels = asides.iter().map(|aside| &aside.label);
    let source_info = source_info::collect(document, &nodes, &builder.ends, labels)?;
    Ok(Script {
        id: document.id.as_ref().ok_or(LowerError)?.value.clone(),
        title: text(&document.title),
        locale: Arc::clone(locale),
        source: source.with_text(source.text().to_owned()),
        text_digest: OnceLock::new(),
        channels: document.channels.iter().map(|channel| channel.value.clone()).collect(),
        initial_env: builder.defaults(&variables),
        variables,
        outcomes: builder.outcomes(),
        ends: builder.ends.clone(),
        nodes,
        start,
        entries,
        asides,
        guards: OnceLock::new(),
        after: document.after.as_ref().map(|after| builder.after(after).map(Arc::new)).transpose()?,
        retries: builder.retries,
        reads: builder.reads.get(),
        cfg: definite_assignment::build(document, graph).0,
        topological_order: graph.topological_order(),
        names: builder.name_index()?,
        source_info,
    })
}

/// For each node, whether a `resume` can be reached from it, over edges and retries.
fn resumes(document: &Document, graph: &Graph) -> Vec<bool> {
    let resumes = |node: usize| {
        let exits = document.nodes.get_index(node).map_or(&[][..], |(_, node)| &node.exits);
        exits.iter().any(|exit| matches!(exit.kind, ExitKind::Resume))
            || graph.out(node).iter().any(|link| matches!(link.to, To::Resume))
    };
    graph.reaching((0..graph.len()).filter(|&node| resumes(node)), Link::target)
}

struct Builder<'s> {
    document: &'s Document,
    scripts: &'s HashMap<&'s str, Arc<Script>>,
    locale: Arc<Locale>,
    retries: u32,
    /// The forms that begin afresh.
    afresh: u32,
    reads: Cell<Reads>,
    /// For each variable of the document, its slot.
    slots: Vec<AnySlot>,
    /// An environment in which no variable has a value.
    env: Env,
    ends: Vec<OutcomeId>,
    /// The choices, by index of the variable and id.
    choices: HashMap<(usize, &'s str), &'s Choice>,
}

/// All choices of all variables.
fn choices(document: &Document) -> HashMap<(usize, &str), &Choice> {
    let declarations = document.variables.values().map(|variable| variable.declaration.as_ref());
    let lists = declarations.enumerate().filter_map(|(at, declaration)| Some((at, &declaration?.choices)));
    lists.flat_map(|(at, choices)| choices.iter().map(move |choice| ((at, &*choice.id), choice))).collect()
}

/// The index of a name, as `u32`.
fn index(at: Option<usize>) -> Lowered<u32> {
    at.and_then(|at| u32::try_from(at).ok()).ok_or(LowerError)
}

impl<'s> Builder<'s> {
    fn new(document: &'s Document, scripts: &'s HashMap<&'s str, Arc<Script>>, locale: &Arc<Locale>) -> Lowered<Self> {
        let mut env = Env::default();
        let declarations = document.variables.values().map(|variable| variable.declaration.as_ref().ok_or(LowerError));
        let slots = declarations.map(|declaration| Ok(env.add(declaration?.kind))).collect::<Lowered<_>>()?;
        let end = |id: &str| index(document.outcomes.get_index_of(id)).map(OutcomeId);
        let ends = document.ends().into_iter().map(end).collect::<Lowered<_>>()?;
        let (reads, choices) = (Cell::default(), choices(document));
        let locale = Arc::clone(locale);
        Ok(Self { document, scripts, locale, retries: 0, afresh: 0, reads, slots, env, ends, choices })
    }

    fn name_index(&self) -> Lowered<NameIndex> {
        let variables = self.document.variables.keys().map(|name| Ok((name.clone(), self.variable_id(name)?)));
        let nodes = self.document.nodes.keys().enumerate().map(|(at, id)| Ok((id.clone(), NodeId(index(Some(at))?))));
        let outcomes = self.document.outcomes.keys().enumerate();
        let outcomes = outcomes.map(|(at, id)| Ok((id.clone(), OutcomeId(index(Some(at))?))));
        Ok(NameIndex {
            variables: variables.collect::<Lowered<_>>()?,
            nodes: nodes.collect::<Lowered<_>>()?,
            outcomes: outcomes.collect::<Lowered<_>>()?,
            entries: self.document.entries.iter().enumerate().map(|(at, entry)| (entry.label.id.clone(), at)).collect(),
        })
    }

    fn callee(&self, name: &Name) -> Lowered<&'s Arc<Script>> {
        let callee = self.scripts.get(name.value.as_str()).ok_or(LowerError)?;
        self.reads.set(self.reads.get().and(callee.reads));
        Ok(callee)
    }

    fn node_id(&self, name: &Name) -> Lowered<NodeId> {
        index(self.document.nodes.get_index_of(&name.value)).map(NodeId)
    }

    fn outcome_id(&self, name: &Name) -> Lowered<OutcomeId> {
        index(self.document.outcomes.get_index_of(&name.value)).map(OutcomeId)
    }

    fn variable_id(&self, name: &str) -> Lowered<VariableId> {
        index(self.document.variables.get_index_of(name)).map(VariableId)
    }

    fn end_id(&self, name: &Name) -> Lowered<EndId> {
        let outcome = self.outcome_id(name)?;
        index(self.ends.binary_search(&outcome).ok()).map(EndId)
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let outcomes = self.document.outcomes.iter().map(|(id, outcome)| Outcome {
            id: id.clone(),
            label: outcome.label.as_ref().map_or_else(|| id.clone(), |label| label.as_str().to_owned()),
            kind: outcome.kind,
            disposition: outcome.code().map(str::to_owned),
        });
        outcomes.collect()
    }

    fn entries(&self) -> Lowered<Vec<Entry>> {
        let entries = self.document.entries.iter().map(|entry| {
            let [document::Way::Goto(target)] = &entry.edge.ways[..] else {
                return Err(LowerError);
            };
            Ok(Entry { id: entry.label.id.clone(), label: self.text(&entry.label.text)?, node: self.node_id(target)? })
        });
        entries.collect()
    }

    fn asides(&mut self) -> Lowered<Vec<Aside>> {
        let document = self.document;
        let asides = document.anytime.iter().map(|aside| {
            Ok(Aside {
                id: aside.label.id.clone(),
                label: self.text(&aside.label.text)?,
                edge: self.edge(&aside.edge)?,
            })
        });
        asides.collect()
    }

    fn after(&self, after: &document::After) -> Lowered<After> {
        let script = self.callee(after.script.as_ref().ok_or(LowerError)?)?;
        let outcomes = after.outcomes.as_ref();
        let outcomes = outcomes.map(|outcomes| outcomes.iter().map(|outcome| self.outcome_id(outcome)).collect());
        Ok(After {
            script: Arc::clone(script),
            outcomes: outcomes.transpose()?,
            when: self.when(after.when.as_ref())?,
            with: self.inputs(&after.with, script)?,
            take: self.take(&after.take, script)?,
        })
    }

    fn node(&mut self, id: &str, node: &document::Node, resumes: bool) -> Lowered<Node> {
        let [exit] = &node.exits[..] else {
            return Err(LowerError);
        };
        Ok(Node {
            id: id.to_owned(),
            say: self.say(&node.say)?,
            verbatim: node.verbatim,
            guidance: node.guidance.as_ref().map(|guidance| self.text(guidance)).transpose()?,
            collect: all(node.collect.iter().map(|name| self.variable_id(&name.value)))?,
            cannot_give: node.cannot_give.as_ref().map(|edge| self.edge(edge)).transpose()?,
            lapses: None,
            afresh: node.afresh.then(|| self.visits_id()),
            set: self.set(&node.set)?,
            tags: node.tags.iter().map(|tag| tag.value.clone()).collect(),
            seconds: timing::seconds(self.document, node),
            exit: self.exit(&exit.kind)?,
            guards: OnceLock::new(),
            resumes,
        })
    }

    /// What happens at a node when nothing comes, or nothing that is understood; `out` has its links.
    fn lapses(&mut self, node: &document::Node, out: &[Link]) -> Lowered<Option<Box<Lapses>>> {
        if node.lapses.is_none() && self.document.lapses.is_none() {
            return Ok(None);
        }
        let mut lapses = Lapses::default();
        for link in out {
            let (Some((lapse, _)), Some(again)) = (link.lapse(), link.again_in(self.document)) else { continue };
            let lowered = AskAgain {
                wait: again.wait,
                id: self.retry_id(),
                at_most: again.at_most.ok_or(LowerError)?,
                say: self.say(&again.say)?,
                edge: self.edge(&again.edge)?,
            };
            match lapse {
                Lapse::Silence => lapses.silence = Some(lowered),
                Lapse::NotUnderstood => lapses.not_understood = Some(lowered),
            }
        }
        Ok(Some(Box::new(lapses)))
    }

    /// The words by channel. Channels without words of their own use those of `default`, or else the first.
    fn say(&self, say: &[document::Say]) -> Lowered<Option<Say>> {
        if say.is_empty() {
            return Ok(None);
        }
        let channel = |say: &document::Say| say.channel.as_ref().map_or("default", |name| &name.value).to_owned();
        let by_channel = say.iter().map(|say| Ok((channel(say), self.text(&say.text)?)));
        let by_channel = all(by_channel)?;
        let default = by_channel.iter().position(|(channel, _)| channel == "default").unwrap_or_default();
        Ok(Some(Say { by_channel, default }))
    }
}
