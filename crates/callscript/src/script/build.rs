//! From a document without errors to the checked script: names become indices, texts are bound.
//!
//! Every step gives none where a name leads nowhere; of a document that passed the checks none does.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Action, ActionResult, After, Answer, Aside, Assignment, Digest, Edge, Entry, Exit, Node, NodeId, Operand, Outcome,
    OutcomeId, RetryId, Run, Say, Script, Take, Taken, Target, Variable, VariableId, Way,
};
use crate::document::{self, Document, ExitKind, Expression, Text};
use crate::expression::Expr;
use crate::graph::{self, Link, To};
use crate::source::{Name, Source};
use crate::text::Template;
use crate::value::Value;

/// Builds the script; `scripts` holds those that it runs, by id.
pub(crate) fn build(source: &Source, document: &Document, scripts: &HashMap<&str, Arc<Script>>) -> Option<Script> {
    let mut builder = Builder { document, scripts, retries: 0 };
    let resumes = resumes(document);
    let text = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.as_str().to_owned());
    let mut nodes = Vec::with_capacity(document.nodes.len());
    for ((id, node), resumes) in document.nodes.iter().zip(resumes) {
        nodes.push(builder.node(id, node, resumes)?);
    }
    Some(Script {
        id: document.id.as_ref()?.value.clone(),
        title: text(&document.title),
        language: document.language.as_ref().map_or_else(|| "en".to_owned(), |language| language.value.clone()),
        digest: digest(source.text()),
        channels: document.channels.iter().map(|channel| channel.value.clone()).collect(),
        variables: builder.variables()?,
        outcomes: builder.outcomes(),
        nodes,
        start: builder.node_id(document.start.as_ref()?)?,
        entries: builder.entries()?,
        asides: builder.asides()?,
        after: match &document.after {
            Some(after) => Some(builder.after(after)?),
            None => None,
        },
        retries: builder.retries,
    })
}

/// Of each node, whether a `resume` can be reached from it, over edges and retries.
fn resumes(document: &Document) -> Vec<bool> {
    let graph = graph::build(document);
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

struct Builder<'d> {
    document: &'d Document,
    scripts: &'d HashMap<&'d str, Arc<Script>>,
    retries: u32,
}

/// A position as an index.
fn index(at: usize) -> Option<u32> {
    u32::try_from(at).ok()
}

