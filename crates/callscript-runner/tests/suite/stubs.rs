//! Stubbed subscripts: the outcome and values that they count as ended with.

use callscript_runner::{FieldError, Session, StepError, TurnKind, Values};

use crate::support::{at, brief, small, start};

fn texts() -> [String; 3] {
    let outer = small(
        "outer",
        "variables: { o: { type: text }, p: { type: integer, optional: true } }\nafter: { run: inner, for: [done], with: { start: 5 }, take: { p: start } }",
        "a: { say: A, answers: { Go: b, Over: { end: other } } }\nb: { run: middle, then: { done: { goto: c, take: { o: word } }, other: { end: other } } }\nc: { say: '{{ o }}', end: done }",
    );
    let middle = small(
        "middle",
        "variables: { word: { type: text, pattern: '[a-z]+' } }",
        "a: { run: inner, with: { start: 1 }, then: { done: b, other: { end: other } } }\nb: { say: B, collect: [word], end: done }",
    );
    let inner = small(
        "inner",
        "variables: { start: { type: integer, input: true } }",
        "a: { say: 'from {{ start }}', answers: { Done: { end: done }, Other: { end: other } } }",
    );
    [outer, middle, inner]
}

fn session() -> Session {
    let texts = texts();
    let mut session = start(&[&texts[0], &texts[1], &texts[2]], []);
    session.answer("go", at(1)).unwrap();
    session
}

fn word(word: &str) -> Values {
    Values::from([("word", word)])
}

#[test]
fn the_outermost_that_has_just_begun_is_left_out_with_all_that_it_runs() {
    let mut session = session();
    assert_eq!((session.prompt().script.as_str(), brief(&session).as_str()), ("inner", "a: ask done, other"));
    session.stub("done", word("hello"), at(2)).unwrap();
    assert_eq!((session.prompt().say.as_deref(), brief(&session).as_str()), (Some("hello"), "c: message"));
    let path: Vec<_> = session.result().path.into_iter().map(|visit| (visit.script, visit.node)).collect();
    let node = |node: &str| ("outer".to_owned(), node.to_owned());
    assert_eq!(path, [node("a"), node("b"), node("c")], "nothing of what was left out was visited");
    let history = session.history();
    let TurnKind::Stubbed { script, outcome, sets } = &history[1].kind else { panic!("{history:?}") };
    assert_eq!((script.as_str(), outcome.as_str(), sets[0].value.as_deref()), ("middle", "done", Some("hello")));
    let stood = (history[1].script.as_str(), history[1].node.as_str(), history[1].said.as_deref());
    assert_eq!(stood, ("outer", "b", None), "nothing of what was left out was said");
    assert!(session.transcript().to_markdown().contains("**Left out** `middle`, ending with `done`\n\n- word: hello"));
}

#[test]
fn what_comes_after_the_outcome_can_be_left_out_too() {
    let mut session = session();
    session.stub("done", word("x"), at(2)).unwrap();
    session.proceed(at(3)).unwrap();
    assert_eq!(session.prompt().say.as_deref(), Some("from 5"));
    session.stub("other", Values::from([("start", "7")]), at(4)).unwrap();
    assert_eq!(brief(&session), "c: ended done");
    let result = session.result();
    assert_eq!(result.variables[1].value.as_ref().map(ToString::to_string).as_deref(), Some("7"));
    session.back(at(5)).unwrap();
    assert_eq!(session.prompt().say.as_deref(), Some("from 5"));
}

/// The first fault of the values.
fn first(error: StepError) -> FieldError {
    let StepError::Values(faults) = error else { panic!("{error}") };
    faults.into_fields().remove(0)
}

#[test]
fn only_what_has_just_begun_is_left_out_and_only_as_it_can_end() {
    let mut session = session();
    let before = session.clone();
    let refused = |session: &mut Session, outcome: &str, sets: Values| session.stub(outcome, sets, at(2)).unwrap_err();
    let outcomes = vec!["done".to_owned(), "other".to_owned()];
    let no_such = StepError::NoSuchOutcome { script: "middle".to_owned(), outcome: "gone".to_owned(), outcomes };
    assert_eq!(refused(&mut session, "gone", Values::new()), no_such);
    let missing = refused(&mut session, "done", Values::new());
    assert!(matches!(first(missing), FieldError::Missing { field } if field.name == "word"));
    let bad = refused(&mut session, "done", word("HELLO"));
    assert!(matches!(first(bad), FieldError::Refused { field, .. } if field.name == "word"));
    let unknown = refused(&mut session, "other", Values::from([("o", "x")]));
    assert!(matches!(first(unknown), FieldError::NotAsked { name, .. } if name == "o"));
    assert!(session == before);
    session.note("still there", at(2)).unwrap();
    let noted = session.clone();
    session.answer("done", at(3)).unwrap();
    assert_eq!(refused(&mut session, "done", word("x")), StepError::NoSubscript { node: "b".to_owned() });
    session = noted;
    session.stub("other", Values::new(), at(4)).unwrap();
    assert_eq!(brief(&session), "b: ended other");
}
