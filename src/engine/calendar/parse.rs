//! The spellings of a day that clerks and hospital systems write.

use super::Day;
use crate::engine::ids::full_width;

/// Years that can be meant; 9999-12-31 is the usual "until further notice" of other systems.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

/// Why a text is not a day. The text is not repeated: whoever read the cell shows it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Nothing was typed: ask for the day.
    #[error("the date is empty; write it like 2026-01-02")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the date contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// The century is missing: write the year with four digits.
    #[error("the year of the date has two digits; write all four, like 2026-01-02")]
    TwoDigitYear,
    /// A spreadsheet's count of days: format the column as a date and save again.
    #[error("this is a spreadsheet's day number, not a date; format the column as yyyy-mm-dd and save again")]
    DayNumber,
    /// No such day: correct it.
    #[error("there is no day {year:04}-{month:02}-{day:02}; correct the date")]
    NoSuchDay {
        /// The year written.
        year: i16,
        /// The month written.
        month: i8,
        /// The day of the month written.
        day: i8,
    },
    /// A year nobody means: correct it.
    #[error("the year {year:04} cannot be meant; correct the date (years from 1900 on are accepted)")]
    Year {
        /// The year written.
        year: i16,
    },
    /// Anything else: write it in one of the known ways.
    #[error("this is not a date; write it like 2026-01-02, 2026/1/2, 20260102 or 2026年1月2日")]
    Spelling,
}

/// Reads a day: 2026-01-02, 2026/1/2, 2026.1.2, 20260102 or 2026年1月2日; a time after a space or a
/// `T` (10:11, 10:11:12, 10:11:12.345) is checked and dropped. A time with a zone is refused, because its
/// day depends on where it is read.
///
/// ```
/// use huzhu::engine::calendar::{DayError, parse_day};
/// assert_eq!(parse_day("2026年1月2日")?, parse_day("2026-01-02 10:11:12")?);
/// assert_eq!(parse_day("26-01-02"), Err(DayError::TwoDigitYear));
/// # Ok::<(), DayError>(())
/// ```
///
/// # Errors
/// [`DayError`] says how to write it.
pub fn parse_day(text: &str) -> Result<Day, DayError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DayError::Empty);
    }
    if let Some((_, found, ascii)) = full_width(text) {
        return Err(DayError::FullWidth { found, ascii });
    }
    let day = match text.split_once([' ', 'T']) {
        None => text,
        Some((day, time)) if is_time(time.trim_start()) => day,
        Some(_) => return Err(DayError::Spelling),
    };
    let [year, month, day] = parts(day).ok_or_else(|| misspelt(day))?;
    if is_digits(year, 2..=2) {
        return Err(DayError::TwoDigitYear);
    }
    if !(is_digits(year, 4..=4) && is_digits(month, 1..=2) && is_digits(day, 1..=2)) {
        return Err(DayError::Spelling);
    }
    from_numbers(year, month, day)
}

/// The day as Chinese pages and letters write it: 2026年1月2日.
pub fn zh_day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

impl DayError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "日期为空，请按2026-01-02的格式填写。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("日期含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::TwoDigitYear => "日期中的年份只有两位，请填写四位年份，例如2026-01-02。".to_owned(),
            Self::DayNumber => {
                "该值是电子表格的日期序号，请将该列设为“yyyy-mm-dd”日期格式后重新保存。".to_owned()
            }
            Self::NoSuchDay { year, month, day } => {
                format!("{year}年{month}月{day}日不存在，请更正日期。")
            }
            Self::Year { year } => format!("年份{year:04}有误，请更正日期（年份应不早于1900年）。"),
            Self::Spelling => {
                "日期格式无法识别，请按2026-01-02、2026/1/2、20260102或2026年1月2日填写。".to_owned()
            }
        }
    }
}

