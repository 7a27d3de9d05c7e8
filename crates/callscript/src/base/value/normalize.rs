//! The normal form of values that other programs write, such as the records of a CRM.
//!
//! A value is taken only if it can mean one thing. Must not know where it comes from.

use jiff::civil::Time;

use super::notation::parse_date;
use super::{Declaration, Type, Unfit, ValueError};

/// The greatest exponent of a number that is written out, and the least.
const MAX_EXPONENT: i32 = 400;

impl Declaration {
    /// The text of a value that another program wrote, as [`parse`](Self::parse) takes it. It accepts what `parse` does,
    /// and what else can mean one value only: `2026-12-01T00:00:00Z` for a date, `14:30:00` for a time, `1` and `0` for
    /// a boolean, `1e3` for a number and `36.0` for an integer.
    ///
    /// ```
    /// use callscript::value::{Declaration, Type};
    ///
    /// let since = Declaration::new(Type::Date);
    /// assert_eq!(since.normalize("2026-12-01T00:00:00Z").as_deref(), Ok("2026-12-01"));
    /// let refused = since.normalize("2026-12-01T09:30:00Z").unwrap_err();
    /// assert_eq!(refused.to_string(), "has a time of day: it must be a date like 2026-12-01");
    /// ```
    ///
    /// # Errors
    ///
    /// If the value does not fit: says what would.
    pub fn normalize(&self, text: &str) -> Result<String, ValueError> {
        let Err(refused) = self.parse(text) else { return Ok(text.to_owned()) };
        let text = text.trim();
        let normal = match self.kind {
            Type::Date => date(text),
            Type::Time => time(text),
            Type::Boolean => Ok(boolean(text)),
            Type::Number => Ok(written_out(text)),
            Type::Integer => Ok(written_out(text).and_then(without_fraction)),
            Type::Text | Type::Choice | Type::Phone | Type::Email => Ok(None),
        };
        match normal {
            Ok(Some(normal)) => self.parse(&normal).map(|_| normal),
            Ok(None) => Err(refused),
            Err(unfit) => Err(self.refuse(unfit)),
        }
    }
}

/// The day of a date-time at midnight, in UTC or in no time zone. In another time zone the same moment is another day
/// in UTC, so which day is meant cannot be told.
fn date(text: &str) -> Result<Option<String>, Unfit> {
    let Some((day, clock, zone)) = date_time(text) else { return Ok(None) };
    parse_date(day)?;
    match (clock == Time::midnight(), zone) {
        (false, _) => Err(Unfit::TimeOfDay),
        (true, Zone::Other) => Err(Unfit::OtherTimeZone),
        (true, Zone::UtcOrNone) => Ok(Some(day.to_owned())),
    }
}

/// A time with seconds, if they are zero.
fn time(text: &str) -> Result<Option<String>, Unfit> {
    if date_time(text).is_some() {
        return Err(Unfit::WithDay);
    }
    match clock(text) {
        Some(time) if time.second() == 0 && time.subsec_nanosecond() == 0 => {
            Ok(Some(format!("{:02}:{:02}", time.hour(), time.minute())))
        }
        Some(_) => Err(Unfit::WithSeconds),
        None => Ok(None),
    }
}

/// The time zone of a date-time.
enum Zone {
    UtcOrNone,
    Other,
}

/// The parts of a date-time as RFC 3339 and ISO 8601 write it: `2026-12-01T00:00:00Z`, `2026-12-01 00:00`.
fn date_time(text: &str) -> Option<(&str, Time, Zone)> {
    let (day, rest) = text.split_at_checked(10)?;
    matches!(parse_date(day), Ok(_) | Err(Unfit::NoSuchDay)).then_some(())?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    let offset = || {
        let digits = zone.strip_prefix(['+', '-'])?.replacen(':', "", 1);
        let is_offset = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_offset.then(|| digits.bytes().all(|digit| digit == b'0'))
    };
    let is_utc = matches!(zone, "" | "Z" | "z") || offset()?;
    Some((day, clock(time)?, if is_utc { Zone::UtcOrNone } else { Zone::Other }))
}

/// A time of day with minutes, and perhaps with seconds and a fraction.
fn clock(text: &str) -> Option<Time> {
    let parts = text.split(':').count();
    text.parse().ok().filter(|_| (2..=3).contains(&parts))
}

fn boolean(text: &str) -> Option<String> {
    let is_true = match text.to_ascii_lowercase().as_str() {
        "1" | "y" | "on" => true,
        "0" | "n" | "off" => false,
        _ => return None,
    };
    Some(is_true.to_string())
}

