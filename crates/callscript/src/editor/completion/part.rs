//! What may stand where in a script: the format as a table of maps, lists and values.
//!
//! The keys are the reader's own. Must not know texts or places.

use super::cursor::Step;
use crate::document::reader::{declarations, edge, node, outcomes, script};

/// A part of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Script,
    Entries,
    Anytime,
    After,
    Variables,
    Variable,
    Outcomes,
    Outcome,
    Nodes,
    Node,
    /// Words, or a map from channel to words.
    Say,
    Answers,
    Arms,
    Then,
    /// A node's id, or a map.
    Edge(&'static edge::Place),
    Set,
    /// A map, or a list of names.
    With,
    Take,
    Names(Name),
    Name(Name),
    Condition,
    /// What is written: an expression, or a text in quotes.
    Written,
    /// What is taken from a subscript or an action.
    Taken,
    /// Words in which `{{ }}` may stand.
    Words,
    Flag,
    /// `resume: true`
    Resume,
    Type,
    OutcomeKind,
    Default,
    /// Whatever the author likes.
    Free,
}

/// What is named in one place, or one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Node,
    /// The target of a `retry`.
    Back,
    Outcome,
    Script,
    Action,
    Variable,
    /// A name of `with` that is a variable here and an input over there.
    Shared,
    Channel,
    Tag,
}

impl Part {
    /// What these steps lead to from the top of a script.
    pub(super) fn after<'t>(steps: impl IntoIterator<Item = Step<'t>>) -> Self {
        steps.into_iter().fold(Self::Script, |part, step| match step {
            Step::Key(key) => part.value(key),
            Step::Item => part.item(),
        })
    }

    /// The keys that the format knows there.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Script => &script::KEYS,
            Self::After => &script::AFTER_KEYS,
            Self::Variable => &declarations::KEYS,
            Self::Outcome => &outcomes::KEYS,
            Self::Node => &node::KEYS,
            Self::Edge(place) => place.keys,
            _ => &[],
        }
    }

    /// What stands behind a key.
    fn value(self, key: &str) -> Self {
        match self {
            Self::Script => of_script(key),
            Self::Entries => Self::Edge(&edge::ENTRY),
            Self::Anytime => Self::Edge(&edge::ASIDE),
            Self::Answers => Self::Edge(&edge::ANSWER),
            Self::Then => Self::Edge(&edge::BRANCH),
            Self::Variables => Self::Variable,
            Self::Outcomes => Self::Outcome,
            Self::Nodes => Self::Node,
            Self::Say => Self::Words,
            Self::Set | Self::With => Self::Written,
            Self::Take => Self::Taken,
            Self::Variable => match key {
                "type" => Self::Type,
                "default" => Self::Default,
                "input" | "sensitive" | "optional" => Self::Flag,
                _ => Self::Free,
            },
            Self::Outcome if key == "kind" => Self::OutcomeKind,
            Self::After => match key {
                "for" => Self::Names(Name::Outcome),
                _ => of_way(key),
            },
            Self::Node => of_node(key),
            Self::Edge(_) => of_way(key),
            _ => Self::Free,
        }
    }

    /// What each item of a list is.
    fn item(self) -> Self {
        match self {
            Self::Arms => Self::Edge(&edge::ARM),
            Self::With => Self::Name(Name::Shared),
            Self::Names(name) => Self::Name(name),
            _ => Self::Free,
        }
    }
}

fn of_script(key: &str) -> Part {
    match key {
        "channels" => Part::Names(Name::Channel),
        "start" => Part::Name(Name::Node),
        "entries" => Part::Entries,
        "variables" => Part::Variables,
        "outcomes" => Part::Outcomes,
        "anytime" => Part::Anytime,
        "after" => Part::After,
        "nodes" => Part::Nodes,
        _ => Part::Free,
    }
}

fn of_node(key: &str) -> Part {
    match key {
        "say" => Part::Say,
        "guidance" => Part::Words,
        "verbatim" | "read_only" => Part::Flag,
        "collect" => Part::Names(Name::Variable),
        "cannot_give" => Part::Edge(&edge::CANNOT_GIVE),
        "tags" => Part::Names(Name::Tag),
        "answers" => Part::Answers,
        "decide" => Part::Arms,
        "then" => Part::Then,
        "action" => Part::Name(Name::Action),
        _ => of_way(key),
    }
}

/// What edges, nodes and `after` have alike.
fn of_way(key: &str) -> Part {
    match key {
        "goto" => Part::Name(Name::Node),
        "retry" => Part::Name(Name::Back),
        "end" => Part::Name(Name::Outcome),
        "run" => Part::Name(Name::Script),
        "resume" => Part::Resume,
        "else" => Part::Edge(&edge::ELSE),
        "when" => Part::Condition,
        "set" => Part::Set,
        "with" => Part::With,
        "take" => Part::Take,
        _ => Part::Free,
    }
}
