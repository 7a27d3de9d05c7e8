use std::fmt::Write;

use crate::library::File;
use crate::model::{Assignment, Edge, Expression, Given, ScriptModel, Target, Text};
use crate::source::{Name, Source, Span};

const SCRIPT: &str = "callscript: 1
id: all
title: 'All of \"it\"'
summary: Everything there is
language: en
channels: [phone, chat]
start: ask
entries: { Called back: act }
variables:
  name: { type: text, sensitive: true }
  case: { type: text, optional: true }
outcomes:
  done: { label: Done, kind: success, disposition: D1 }
  gone: Gone
anytime:
  Agent please: { end: gone }
after: { run: survey, for: [done], when: case is defined, with: { who: name }, take: { case: stars } }
nodes:
  ask:
    say: { phone: \"Hello\\t{{ name }}\", chat: 'Hi' }
    guidance: Smile
    collect: [name]
    cannot_give: { end: gone }
    set: { case: \"none\" }
    tags: [greeting, first]
    seconds: 12.5
    answers:
      Yes: { goto: act, when: name != \"x\", set: { case: name } }
      No: { retry: ask, at_most: 2, else: act }
  act:
    action: book
    with: { who: name }
    then:
      ok: { goto: sub, take: { case: number } }
      failed: decide
  decide:
    decide: [ { when: case is defined, goto: sub, share: 0.5 }, { end: gone } ]
  sub:
    run: other
    then: { ended: bye }
  bye:
    say: |
      Good {{ 'bye' if case is defined
      else name }}
    end: done
";

/// What the model shows, with the text at each span.
struct Dump<'s> {
    script: ScriptModel<'s>,
    out: String,
}

impl<'s> Dump<'s> {
    fn at(&self, span: Span) -> &'s str {
        &self.script.source().text()[span.range()]
    }

    fn names(&self, names: &[Name]) -> String {
        let shown = names.iter().map(|name| {
            assert_eq!(self.at(name.span), name.value);
            name.value.as_str()
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    fn text(&self, text: Text<'_>) -> String {
        format!("{:?} at {:?} reads [{}]", text.as_str(), self.at(text.span()), self.names(&text.reads()))
    }

    fn expression(&self, expression: Expression<'_>) -> String {
        assert_eq!(self.at(expression.span()), expression.as_str());
        format!("{} reads [{}]", expression.as_str(), self.names(&expression.reads()))
    }

    fn assignment(&self, assignment: Assignment<'_>) -> String {
        let value = match assignment.value() {
            Given::Text(text) => format!("{:?}", text.value),
            Given::Expression(expression) => self.expression(expression),
            Given::Empty => "empty".to_owned(),
        };
        format!("{} = {value}", assignment.target().value)
    }

    fn target(target: Target<'_>) -> String {
        match target {
            Target::Node(node) => format!("-> {}", node.value),
            Target::End(outcome) => format!("end {}", outcome.value),
            Target::Resume(_) => "resume".to_owned(),
            Target::Retry { node, at_most } => format!("retry {} {at_most:?}", node.value),
        }
    }

    fn edge(&mut self, edge: Edge<'_>) {
        let mut line = format!("  {:?}", edge.kind());
        let parts = [
            edge.label().map(|label| label.as_str().to_owned()),
            edge.id().map(|id| format!("#{id}")),
            edge.name().map(|name| name.value.clone()),
            edge.when().map(|when| format!("when {}", self.expression(when))),
            edge.share().map(|share| format!("share {share}")),
        ];
        for part in parts.into_iter().flatten() {
            write!(line, " {part}").unwrap();
        }
        edge.sets().for_each(|set| write!(line, " set {}", self.assignment(set)).unwrap());
        edge.takes().for_each(|take| write!(line, " take {} = {}", take.target().value, take.from().value).unwrap());
        edge.targets().for_each(|target| write!(line, " {}", Self::target(target)).unwrap());
        writeln!(self.out, "{line}").unwrap();
    }

    fn all(mut self) -> String {
        let script = self.script;
        assert!(script.is_complete());
        let texts = [script.title(), script.summary()].map(|text| self.text(text.unwrap()));
        let [id, language, start] = [script.id(), script.language(), script.start()].map(|name| &name.unwrap().value);
        writeln!(self.out, "{id} {language} {start} [{}] {}", self.names(script.channels()), texts.join(", ")).unwrap();
        script.entries().chain(script.asides()).for_each(|edge| self.edge(edge));
        for variable in script.variables() {
            assert_eq!(self.at(variable.span()), variable.name());
            let declaration = variable.declaration().unwrap();
            writeln!(self.out, "{} sensitive {}", variable.name(), declaration.sensitive).unwrap();
        }
        for outcome in script.outcomes() {
            assert_eq!(self.at(outcome.span()), outcome.id());
            let code = outcome.disposition().map(|code| &code.value);
            let label = self.text(outcome.label().unwrap());
            writeln!(self.out, "{} {} {code:?} {label}", outcome.id(), outcome.kind()).unwrap();
        }
        let after = script.after().unwrap();
        let (given, when) = (after.with().map(|with| self.assignment(with)).collect::<String>(), after.when().unwrap());
        let outcomes = self.names(after.outcomes().unwrap());
        let taken = after.takes().map(|take| take.from().value.clone()).collect::<String>();
        let when = self.expression(when);
        writeln!(self.out, "after {} {outcomes} {when} {given} {taken}", after.script().unwrap().value).unwrap();
        for node in script.nodes() {
            assert!(self.at(node.extent()).starts_with(self.at(node.span())));
            let exit = format!("{:?}", node.exit());
            let exit = exit.split(['(', ' ']).next().unwrap();
            let (tags, collects) = (self.names(node.tags()), self.names(node.collects()));
            write!(
                self.out,
                "{} {exit} [{tags}] [{collects}] {:?}",
                node.id(),
                node.seconds().map(|it| it.to_string())
            )
            .unwrap();
            let assigned: Vec<_> = node.sets().chain(node.with()).map(|set| self.assignment(set)).collect();
            let targets: Vec<_> = node.targets().into_iter().map(Self::target).collect();
            writeln!(self.out, " {assigned:?} {}", targets.join(", ")).unwrap();
            for (channel, text) in node.say() {
                let channel = channel.map(|channel| channel.value.as_str());
                assert_eq!(node.say_on(channel.unwrap_or("chat")).unwrap().span(), text.span());
                writeln!(self.out, "  {channel:?} {}", self.text(text)).unwrap();
            }
            node.edges().for_each(|edge| self.edge(edge));
        }
        self.out
    }
}

#[test]
fn a_model_shows_everything_with_its_place() {
    let file = File::read(Source::new("all.yaml", SCRIPT));
    assert!(file.findings.is_empty(), "{:#?}", file.findings);
    let dump = Dump { script: file.model(), out: String::new() }.all();
    let expected = include_str!("tests/all.txt");
    assert_eq!(dump, expected, "{dump}");
    let texts: Vec<_> = file.model().texts().map(|(node, text)| (node, text.as_str())).collect();
    assert!(
        texts.contains(&(Some("ask"), "Smile"))
            && texts.contains(&(None, "Gone"))
            && texts.contains(&(None, "Called back"))
    );
    assert_eq!(format!("{:?}", file.model()), "ScriptModel(\"all.yaml\")");
    let (script, variable) = (file.model(), file.model().variable("case").unwrap());
    assert_eq!((script.node("bye").unwrap().id(), variable.name()), ("bye", "case"));
    assert!(script.node("nobody").is_none() && script.variable("nobody").is_none());
}
