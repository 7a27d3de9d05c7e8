//! Points in time as programs read them.

use callscript::jiff::Timestamp;

/// To the millisecond, in UTC.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