impl Builder<'_> {
    fn node_id(&self, name: &Name) -> Option<NodeId> {
        index(self.document.nodes.get_index_of(&name.value)?).map(NodeId)
    }

    fn outcome_id(&self, name: &Name) -> Option<OutcomeId> {
        index(self.document.outcomes.get_index_of(&name.value)?).map(OutcomeId)
    }

    fn variable_id(&self, name: &str) -> Option<VariableId> {
        index(self.document.variables.get_index_of(name)?).map(VariableId)
    }

    fn variables(&self) -> Option<Vec<Variable>> {
        let variables = self.document.variables.iter().map(|(name, variable)| {
            let declaration = variable.declaration.clone()?;
            Some(Variable { name: name.clone(), declaration })
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

    fn entries(&self) -> Option<Vec<Entry>> {
        let entries = self.document.entries.iter().map(|entry| {
            let [document::Way::Goto(target)] = &entry.edge.ways[..] else {
                return None;
            };
            Some(Entry {
                id: entry.label.id.clone(),
                label: self.text(&entry.label.text)?,
                node: self.node_id(target)?,
            })
        });
        entries.collect()
    }

    fn asides(&mut self) -> Option<Vec<Aside>> {
        let document = self.document;
        let asides = document.anytime.iter().map(|aside| {
            Some(Aside {
                id: aside.label.id.clone(),
                label: self.text(&aside.label.text)?,
                edge: self.edge(&aside.edge, None)?,
            })
        });
        asides.collect()
    }

    fn after(&self, after: &document::After) -> Option<After> {
        let script = self.scripts.get(after.script.as_ref()?.value.as_str())?;
        let outcomes = match &after.outcomes {
            Some(outcomes) => Some(outcomes.iter().map(|outcome| self.outcome_id(outcome)).collect::<Option<_>>()?),
            None => None,
        };
        Some(After {
            script: Arc::clone(script),
            outcomes,
            when: self.when(after.when.as_ref())?,
            with: self.inputs(&after.with, script)?,
            take: self.take(&after.take, Some(script))?,
        })
    }

    fn node(&mut self, id: &str, node: &document::Node, resumes: bool) -> Option<Node> {
        let [exit] = &node.exits[..] else {
            return None;
        };
        Some(Node {
            id: id.to_owned(),
            say: self.say(&node.say)?,
            verbatim: node.verbatim,
            guidance: match &node.guidance {
                Some(guidance) => Some(self.text(guidance)?),
                None => None,
            },
            collect: node.collect.iter().map(|name| self.variable_id(&name.value)).collect::<Option<_>>()?,
            cannot_give: match &node.cannot_give {
                Some(edge) => Some(self.edge(edge, None)?),
                None => None,
            },
            set: self.set(&node.set)?,
            tags: node.tags.iter().map(|tag| tag.value.clone()).collect(),
            seconds: node.seconds,
            exit: self.exit(&exit.kind)?,
            resumes,
        })
    }

    /// The words by channel; a channel that has none of its own gets `default`'s, or else the first.
    fn say(&self, say: &[document::Say]) -> Option<Option<Say>> {
        if say.is_empty() {
            return Some(None);
        }
        let channel = |say: &document::Say| say.channel.as_ref().map_or("default", |name| &name.value).to_owned();
        let by_channel = say.iter().map(|say| Some((channel(say), self.text(&say.text)?)));
        let by_channel: Vec<_> = by_channel.collect::<Option<_>>()?;
        let default = by_channel.iter().position(|(channel, _)| channel == "default").unwrap_or_default();
        Some(Some(Say { by_channel, default }))
    }

    fn exit(&mut self, exit: &ExitKind) -> Option<Exit> {
        let exit = match exit {
            ExitKind::Answers(answers) => {
                let answers = answers.iter().map(|answer| {
                    Some(Answer {
                        id: answer.label.id.clone(),
                        label: self.text(&answer.label.text)?,
                        edge: self.edge(&answer.edge, None)?,
                    })
                });
                Exit::Answers(answers.collect::<Option<_>>()?)
            }
            ExitKind::Goto(target) => Exit::Goto(self.node_id(target)?),
            ExitKind::Decide(arms) => {
                let arms = arms.iter().map(|arm| self.edge(arm, None));
                Exit::Decide(arms.collect::<Option<_>>()?)
            }
            ExitKind::Run(run) => Exit::Run(self.run(run)?),
            ExitKind::Action(action) => Exit::Action(self.action(action)?),
            ExitKind::End(outcome) => Exit::End(self.outcome_id(outcome)?),
            ExitKind::Resume => Exit::Resume,
            ExitKind::Empty | ExitKind::Unreadable => return None,
        };
        Some(exit)
    }

    fn run(&mut self, run: &document::Run) -> Option<Run> {
        let script = Arc::clone(self.scripts.get(run.script.value.as_str())?);
        let then = script.outcomes.iter().map(|outcome| {
            let branch = run.then.iter().find(|branch| branch.name.value == outcome.id);
            branch.map(|branch| self.edge(&branch.edge, Some(&script)))
        });
        // A branch that does not build fails the whole; an outcome without a branch is none.
        let mut branches = Vec::with_capacity(script.outcomes.len());
        for branch in then.collect::<Vec<_>>() {
            branches.push(match branch {
                Some(edge) => Some(edge?),
                None => None,
            });
        }
        Some(Run { with: self.inputs(&run.with, &script)?, then: branches, script })
    }

    fn action(&mut self, action: &document::Action) -> Option<Action> {
        let then = action
            .then
            .iter()
            .map(|branch| Some(ActionResult { name: branch.name.value.clone(), edge: self.edge(&branch.edge, None)? }));
        let then = then.collect::<Option<_>>()?;
        let with = action.with.iter().map(|given| Some((given.target.value.clone(), self.operand(&given.value)?)));
        Some(Action {
            name: action.name.value.clone(),
            with: with.collect::<Option<_>>()?,
            then,
            read_only: action.read_only,
        })
    }

    /// An edge; `callee` is the subscript that its `take` takes from.
    fn edge(&mut self, edge: &document::Edge, callee: Option<&Script>) -> Option<Edge> {
        let [way] = &edge.ways[..] else {
            return None;
        };
        Some(Edge {
            when: self.when(edge.when.as_ref())?,
            set: self.set(&edge.set)?,
            take: self.take(&edge.take, callee)?,
            way: self.way(way)?,
            share: edge.share.as_ref().map(|share| share.value),
        })
    }

    fn way(&mut self, way: &document::Way) -> Option<Way> {
        let document::Way::Retry(retry) = way else {
            return self.target(way).map(Way::To);
        };
        let id = RetryId(self.retries);
        self.retries += 1;
        Some(Way::Retry {
            id,
            target: self.node_id(&retry.target)?,
            at_most: retry.at_most?,
            otherwise: match &retry.otherwise {
                Some(otherwise) => Some(self.target(otherwise)?),
                None => None,
            },
        })
    }

    fn target(&self, way: &document::Way) -> Option<Target> {
        match way {
            document::Way::Goto(node) => self.node_id(node).map(Target::Node),
            document::Way::End(outcome) => self.outcome_id(outcome).map(Target::End),
            document::Way::Resume(_) => Some(Target::Resume),
            document::Way::Retry(_) => None,
        }
    }

    fn set(&self, set: &[document::Assignment]) -> Option<Vec<Assignment>> {
        let set = set.iter().map(|assignment| {
            let target = self.variable_id(&assignment.target.value)?;
            Some(Assignment { target, value: self.operand(&assignment.value)? })
        });
        set.collect()
    }

    fn inputs(&self, with: &[document::Assignment], callee: &Script) -> Option<Vec<(VariableId, Operand)>> {
        let with = with.iter().map(|given| {
            let input = callee.find_variable(&given.target.value)?;
            Some((input, self.operand(&given.value)?))
        });
        with.collect()
    }

    fn take(&self, takes: &[document::Take], callee: Option<&Script>) -> Option<Vec<Take>> {
        let takes = takes.iter().map(|take| {
            let from = match callee {
                Some(callee) => Taken::Variable(callee.find_variable(&take.from.value)?),
                None => Taken::Key(take.from.value.clone()),
            };
            Some(Take { target: self.variable_id(&take.target.value)?, from })
        });
        takes.collect()
    }

    fn operand(&self, operand: &document::Operand) -> Option<Operand> {
        match operand {
            document::Operand::Text(text) => Some(Operand::Constant(Value::text(text.value.as_str()))),
            document::Operand::Expression(expression) => self.expression(expression).map(Operand::Expression),
        }
    }

    fn when(&self, when: Option<&Expression>) -> Option<Option<Expr<VariableId>>> {
        match when {
            Some(when) => self.expression(when).map(Some),
            None => Some(None),
        }
    }

    fn expression(&self, expression: &Expression) -> Option<Expr<VariableId>> {
        expression.expr.as_ref()?.resolve(&mut |name| self.variable_id(name))
    }

    fn text(&self, text: &Text) -> Option<Template<VariableId>> {
        match &text.template {
            Some(template) => template.resolve(&mut |name| self.variable_id(name)),
            None => Some(Template::plain(text.as_str())),
        }
    }
}
