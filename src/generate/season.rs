//! The year of the settlements: more in winter, and in the order of their days.

use super::member::{back, first_of};
use crate::engine::calendar::Day;

/// How many of a thousand claims end in each month.
const MONTHS: [u64; 12] = [98, 72, 92, 86, 80, 74, 72, 72, 78, 84, 92, 100];

/// The day on which a claim is settled: the claims of a year stand in the order of their days.
pub(super) fn day_of(year: i16, number: u64, claims: u64) -> Day {
    // Thousandths of the year's claims, and millionths within them.
    let at = number * 1_000_000 / claims.max(1);
    let mut before = 0;
    for (month, weight) in (1..).zip(MONTHS) {
        let weight = weight * 1000;
        if at < before + weight {
            let first = Day::new(year, month, 1).unwrap_or_else(|_| first_of(year));
            let day = (at - before) * u64::try_from(first.days_in_month()).unwrap_or(28) / weight;
            return back(first, -i64::try_from(day).unwrap_or(0));
        }
        before += weight;
    }
    back(first_of(year + 1), 1)
}
