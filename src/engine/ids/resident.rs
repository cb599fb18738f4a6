//! The resident identity number (公民身份号码): read, checked, and never printed whole.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::full_width;
use crate::engine::calendar::zh_day;

/// Sex as the seventeenth character of the number gives it: odd male, even female.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// 女
    Female,
    /// 男
    Male,
}

/// A resident identity number of 18 characters whose birthday exists and whose check character fits.
///
/// Rule: GB 11643-1999 (region 6, birthday 8, order 3, check 1; check by ISO 7064 MOD 11-2). The region
/// is not looked up: codes of abolished counties stay valid for those who were born there.
///
/// ```
/// use huzhu::engine::ids::{ResidentId, Sex};
/// let id = ResidentId::parse(" 11010519491231002x ")?;
/// assert_eq!(id.masked(), "110***********002X");
/// assert_eq!((id.sex(), id.region()), (Sex::Female, "110105"));
/// assert_eq!(id.birth().to_string(), "1949-12-31");
/// # Ok::<(), huzhu::engine::ids::ResidentIdError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResidentId {
    text: Box<str>,
    birth: Date,
}

/// Why a text is not a resident identity number. No message repeats the number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResidentIdError {
    /// Nothing was typed: ask for the number.
    #[error("the identity number is empty; type its 18 characters")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the identity number contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// Characters are missing or too many: compare with the card.
    #[error("the identity number has {found} characters; it must have 18 (or 15 in the old form)")]
    Length {
        /// How many characters were typed.
        found: usize,
    },
    /// A character is not a digit: compare with the card.
    #[error("character {position} of the identity number must be a digit (only the 18th may be X)")]
    NotDigit {
        /// Counted from 1.
        position: usize,
    },
    /// The birthday in the number does not exist: compare with the card.
    #[error("characters 7 to 14 of the identity number are not a date of birth; compare it with the card")]
    NoSuchBirthday,
    /// The check character contradicts the others: compare with the card.
    #[error("the check digit of the identity number does not fit; compare the number with the card")]
    CheckDigit,
    /// The birthday lies in the future: compare with the card.
    #[error("the identity number belongs to somebody born after {today}; compare it with the card")]
    BornLater {
        /// The day it was compared with.
        today: Date,
    },
}

impl ResidentId {
    /// Reads a number of 18 characters, or of 15 (issued until 1999), which becomes one of 18 born in 19xx.
    /// Spaces around it are dropped; a lower-case `x` is accepted.
    ///
    /// # Errors
    /// [`ResidentIdError`] names what to compare with the card, without repeating the number.
    pub fn parse(text: &str) -> Result<Self, ResidentIdError> {
        let typed = text.trim().to_ascii_uppercase();
        check_characters(&typed)?;
        let whole = if typed.len() == 15 { upgraded(&typed) } else { typed };
        let birth = birthday(&whole).ok_or(ResidentIdError::NoSuchBirthday)?;
        if whole.ends_with(check_character(&whole[..17])) {
            Ok(Self { text: whole.into_boxed_str(), birth })
        } else {
            Err(ResidentIdError::CheckDigit)
        }
    }

    /// The whole number, 18 characters. For storing and sending only; print [`Self::masked`].
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// First three and last four characters, the eleven between as `*`.
    pub fn masked(&self) -> String {
        format!("{}{}{}", &self.text[..3], "*".repeat(11), &self.text[14..])
    }

    /// Day of birth.
    pub fn birth(&self) -> Date {
        self.birth
    }

    /// Sex.
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Region of first registration: six digits of GB/T 2260, as at that time.
    pub fn region(&self) -> &str {
        &self.text[..6]
    }

    /// Refuses a birthday after `today`; a birth on `today` itself passes.
    ///
    /// # Errors
    /// [`ResidentIdError::BornLater`].
    pub fn check_born_by(&self, today: Date) -> Result<(), ResidentIdError> {
        if self.birth > today { Err(ResidentIdError::BornLater { today }) } else { Ok(()) }
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResidentId({})", self.masked())
    }
}

impl ResidentIdError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "身份证号码为空，请填写18位公民身份号码。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("身份证号码含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::Length { found } => {
                format!("身份证号码应为18位（旧号为15位），现为{found}位，请核对后重新填写。")
            }
            Self::NotDigit { position } => {
                format!("身份证号码第{position}位应为数字（仅第18位可为X），请核对。")
            }
            Self::NoSuchBirthday => "身份证号码第7至14位不是有效的出生日期，请对照证件核对。".to_owned(),
            Self::CheckDigit => "身份证号码校验位不符，可能录入有误，请对照证件核对。".to_owned(),
            Self::BornLater { today } => {
                format!("身份证号码中的出生日期晚于{}，请对照证件核对。", zh_day(*today))
            }
        }
    }
}

