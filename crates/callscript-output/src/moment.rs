//! Formats points in time for programs.

use callscript::jiff::Timestamp;

/// A time in UTC, to the millisecond.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
