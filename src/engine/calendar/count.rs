//! Counts on days: between two, of a stay, of an age, and a day as one number.

use super::Day;

/// Days from `from` to `to`; negative if `to` is earlier, 0 for the same day.
///
/// ```
/// use huzhu::engine::calendar::{days_between, parse_day};
/// assert_eq!(days_between(parse_day("2026-02-28")?, parse_day("2026-03-01")?), 1);
/// # Ok::<(), huzhu::engine::calendar::DayError>(())
/// ```
pub fn days_between(from: Day, to: Day) -> i32 {
    (to - from).get_days()
}

/// Days of a hospital stay, counted the usual way: discharge minus admission, at least 1.
/// An inverted stay also gives 1; refuse it where the days are read.
pub fn stay_days(admitted: Day, discharged: Day) -> i32 {
    days_between(admitted, discharged).max(1)
}

/// Full years of age on `day`; `None` before birth. Who was born on 29 February turns a year older
/// on 1 March of a common year.
pub fn age_on(birth: Day, day: Day) -> Option<u16> {
    let birthday_ahead = (day.month(), day.day()) < (birth.month(), birth.day());
    u16::try_from(day.year() - birth.year() - i16::from(birthday_ahead)).ok()
}

/// Which day of cover `day` is: `first_day` itself is day 1, the day before it day 0.
pub fn day_of_cover(first_day: Day, day: Day) -> i32 {
    days_between(first_day, day) + 1
}

/// The day as the number yyyymmdd (2 January 2026 is 20260102): orders as days do, from year 1 on.
pub fn packed(day: Day) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// The day of a [`packed`] number; `None` if there is no such day, or before year 1.
pub fn unpacked(number: i32) -> Option<Day> {
    let year = i16::try_from(number / 10_000).ok().filter(|year| *year >= 1)?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    Day::new(year, month, i8::try_from(number % 100).ok()?).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::{Day, age_on, day_of_cover, days_between, packed, stay_days, unpacked};

    /// Any day from 1900 to about 2173.
    pub fn any_day() -> impl Strategy<Value = Day> {
        (0_i32..100_000).prop_map(|days| date(1900, 1, 1) + days.days())
    }

    #[test]
    fn stays() {
        let table = [((1, 1), (1, 1), 1), ((1, 1), (1, 2), 1), ((1, 1), (1, 11), 10), ((2, 27), (3, 1), 2)];
        for ((from_month, from_day), (to_month, to_day), days) in table {
            let stay = (date(2026, from_month, from_day), date(2026, to_month, to_day));
            assert_eq!(stay_days(stay.0, stay.1), days, "{stay:?}");
        }
    }

    #[test]
    fn ages() {
        let table = [
            (date(1960, 5, 6), date(2026, 5, 5), Some(65)),
            (date(1960, 5, 6), date(2026, 5, 6), Some(66)),
            (date(2004, 2, 29), date(2026, 2, 28), Some(21)),
            (date(2004, 2, 29), date(2026, 3, 1), Some(22)),
            (date(2004, 2, 29), date(2024, 2, 29), Some(20)),
            (date(2026, 1, 2), date(2026, 1, 2), Some(0)),
            (date(2026, 1, 2), date(2026, 1, 1), None),
            (date(2026, 1, 2), date(2020, 1, 2), None),
        ];
        for (birth, day, age) in table {
            assert_eq!(age_on(birth, day), age, "{birth} {day}");
        }
    }

    #[test]
    fn packed_days() {
        assert_eq!(packed(date(2026, 1, 2)), 20_260_102);
        for wrong in [0, -20_260_102, 101, 20_260_230, 20_261_301, 20_260_100, i32::MAX, i32::MIN] {
            assert_eq!(unpacked(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn packing_keeps_day_and_order(a in any_day(), b in any_day()) {
            prop_assert_eq!(unpacked(packed(a)), Some(a));
            prop_assert_eq!(packed(a).cmp(&packed(b)), a.cmp(&b));
        }

        #[test]
        fn counting_forth_and_back_cancels(a in any_day(), b in any_day()) {
            prop_assert_eq!(days_between(a, b), -days_between(b, a));
            prop_assert_eq!(a + days_between(a, b).days(), b);
            prop_assert_eq!(day_of_cover(a, b) == 1, a == b);
        }

        #[test]
        fn nobody_grows_younger(birth in any_day(), a in any_day(), b in any_day()) {
            prop_assert!(age_on(birth, a.min(b)) <= age_on(birth, a.max(b)));
            prop_assert_eq!(age_on(birth, a).is_some(), birth <= a);
        }
    }
}
