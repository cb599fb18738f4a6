//! Working days by a calendar that is data: weekends, published holidays, and weekends that are worked instead.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;

use super::{Day, DayError, parse_day};

/// The arrangements that the General Office of the State Council published (`schemes/calendars/cn.csv`).
pub const CN: &str = include_str!("../../../schemes/calendars/cn.csv");

/// Which days an office works. A year whose arrangement is not in the data has its weekends only, and what is
/// counted through it is said to be unsure.
///
/// ```
/// use huzhu::engine::calendar::{Due, WorkingDays, parse_day};
/// let cn = WorkingDays::published();
/// // Before the Spring Festival of 2025: the 26th is a Sunday that is worked, the 28th the first day off.
/// let due = cn.add(parse_day("2025-01-25")?, 3);
/// assert_eq!(due, Due { day: parse_day("2025-02-05")?, sure: true });
/// # Ok::<(), huzhu::engine::calendar::DayError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Days that differ from their weekday: is one worked?
    differ: BTreeMap<Day, bool>,
    years: BTreeSet<i16>,
}

/// A day that was counted in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day.
    pub day: Day,
    /// Is every year that was counted through published? Otherwise only weekends were left out in some of them.
    pub sure: bool,
}

/// Why a text is not a calendar: which line, counted from 1, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The first line does not name the columns.
    #[error("line 1 of the calendar must be `day,is,holiday,source`; write it so")]
    Head,
    /// A line without four cells, the last of them a source.
    #[error("line {line} of the calendar must have a day, `off` or `work`, the holiday and the source")]
    Cells {
        /// The line.
        line: usize,
    },
    /// The day of a line cannot be read.
    #[error("line {line} of the calendar: {error}")]
    Day {
        /// The line.
        line: usize,
        /// Why.
        error: DayError,
    },
    /// The word of a line is neither `off` nor `work`.
    #[error("line {line} of the calendar: the second cell must be `off` or `work`")]
    Word {
        /// The line.
        line: usize,
    },
    /// A day stands in the calendar twice.
    #[error("line {line} of the calendar: the day {day} is there already; take one of the two out")]
    Twice {
        /// The line.
        line: usize,
        /// The day.
        day: Day,
    },
}

impl WorkingDays {
    /// Saturdays and Sundays off, and nothing published.
    pub fn weekends_only() -> Self {
        Self::default()
    }

    /// The calendar that comes with the crate, [`CN`].
    pub fn published() -> Self {
        Self::parse(CN).unwrap_or_default()
    }

    /// Reads a calendar: a head `day,is,holiday,source`, then a line a day, `off` or `work`. A year with any line
    /// counts as published.
    ///
    /// # Errors
    /// [`CalendarError`] names the first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let mut lines = text.trim_start_matches('\u{FEFF}').lines().zip(1..);
        if lines.next().is_none_or(|(head, _)| head.trim() != "day,is,holiday,source") {
            return Err(CalendarError::Head);
        }
        let mut calendar = Self::default();
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            let (day, worked) = read(text, line)?;
            if calendar.differ.insert(day, worked).is_some() {
                return Err(CalendarError::Twice { line, day });
            }
            calendar.years.insert(day.year());
        }
        Ok(calendar)
    }

    /// Is the day worked?
    pub fn is_working(&self, day: Day) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.differ.get(&day).copied().unwrap_or(!weekend)
    }

    /// Is the arrangement of the day's year in the data?
    pub fn is_published(&self, day: Day) -> bool {
        self.years.contains(&day.year())
    }

    /// The `count`-th working day after `from`; `from` itself is not counted, as in article 201 of the Civil Code.
    /// With a count of 0 it is `from`, worked or not. The last day of the calendar (9999-12-31) ends all counting.
    pub fn add(&self, from: Day, count: u16) -> Due {
        let (mut day, mut left) = (from, count);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= u16::from(self.is_working(day));
        }
        Due { day, sure: self.is_sure(from, day) }
    }

    /// Working days after `from` up to `to`, inclusive; 0 when `to` is not after `from`.
    pub fn between(&self, from: Day, to: Day) -> u32 {
        let after = std::iter::successors(from.tomorrow().ok(), |day| day.tomorrow().ok());
        after.take_while(|day| *day <= to).map(|day| u32::from(self.is_working(day))).sum()
    }

    /// The day itself when it is worked, otherwise the next one that is: a term that ends on a day off ends on the
    /// working day after it (article 203 of the Civil Code).
    pub fn or_next(&self, day: Day) -> Due {
        if self.is_working(day) { Due { day, sure: self.is_published(day) } } else { self.add(day, 1) }
    }

    /// Are all years from one day to another published?
    fn is_sure(&self, from: Day, to: Day) -> bool {
        (from.year()..=to.year()).all(|year| self.years.contains(&year))
    }
}

