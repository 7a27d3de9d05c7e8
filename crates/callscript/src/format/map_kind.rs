//! The kinds of map in a script whose keys the format defines.

/// A kind of map in a script, or in the policies of a `callscript.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapKind {
    /// The top level of a script.
    Script,
    /// The declaration of an outcome.
    Outcome,
    /// The declaration of a variable.
    Variable,
    /// A node.
    Node,
    /// An edge of `answers`.
    Answer,
    /// An edge of `decide`.
    Arm,
    /// An edge of `then`.
    Branch,
    /// The edge of `cannot_give`.
    CannotGive,
    /// An edge of `anytime`.
    Aside,
    /// An edge of `entries`.
    Entry,
    /// The edge of `else`.
    Else,
    /// The value of `after`: a subscript that runs once the outcome is decided.
    After,
    /// The value of `silence`: what is done when nothing comes.
    Silence,
    /// The value of `not_understood`: what is done when nothing comes that can be matched.
    NotUnderstood,
    /// A policy in a script.
    Policy,
    /// A policy in a `callscript.toml`, which can apply to many scripts.
    SharedPolicy,
    /// The value of a policy's `before`: it selects nodes.
    Before,
    /// The value of a policy's `verbatim`: it selects nodes.
    Verbatim,
}

impl MapKind {
    /// Every kind, in the order of the variants.
    pub const ALL: [Self; 18] = [
        Self::Script,
        Self::Outcome,
        Self::Variable,
        Self::Node,
        Self::Answer,
        Self::Arm,
        Self::Branch,
        Self::CannotGive,
        Self::Aside,
        Self::Entry,
        Self::Else,
        Self::After,
        Self::Silence,
        Self::NotUnderstood,
        Self::Policy,
        Self::SharedPolicy,
        Self::Before,
        Self::Verbatim,
    ];

    /// The key whose value an author may write instead of the map, as plain text: `yes: next` is short for
    /// `yes: { goto: next }`.
    pub fn shorthand(self) -> Option<&'static str> {
        match self {
            Self::Outcome => Some("label"),
            _ => self.is_edge().then_some("goto"),
        }
    }

    /// Whether maps of this kind are edges.
    pub fn is_edge(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Arm | Self::Branch | Self::CannotGive | Self::Aside | Self::Entry | Self::Else
        )
    }

    /// Whether a collection of such maps may be empty, as in `variables: {}`.
    pub fn may_be_empty(self) -> bool {
        matches!(self, Self::Variable | Self::Policy | Self::SharedPolicy | Self::Aside | Self::Entry)
    }

    /// What messages call such a map, with an article where it needs one.
    pub fn description(self) -> &'static str {
        match self {
            Self::Script => "a script",
            Self::Outcome => "an outcome",
            Self::Variable => "a variable",
            Self::Node => "a node",
            Self::Answer => "an answer",
            Self::Arm => "an arm of `decide`",
            Self::Branch => "an edge of `then`",
            Self::CannotGive => "`cannot_give`",
            Self::Aside => "an aside",
            Self::Entry => "an entry",
            Self::Else => "`else`",
            Self::After => "`after`",
            Self::Silence => "`silence`",
            Self::NotUnderstood => "`not_understood`",
            Self::Policy | Self::SharedPolicy => "a policy",
            Self::Before => "`before`",
            Self::Verbatim => "`verbatim`",
        }
    }
}
