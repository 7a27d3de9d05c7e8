//! The kinds of values.

use super::MapKind;

/// The kind of a value in a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The version of the format, `1`.
    Version,
    /// An id of lowercase letters, digits and single hyphens.
    Id,
    /// Text for people, without `{{ }}` or `{% %}`.
    Words,
    /// `Words`, or no value.
    OptionalWords,
    /// Text for people in which `{{ }}` and `{% %}` may occur.
    Template,
    /// Text that is taken literally, such as the name of a file.
    LiteralText,
    /// The tag of a language, such as `pt-BR`.
    Language,
    /// `true` or `false`.
    Flag,
    /// `true`; `false` is not allowed.
    True,
    /// A number.
    Number(Number),
    /// The name of something.
    Name(Name),
    /// A list of distinct names, possibly empty.
    Names(Name),
    /// A list of distinct names, at least one.
    NonEmptyNames(Name),
    /// A name, or a list of at least one name.
    OneOrMore(Name),
    /// The type of a variable.
    Type,
    /// A literal of the variable's type.
    Literal,
    /// A regular expression.
    Pattern,
    /// The choices of a variable of type `choice`: a list of ids, or a map from id to label.
    Choices,
    /// The words of a boolean: a map with `true` and `false`.
    BooleanLabels,
    /// The kind of an outcome, such as `success`.
    OutcomeKind,
    /// The literal word `sensitive`.
    Sensitive,
    /// An expression that is true or false.
    Condition,
    /// A template, or a map from channel to template.
    Say,
    /// A map from variable to the operand that is assigned to it.
    Set,
    /// A map from input to operand, or a list of variables.
    With,
    /// A map from variable to the source of its value.
    Take,
    /// An operand: text if it is in quotes, an expression if not.
    Operand,
    /// The source of a taken value: a variable of the subscript, or a key of the values that the host returned.
    TakeSource,
    /// A map of this kind, or its shorthand.
    Map(MapKind),
    /// A map of this kind, or `false`.
    MapOrFalse(MapKind),
    /// A map from names that the author chooses to maps of this kind.
    Each(MapKind),
    /// A map from labels to edges of this kind.
    Labels(MapKind),
    /// A list of edges of this kind.
    List(MapKind),
    /// Any value: the format does not restrict it.
    Any,
}

/// The numbers that a key allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Only integers are allowed.
    pub is_whole: bool,
    /// The smallest number allowed.
    pub min: u32,
    /// The largest number allowed; `None`: no limit.
    pub max: Option<u32>,
}

/// What a name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A node.
    Node,
    /// The target of a `retry`: a node from which the current node can be reached.
    RetryTarget,
    /// An outcome.
    Outcome,
    /// A script.
    Script,
    /// An action.
    Action,
    /// A variable.
    Variable,
    /// An item of a `with` list: a variable with the same name in the script and in the subscript.
    SharedVariable,
    /// A channel.
    Channel,
    /// A tag.
    Tag,
}

/// A step from a value to a value inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'t> {
    /// To the value of a key of a map.
    Key(&'t str),
    /// To an item of a list.
    Item,
}
