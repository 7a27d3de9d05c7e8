//! The calendar: days of the week, months later, whole years. Every function saturates.

use jiff::Span;
use jiff::civil::Date;

use crate::base::value::{Choice, first_day, last_day, weekdays};

/// The day of the week, as a choice.
pub(super) fn weekday(date: Date) -> Option<Choice> {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
    weekdays().get(at).cloned()
}

/// The same day so many months later; the last day of the month where it is shorter.
pub(super) fn add_months(date: Date, months: i64) -> Date {
    /// More months than there are between the first day and the last.
    const MOST: i64 = 130_000;
    let sum = date.checked_add(Span::new().months(months.clamp(-MOST, MOST)));
    let end = if months < 0 { first_day() } else { last_day() };
    sum.unwrap_or(end).clamp(first_day(), last_day())
}

/// The whole years from one date to another: one less if the month and day of the second come before those of the first;
/// negative if it is earlier.
pub(super) fn years(from: Date, to: Date) -> i64 {
    if to < from {
        return -years(to, from);
    }
    let is_before = (to.month(), to.day()) < (from.month(), from.day());
    i64::from(to.year()) - i64::from(from.year()) - i64::from(is_before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_with_the_month_and_saturate() {
        let cases = [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 216, "2042-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-05-15", 0, "2024-05-15"),
            ("9999-12-01", 1, "9999-12-31"),
            ("0001-01-15", -1, "0001-01-01"),
            ("2024-01-01", i64::MAX, "9999-12-31"),
            ("2024-01-01", i64::MIN, "0001-01-01"),
        ];
        for (from, months, expected) in cases {
            assert_eq!(add_months(date(from), months), date(expected), "{from} {months}");
        }
    }

    #[test]
    fn years_are_whole_and_end_on_the_first_of_march_for_the_29th_of_february() {
        let cases = [
            ("2006-12-01", "2024-11-30", 17),
            ("2006-12-01", "2024-12-01", 18),
            ("2004-02-29", "2022-02-28", 17),
            ("2004-02-29", "2022-03-01", 18),
            ("2004-02-29", "2024-02-29", 20),
            ("2024-12-01", "2006-12-01", -18),
            ("2024-11-30", "2006-12-01", -17),
            ("2024-01-01", "2024-12-31", 0),
            ("0001-01-01", "9999-12-31", 9998),
        ];
        for (from, to, expected) in cases {
            assert_eq!(years(date(from), date(to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn days_of_the_week_begin_with_monday() {
        for (day, expected) in [("2026-11-30", "monday"), ("2024-02-29", "thursday"), ("9999-12-31", "friday")] {
            assert_eq!(weekday(date(day)).map(|day| day.id.to_string()).as_deref(), Some(expected), "{day}");
        }
    }
}