/// Year, month and day as written, not yet known to be digits.
fn parts(day: &str) -> Option<[&str; 3]> {
    if is_digits(day, 8..=8) {
        return Some([&day[..4], &day[4..6], &day[6..]]);
    }
    if let Some(before) = day.strip_suffix('日') {
        let (year, rest) = before.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        return Some([year, month, day]);
    }
    let separator = day.chars().find(|c| ['-', '/', '.'].contains(c))?;
    let mut parts = day.split(separator);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

/// What to say about a text without three parts: five digits are how spreadsheets store 1954 to 2119.
fn misspelt(day: &str) -> DayError {
    let looks_counted = is_digits(day, 5..=5) && ('2'..='7').any(|first| day.starts_with(first));
    if looks_counted { DayError::DayNumber } else { DayError::Spelling }
}

/// The day of three texts of at most four digits each.
fn from_numbers(year: &str, month: &str, day: &str) -> Result<Day, DayError> {
    let year = year.parse().map_err(|_| DayError::Spelling)?;
    let month = month.parse().map_err(|_| DayError::Spelling)?;
    let day = day.parse().map_err(|_| DayError::Spelling)?;
    if !YEARS.contains(&year) {
        return Err(DayError::Year { year });
    }
    Day::new(year, month, day).map_err(|_| DayError::NoSuchDay { year, month, day })
}

/// Hours and minutes, perhaps seconds, perhaps a fraction; no zone.
fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let fields: Vec<&str> = clock.split(':').collect();
    let below = |field: &str, end: u8| is_digits(field, 1..=2) && field.parse::<u8>().is_ok_and(|n| n < end);
    let in_range = fields.iter().zip([24, 60, 60]).all(|(field, end)| below(field, end));
    (2..=3).contains(&fields.len()) && in_range && is_digits(fraction, 1..=9)
}

/// Nothing but ASCII digits, and as many as `count` allows.
fn is_digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::count::tests::any_day;
    use super::{DayError as E, parse_day, zh_day};

    #[test]
    fn spellings_that_are_read() {
        let table = "2026-01-02 2026-1-2 2026/1/2 2026/01/02 2026.1.2 20260102 2026年1月2日 2026年01月02日 \
                     2026-01-02T10:11:12 20260102T10:11";
        let spaced = [" 2026-01-02\t", "2026-01-02 10:11:12", "2026/1/2 0:00", "2026年1月2日 23:59:59.999"];
        for text in table.split(' ').chain(spaced) {
            assert_eq!(parse_day(text), Ok(date(2026, 1, 2)), "{text}");
        }
        assert_eq!(parse_day("9999-12-31"), Ok(date(9999, 12, 31)));
        assert_eq!(parse_day("2024-02-29"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn spellings_that_are_refused() {
        let no_such_day = |year, month, day| E::NoSuchDay { year, month, day };
        let table = [
            ("", E::Empty),
            (" \u{3000}", E::Empty),
            ("２026-01-02", E::FullWidth { found: '２', ascii: '2' }),
            ("2026—01—02", E::FullWidth { found: '—', ascii: '-' }),
            ("26-01-02", E::TwoDigitYear),
            ("26年1月2日", E::TwoDigitYear),
            ("01/02/2026", E::TwoDigitYear),
            ("46024", E::DayNumber),
            ("2026-02-30", no_such_day(2026, 2, 30)),
            ("2026年2月29日", no_such_day(2026, 2, 29)),
            ("20261301", no_such_day(2026, 13, 1)),
            ("2026-00-10", no_such_day(2026, 0, 10)),
            ("0206-01-02", E::Year { year: 206 }),
        ];
        for (text, error) in table {
            assert_eq!(parse_day(text), Err(error.clone()), "{text}");
            assert!(error.zh().ends_with('。'));
        }
        let misspelt = "2026-01 2026-01-02-03 2026/1-2 202601 2026年1月 2026-+1-2 2026-001-02 abc 2026-01-02T \
                        2026-01-02T10 2026-01-02T24:00 2026-01-02T10:11:12Z 2026-01-02T10:11:12+08:00 12026-1-2";
        for text in misspelt.split(' ') {
            assert_eq!(parse_day(text), Err(E::Spelling), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_day_survives_every_spelling(day in any_day()) {
            for format in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%-m.%-d", "%Y%m%d", "%Y-%m-%d 08:00:00"] {
                prop_assert_eq!(parse_day(&day.strftime(format).to_string()), Ok(day));
            }
            prop_assert_eq!(parse_day(&zh_day(day)), Ok(day));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}|[0-9./年月日T: -]{0,24}") {
            let _ = parse_day(&text);
        }
    }
}
