//! The clock: the only place that reads it.

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use crate::engine::calendar::Day;

/// Today in China, which has one time of day throughout, whatever zone the machine is set to.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn today() -> Day {
    Timestamp::now().to_zoned(TimeZone::fixed(offset(8))).date()
}
