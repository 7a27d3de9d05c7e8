//! The notation of values: numbers, dates, times, phone numbers, email addresses.
//!
//! Must not know declarations.

use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use super::{Number, Type, Unfit, Value};

/// The first date that is supported.
pub(crate) const fn first_day() -> Date {
    Date::constant(1, 1, 1)
}

/// The last date that is supported.
pub(crate) const fn last_day() -> Date {
    Date::constant(9999, 12, 31)
}

/// Parses a date of the form `2026-12-01`.
pub(crate) fn parse_date(text: &str) -> Result<Date, Unfit> {
    let [year, month, day] = digits(text, b'-', [4, 2, 2]).ok_or(Unfit::Other)?;
    let date = || Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    date().filter(|date| *date >= first_day()).ok_or(Unfit::NoSuchDay)
}

/// Parses a time of the form `14:30`.
pub(crate) fn parse_time(text: &str) -> Result<Time, Unfit> {
    let [hour, minute] = digits(text, b':', [2, 2]).ok_or(Unfit::Other)?;
    let time = || Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok();
    time().ok_or(Unfit::NoSuchTime)
}

/// Parses an integer: digits, perhaps with a sign.
pub(crate) fn parse_integer(text: &str) -> Result<i64, Unfit> {
    text.parse().map_err(|error: ParseIntError| match error.kind() {
        IntErrorKind::PosOverflow => Unfit::TooLarge,
        IntErrorKind::NegOverflow => Unfit::TooSmall,
        _ => Unfit::Other,
    })
}

/// Parses a decimal: digits, perhaps with a sign, perhaps with a point and more digits. It is rounded to 28 decimals.
pub(crate) fn parse_number(text: &str) -> Result<Number, Unfit> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(Unfit::Other);
    }
    let beyond = if text.starts_with('-') { Unfit::TooSmall } else { Unfit::TooLarge };
    Decimal::from_str(text).map(|number| Number(without_negative_zero(number))).map_err(|_| beyond)
}

/// The largest number of this type.
pub(super) fn largest(kind: Type) -> Value {
    if kind == Type::Integer { Value::Integer(i64::MAX) } else { Value::Number(Number(Decimal::MAX)) }
}

/// The smallest number of this type.
pub(super) fn smallest(kind: Type) -> Value {
    if kind == Type::Integer { Value::Integer(i64::MIN) } else { Value::Number(Number(Decimal::MIN)) }
}

/// The same number; a zero loses its minus sign.
pub(super) fn without_negative_zero(mut number: Decimal) -> Decimal {
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    number
}

/// Whether it looks like a phone number: 3 to 15 digits, perhaps after a `+`, with spaces, dots, hyphens, slashes and
/// parentheses among them; perhaps with an extension, ` ext. 12`, of up to 7 digits.
pub(super) fn is_phone(text: &str) -> bool {
    let is_extension = |text: &str| (1..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = match text.split_once(" ext. ") {
        Some((number, extension)) if is_extension(extension) => number,
        _ => text,
    };
    let number = text.strip_prefix('+').unwrap_or(text);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || " .-/()".contains(c);
    (3..=15).contains(&digits) && number.len() <= 40 && number.chars().all(allowed)
}

/// Whether it looks like an email address: a name, an `@`, and a domain with a dot. It has no spaces and at most 254
/// bytes.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let parts = || domain.split('.');
    let allowed = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c);
    text.len() <= 254
        && !name.is_empty()
        && name.chars().all(allowed)
        && domain.chars().all(allowed)
        && parts().count() > 1
        && parts().all(|part| !part.is_empty())
}

/// Whether a text has no control characters other than line feeds and tabs.
pub(super) fn is_clean(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t')
}

/// Parses numbers with these numbers of digits, separated by `separator`.
fn digits<const N: usize>(text: &str, separator: u8, widths: [usize; N]) -> Option<[i32; N]> {
    let mut bytes = text.bytes();
    let mut numbers = [0; N];
    for (at, (number, width)) in numbers.iter_mut().zip(widths).enumerate() {
        if at > 0 && bytes.next() != Some(separator) {
            return None;
        }
        for _ in 0..width {
            let digit = bytes.next().filter(u8::is_ascii_digit)?;
            *number = *number * 10 + i32::from(digit - b'0');
        }
    }
    bytes.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_written_in_one_way() {
        for good in ["2026-12-01", "0001-01-01", "9999-12-31", "2024-02-29"] {
            assert_eq!(parse_date(good).map(|date| date.to_string()).as_deref(), Ok(good));
        }
        for bad in ["2026-12-1", "-2026-12-01", "2026-12-01T00", "2026/12/01", "", "２026-12-01"] {
            assert_eq!(parse_date(bad), Err(Unfit::Other), "{bad}");
        }
        for none in ["0000-01-01", "2026-02-29", "2026-13-01", "2026-00-10"] {
            assert_eq!(parse_date(none), Err(Unfit::NoSuchDay), "{none}");
        }
        assert_eq!(parse_time("14:30"), Ok(Time::constant(14, 30, 0, 0)));
        for bad in ["9:30", "14:30:00", "14.30", ""] {
            assert_eq!(parse_time(bad), Err(Unfit::Other), "{bad}");
        }
        for none in ["24:00", "14:60"] {
            assert_eq!(parse_time(none), Err(Unfit::NoSuchTime), "{none}");
        }
    }

    #[test]
    fn numbers_are_plain() {
        for (text, printed) in [("2.50", "2.50"), ("-0", "0"), ("-0.0", "0.0"), ("+7", "7"), ("007", "7")] {
            assert_eq!(parse_number(text).map(|number| number.to_string()).as_deref(), Ok(printed), "{text}");
        }
        for bad in ["", ".5", "5.", "1_000", "1,000", "1e5", "--1", "1.2.3"] {
            assert_eq!(parse_number(bad), Err(Unfit::Other), "{bad}");
        }
        let nines = "9".repeat(32);
        assert_eq!(parse_number(&nines), Err(Unfit::TooLarge));
        assert_eq!(parse_number(&format!("-{nines}.5")), Err(Unfit::TooSmall));
        assert!(parse_number(&format!("0.{nines}{nines}")).is_ok(), "what is too fine is rounded");
    }

    #[test]
    fn phone_numbers_and_addresses_are_checked_simply() {
        for good in ["112", "+49 (30) 1234-5678", "030/12.34.56", "030 1234 ext. 12"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in
            ["", "12", "call me", "++49301234", "1234567890123456", "123\n", "030 1234 ext. ", "030 ext. 12345678"]
        {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["ada@example.org", "ада+x@пример.рф"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "ada", "ada@localhost", "@example.org", "a da@example.org", "a@b@c.d", "a@b..c", "Ada <a@b.c>"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
