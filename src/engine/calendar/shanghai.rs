//! Moments and days: an office's day is that of Asia/Shanghai, which has one time of day throughout China.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone, offset};

use super::Day;

/// Eight hours before UTC the whole year: China has had no summer time since 1992.
const SHANGHAI: Offset = offset(8);

/// The day of a moment in Shanghai.
///
/// ```
/// use huzhu::engine::calendar::{day_of, parse_day};
/// assert_eq!(day_of("2026-01-01T16:00:00Z".parse()?), parse_day("2026-01-02")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn day_of(moment: Timestamp) -> Day {
    SHANGHAI.to_datetime(moment).date()
}

/// Is a moment within a term whose last day, inclusive, is `last`? The term ends at midnight in Shanghai.
pub fn is_in_time(moment: Timestamp, last: Day) -> bool {
    day_of(moment) <= last
}

/// The first moment of a day in Shanghai; `None` beyond the moments that can be kept.
pub fn begin_of(day: Day) -> Option<Timestamp> {
    day.to_zoned(TimeZone::fixed(SHANGHAI)).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::count::tests::any_day;
    use super::{begin_of, day_of, is_in_time};

    #[test]
    fn a_term_ends_at_midnight_in_shanghai() {
        for (moment, in_time) in [
            ("2026-03-31T15:59:59Z", true),
            ("2026-03-31T16:00:00Z", false),
            ("2026-03-31T23:59:59+08:00", true),
            ("2026-04-01T00:00:00+08:00", false),
        ] {
            assert_eq!(is_in_time(moment.parse().unwrap(), date(2026, 3, 31)), in_time, "{moment}");
        }
    }

    proptest! {
        #[test]
        fn a_day_begins_with_its_first_moment(day in any_day()) {
            let first = begin_of(day).unwrap();
            prop_assert_eq!(day_of(first), day);
            prop_assert_eq!(day_of(first - jiff::SignedDuration::from_nanos(1)), day.yesterday().unwrap());
        }
    }
}