/// Passes 15 digits, 18 digits, or 17 digits and `X`.
fn check_characters(typed: &str) -> Result<(), ResidentIdError> {
    if let Some((_, found, ascii)) = full_width(typed) {
        return Err(ResidentIdError::FullWidth { found, ascii });
    }
    match typed.chars().count() {
        0 => return Err(ResidentIdError::Empty),
        15 | 18 => {}
        found => return Err(ResidentIdError::Length { found }),
    }
    match typed.chars().enumerate().find(|&(at, c)| !(c.is_ascii_digit() || (at == 17 && c == 'X'))) {
        Some((at, _)) => Err(ResidentIdError::NotDigit { position: at + 1 }),
        None => Ok(()),
    }
}

/// The 18 characters of an old number of 15 digits: century 19 put in, check character added.
fn upgraded(old: &str) -> String {
    let mut whole = format!("{}19{}", &old[..6], &old[6..]);
    whole.push(check_character(&whole));
    whole
}

/// The birthday in characters 7 to 14; none before 1800, when nobody now insured was born.
fn birthday(whole: &str) -> Option<Date> {
    let year = whole[6..10].parse().ok().filter(|year| *year >= 1800)?;
    Date::new(year, whole[10..12].parse().ok()?, whole[12..14].parse().ok()?).ok()
}

/// The check character of 17 digits, ISO 7064 MOD 11-2.
fn check_character(seventeen: &str) -> char {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: usize =
        seventeen.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    CHECKS[sum % 11]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{ResidentId, ResidentIdError as E, Sex, check_character};

    #[test]
    fn numbers_that_are_read() {
        // The examples of GB 11643 itself, and the old form of the first.
        let table = [
            ("11010519491231002X", "11010519491231002X", date(1949, 12, 31), Sex::Female),
            ("\t11010519491231002x\u{3000}", "11010519491231002X", date(1949, 12, 31), Sex::Female),
            ("110105491231002", "11010519491231002X", date(1949, 12, 31), Sex::Female),
            ("440524188001010014", "440524188001010014", date(1880, 1, 1), Sex::Male),
        ];
        for (typed, whole, birth, sex) in table {
            let id = ResidentId::parse(typed).unwrap();
            assert_eq!((id.as_str(), id.birth(), id.sex()), (whole, birth, sex), "{typed}");
        }
    }

    #[test]
    fn numbers_that_are_refused() {
        let table = [
            ("", E::Empty),
            ("  ", E::Empty),
            ("1１010519491231002X", E::FullWidth { found: '１', ascii: '1' }),
            ("11010519491231002Ｘ", E::FullWidth { found: 'Ｘ', ascii: 'X' }),
            ("1101051949123100", E::Length { found: 16 }),
            ("11010519491231002X1", E::Length { found: 19 }),
            ("1101O519491231002X", E::NotDigit { position: 5 }),
            ("11010519491231X02X", E::NotDigit { position: 15 }),
            ("11010549123100X", E::NotDigit { position: 15 }),
            ("京1010519491231002X", E::NotDigit { position: 1 }),
            ("11010519490230002X", E::NoSuchBirthday),
            ("11010501491231002X", E::NoSuchBirthday),
            ("110105491331002", E::NoSuchBirthday),
            ("110105194912310021", E::CheckDigit),
            ("11010519491213002X", E::CheckDigit),
        ];
        for (typed, error) in table {
            assert_eq!(ResidentId::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_birthday_may_be_today_but_not_tomorrow() {
        let id = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(id.check_born_by(date(1949, 12, 31)), Ok(()));
        let error = id.check_born_by(date(1949, 12, 30)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the identity number belongs to somebody born after 1949-12-30; compare it with the card"
        );
        assert_eq!(error.zh(), "身份证号码中的出生日期晚于1949年12月30日，请对照证件核对。");
    }

    proptest! {
        #[test]
        fn any_single_mistyped_digit_is_noticed(order in 0_u32..1000, at in 0_usize..17, other in 0_u8..10) {
            let body = format!("11010519491231{order:03}");
            let whole = format!("{body}{}", check_character(&body));
            let id = ResidentId::parse(&whole).unwrap();
            prop_assert_eq!(id.as_str(), whole.as_str());
            let shown = format!("{id:?}");
            prop_assert!(!shown.contains(&whole[3..14]));
            let mut typed = whole.clone().into_bytes();
            typed[at] = b'0' + other;
            let typed = String::from_utf8(typed).unwrap();
            prop_assert_eq!(ResidentId::parse(&typed).is_ok(), typed == whole);
        }

        #[test]
        fn no_text_panics_and_no_error_repeats_it(text in "\\PC{0,20}|[0-9Xx]{15,18}") {
            if let Err(error) = ResidentId::parse(&text) {
                let said = format!("{error}{}", error.zh());
                prop_assert!(text.len() < 9 || !said.contains(&text));
            }
        }
    }
}
