//! How a language writes dates, times and numbers, as plain data: read from ICU4X once, or our own for English. Printing
//! and reading follow it. Must not know ICU4X.

/// How a language writes values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conventions {
    pub(super) numbers: Numbers,
    /// Dates, by style: full, long, medium, short.
    pub(super) dates: [Vec<Piece>; 4],
    pub(super) times: Vec<Piece>,
    /// Names of months, from January: as a long and as a medium date has them, short beside a day, and standing alone. Some of
    /// them are numbers.
    pub(super) months: [[String; 12]; 4],
    /// Names of weekdays, from Monday: as a full date has them, standing alone, and short.
    pub(super) weekdays: [[String; 7]; 3],
    /// The hours of a day, as a time has them.
    pub(super) hours: Vec<String>,
    /// For each hour, the words for the part of the day; empty with a clock of 24 hours.
    pub(super) periods: Vec<String>,
    /// Whether a day has its number before its month; `None` if the language fixes no order.
    pub(super) day_first: Option<bool>,
    /// Whether the year is written first.
    pub(super) year_first: bool,
}

/// How a language writes numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbers {
    pub(super) digits: [char; 10],
    pub(super) decimal: String,
    pub(super) group: String,
    /// The number of digits in the last group, and in those before it; 0 if digits are not grouped.
    pub(super) sizes: [usize; 2],
    /// With how many digits before the last group grouping begins.
    pub(super) least: usize,
    /// What stands before and after a negative number.
    pub(super) minus: [String; 2],
}

/// One part of a date or time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Literal(String),
    /// The day; with a leading zero if `padded`.
    Day {
        padded: bool,
    },
    /// The month as a number.
    Month {
        padded: bool,
    },
    /// The month by its name: the long one, or the medium one.
    MonthName {
        medium: bool,
    },
    Year,
    Weekday,
    Hour,
    Minute,
    Period,
}

impl Conventions {
    /// Whether times are told by a clock of 12 hours.
    pub(super) fn has_twelve_hours(&self) -> bool {
        self.times.contains(&Piece::Period)
    }
}
