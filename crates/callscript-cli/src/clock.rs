//! The clock of a command: the time of the system, as it is told in a time zone.

use callscript::jiff::Timestamp;
use callscript::jiff::tz::TimeZone;
use callscript_runner::Moment;

use crate::error::Error;

/// Tells the time in a time zone; `None` is the system's, which is looked up only when the time is asked for.
#[derive(Debug, Clone)]
pub struct Clock(Option<TimeZone>);

impl Clock {
    /// A clock in the time zone of the system.
    pub fn of_system() -> Self {
        Self(None)
    }

    /// A clock in UTC.
    pub fn utc() -> Self {
        Self(Some(TimeZone::UTC))
    }

    /// A clock in the time zone with this IANA name, such as `Europe/Berlin`.
    pub(crate) fn in_time_zone(name: &str) -> Result<Self, Error> {
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self(Some(zone))),
            Err(_) => Err(Error::UnknownTimeZone(name.to_owned())),
        }
    }

    /// The time now.
    pub(crate) fn now(&self) -> Moment {
        let zone = self.0.clone().unwrap_or_else(TimeZone::system);
        Timestamp::now().to_zoned_datetime(zone).into()
    }
}
