//! What can go wrong where something is asked, by name.

/// What can go wrong where something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lapse {
    /// Nothing came.
    Silence,
    /// Something came that is none of the answers.
    NotUnderstood,
}

impl Lapse {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Silence, Self::NotUnderstood];

    /// The key of the format, which is also the name of the event's step in a scenario.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::NotUnderstood => "not_understood",
        }
    }
}
