//! `afresh: true`: a later visit offers no earlier values.

use crate::support::{at, brief, start};
use callscript_runner::{PromptKind, Session, Values};

const TEXT: &str = "
callscript: 1
id: family
title: Family
start: person
variables:
  name: { type: text, label: Name }
  age: { type: integer, label: Age, default: 30 }
outcomes: { done: Done }
anytime: { Wait: wait }
nodes:
  person:
    say: And the next person?
    collect: [name, age]
    afresh: true
    answers:
      Another: { retry: person, at_most: 3 }
      That is all: { end: done }
  wait:
    say: Of course.
    resume: true
";

fn offered(session: &Session) -> String {
    let PromptKind::Form { fields, .. } = &session.prompt().kind else { return brief(session) };
    let offered =
        fields.iter().map(|field| field.offered.as_ref().map_or("-".to_owned(), callscript::value::Value::to_plain));
    offered.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_later_visit_offers_nothing_and_back_does() {
    let mut session = start(&[TEXT], []);
    assert_eq!(offered(&session), "-, 30");
    session.enter(Values::from([("name", "Ada"), ("age", "36")]), at(1)).unwrap();
    session.back(at(2)).unwrap();
    assert_eq!(offered(&session), "Ada, 36", "back offers what was entered");
    session.enter(Values::from([("name", "Ada"), ("age", "36")]), at(3)).unwrap();
    session.answer("another", at(4)).unwrap();
    assert_eq!(offered(&session), "-, 30", "the next person has neither her name nor her age");
    session.aside("wait", at(5)).unwrap();
    session.proceed(at(6)).unwrap();
    assert_eq!(offered(&session), "-, 30");
    session.enter(Values::from([("name", "Bob"), ("age", "7")]), at(7)).unwrap();
    session.back(at(8)).unwrap();
    assert_eq!(offered(&session), "Bob, 7");
    let PromptKind::Form { fields, .. } = session.prompt_at(1).unwrap().kind else { panic!("a form") };
    assert_eq!(
        fields[0].offered.as_ref().map(callscript::value::Value::to_plain).as_deref(),
        Some("Ada"),
        "a revision, too"
    );
}
