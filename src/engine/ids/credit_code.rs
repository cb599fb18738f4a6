//! The unified social credit code (统一社会信用代码) of an employer or a union.

use std::fmt;

use super::full_width;

/// The 31 characters of a code in the order of their values; I, O, S, V and Z are left out.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code: 18 characters whose check character fits.
///
/// Rule: GB 32100-2015 (weights 3^i modulo 31). The authority and region inside are not looked up.
///
/// ```
/// use huzhu::engine::ids::CreditCode;
/// let code = CreditCode::parse("91110000802100433b")?;
/// assert_eq!(code.to_string(), "91110000802100433B");
/// # Ok::<(), huzhu::engine::ids::CreditCodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(Box<str>);

/// Why a text is not a unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Nothing was typed: ask for the code.
    #[error("the social credit code is empty; type its 18 characters")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the social credit code contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// Characters are missing or too many: compare with the licence.
    #[error("the social credit code has {found} characters; it must have 18")]
    Length {
        /// How many characters were typed.
        found: usize,
    },
    /// A character that no code contains: compare with the licence.
    #[error(
        "character {position} of the social credit code is '{found}'; \
         only digits and letters without I, O, S, V and Z occur, compare it with the licence"
    )]
    Character {
        /// Counted from 1.
        position: usize,
        /// The character found.
        found: char,
    },
    /// The check character contradicts the others: compare with the licence.
    #[error("the check character of the social credit code does not fit; compare the code with the licence")]
    CheckCharacter,
}

impl CreditCode {
    /// Reads a code; spaces around it are dropped, lower case becomes upper case.
    ///
    /// # Errors
    /// [`CreditCodeError`] says which character to compare with the licence.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let typed = text.trim().to_ascii_uppercase();
        if let Some((_, found, ascii)) = full_width(&typed) {
            return Err(CreditCodeError::FullWidth { found, ascii });
        }
        match typed.chars().count() {
            0 => return Err(CreditCodeError::Empty),
            18 => {}
            found => return Err(CreditCodeError::Length { found }),
        }
        let values = values(&typed)?;
        // With the check character counted at weight 1 the whole sum is divisible by 31.
        let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31));
        let sum: usize = values[..17].iter().zip(weights).map(|(value, weight)| value * weight).sum();
        if (sum + values[17]).is_multiple_of(31) {
            Ok(Self(typed.into_boxed_str()))
        } else {
            Err(CreditCodeError::CheckCharacter)
        }
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl CreditCodeError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "统一社会信用代码为空，请填写18位代码。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("统一社会信用代码含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::Length { found } => {
                format!("统一社会信用代码应为18位，现为{found}位，请核对后重新填写。")
            }
            Self::Character { position, found } => format!(
                "统一社会信用代码第{position}位为“{found}”，代码只含数字和除I、O、S、V、Z以外的字母，请对照证照核对。"
            ),
            Self::CheckCharacter => "统一社会信用代码校验位不符，可能录入有误，请对照证照核对。".to_owned(),
        }
    }
}

/// The value of each character, 0 to 30.
fn values(typed: &str) -> Result<Vec<usize>, CreditCodeError> {
    let value = |(at, found): (usize, char)| {
        ALPHABET.find(found).ok_or(CreditCodeError::Character { position: at + 1, found })
    };
    typed.chars().enumerate().map(value).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ALPHABET, CreditCode, CreditCodeError as E};

    #[test]
    fn codes_that_are_read() {
        // Published codes of large companies.
        for code in ["91110000802100433B", "91440300708461136T", "91330100799655058B", "9144030071526726XG"] {
            assert_eq!(CreditCode::parse(code).map(|code| code.to_string()), Ok(code.to_owned()));
        }
        assert_eq!(CreditCode::parse(" 91110000802100433b\n").unwrap().as_str(), "91110000802100433B");
    }

    #[test]
    fn codes_that_are_refused() {
        let table = [
            ("", E::Empty),
            ("9111０000802100433B", E::FullWidth { found: '０', ascii: '0' }),
            ("91110000802100433", E::Length { found: 17 }),
            ("9111O000802100433B", E::Character { position: 5, found: 'O' }),
            ("91110000802100433-", E::Character { position: 18, found: '-' }),
            ("京1110000802100433B", E::Character { position: 1, found: '京' }),
            ("91110000802100433C", E::CheckCharacter),
            ("91110000802104033B", E::CheckCharacter),
        ];
        for (typed, error) in table {
            assert_eq!(CreditCode::parse(typed), Err(error.clone()), "{typed}");
            assert!(error.zh().ends_with('。'));
        }
    }

    proptest! {
        #[test]
        fn any_single_mistyped_character_is_noticed(at in 0_usize..18, value in 0_usize..31) {
            let right = "91110000802100433B";
            let mut typed = right.as_bytes().to_vec();
            typed[at] = ALPHABET.as_bytes()[value];
            let typed = String::from_utf8(typed).unwrap();
            prop_assert_eq!(CreditCode::parse(&typed).is_ok(), typed == right);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
