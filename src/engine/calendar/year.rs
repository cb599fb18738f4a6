//! The fund's year: where it begins, and in which one a day falls.

use std::{fmt, str::FromStr};

use super::Day;

/// The day on which a fund's year begins, the same in every year.
///
/// ```
/// use huzhu::engine::calendar::{YearStart, parse_day};
/// let october: YearStart = "10-01".parse()?;
/// assert_eq!(october.year_of(parse_day("2026-09-30")?), 2025);
/// assert_eq!(YearStart::CALENDAR.to_string(), "calendar");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearStart {
    month: i8,
    day: i8,
}

/// Why a text is not the start of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum YearStartError {
    /// Neither "calendar" nor a month and a day: write one of them.
    #[error(
        "a year begins on \"calendar\" (1 January) or on a month and day like \"10-01\"; write one of them"
    )]
    Spelling,
    /// The day does not exist in every year: choose another.
    #[error("a year cannot begin on a day that some years lack; choose one that every year has")]
    NotInEveryYear,
}

impl YearStart {
    /// 1 January.
    pub const CALENDAR: Self = Self { month: 1, day: 1 };

    /// The year beginning on that day of each year.
    ///
    /// # Errors
    /// [`YearStartError::NotInEveryYear`] for 29 February and for days that never exist.
    pub fn new(month: i8, day: i8) -> Result<Self, YearStartError> {
        // 2025 is a common year: what exists in it exists in every year.
        Day::new(2025, month, day).map_err(|_| YearStartError::NotInEveryYear)?;
        Ok(Self { month, day })
    }

    /// Month and day as one number: 1001 for 1 October.
    pub const fn month_day(self) -> i32 {
        self.month as i32 * 100 + self.day as i32
    }

    /// The fund year `day` falls in, named by the calendar year in which that fund year starts.
    pub fn year_of(self, day: Day) -> i16 {
        let before_start = (day.month(), day.day()) < (self.month, self.day);
        day.year() - i16::from(before_start)
    }
}

impl FromStr for YearStart {
    type Err = YearStartError;

    /// Reads "calendar", or month and day as two digits each: "10-01".
    fn from_str(text: &str) -> Result<Self, YearStartError> {
        if text == "calendar" {
            return Ok(Self::CALENDAR);
        }
        let (month, day) = text.split_once('-').ok_or(YearStartError::Spelling)?;
        Self::new(two_digits(month)?, two_digits(day)?)
    }
}

impl fmt::Display for YearStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::CALENDAR {
            return f.write_str("calendar");
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl YearStartError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Spelling => "年度起始日应为“calendar”（1月1日）或“10-01”形式的月日，请更正。",
            Self::NotInEveryYear => "年度起始日须为每年都有的日期，请另选一日。",
        }
        .to_owned()
    }
}

/// A number of exactly two ASCII digits.
fn two_digits(text: &str) -> Result<i8, YearStartError> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().map_err(|_| YearStartError::Spelling) } else { Err(YearStartError::Spelling) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::count::tests::any_day;
    use super::{YearStart, YearStartError as E};

    #[test]
    fn years_of_days() {
        let table = [
            ("calendar", date(2026, 1, 1), 2026),
            ("calendar", date(2026, 12, 31), 2026),
            ("10-01", date(2026, 9, 30), 2025),
            ("10-01", date(2026, 10, 1), 2026),
            ("03-01", date(2024, 2, 29), 2023),
        ];
        for (start, day, year) in table {
            assert_eq!(start.parse::<YearStart>().unwrap().year_of(day), year, "{start} {day}");
        }
    }

    #[test]
    fn starts_that_are_refused() {
        for text in ["", "Calendar", "10", "10-1", "10/01", "+1-01", "1-10-01", "十-01"] {
            assert_eq!(text.parse::<YearStart>(), Err(E::Spelling), "{text}");
        }
        for text in ["02-29", "02-30", "13-01", "00-01", "04-31"] {
            assert_eq!(text.parse::<YearStart>(), Err(E::NotInEveryYear), "{text}");
        }
    }

    proptest! {
        #[test]
        fn display_is_read_back(day in any_day().prop_filter("leap day", |day| (day.month(), day.day()) != (2, 29))) {
            let start = YearStart::new(day.month(), day.day()).unwrap();
            prop_assert_eq!(start.to_string().parse(), Ok(start));
            prop_assert_eq!(start.year_of(day), day.year());
            prop_assert_eq!(start.year_of(day.yesterday().unwrap()), day.year() - 1);
        }
    }
}
