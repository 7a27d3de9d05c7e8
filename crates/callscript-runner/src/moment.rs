//! When something happened: a point in time, and the offset from UTC of the clock that told it.
//!
//! Floor 1. The offset is kept beside the time, so that a call can be replayed without a time zone database. Must not
//! know any clock.

use std::fmt;

use callscript::internal::Surroundings;
use callscript::jiff::civil::{Date, Time};
use callscript::jiff::fmt::strtime::BrokenDownTime;
use callscript::jiff::tz::Offset;
use callscript::jiff::{SignedDuration, Timestamp, ZonedDateTime};

/// RFC 3339, to the millisecond, with a numeric offset.
const FORMAT: &str = "%Y-%m-%dT%H:%M:%S%.3f%:z";

/// A point in time, to the millisecond, and the offset from UTC of the clock that told it, to the minute.
///
/// ```
/// use callscript::jiff::{Timestamp, ZonedDateTime};
/// use callscript_runner::Moment;
///
/// let told: ZonedDateTime = "2026-12-01T09:30:00.25+01:00[+01:00]".parse()?;
/// let moment = Moment::from(&told);
/// assert_eq!(moment.timestamp(), told.timestamp());
/// assert_eq!(moment.to_string(), "2026-12-01T09:30:00.250+01:00");
/// // A timestamp has no offset: it is taken for one of UTC.
/// assert_eq!(Moment::from(Timestamp::UNIX_EPOCH).to_string(), "1970-01-01T00:00:00.000+00:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    timestamp: Timestamp,
    offset: Offset,
}

impl Moment {
    /// The point in time.
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// The offset from UTC of the clock that told it.
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// As scenarios write it: to the minute, with the offset.
    pub(crate) fn to_minute(self) -> String {
        let told = self.timestamp.to_zoned_datetime(self.offset.to_time_zone());
        told.strftime("%Y-%m-%dT%H:%M%:z").to_string()
    }

    /// This many seconds later, or the same if there is no such time.
    pub(crate) fn plus_seconds(self, seconds: usize) -> Self {
        let length = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
        Self { timestamp: self.timestamp.checked_add(length).unwrap_or(self.timestamp), ..self }
    }

    /// The day and the time of day, to the minute, that the clock told.
    pub(crate) fn surroundings(self) -> Surroundings {
        let told = self.offset.to_datetime(self.timestamp);
        let now = Time::new(told.hour(), told.minute(), 0, 0).unwrap_or_default();
        Surroundings { today: told.date(), now }
    }

    /// A point in time that is known when the program is compiled, in UTC.
    pub(crate) const fn constant(timestamp: Timestamp) -> Self {
        Self { timestamp, offset: Offset::UTC }
    }

    /// The day, as the clock told it.
    pub fn date(&self) -> Date {
        self.offset.to_datetime(self.timestamp).date()
    }

    /// A point in time that may be finer than a millisecond, as journals of version 1 have them.
    pub(crate) fn exact(timestamp: Timestamp) -> Self {
        Self { timestamp, offset: Offset::UTC }
    }

    /// Parses a time as [`Display`](fmt::Display) writes it; `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let parsed = BrokenDownTime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", text).ok()?;
        Some(Self::new(parsed.to_timestamp().ok()?, parsed.offset()?))
    }

    /// The same to the millisecond.
    pub(crate) fn to_millisecond(self) -> Self {
        Self::new(self.timestamp, self.offset)
    }

    /// This moment, or `other` if that is later.
    pub(crate) fn not_before(self, other: Self) -> Self {
        if self.timestamp < other.timestamp { other } else { self }
    }

    fn new(timestamp: Timestamp, offset: Offset) -> Self {
        let milliseconds = Timestamp::from_millisecond(timestamp.as_millisecond());
        let minutes = Offset::from_seconds(offset.seconds() / 60 * 60);
        Self { timestamp: milliseconds.unwrap_or(timestamp), offset: minutes.unwrap_or(offset) }
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self::new(timestamp, Offset::UTC)
    }
}

impl From<&ZonedDateTime> for Moment {
    fn from(zoned: &ZonedDateTime) -> Self {
        Self::new(zoned.timestamp(), zoned.offset())
    }
}

impl From<ZonedDateTime> for Moment {
    fn from(zoned: ZonedDateTime) -> Self {
        Self::from(&zoned)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.timestamp.to_zoned_datetime(self.offset.to_time_zone());
        write!(f, "{}", told.strftime(FORMAT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(utc: &str, offset_seconds: i32) -> Moment {
        let timestamp: Timestamp = utc.parse().expect("a time");
        let offset = Offset::from_seconds(offset_seconds).expect("an offset");
        Moment::from(timestamp.to_zoned_datetime(offset.to_time_zone()))
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["2026-12-01T09:30:00.250+01:00", "2026-06-30T23:59:59.999-03:30", "1969-12-31T23:59:59.001+00:00"]
        {
            assert_eq!(Moment::parse(text).map(|moment| moment.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn other_texts_are_no_moments() {
        for text in ["", "2026-12-01", "2026-12-01T09:30:00", "2026-12-01T09:30:00Z", "2026-13-01T09:30:00.000+01:00"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn it_is_cut_to_milliseconds_and_minutes() {
        let moment = told("2026-12-01T08:36:32.123987654Z", 53 * 60 + 28);
        assert_eq!(moment.to_string(), "2026-12-01T09:29:32.123+00:53");
    }

    #[test]
    fn the_later_of_two_counts_with_its_offset() {
        let (early, late) = (told("2026-12-01T08:30:00Z", 3600), told("2026-12-01T09:00:00Z", 0));
        assert_eq!(early.not_before(late), late);
        assert_eq!(late.not_before(early), late);
        assert_eq!(early.not_before(early), early);
    }
}