/// The day of a line and whether it is worked.
fn read(text: &str, line: usize) -> Result<(Day, bool), CalendarError> {
    let cells: Vec<&str> = text.split(',').map(str::trim).collect();
    let [day, word, holiday, source] = cells[..] else { return Err(CalendarError::Cells { line }) };
    if holiday.is_empty() || source.is_empty() {
        return Err(CalendarError::Cells { line });
    }
    let day = parse_day(day).map_err(|error| CalendarError::Day { line, error })?;
    match word {
        "off" => Ok((day, false)),
        "work" => Ok((day, true)),
        _ => Err(CalendarError::Word { line }),
    }
}

impl CalendarError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Head => "工作日历第1行应为“day,is,holiday,source”，请按此填写。".to_owned(),
            Self::Cells { line } => {
                format!("工作日历第{line}行应依次填写日期、off或work、节日名称和文件依据，请补齐。")
            }
            Self::Day { line, error } => format!("工作日历第{line}行：{}", error.zh()),
            Self::Word { line } => format!("工作日历第{line}行第二列应为off（放假）或work（上班），请更正。"),
            Self::Twice { line, day } => {
                format!("工作日历第{line}行：{}重复，请删去其中一行。", super::zh_day(*day))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::count::tests::any_day;
    use super::{CN, CalendarError as E, Due, WorkingDays};

    #[test]
    fn published_years() {
        let cn = WorkingDays::parse(CN).unwrap();
        // (day, worked)
        let table = [
            ((2024, 2, 9), true),
            ((2024, 2, 10), false),
            ((2024, 2, 18), true),
            ((2024, 10, 12), true),
            ((2025, 1, 1), false),
            ((2025, 1, 2), true),
            ((2025, 10, 8), false),
            ((2025, 10, 11), true),
            ((2026, 1, 2), false),
            ((2026, 1, 4), true),
            ((2026, 2, 23), false),
            ((2026, 2, 24), true),
            ((2026, 9, 20), true),
            ((2026, 10, 7), false),
            ((2026, 11, 21), false),
        ];
        for ((y, m, d), worked) in table {
            assert_eq!(cn.is_working(date(y, m, d)), worked, "{y}-{m}-{d}");
        }
        // Days of the year less 104 of weekends and the statutory ones: 11 in 2024, 13 from 2025 on.
        let of = |year| cn.between(date(year - 1, 12, 31), date(year, 12, 31));
        assert_eq!([of(2024), of(2025), of(2026)], [251, 248, 248]);
    }

    #[test]
    fn terms() {
        let cn = WorkingDays::published();
        let sure = |y, m, d| Due { day: date(y, m, d), sure: true };
        assert_eq!(cn.add(date(2026, 9, 30), 1), sure(2026, 10, 8));
        assert_eq!(cn.add(date(2026, 9, 30), 3), sure(2026, 10, 10));
        assert_eq!(cn.add(date(2026, 10, 3), 0), sure(2026, 10, 3));
        assert_eq!(cn.or_next(date(2026, 5, 1)), sure(2026, 5, 6));
        assert_eq!(cn.or_next(date(2026, 5, 9)), sure(2026, 5, 9));
        assert_eq!(cn.add(date(2026, 12, 31), 1), Due { day: date(2027, 1, 1), sure: false });
        let weekends = WorkingDays::weekends_only();
        assert_eq!(weekends.add(date(2026, 10, 2), 1), Due { day: date(2026, 10, 5), sure: false });
        assert_eq!(weekends.add(date(9999, 12, 31), 5).day, date(9999, 12, 31));
    }

    #[test]
    fn calendars_that_are_refused() {
        let with = |line: &str| format!("day,is,holiday,source\n{line}\n");
        let table = [
            (String::new(), E::Head),
            ("day,is\n".into(), E::Head),
            (with("2026-01-01,off,元旦"), E::Cells { line: 2 }),
            (with("2026-01-01,off,元旦,"), E::Cells { line: 2 }),
            (with("2026-01-01,free,元旦,x"), E::Word { line: 2 }),
            (with("2026-01-01,off,元旦,x\n2026/1/1,off,元旦,x"), E::Twice { line: 3, day: date(2026, 1, 1) }),
        ];
        for (text, error) in table {
            assert_eq!(WorkingDays::parse(&text), Err(error.clone()), "{text}");
            assert!(error.zh().ends_with('。'));
        }
        assert!(matches!(WorkingDays::parse(&with("2026-02-30,off,x,y")), Err(E::Day { line: 2, .. })));
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(from in any_day(), count in 1_u16..60) {
            let cn = WorkingDays::published();
            let due = cn.add(from, count).day;
            prop_assert!(cn.is_working(due));
            prop_assert_eq!(cn.between(from, due), u32::from(count));
            prop_assert_eq!(cn.between(from, due.yesterday().unwrap()), u32::from(count) - 1);
            prop_assert_eq!(cn.between(due, from), 0);
        }

        #[test]
        fn a_count_may_be_made_in_two_parts(from in any_day(), a in 0_i32..40, b in 0_i32..40) {
            let cn = WorkingDays::published();
            let (middle, end) = (from + a.days(), from + (a + b).days());
            prop_assert_eq!(cn.between(from, middle) + cn.between(middle, end), cn.between(from, end));
        }
    }
}
