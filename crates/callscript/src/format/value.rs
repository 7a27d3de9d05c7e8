//! What stands behind a key.

use super::Place;

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The version of the format.
    Version,
    /// An id of small letters, digits and single hyphens.
    Id,
    /// Words alone.
    Words,
    /// Words alone, or nothing.
    OptionalWords,
    /// Words in which `{{ }}` and `{% %}` may stand.
    Template,
    /// A text whose shape nobody checks.
    Text,
    /// `true` or `false`.
    Flag,
    /// `true` alone.
    True,
    /// A number.
    Number(Number),
    /// One name.
    Name(Name),
    /// A list of names, each once.
    Names(Name),
    /// The same, of one name or more.
    SomeNames(Name),
    /// A name, or a list of one name or more.
    OneOrMore(Name),
    /// A type of variables.
    Type,
    /// A value of the variable's type.
    Datum,
    /// A regular expression.
    Pattern,
    /// What there is to choose: a list of ids, or a map from id to label.
    Choices,
    /// What an outcome means for the business.
    OutcomeKind,
    /// The word `sensitive`.
    Sensitive,
    /// A condition.
    Condition,
    /// Words, or a map from channel to words.
    Say,
    /// A map from variable to what is written.
    Set,
    /// A map from input to what it is given, or a list of variables.
    With,
    /// A map from variable to where its value comes from.
    Take,
    /// What is written: in quotes a text, without an expression.
    Operand,
    /// What a value comes from: a variable of a subscript, or a key of what the host returned.
    Taken,
    /// A map of that kind, or what it has a shorthand for.
    Map(Place),
    /// A map from names that the author chose to maps of that kind.
    Each(Place),
    /// A map from labels for people to edges of that kind.
    Labels(Place),
    /// A list of edges of that kind.
    List(Place),
    /// Whatever the author likes.
    Free,
}

/// Which numbers are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Only whole ones.
    pub is_whole: bool,
    /// The least.
    pub min: u32,
    /// The greatest, if there is one.
    pub max: Option<u32>,
}

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A node.
    Node,
    /// A node that leads to the one here: the target of a `retry`.
    Back,
    /// An outcome.
    Outcome,
    /// A script.
    Script,
    /// An action.
    Action,
    /// A variable.
    Variable,
    /// A variable that has the same name here and in the subscript.
    Shared,
    /// A channel.
    Channel,
    /// A tag.
    Tag,
}

/// A step from a value to one that is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'t> {
    /// To what stands behind a key of a map.
    Key(&'t str),
    /// To an item of a list.
    Item,
}
