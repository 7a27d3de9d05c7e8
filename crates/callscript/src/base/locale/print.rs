//! Printing dates, times and numbers by the conventions of a language. Must not know ICU4X.

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::conventions::{Conventions, Numbers, Piece};

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateStyle {
    /// The weekday, and the long date.
    Full,
    /// The day, the name of the month, the year.
    Long,
    /// Shorter, as the language has it.
    Medium,
    /// Digits.
    Short,
}

impl DateStyle {
    /// Every style, by name.
    pub(crate) const ALL: [(&str, Self); 4] =
        [("full", Self::Full), ("long", Self::Long), ("medium", Self::Medium), ("short", Self::Short)];

    /// The style with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, style)| style)
    }
}

impl Conventions {
    /// Appends a date.
    pub(super) fn print_date(&self, date: Date, style: DateStyle, out: &mut String) {
        let style = match style {
            DateStyle::Full => 0,
            DateStyle::Long => 1,
            DateStyle::Medium => 2,
            DateStyle::Short => 3,
        };
        let month = usize::try_from(date.month() - 1).unwrap_or_default();
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        for piece in &self.dates[style] {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Day { padded } => {
                    self.numbers.push(date.day().unsigned_abs().into(), 1 + usize::from(*padded), out);
                }
                Piece::Month { padded } => {
                    self.numbers.push(date.month().unsigned_abs().into(), 1 + usize::from(*padded), out);
                }
                Piece::MonthName { medium } => out.push_str(&self.months[usize::from(*medium)][month]),
                Piece::Year => self.numbers.push(date.year().unsigned_abs(), 4, out),
                Piece::Weekday => out.push_str(&self.weekdays[0][weekday]),
                Piece::Hour | Piece::Minute | Piece::Period => {}
            }
        }
    }

    /// Appends a time of day.
    pub(super) fn print_time(&self, time: Time, out: &mut String) {
        let hour = usize::try_from(time.hour()).unwrap_or_default();
        for piece in &self.times {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Hour => out.push_str(self.hours.get(hour).map_or("", String::as_str)),
                Piece::Minute => self.numbers.push(time.minute().unsigned_abs().into(), 2, out),
                Piece::Period => out.push_str(self.periods.get(hour).map_or("", String::as_str)),
                _ => {}
            }
        }
    }
}

impl Numbers {
    /// Appends a number with its groups and separators.
    pub(super) fn print(&self, number: Decimal, out: &mut String) {
        let plain = number.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let negative = number.is_sign_negative() && !number.is_zero();
        out.push_str(if negative { &self.minus[0] } else { "" });
        let length = whole.len();
        let grouped = self.sizes[0] > 0 && length >= self.sizes[0] + self.least;
        for (at, digit) in whole.bytes().enumerate() {
            let left = length - at;
            if grouped && at > 0 && self.ends_group(left) {
                out.push_str(&self.group);
            }
            self.digit(digit, out);
        }
        if !fraction.is_empty() {
            out.push_str(&self.decimal);
            fraction.bytes().for_each(|digit| self.digit(digit, out));
        }
        out.push_str(if negative { &self.minus[1] } else { "" });
    }

    /// Whether a group ends where this many digits of the whole part are left.
    pub(super) fn ends_group(&self, left: usize) -> bool {
        let [last, before] = self.sizes;
        left == last || (left > last && before > 0 && (left - last).is_multiple_of(before))
    }

    /// Appends a number in the digits of the language, with at least `width` of them.
    fn push(&self, number: u16, width: usize, out: &mut String) {
        format!("{number:0width$}").bytes().for_each(|digit| self.digit(digit, out));
    }

    fn digit(&self, digit: u8, out: &mut String) {
        out.push(self.digits.get(usize::from(digit.wrapping_sub(b'0'))).copied().unwrap_or(char::from(digit)));
    }
}
