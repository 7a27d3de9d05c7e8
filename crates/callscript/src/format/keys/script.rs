//! The top-level keys of a script, and those of its outcomes, its variables and `after`.

use crate::base::value::Type;
use crate::format::MapKind::{After, Aside, Entry, Node, NotUnderstood, Outcome, Policy, Script, Silence, Variable};
use crate::format::{Key, Name, Number, Value};

const ORDERED: &[Type] = &[Type::Integer, Type::Number, Type::Date, Type::Time];

pub(super) const KEYS: &[Key] = &[
    Key::new(&[Script], "callscript", Value::Version, "`1`, the version of the format").required(),
    Key::new(
        &[Script],
        "id",
        Value::Id,
        "the script's name for other scripts and for records. It is unique in the library; do not change it later",
    )
    .required(),
    Key::new(&[Script], "title", Value::Words, "one line for people").required(),
    Key::new(&[Script], "summary", Value::OptionalWords, "a few sentences for people who choose a script"),
    Key::new(
        &[Script],
        "language",
        Value::Language,
        "the language of its words as a tag such as `en` or `pt-BR`; `en` if left out",
    ),
    Key::new(
        &[Script],
        "channels",
        Value::NonEmptyNames(Name::Channel),
        "where it is used, such as `[phone, chat]`; the first is the default, and `[phone]` if left out",
    ),
    Key::new(&[Script], "start", Value::Name(Name::Node), "the node at which a call begins").required(),
    Key::new(&[Script], "entries", Value::Labels(Entry), "further places to begin: a map from label to edge"),
    Key::new(
        &[Script],
        "variables",
        Value::Each(Variable),
        "what is known, or is to be found out: a map from name to variable",
    ),
    Key::new(&[Script], "outcomes", Value::Each(Outcome), "how a call can end: a map from id to outcome").required(),
    Key::new(&[Script], "anytime", Value::Labels(Aside), "asides: a map from label to edge"),
    Key::new(
        &[Script],
        "silence",
        Value::Map(Silence),
        "what questions and forms do when nothing comes, unless a node says otherwise",
    ),
    Key::new(
        &[Script],
        "not_understood",
        Value::Map(NotUnderstood),
        "what they do when something comes that is none of the answers, unless a node says otherwise",
    ),
    Key::new(&[Script], "after", Value::Map(After), "a subscript that runs once the outcome is decided"),
    Key::new(
        &[Script],
        "policies",
        Value::Each(Policy),
        "what is asked of every path through it: a map from name to policy",
    ),
    Key::new(&[Script], "nodes", Value::Each(Node), "the steps: a map from id to node").required(),
    Key::new(&[Outcome], "label", Value::Words, "its name for people").required(),
    Key::new(
        &[Outcome],
        "kind",
        Value::OutcomeKind,
        "`success`, `failure`, `follow_up` (somebody has to do something), `transfer` (somebody else goes on), or `neutral`; \
         `neutral` if left out",
    ),
    Key::new(
        &[Outcome],
        "disposition",
        Value::LiteralText,
        "the code under which a dialler or a customer system files it; none if left out",
    ),
    Key::new(&[Variable], "type", Value::Type, "one of the types above").required(),
    Key::new(&[Variable], "label", Value::OptionalWords, "what the agent reads beside the field"),
    Key::new(
        &[Variable],
        "hint",
        Value::OptionalWords,
        "plain words for whoever fills it in, shown beside the field and where a value is refused: `ten digits, on the card`",
    ),
    Key::new(
        &[Variable],
        "labels",
        Value::BooleanLabels,
        "the words for yes and no, `{ true: Ja, false: Nein }`: in texts, and where people fill it in",
    )
    .of_types(&[Type::Boolean]),
    Key::new(&[Variable], "choices", Value::Choices, "a list `[basic, gold]`, or a map from id to label")
        .of_types(&[Type::Choice])
        .required(),
    Key::new(&[Variable], "min", Value::Literal, "the least value allowed").of_types(ORDERED),
    Key::new(&[Variable], "max", Value::Literal, "the greatest value allowed").of_types(ORDERED),
    Key::new(
        &[Variable],
        "decimals",
        Value::Number(Number { is_whole: true, min: 0, max: Some(28) }),
        "how many digits after the decimal point it is rounded to and shown with",
    )
    .of_types(&[Type::Number]),
    Key::new(&[Variable], "pattern", Value::Pattern, "a regular expression that the whole value must match")
        .of_types(&[Type::Text]),
    Key::new(&[Variable], "default", Value::Literal, "the value that it has from the start"),
    Key::new(
        &[Variable],
        "input",
        Value::Flag,
        "`true`: it is given when the call begins, by the program or by the script that runs this one",
    ),
    Key::new(
        &[Variable],
        "sensitive",
        Value::Flag,
        "`true`: shown to the agent on the call with the mark `[sensitive]`, and as `•••` in transcripts, the history and \
         messages",
    ),
    Key::new(&[Variable], "optional", Value::Flag, "`true`: it may stay empty"),
    Key::new(&[After], "run", Value::Name(Name::Script), "the id of the script").required(),
    Key::new(&[After], "for", Value::Names(Name::Outcome), "the outcomes after which it runs; all of them if left out"),
    Key::new(&[After], "when", Value::Condition, "a condition; while it does not hold the script is passed over"),
    Key::new(
        &[After],
        "with",
        Value::With,
        "values for its inputs: a map, or a list of names that are the same on both sides",
    ),
    Key::new(
        &[After],
        "take",
        Value::Take,
        "a map from an optional variable here to the variable of the script that it copies",
    ),
];
