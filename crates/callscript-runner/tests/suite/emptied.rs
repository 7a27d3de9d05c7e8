//! `NAME: empty`, in nodes and on edges.

use crate::support::{at, brief, said, start};
use callscript_runner::Values;

const TEXT: &str = "
callscript: 1
id: tickets
title: Tickets
start: ask
variables:
  ticket: { type: text, optional: true }
  count: { type: integer, optional: true, default: 3 }
outcomes: { done: Done }
nodes:
  ask:
    say: Which ticket?
    collect: [ticket]
    set: { count: empty }
    answers:
      Keep: told
      Drop: { goto: told, set: { ticket: empty } }
      Again: { retry: ask, at_most: 1, set: { ticket: empty } }
  told:
    say: '{{ ticket | default(\"none\") }}, {% if count is defined %}{{ count }}{% else %}no count{% endif %}'
    end: done
";

#[test]
fn a_node_and_an_edge_empty_optional_variables() {
    for (answer, told) in [("keep", "T-1, no count"), ("drop", "none, no count")] {
        let mut session = start(&[TEXT], []);
        session.enter(Values::from([("ticket", "T-1")]), at(1)).unwrap();
        session.answer(answer, at(2)).unwrap();
        assert_eq!(said(&session), told);
        session.back(at(3)).unwrap();
        session.answer("keep", at(4)).unwrap();
        assert_eq!(said(&session), "T-1, no count", "going back brings the value back");
    }
    let mut session = start(&[TEXT], []);
    session.enter(Values::from([("ticket", "T-1")]), at(1)).unwrap();
    session.answer("again", at(2)).unwrap();
    assert_eq!(brief(&session), "ask: form ticket");
}
