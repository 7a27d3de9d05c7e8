//! The kinds of maps that have keys of the format.

/// A kind of map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The whole file.
    Script,
    /// A way for the call to end.
    Outcome,
    /// A declared variable.
    Variable,
    /// A step of the call.
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
    /// The subscript that runs once the outcome is decided.
    After,
    /// What one script asks of its paths.
    Policy,
    /// What a `callscript.toml` asks of the paths of many scripts.
    SharedPolicy,
    /// The nodes that `before` is about.
    Guarded,
    /// The nodes that `verbatim` of a policy is about.
    Spoken,
}

impl Place {
    /// Every place, in the order of the variants.
    pub const ALL: [Self; 16] = [
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
        Self::Policy,
        Self::SharedPolicy,
        Self::Guarded,
        Self::Spoken,
    ];

    /// The key that a plain text in the place of the map is short for.
    pub fn shorthand(self) -> Option<&'static str> {
        match self {
            Self::Outcome => Some("label"),
            _ => self.is_edge().then_some("goto"),
        }
    }

    /// Whether it is a way from one node to the next.
    pub fn is_edge(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Arm | Self::Branch | Self::CannotGive | Self::Aside | Self::Entry | Self::Else
        )
    }

    /// Whether a list or map of such may be empty.
    pub fn may_be_none(self) -> bool {
        matches!(self, Self::Variable | Self::Policy | Self::SharedPolicy | Self::Aside | Self::Entry)
    }

    /// What messages call it.
    pub fn what(self) -> &'static str {
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
            Self::Policy | Self::SharedPolicy => "a policy",
            Self::Guarded => "`before`",
            Self::Spoken => "`verbatim`",
        }
    }
}
