//! From a document without errors to the checked script: names become indices, texts are bound.
//!
//! Every step fails where a name leads nowhere; of a document that passed the checks none does.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Action, ActionResult, After, Answer, Aside, Assignment, Digest, Edge, Entry, Exit, Node, NodeId, Operand, Outcome,
    OutcomeId, Places, RetryId, Run, Say, Script, Take, Taken, Target, Variable, VariableId, Way,
};
use crate::document::{self, Document, ExitKind, Expression, Text};
use crate::expression::{Expr, name_choices};
use crate::flow;
use crate::graph::{self, Graph, Link, To};
use crate::source::{Name, Source};
use crate::text::Template;
use crate::timing;
use crate::value::{Choice, Value};

/// A name that leads nowhere: no document that passed the checks has one.
#[derive(Debug)]
pub(crate) struct Stray;

type Built<T> = Result<T, Stray>;

/// Builds the script; `scripts` holds those that it runs, by id.
pub(crate) fn build(source: &Source, document: &Document, scripts: &HashMap<&str, Arc<Script>>) -> Built<Script> {
    let mut builder = Builder { document, scripts, retries: 0, choices: choices(document) };
    let graph = graph::build(document);
    let resumes = resumes(document, &graph);
    let text = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.as_str().to_owned());
    let mut nodes = Vec::with_capacity(document.nodes.len());
    for ((id, node), resumes) in document.nodes.iter().zip(resumes) {
        nodes.push(builder.node(id, node, resumes)?);
    }
    Ok(Script {
        id: document.id.as_ref().ok_or(Stray)?.value.clone(),
        title: text(&document.title),
        language: document.language.as_ref().map_or_else(|| "en".to_owned(), |language| language.value.clone()),
        digest: digest(source.text()),
        channels: document.channels.iter().map(|channel| channel.value.clone()).collect(),
        variables: builder.variables()?,
        outcomes: builder.outcomes(),
        nodes,
        start: builder.node_id(document.start.as_ref().ok_or(Stray)?)?,
        entries: builder.entries()?,
        asides: builder.asides()?,
        after: document.after.as_ref().map(|after| builder.after(after)).transpose()?,
        retries: builder.retries,
        flow: flow::build(document, &graph).0,
        ranks: graph.ranks(),
        places: builder.places()?,
    })
}

/// Of each node, whether a `resume` can be reached from it, over edges and retries.
fn resumes(document: &Document, graph: &Graph<'_>) -> Vec<bool> {
    let resumes = |node: usize| {
        let exits = document.nodes.get_index(node).map_or(&[][..], |(_, node)| &node.exits);
        exits.iter().any(|exit| matches!(exit.kind, ExitKind::Resume))
            || graph.out(node).iter().any(|link| matches!(link.to, To::Resume))
    };
    graph.leading_to((0..graph.len()).filter(|&node| resumes(node)), Link::any)
}

/// The digest of a text, without byte order mark and with LF for every line end.
fn digest(text: &str) -> Digest {
    let text = text.trim_start_matches('\u{feff}');
    let unix = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    Digest(*blake3::hash(unix.as_bytes()).as_bytes())
}

struct Builder<'s> {
    document: &'s Document,
    scripts: &'s HashMap<&'s str, Arc<Script>>,
    retries: u32,
    /// By variable and id.
    choices: HashMap<(usize, &'s str), &'s Choice>,
}

/// Every choice of every variable.
fn choices(document: &Document) -> HashMap<(usize, &str), &Choice> {
    let declarations = document.variables.values().map(|variable| variable.declaration.as_ref());
    let lists = declarations.enumerate().filter_map(|(at, declaration)| Some((at, &declaration?.choices)));
    lists.flat_map(|(at, choices)| choices.iter().map(move |choice| ((at, &*choice.id), choice))).collect()
}

/// The place that a name has, as an index.
fn index(at: Option<usize>) -> Built<u32> {
    at.and_then(|at| u32::try_from(at).ok()).ok_or(Stray)
}

impl<'s> Builder<'s> {
    fn places(&self) -> Built<Places> {
        let variables = self.document.variables.keys().map(|name| Ok((name.clone(), self.variable_id(name)?)));
        let nodes = self.document.nodes.keys().enumerate().map(|(at, id)| Ok((id.clone(), NodeId(index(Some(at))?))));
        Ok(Places { variables: variables.collect::<Built<_>>()?, nodes: nodes.collect::<Built<_>>()? })
    }

