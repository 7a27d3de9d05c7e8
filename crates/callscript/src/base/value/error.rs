//! Why a value is refused: what is wanted, and why this is none where that is not plain to see.
//!
//! Never repeats the value, which may be sensitive. Must not know declarations.

use std::fmt;

/// A value that a declaration refuses: `must be a date like 2026-12-01`, or `is too large: it must be …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    pub(super) unfit: Unfit,
    pub(super) wanted: String,
}

/// Why a value does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// It is not what is wanted.
    Other,
    /// It is written as a date, but no calendar has that day.
    NoSuchDay,
    /// It is written as a time, but no clock shows it.
    NoSuchTime,
    /// It is a number above all that can be kept.
    TooLarge,
    /// It is a number below all that can be kept.
    TooSmall,
}

impl ValueError {
    /// Why it does not fit.
    pub fn unfit(&self) -> Unfit {
        self.unfit
    }

    /// What is wanted, to be put into a sentence.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }
}

impl Unfit {
    /// What is to be said of the value besides what is wanted.
    pub(crate) fn of_the_value(self) -> Option<&'static str> {
        match self {
            Self::Other => None,
            Self::NoSuchDay => Some("is a day that does not exist"),
            Self::NoSuchTime => Some("is a time that does not exist"),
            Self::TooLarge => Some("is too large"),
            Self::TooSmall => Some("is too small"),
        }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unfit.of_the_value() {
            Some(what) => write!(f, "{what}: it must be {}", self.wanted),
            None => write!(f, "must be {}", self.wanted),
        }
    }
}

impl std::error::Error for ValueError {}
