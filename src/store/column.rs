//! Days, words and numbers as they stand in columns, and back.

use super::error::StoreError;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::Sex;

/// A day of a column.
pub(super) fn day(text: &str) -> Result<Day, StoreError> {
    text.parse().map_err(|_| broken("a day", text))
}

/// A day that may be null.
pub(super) fn some_day(text: Option<&str>) -> Result<Option<Day>, StoreError> {
    text.map(day).transpose()
}

/// A word of a column.
pub(super) fn word<W: Word>(text: &str) -> Result<W, StoreError> {
    W::from_word(text).ok_or_else(|| broken("a word", text))
}

/// A word that may be null.
pub(super) fn some_word<W: Word>(text: Option<&str>) -> Result<Option<W>, StoreError> {
    text.map(word).transpose()
}

/// A whole number of a column in the type that it has inside.
pub(super) fn number<N: TryFrom<i64>>(number: i64) -> Result<N, StoreError> {
    N::try_from(number).map_err(|_| broken("a number", &number.to_string()))
}

/// The word of a sex.
pub(super) fn of_sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    }
}

/// A sex that may be null.
pub(super) fn some_sex(text: Option<&str>) -> Result<Option<Sex>, StoreError> {
    match text {
        None => Ok(None),
        Some("female") => Ok(Some(Sex::Female)),
        Some("male") => Ok(Some(Sex::Male)),
        Some(other) => Err(broken("a sex", other)),
    }
}

fn broken(what: &str, text: &str) -> StoreError {
    StoreError::Broken(format!("{what} is stored as {text:?}"))
}
