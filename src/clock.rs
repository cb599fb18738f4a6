//! The clock: the only place that reads it.

use std::time::{Duration, SystemTime};

use jiff::tz::{Offset, offset};
use jiff::{SignedDuration, Timestamp};

use crate::engine::calendar::Day;

/// China has one time of day throughout, eight hours before UTC (Asia/Shanghai), whatever zone the machine is set to.
const CHINA: Offset = offset(8);

/// A moment, and the day that it falls on in China. Taken once for an act, so that all it writes says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(Timestamp);

impl Now {
    /// This moment.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn read() -> Self {
        Self(Timestamp::now())
    }

    /// A moment as text, such as `2026-03-01T02:03:04Z`: for tests, replays and restored work.
    ///
    /// # Errors
    ///
    /// When the text is no moment with its offset from UTC (RFC 3339).
    pub fn parse(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }

    /// The moment in UTC to the microsecond (RFC 3339, ending in `Z`), so that the order of texts is that of moments.
    pub fn moment(self) -> String {
        format!("{:.6}", self.0)
    }

    /// The moment on a clock in China, to the minute: `2026-03-01 10:03`.
    pub fn in_china(self) -> String {
        CHINA.to_datetime(self.0).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Milliseconds since an earlier moment.
    pub fn ms_since(self, earlier: Self) -> i64 {
        self.0.as_millisecond() - earlier.0.as_millisecond()
    }

    /// Microseconds since an earlier moment.
    pub fn us_since(self, earlier: Self) -> i64 {
        self.0.as_microsecond() - earlier.0.as_microsecond()
    }

    /// Seconds since 1970, as codes of a second factor count them; none before.
    pub fn seconds(self) -> u64 {
        u64::try_from(self.0.as_second()).unwrap_or_default()
    }

    /// The moment so many seconds later (or earlier, below nought).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self(self.0.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(end))
    }

    /// The moment so many days of 24 hours ago, as text.
    pub fn days_ago(self, days: i64) -> String {
        Self(self.0.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN)).moment()
    }

    /// The day in Asia/Shanghai.
    pub fn day(self) -> Day {
        CHINA.to_datetime(self.0).date()
    }
}

/// An hour before this moment, as files have it: whatever is older is nobody's work any more.
pub fn an_hour_ago() -> SystemTime {
    let Now(now) = Now::read();
    SystemTime::from(now).checked_sub(Duration::from_hours(1)).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Today in China.
pub fn today() -> Day {
    Now::read().day()
}

#[cfg(test)]
mod tests {
    use super::Now;

    #[test]
    fn the_day_begins_at_sixteen_utc() {
        let table = [
            ("2026-02-28T15:59:59.9Z", "2026-02-28T15:59:59.900000Z", "2026-02-28"),
            ("2026-02-28T16:00:00Z", "2026-02-28T16:00:00.000000Z", "2026-03-01"),
            ("2026-03-01T00:00:00+08:00", "2026-02-28T16:00:00.000000Z", "2026-03-01"),
        ];
        for (text, moment, day) in table {
            let now = Now::parse(text).unwrap();
            assert_eq!((now.moment().as_str(), now.day().to_string().as_str()), (moment, day));
        }
    }
}
