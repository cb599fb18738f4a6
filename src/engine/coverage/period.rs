//! The period that contributions are due for: which one it is, its halves, and its months.

use crate::engine::calendar::{Day, Span, days_between};
use crate::engine::scheme::model::Edition;

/// More months than any period has.
const MOST_MONTHS: u16 = 1_200;

/// The period that a day belongs to: the declared one (一期) that contains it, or else the next one to begin,
/// or else the scheme's year.
pub fn period_of(edition: &Edition, day: Day) -> Span {
    let declared = || edition.periods.iter().map(|p| p.span);
    let next = || declared().filter(|span| day < span.from()).min_by_key(Span::from);
    declared().find(|span| span.contains(day)).or_else(next).unwrap_or_else(|| year_of(edition, day))
}

/// The months of a period that begin or go on from a day to its end: a month that has begun counts whole.
/// Months run from the period's first day (from the 25th to the 24th). Nought after the period and for a
/// period without an end.
pub fn months_begun(period: &Span, from: Day) -> u16 {
    let Some(last) = period.to() else { return 0 };
    let months = (0..MOST_MONTHS).take_while(|n| after_months(period.from(), *n) <= last);
    let left = months.filter(|n| from < after_months(period.from(), n + 1) && from <= last);
    u16::try_from(left.count()).unwrap_or(MOST_MONTHS)
}

/// Does a day lie in the second half of a period? A period of an even number of months is halved between two
/// months (1 July for a calendar year), any other between two days; the odd day is in the first half.
pub fn is_second_half(period: &Span, day: Day) -> bool {
    let Some(last) = period.to() else { return false };
    let months = (0..MOST_MONTHS).take_while(|n| after_months(period.from(), *n) <= last).count();
    let months = u16::try_from(months).unwrap_or(MOST_MONTHS);
    let whole_months = last.tomorrow().is_ok_and(|end| end == after_months(period.from(), months));
    let second_half = if whole_months && months % 2 == 0 {
        after_months(period.from(), months / 2)
    } else {
        let days = days_between(period.from(), last) + 1;
        period.from().saturating_add(jiff::Span::new().days(days - days / 2))
    };
    second_half <= day
}

/// The scheme's year around a day.
fn year_of(edition: &Edition, day: Day) -> Span {
    let start = edition.in_force.year;
    let same_year = |d: &Day| start.year_of(*d) == start.year_of(day);
    let before = day.series(jiff::Span::new().days(-1)).take_while(same_year).last();
    let after = day.series(jiff::Span::new().days(1)).take_while(same_year).last();
    let first = before.unwrap_or(day);
    Span::new(first, after).unwrap_or(edition.in_force.span)
}

fn after_months(day: Day, months: u16) -> Day {
    day.saturating_add(jiff::Span::new().months(i64::from(months)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::coverage::standing::tests::day;

    fn span(from: &str, to: &str) -> Span {
        Span::new(day(from), Some(day(to))).unwrap()
    }

    #[test]
    fn months_that_have_begun_count_whole() {
        let (calendar, october) = (span("2014-01-01", "2014-12-31"), span("2019-09-25", "2020-09-24"));
        for (period, from, months) in [
            (calendar, "2013-05-01", 12),
            (calendar, "2014-01-01", 12),
            (calendar, "2014-01-31", 12),
            (calendar, "2014-02-01", 11),
            (calendar, "2014-12-31", 1),
            (calendar, "2015-01-01", 0),
            (october, "2019-10-24", 12),
            (october, "2019-10-25", 11),
            (span("2014-01-15", "2014-02-20"), "2014-01-15", 2),
            (span("2014-01-01", "2016-12-31"), "2014-01-01", 36),
        ] {
            assert_eq!(months_begun(&period, day(from)), months, "{period:?} {from}");
        }
    }

    #[test]
    fn halves() {
        for (period, on, second) in [
            (span("2019-01-01", "2019-12-31"), "2019-06-30", false),
            (span("2019-01-01", "2019-12-31"), "2019-07-01", true),
            (span("2019-09-25", "2020-09-24"), "2020-03-24", false),
            (span("2019-09-25", "2020-09-24"), "2020-03-25", true),
            (span("2019-01-01", "2019-01-03"), "2019-01-02", false),
            (span("2019-01-01", "2019-01-03"), "2019-01-03", true),
        ] {
            assert_eq!(is_second_half(&period, day(on)), second, "{period:?} {on}");
        }
    }
}
