//! The keys of edges.

use crate::format::MapKind::{self, Answer, Arm, Aside, Branch, CannotGive, Else, Entry};
use crate::format::{Key, Name, Number, Value};

const ALL: &[MapKind] = &[Answer, Arm, Branch, CannotGive, Aside, Entry, Else];
const ENDING: &[MapKind] = &[Answer, Arm, Branch, CannotGive, Aside, Else];
const RESUMING: &[MapKind] = &[Answer, Arm, Branch, CannotGive, Else];
const RETRYING: &[MapKind] = &[Answer, Arm, Branch, CannotGive];

const RETRY: &str = "leads back to a node that was there before, a limited number of times";

pub(super) const KEYS: &[Key] = &[
    Key::new(
        &[Arm],
        "when",
        Value::Condition,
        "a condition: the first edge whose condition holds is taken. All but the last need one",
    ),
    Key::new(ALL, "goto", Value::Name(Name::Node), "leads to a node").one_of(),
    Key::new(ENDING, "end", Value::Name(Name::Outcome), "leads to the end of this script, with an outcome").one_of(),
    Key::new(RESUMING, "resume", Value::True, "`true`: leads to the place from which the aside was called").one_of(),
    Key::new(&[Answer], "retry", Value::Name(Name::RetryTarget), RETRY).one_of().requires(&["at_most"]),
    Key::new(&[Arm, Branch, CannotGive], "retry", Value::Name(Name::RetryTarget), RETRY)
        .one_of()
        .requires(&["at_most", "else"]),
    Key::new(
        RETRYING,
        "at_most",
        Value::Number(Number { is_whole: true, min: 1, max: Some(u32::MAX) }),
        "how often one run of the script may go back here",
    )
    .belongs_to(&["retry"]),
    Key::new(RETRYING, "else", Value::Map(Else), "where to go then: a node or an edge").belongs_to(&["retry"]),
    Key::new(&[Answer, Aside], "when", Value::Condition, "a condition; while it does not hold the edge is closed"),
    Key::new(&[Answer, Aside, Entry], "id", Value::Words, "a fixed id in place of the one made of the label"),
    Key::new(
        &[Answer, Arm, Branch, CannotGive, Aside],
        "set",
        Value::Set,
        "values that are written as the edge is taken",
    ),
    Key::new(
        &[Answer],
        "collect",
        Value::Names(Name::Variable),
        "a list of variables that are given together with the answer, as in \"Other, namely …\"; before its `set`",
    ),
    Key::new(
        &[Branch],
        "take",
        Value::Take,
        "a map from a variable here to what came back from the subscript or the action",
    ),
    Key::new(
        &[Answer, Arm, Branch],
        "share",
        Value::Number(Number { is_whole: false, min: 0, max: Some(1) }),
        "which part of the calls goes this way, from 0 to 1. Edges without one split the rest evenly",
    ),
];
