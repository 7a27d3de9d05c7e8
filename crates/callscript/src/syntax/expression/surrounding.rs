//! What every script may read without declaring it: the day and the time of what just happened, and the channel of the call.

/// A word for what surrounds a call. A declared variable of the same name hides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surrounding {
    /// `today`: the day of the event that is applied.
    Today,
    /// `now`: the time of day of the event that is applied.
    Now,
    /// `channel`: the touch point of the call.
    Channel,
}

impl Surrounding {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Today, Self::Now, Self::Channel];

    /// The one with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    /// The word as it is written.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Now => "now",
            Self::Channel => "channel",
        }
    }

    /// What it is, for people.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Today => "the day of what just happened",
            Self::Now => "the time of day of what just happened",
            Self::Channel => "the touch point of the call",
        }
    }
}