    fn callee(&self, name: &Name) -> Built<&'s Arc<Script>> {
        self.scripts.get(name.value.as_str()).ok_or(Stray)
    }

    fn node_id(&self, name: &Name) -> Built<NodeId> {
        index(self.document.nodes.get_index_of(&name.value)).map(NodeId)
    }

    fn outcome_id(&self, name: &Name) -> Built<OutcomeId> {
        index(self.document.outcomes.get_index_of(&name.value)).map(OutcomeId)
    }

    fn variable_id(&self, name: &str) -> Built<VariableId> {
        index(self.document.variables.get_index_of(name)).map(VariableId)
    }

    fn variables(&self) -> Built<Vec<Variable>> {
        let variables = self.document.variables.iter().map(|(name, variable)| {
            let declaration = variable.declaration.clone().ok_or(Stray)?;
            Ok(Variable { name: name.clone(), declaration })
        });
        variables.collect()
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let outcomes = self.document.outcomes.iter().map(|(id, outcome)| Outcome {
            id: id.clone(),
            label: outcome.label.as_ref().map_or_else(|| id.clone(), |label| label.as_str().to_owned()),
            kind: outcome.kind,
            disposition: outcome.code(id).to_owned(),
        });
        outcomes.collect()
    }

    fn entries(&self) -> Built<Vec<Entry>> {
        let entries = self.document.entries.iter().map(|entry| {
            let [document::Way::Goto(target)] = &entry.edge.ways[..] else {
                return Err(Stray);
            };
            Ok(Entry { id: entry.label.id.clone(), label: self.text(&entry.label.text)?, node: self.node_id(target)? })
        });
        entries.collect()
    }

    fn asides(&mut self) -> Built<Vec<Aside>> {
        let document = self.document;
        let asides = document.anytime.iter().map(|aside| {
            Ok(Aside {
                id: aside.label.id.clone(),
                label: self.text(&aside.label.text)?,
                edge: self.edge(&aside.edge, None)?,
            })
        });
        asides.collect()
    }

    fn after(&self, after: &document::After) -> Built<After> {
        let script = self.callee(after.script.as_ref().ok_or(Stray)?)?;
        let outcomes = after.outcomes.as_ref();
        let outcomes = outcomes.map(|outcomes| outcomes.iter().map(|outcome| self.outcome_id(outcome)).collect());
        Ok(After {
            script: Arc::clone(script),
            outcomes: outcomes.transpose()?,
            when: self.when(after.when.as_ref())?,
            with: self.inputs(&after.with, script)?,
            take: self.take(&after.take, Some(script))?,
        })
    }

    fn node(&mut self, id: &str, node: &document::Node, resumes: bool) -> Built<Node> {
        let [exit] = &node.exits[..] else {
            return Err(Stray);
        };
        Ok(Node {
            id: id.to_owned(),
            say: self.say(&node.say)?,
            verbatim: node.verbatim,
            guidance: node.guidance.as_ref().map(|guidance| self.text(guidance)).transpose()?,
            collect: node.collect.iter().map(|name| self.variable_id(&name.value)).collect::<Built<_>>()?,
            cannot_give: node.cannot_give.as_ref().map(|edge| self.edge(edge, None)).transpose()?,
            set: self.set(&node.set)?,
            tags: node.tags.iter().map(|tag| tag.value.clone()).collect(),
            seconds: timing::seconds(self.document, node),
            exit: self.exit(&exit.kind)?,
            resumes,
        })
    }

    /// The words by channel; a channel that has none of its own gets `default`'s, or else the first.
    fn say(&self, say: &[document::Say]) -> Built<Option<Say>> {
        if say.is_empty() {
            return Ok(None);
        }
        let channel = |say: &document::Say| say.channel.as_ref().map_or("default", |name| &name.value).to_owned();
        let by_channel = say.iter().map(|say| Ok((channel(say), self.text(&say.text)?)));
        let by_channel: Vec<_> = by_channel.collect::<Built<_>>()?;
        let default = by_channel.iter().position(|(channel, _)| channel == "default").unwrap_or_default();
        Ok(Some(Say { by_channel, default }))
    }

    fn exit(&mut self, exit: &ExitKind) -> Built<Exit> {
        let exit = match exit {
            ExitKind::Answers(answers) => {
                let answers = answers.iter().map(|answer| {
                    Ok(Answer {
                        id: answer.label.id.clone(),
                        label: self.text(&answer.label.text)?,
                        edge: self.edge(&answer.edge, None)?,
                    })
                });
                Exit::Answers(answers.collect::<Built<_>>()?)
            }
            ExitKind::Goto(target) => Exit::Goto(self.node_id(target)?),
            ExitKind::Decide(arms) => {
                let arms = arms.iter().map(|arm| self.edge(arm, None));
                Exit::Decide(arms.collect::<Built<_>>()?)
            }
            ExitKind::Run(run) => Exit::Run(self.run(run)?),
            ExitKind::Action(action) => Exit::Action(self.action(action)?),
            ExitKind::End(outcome) => Exit::End(self.outcome_id(outcome)?),
            ExitKind::Resume => Exit::Resume,
            ExitKind::Empty | ExitKind::Unreadable => return Err(Stray),
        };
        Ok(exit)
    }

    fn run(&mut self, run: &document::Run) -> Built<Run> {
        let script = Arc::clone(self.callee(&run.script)?);
        let branches = run.then.iter().map(|branch| (branch.name.value.as_str(), &branch.edge));
        let branches: HashMap<&str, &document::Edge> = branches.collect();
        let edge = |id: &str| branches.get(id).map(|edge| self.edge(edge, Some(&script))).transpose();
        let then = script.outcomes.iter().map(|outcome| &*outcome.id).map(edge);
        let then = then.collect::<Built<_>>()?;
        Ok(Run { with: self.inputs(&run.with, &script)?, then, script })
    }

    fn action(&mut self, action: &document::Action) -> Built<Action> {
        let then = action
            .then
            .iter()
            .map(|branch| Ok(ActionResult { name: branch.name.value.clone(), edge: self.edge(&branch.edge, None)? }));
        let then = then.collect::<Built<_>>()?;
        let with = action.with.iter().map(|given| Ok((given.target.value.clone(), self.operand(&given.value)?)));
        Ok(Action {
            name: action.name.value.clone(),
            with: with.collect::<Built<_>>()?,
            then,
            read_only: action.read_only,
        })
    }

    /// An edge; `callee` is the subscript that its `take` takes from.
    fn edge(&mut self, edge: &document::Edge, callee: Option<&Script>) -> Built<Edge> {
        let [way] = &edge.ways[..] else {
            return Err(Stray);
        };
        Ok(Edge {
            when: self.when(edge.when.as_ref())?,
            set: self.set(&edge.set)?,
            take: self.take(&edge.take, callee)?,
            way: self.way(way)?,
            share: edge.share.as_ref().map(|share| share.value),
        })
    }

    fn way(&mut self, way: &document::Way) -> Built<Way> {
        let document::Way::Retry(retry) = way else {
            return self.target(way).map(Way::To);
        };
        let id = RetryId(self.retries);
        self.retries += 1;
        Ok(Way::Retry {
            id,
            target: self.node_id(&retry.target)?,
            at_most: retry.at_most.ok_or(Stray)?,
            otherwise: retry.otherwise.as_ref().map(|otherwise| self.target(otherwise)).transpose()?,
        })
    }

    fn target(&self, way: &document::Way) -> Built<Target> {
        match way {
            document::Way::Goto(node) => self.node_id(node).map(Target::Node),
            document::Way::End(outcome) => self.outcome_id(outcome).map(Target::End),
            document::Way::Resume(_) => Ok(Target::Resume),
            document::Way::Retry(_) => Err(Stray),
        }
    }

    fn set(&self, set: &[document::Assignment]) -> Built<Vec<Assignment>> {
        let set = set.iter().map(|assignment| {
            let target = self.variable_id(&assignment.target.value)?;
            Ok(Assignment { target, value: self.operand(&assignment.value)? })
        });
        set.collect()
    }

    fn inputs(&self, with: &[document::Assignment], callee: &Script) -> Built<Vec<(VariableId, Operand)>> {
        let with = with.iter().map(|given| {
            let input = callee.find_variable(&given.target.value).ok_or(Stray)?;
            Ok((input, self.operand(&given.value)?))
        });
        with.collect()
    }

    fn take(&self, takes: &[document::Take], callee: Option<&Script>) -> Built<Vec<Take>> {
        let takes = takes.iter().map(|take| {
            let from = match callee {
                Some(callee) => Taken::Variable(callee.find_variable(&take.from.value).ok_or(Stray)?),
                None => Taken::Key(take.from.value.clone()),
            };
            Ok(Take { target: self.variable_id(&take.target.value)?, from })
        });
        takes.collect()
    }

    fn operand(&self, operand: &document::Operand) -> Built<Operand> {
        match operand {
            document::Operand::Text(text) => Ok(Operand::Constant(Value::text(text.value.as_str()))),
            document::Operand::Expression(expression) => self.expression(expression).map(Operand::Expression),
        }
    }

    fn when(&self, when: Option<&Expression>) -> Built<Option<Expr<VariableId>>> {
        when.map(|when| self.expression(when)).transpose()
    }

    fn choice(&self, variable: VariableId, id: &str) -> Option<Choice> {
        self.choices.get(&(variable.index(), id)).map(|choice| (*choice).clone())
    }

    fn expression(&self, expression: &Expression) -> Built<Expr<VariableId>> {
        let expr = expression.expr.as_ref().ok_or(Stray)?;
        let mut expr = expr.resolve(&mut |name| self.variable_id(name).ok()).ok_or(Stray)?;
        name_choices(&mut expr, &|variable, id| self.choice(*variable, id));
        Ok(expr)
    }

    fn text(&self, text: &Text) -> Built<Template<VariableId>> {
        match &text.template {
            Some(template) => {
                let mut template = template.resolve(&mut |name| self.variable_id(name).ok()).ok_or(Stray)?;
                template.change_prints(&mut |expr| name_choices(expr, &|variable, id| self.choice(*variable, id)));
                Ok(template)
            }
            None => Ok(Template::plain(text.as_str())),
        }
    }
}
