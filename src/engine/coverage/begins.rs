//! When cover begins: with the period or after enrolment, after the waiting time, for late hires too.

use crate::engine::calendar::{Day, Span, days_between};
use crate::engine::claim::words::Joining;
use crate::engine::scheme::model::{Begins, Enrolment};

/// How somebody enrols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolling {
    /// The day of enrolment.
    pub enrolled_on: Day,
    /// The day on which the employer hired the member, where known.
    pub hired_on: Option<Day>,
    /// How the member comes into this cover.
    pub joining: Joining,
}

/// The first day of cover, inclusive: the day membership begins, and after it the waiting time of those who
/// wait.
///
/// A waiting time of one month moves 25 September to 25 October; one of 30 days, to 25 October as well.
pub fn cover_begins(rule: &Enrolment, by: &Enrolling, period: &Span) -> Day {
    let first = membership_begins(rule, by, period);
    if !rule.waiting_for.contains(&by.joining) {
        return first;
    }
    let months = i64::from(rule.waiting_months.unwrap_or(0));
    let days = i64::from(rule.waiting_days.unwrap_or(0));
    first.checked_add(jiff::Span::new().months(months).days(days)).unwrap_or(Day::MAX)
}

/// The first day of membership, from which contributions by the month are counted: cover without the
/// waiting time.
///
/// It is never before the period. Who enrols neither within the window nor before the period begins is
/// never covered backwards: a rule "with the period" then begins on the day after enrolment.
pub fn membership_begins(rule: &Enrolment, by: &Enrolling, period: &Span) -> Day {
    let enrolled = by.enrolled_on;
    let in_time = enrolled <= period.from() || (rule.window.is_some() && in_window(rule, enrolled));
    let late = rule.late_hires.as_ref().filter(|_| !in_time && is_new_hire(rule, enrolled, by.hired_on));
    let first = match late.map_or(rule.begins, |late| late.begins) {
        Begins::PeriodStart if in_time => period.from(),
        Begins::PeriodStart | Begins::NextDay => enrolled.tomorrow().unwrap_or(Day::MAX),
        Begins::NextMonth => next_month(enrolled),
    };
    first.max(period.from())
}

/// Was the member hired so shortly before enrolment that he counts as newly hired? Both ends of the time
/// allowed count: the day of hiring itself, and the last day allowed after it.
pub fn is_new_hire(rule: &Enrolment, enrolled_on: Day, hired_on: Option<Day>) -> bool {
    let (Some(late), Some(hired)) = (&rule.late_hires, hired_on) else { return false };
    (0..=late.within_days).contains(&days_between(hired, enrolled_on))
}

/// Is it a day on which one may enrol? Always, where there is no window.
pub fn in_window(rule: &Enrolment, day: Day) -> bool {
    rule.window.is_none_or(|(first, last)| first <= day && day <= last)
}

fn next_month(day: Day) -> Day {
    day.last_of_month().tomorrow().unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::coverage::standing::tests::{day, rule};
    use crate::engine::scheme::model::LateHire;

    fn year() -> Span {
        Span::new(day("2019-09-25"), Some(day("2020-09-24"))).unwrap()
    }

    fn by(enrolled_on: &str, hired_on: Option<&str>, joining: Joining) -> Enrolling {
        Enrolling { enrolled_on: day(enrolled_on), hired_on: hired_on.map(day), joining }
    }

    #[test]
    fn shaoxing_first_enrolments_wait_a_month_and_renewals_do_not() {
        let rule = Enrolment { waiting_months: Some(1), ..rule(0) };
        for (joining, begins) in [
            (Joining::First, "2019-10-25"),
            (Joining::Returning, "2019-10-25"),
            (Joining::NewHire, "2019-10-25"),
            (Joining::Renewal, "2019-09-25"),
        ] {
            assert_eq!(cover_begins(&rule, &by("2019-09-06", None, joining), &year()), day(begins));
        }
    }

    #[test]
    fn waiting_may_be_in_days_or_months_and_for_some_only() {
        let months = Enrolment {
            waiting_months: Some(12),
            waiting_for: vec![Joining::First, Joining::Returning],
            ..rule(0)
        };
        let days = Enrolment { waiting_days: Some(30), ..rule(0) };
        for (rule, joining, begins) in [
            (&months, Joining::First, "2020-09-25"),
            (&months, Joining::NewHire, "2019-09-25"),
            (&days, Joining::First, "2019-10-25"),
            (&days, Joining::Renewal, "2019-09-25"),
        ] {
            assert_eq!(cover_begins(rule, &by("2019-09-06", None, joining), &year()), day(begins));
        }
    }

    #[test]
    fn the_rule_says_on_which_day_after_enrolment() {
        use Begins::{NextDay, NextMonth, PeriodStart};
        let window = Some((day("2019-09-01"), day("2019-10-20")));
        for (begins, window, enrolled, first) in [
            (PeriodStart, None, "2019-09-06", "2019-09-25"),
            (PeriodStart, window, "2019-10-20", "2019-09-25"),
            (PeriodStart, window, "2019-10-21", "2019-10-22"),
            (PeriodStart, None, "2019-10-20", "2019-10-21"),
            (NextDay, None, "2019-09-06", "2019-09-25"),
            (NextDay, None, "2019-10-20", "2019-10-21"),
            (NextMonth, None, "2019-12-31", "2020-01-01"),
            (NextMonth, None, "2020-02-01", "2020-03-01"),
        ] {
            let rule = Enrolment { window, begins, ..rule(0) };
            let found = cover_begins(&rule, &by(enrolled, None, Joining::First), &year());
            assert_eq!(found, day(first), "{begins:?} {enrolled}");
        }
    }

    #[test]
    fn late_hires_have_a_beginning_of_their_own() {
        let late = LateHire { within_days: 30, begins: Begins::NextDay };
        let rule = Enrolment { begins: Begins::NextMonth, late_hires: Some(late), ..rule(0) };
        for (hired, enrolled, first) in [
            ("2020-03-01", "2020-03-31", "2020-04-01"),
            ("2020-03-01", "2020-03-30", "2020-03-31"),
            ("2020-02-01", "2020-03-30", "2020-04-01"),
            ("2020-03-31", "2020-03-30", "2020-04-01"),
        ] {
            let found = cover_begins(&rule, &by(enrolled, Some(hired), Joining::NewHire), &year());
            assert_eq!(found, day(first), "{hired} {enrolled}");
        }
    }
}
