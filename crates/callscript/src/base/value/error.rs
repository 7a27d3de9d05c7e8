//! Errors for values that do not fit: what is wanted and, where that is not obvious, why.
//!
//! Never repeats the value, which may be sensitive. Must not know declarations.

use std::fmt;

/// The error for a value that a declaration refuses: `must be a date like 2026-12-01`, or `is too large: it must be …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    pub(super) unfit: Unfit,
    pub(super) wanted: String,
}

/// Why a value does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// It is not of the wanted form.
    Other,
    /// It is a date that does not exist.
    NoSuchDay,
    /// It is a time that does not exist.
    NoSuchTime,
    /// It is a date with a time of day.
    TimeOfDay,
    /// It is a date with the time of midnight, in a time zone other than UTC.
    OtherTimeZone,
    /// It is a time with a day.
    WithDay,
    /// It is a time with seconds.
    WithSeconds,
    /// It is a number above the largest that can be stored.
    TooLarge,
    /// It is a number below the smallest that can be stored.
    TooSmall,
    /// It is a number that was typed with more decimals than are kept.
    TooManyDecimals,
}

impl ValueError {
    /// Why it does not fit.
    pub fn unfit(&self) -> Unfit {
        self.unfit
    }

    /// What is wanted, as a part of a sentence.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }
}

impl Unfit {
    /// What a message says about the value, apart from what is wanted.
    pub(crate) fn of_the_value(self) -> Option<&'static str> {
        match self {
            Self::Other => None,
            Self::NoSuchDay => Some("is a day that does not exist"),
            Self::NoSuchTime => Some("is a time that does not exist"),
            Self::TimeOfDay => Some("has a time of day"),
            Self::OtherTimeZone => Some("is midnight in a time zone other than UTC"),
            Self::WithDay => Some("has a day as well"),
            Self::WithSeconds => Some("has seconds"),
            Self::TooLarge => Some("is too large"),
            Self::TooSmall => Some("is too small"),
            Self::TooManyDecimals => Some("has too many decimals"),
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