/// A number without exponent, and with a digit before the point: `1.25e2` is `125`, `.5` is `0.5`.
fn written_out(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok().filter(|exponent| (-MAX_EXPONENT..=MAX_EXPONENT).contains(exponent))?;
    let (sign, unsigned) = match mantissa.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || digits.len() > 1_000 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let length = i32::try_from(digits.len()).ok()?;
    let (whole, fraction) = if point <= 0 {
        ("0".to_owned(), zeros(-point) + &digits)
    } else if point >= length {
        (digits.clone() + &zeros(point - length), String::new())
    } else {
        let (whole, fraction) = digits.split_at_checked(usize::try_from(point).ok()?)?;
        (whole.to_owned(), fraction.to_owned())
    };
    let fraction = if fraction.is_empty() { fraction } else { format!(".{fraction}") };
    Some(format!("{sign}{whole}{fraction}"))
}

/// A number whose fraction is zero, without it.
fn without_fraction(number: String) -> Option<String> {
    match number.split_once('.') {
        None => Some(number),
        Some((whole, fraction)) => fraction.bytes().all(|digit| digit == b'0').then(|| whole.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(kind: Type, text: &str) -> Result<String, String> {
        Declaration::new(kind).normalize(text).map_err(|error| error.to_string())
    }

    #[test]
    fn what_can_mean_one_value_is_taken() {
        for (kind, text, value) in [
            (Type::Date, "2026-12-01", "2026-12-01"),
            (Type::Date, "2026-12-01T00:00:00Z", "2026-12-01"),
            (Type::Date, "2026-12-01T00:00:00.000Z", "2026-12-01"),
            (Type::Date, "2026-12-01T00:00:00+00:00", "2026-12-01"),
            (Type::Date, "2026-12-01T00:00:00-0000", "2026-12-01"),
            (Type::Date, "2026-12-01T00:00", "2026-12-01"),
            (Type::Date, " 2026-12-01 00:00:00 ", "2026-12-01"),
            (Type::Time, "14:30:00", "14:30"),
            (Type::Time, "14:30:00.000", "14:30"),
            (Type::Boolean, "1", "true"),
            (Type::Boolean, "0", "false"),
            (Type::Boolean, "TRUE", "TRUE"),
            (Type::Boolean, "N", "false"),
            (Type::Number, "1e3", "1000"),
            (Type::Number, "-1.25E-2", "-0.0125"),
            (Type::Number, "1.25e+1", "12.5"),
            (Type::Number, ".5", "0.5"),
            (Type::Number, "12.50", "12.50"),
            (Type::Integer, "36.0", "36"),
            (Type::Integer, "1.5e1", "15"),
            (Type::Integer, "9223372036854775807", "9223372036854775807"),
            (Type::Phone, "442079460018", "442079460018"),
            (Type::Text, "1e3", "1e3"),
            (Type::Text, "2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z"),
        ] {
            assert_eq!(normal(kind, text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_can_mean_two_values_is_refused_with_the_reason() {
        for (kind, text, reason) in [
            (Type::Date, "2026-12-01T09:30:00Z", "has a time of day: it must be a date like 2026-12-01"),
            (
                Type::Date,
                "2026-12-01T00:00:00+01:00",
                "is midnight in a time zone other than UTC: it must be a date like 2026-12-01",
            ),
            (Type::Date, "2026-02-30T00:00:00Z", "is a day that does not exist: it must be a date like 2026-12-01"),
            (Type::Date, "2026-12-01T", "must be a date like 2026-12-01"),
            (Type::Date, "2026-12-01T00", "must be a date like 2026-12-01"),
            (Type::Date, "2026-12-01T00:00:00Europe", "must be a date like 2026-12-01"),
            (Type::Date, "1.12.2026", "must be a date like 2026-12-01"),
            (Type::Time, "14:30:15", "has seconds: it must be a time like 14:30"),
            (Type::Time, "2026-12-01T14:30:00Z", "has a day as well: it must be a time like 14:30"),
            (Type::Boolean, "1.0", "must be yes or no"),
            (Type::Boolean, "2", "must be yes or no"),
            (Type::Integer, "36.5", "must be a whole number"),
            (Type::Integer, "1e-1", "must be a whole number"),
            (Type::Number, "1,5", "must be a number"),
            (Type::Number, "1e", "must be a number"),
            (Type::Number, ".", "must be a number"),
            (Type::Number, "e3", "must be a number"),
            (Type::Number, "1e999999999", "must be a number"),
            (Type::Number, "nan", "must be a number"),
        ] {
            assert_eq!(normal(kind, text), Err(reason.to_owned()), "{text}");
        }
        assert!(normal(Type::Integer, "1e30").unwrap_err().starts_with("is too large"));
        assert!(normal(Type::Number, "1e300").unwrap_err().starts_with("is too large"));
    }
}
