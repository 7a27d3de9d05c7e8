//! The keys of a node.

use crate::format::MapKind::{Answer, Arm, Branch, CannotGive, Else, Node, NotUnderstood, Silence};
use crate::format::{Key, Name, Number, Value};

/// The keys that `with` and `then` belong to.
const CALLS: &[&str] = &["run", "action"];

/// The keys that ask for something.
const ASKING: &[&str] = &["answers", "collect"];

pub(super) const KEYS: &[Key] = &[
    Key::new(
        &[Node],
        "say",
        Value::Say,
        "the words for the customer: a text, or one for each channel. A channel that is not there gets `default`, or else \
         the first of the map",
    ),
    Key::new(
        &[Node],
        "verbatim",
        Value::Flag,
        "`true`: the words must be read exactly as they stand, as the law or a contract may want it",
    ),
    Key::new(&[Node], "guidance", Value::Template, "words for the agent alone, in Markdown"),
    Key::new(
        &[Node],
        "collect",
        Value::Names(Name::Variable),
        "a list of variables that the agent fills in here, in a form of its own before the node goes on",
    ),
    Key::new(
        &[Node],
        "cannot_give",
        Value::Map(CannotGive),
        "an edge out of that form for a customer who does not know or does not want to; nothing of the form is kept",
    )
    .belongs_to(&["collect"]),
    Key::new(
        &[Node],
        "afresh",
        Value::Flag,
        "`true`: coming here again, the form offers no earlier values, as for the next person of a family",
    )
    .belongs_to(&["collect"]),
    Key::new(
        &[Node],
        "silence",
        Value::MapOrFalse(Silence),
        "what happens here when nothing comes; `false`: the script's own `silence` does not hold here",
    )
    .belongs_to(ASKING),
    Key::new(
        &[Node],
        "not_understood",
        Value::MapOrFalse(NotUnderstood),
        "what happens here when something comes that is none of the answers; `false`: the script's own does not hold here",
    )
    .belongs_to(ASKING),
    Key::new(&[Node], "set", Value::Set, "variables and the values that they get here, one after the other"),
    Key::new(&[Node], "tags", Value::Names(Name::Tag), "words by which you find nodes again, such as `[compliance]`"),
    Key::new(
        &[Node],
        "seconds",
        Value::Number(Number { is_whole: false, min: 0, max: None }),
        "how long the step takes. If left out it is estimated from the words to say, at 150 a minute, and 4 seconds for \
         each variable collected",
    ),
    Key::new(&[Node], "answers", Value::Labels(Answer), "the customer decides: a map from label to edge").one_of(),
    Key::new(&[Node], "goto", Value::Name(Name::Node), "there is nothing to decide: the id of the next node").one_of(),
    Key::new(&[Node], "decide", Value::List(Arm), "what is known already decides: a list of edges, tried from the top")
        .one_of(),
    Key::new(
        &[Node],
        "run",
        Value::Name(Name::Script),
        "another script does the next part: its id, with `with` and `then` beside it",
    )
    .one_of()
    .requires(&["then"]),
    Key::new(
        &[Node],
        "action",
        Value::Name(Name::Action),
        "a program does something: its name, with `with`, `then` and optionally `read_only: true` beside it",
    )
    .one_of()
    .requires(&["then"]),
    Key::new(&[Node], "end", Value::Name(Name::Outcome), "the call is over: the id of an outcome").one_of(),
    Key::new(&[Node], "resume", Value::True, "`true`: an aside is over, and the call goes on where it was").one_of(),
    Key::new(
        &[Node],
        "with",
        Value::With,
        "the values that go over to it: a map, or a list of names that are the same on both sides",
    )
    .belongs_to(CALLS),
    Key::new(&[Node], "then", Value::Each(Branch), "the ways on: a map from each outcome or result to an edge")
        .belongs_to(CALLS),
    Key::new(
        &[Node],
        "read_only",
        Value::Flag,
        "`true`: it only looks something up, so that doing it again does no harm",
    )
    .belongs_to(&["action"]),
    Key::new(
        &[Silence],
        "wait",
        Value::Number(Number { is_whole: true, min: 1, max: Some(u32::MAX) }),
        "after how many seconds without a word it counts as silence",
    )
    .required(),
    Key::new(
        &[Silence, NotUnderstood],
        "at_most",
        Value::Number(Number { is_whole: true, min: 0, max: Some(u32::MAX) }),
        "how often it is asked again, at each node and in one run of the script; 0: never",
    )
    .required(),
    Key::new(&[Silence, NotUnderstood], "say", Value::Say, "words that come before it is asked again"),
    Key::new(&[Silence, NotUnderstood], "else", Value::Map(Else), "where to go then: a node or an edge").required(),
];
