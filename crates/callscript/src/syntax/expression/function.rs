//! The functions of the expression language: their names, and how many arguments they take.
//!
//! A name is a function only right before `(`. Must not know what the functions give.

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// `round(X)`, `round(X, N)`
    Round,
    /// `weekday(DATE)`
    Weekday,
    /// `add_months(DATE, N)`
    AddMonths,
    /// `years(FROM, TO)`
    Years,
}

impl Function {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Round, Self::Weekday, Self::AddMonths, Self::Years];

    /// The one with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The name as it is written.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Weekday => "weekday",
            Self::AddMonths => "add_months",
            Self::Years => "years",
        }
    }

    /// How it is called.
    pub(crate) fn usage(self) -> &'static str {
        match self {
            Self::Round => "round(price, 2)",
            Self::Weekday => "weekday(visit_on)",
            Self::AddMonths => "add_months(birth, 216)",
            Self::Years => "years(birth, today)",
        }
    }

    /// What it gives, for people.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Round => "the number with so many decimals, or without any",
            Self::Weekday => "the day of the week, monday to sunday",
            Self::AddMonths => "the date so many months later",
            Self::Years => "the whole years from one date to another",
        }
    }

    /// Whether it can be called with this many arguments.
    pub(crate) fn takes(self, arguments: usize) -> bool {
        match self {
            Self::Round => arguments == 1 || arguments == 2,
            Self::Weekday => arguments == 1,
            Self::AddMonths | Self::Years => arguments == 2,
        }
    }
}
