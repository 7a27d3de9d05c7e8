//! The keys of policies.

use crate::format::MapKind::{self, Before, Policy, SharedPolicy, Verbatim};
use crate::format::{Key, Name, Number, Value};

const POLICIES: &[MapKind] = &[Policy, SharedPolicy];

pub(super) const KEYS: &[Key] = &[
    Key::new(
        POLICIES,
        "before",
        Value::Map(Before),
        "the nodes that no path reaches before it has passed a node with the tag of `pass`",
    )
    .one_of()
    .requires(&["pass"]),
    Key::new(
        POLICIES,
        "ends",
        Value::OneOrMore(Name::Outcome),
        "the outcome, or a list of outcomes, with which no path ends before it has passed a node with the tag of \
         `pass`",
    )
    .one_of()
    .requires(&["pass"]),
    Key::new(POLICIES, "pass", Value::Name(Name::Tag), "the tag that a path has to pass")
        .belongs_to(&["before", "ends"]),
    Key::new(
        POLICIES,
        "max_seconds",
        Value::Number(Number { is_whole: false, min: 0, max: None }),
        "how many seconds the longest path may take",
    )
    .one_of(),
    Key::new(
        POLICIES,
        "max_questions",
        Value::Number(Number { is_whole: true, min: 0, max: None }),
        "how many questions a path may ask",
    )
    .one_of(),
    Key::new(POLICIES, "verbatim", Value::Map(Verbatim), "the nodes that say, word for word, the text of `file`")
        .one_of()
        .requires(&["file"]),
    Key::new(POLICIES, "file", Value::LiteralText, "the file, from the folder of the library")
        .belongs_to(&["verbatim"]),
    Key::new(POLICIES, "why", Value::OptionalWords, "your reason; shown with every finding"),
    Key::new(
        &[SharedPolicy],
        "scripts",
        Value::OneOrMore(Name::Script),
        "the scripts that it is about; all of them if left out",
    ),
    Key::new(&[Before, Verbatim], "tag", Value::OneOrMore(Name::Tag), "nodes with a tag").one_of(),
    Key::new(&[Before, Verbatim], "node", Value::OneOrMore(Name::Node), "nodes by their ids").one_of(),
    Key::new(&[Before], "action", Value::OneOrMore(Name::Action), "nodes with an action").one_of(),
    Key::new(&[Before], "outcome", Value::OneOrMore(Name::Outcome), "nodes that end with an outcome").one_of(),
    Key::new(
        &[Before],
        "collects",
        Value::Sensitive,
        "`sensitive`: nodes with a form that asks for a sensitive variable",
    )
    .one_of(),
];
