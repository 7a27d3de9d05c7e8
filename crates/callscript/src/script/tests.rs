//! Tests of what a checked script computes from the source: needs, ends, labels of choices.

use std::sync::Arc;

use super::{Exit, Script};
use crate::base::source::Source;
use crate::library::Library;

fn checked(id: &str, texts: &[&str]) -> Arc<Script> {
    let sources = texts.iter().enumerate().map(|(at, text)| Source::new(format!("{at}.yaml"), *text));
    Library::from_sources(sources.collect()).check(id).unwrap()
}

fn needs(script: &Script, node: &str, caller: Option<&super::Run>) -> Vec<String> {
    let needed = script.needs(script.find_node(node).unwrap(), caller);
    needed.into_iter().map(|variable| script.variable(variable).name.clone()).collect()
}

const SURVEY: &str = "
callscript: 1
id: survey
title: Survey
start: ask
variables:
  score: { type: integer }
  note: { type: text }
outcomes: { answered: Answered, refused: Refused }
nodes:
  ask:
    say: How did we do?
    collect: [score]
    cannot_give: { end: refused }
    goto: thank
  thank:
    say: Thank you.
    answers:
      Yes: { goto: bye, set: { note: \"none\" } }
      No: { end: refused }
  bye: { say: Bye., end: answered }
";

const CALLER: &str = "
callscript: 1
id: caller
title: Caller
start: greet
variables:
  name: { type: text }
  rating: { type: integer }
  agent: { type: text, input: true }
outcomes: { done: Done, left: Left }
after:
  run: farewell
  for: [done]
  with: { name: name }
nodes:
  greet:
    say: \"{{ agent }} here.\"
    collect: [name]
    cannot_give: { end: left }
    goto: rate
  rate:
    run: survey
    then:
      answered: { goto: tell, take: { rating: score } }
      refused: { end: left }
  tell: { say: \"You gave {{ rating }}.\", end: done }
";

const FAREWELL: &str = "
callscript: 1
id: farewell
title: Farewell
start: bye
variables:
  name: { type: text, input: true }
outcomes: { said: Said }
nodes:
  bye: { say: \"Bye, {{ name }}.\", end: said }
";

#[test]
fn a_node_needs_what_is_read_from_there_on() {
    let caller = checked("caller", &[SURVEY, CALLER, FAREWELL]);
    assert_eq!(needs(&caller, "greet", None), [""; 0]);
    assert_eq!(needs(&caller, "rate", None), ["name"], "`after` reads it");
    assert_eq!(needs(&caller, "tell", None), ["name", "rating"]);
    let Exit::Run(run) = &caller.node(caller.find_node("rate").unwrap()).exit else {
        panic!("no run");
    };
    assert_eq!(needs(&run.script, "thank", None), [""; 0]);
    assert_eq!(needs(&run.script, "thank", Some(run)), ["score"], "the caller takes it");
    assert_eq!(needs(&run.script, "ask", Some(run)), [""; 0]);
}

#[test]
fn every_way_on_is_there() {
    let inner = "
callscript: 1
id: inner
title: Inner
start: ask
outcomes: { unused: Never, yes: Said yes, no: Said no }
nodes:
  ask:
    say: Well?
    answers:
      Sure: { end: yes }
      Never: { end: no }
      Once more: { retry: ask, at_most: 2 }
      Again: { retry: ask, at_most: 3, else: { end: no } }
";
    let outer = "
callscript: 1
id: outer
title: Outer
start: choose
variables: { flag: { type: boolean, input: true } }
outcomes: { done: Done }
nodes:
  choose:
    decide:
      - when: flag
        goto: ask
      - end: done
  ask:
    run: inner
    then:
      no: { end: done }
      unused: elsewhere
      yes: { end: done }
  elsewhere: { say: Never said, end: done }
";
    let script = checked("outer", &[outer, inner]);
    let Exit::Decide(decide) = &script.node(script.start()).exit else {
        panic!("no decision");
    };
    assert_eq!(decide.arms.len(), 1, "the last, which is always open, stands apart");
    let Exit::Run(run) = &script.node(script.find_node("ask").unwrap()).exit else {
        panic!("no run");
    };
    let ends: Vec<&str> = run.script.ends().iter().map(|end| run.script.outcome(*end).id.as_str()).collect();
    assert_eq!(ends, ["yes", "no"]);
    let end = |outcome| run.script.find_end(outcome).map(|end| run.script.end(end));
    assert_eq!([end("yes"), end("no")].map(|outcome| outcome.unwrap().index()), [1, 2]);
    assert_eq!((end("unused"), end("nothing")), (None, None));
    assert_eq!(run.then.len(), ends.len(), "what nothing ends with needs no way on");
    let Exit::Answers(answers) = &run.script.node(run.script.start()).exit else {
        panic!("no question");
    };
    let limits: Vec<_> = answers.iter().map(|answer| answer.limit.map(|limit| limit.at_most)).collect();
    assert_eq!(limits, [None, None, Some(2), None], "with `else` it is never closed");
}

#[test]
fn a_choice_in_quotes_prints_its_label() {
    let texts = [
        ("{{ plan | default(\"basic\") }}", "Basic plan"),
        ("{{ plan | default(\"basic\") | upper }}", "BASIC PLAN"),
        ("{{ plan if flag else \"gold\" }}", "Gold plan"),
        ("{{ \"gold\" if not flag else plan }}", "Gold plan"),
        ("{{ plan if flag else (\"basic\" if not flag else \"gold\") }}", "Basic plan"),
        ("{{ plan if flag else \"none\" }}", "none"),
        ("{{ note | default(\"basic\") }}", "basic"),
        ("{% if not flag %}{{ plan | default(\"gold\") }}{% endif %}", "Gold plan"),
    ];
    for (text, printed) in texts {
        let script = format!(
            "callscript: 1\nid: a\ntitle: A\nstart: a\nvariables:\n  plan: {{ type: choice, choices: {{ basic: Basic plan, gold: Gold plan }}, \
             optional: true }}\n  flag: {{ type: boolean, optional: true }}\n  note: {{ type: text, optional: true }}\noutcomes: {{ done: Done }}\n\
             nodes:\n  a:\n    say: |\n      {text}\n    end: done\n"
        );
        let script = checked("a", &[&script]);
        let say = script.node(script.start()).say.as_ref().unwrap().on("phone");
        assert_eq!(say.render(&script.initial_env(), false), printed, "{text}");
    }
}
