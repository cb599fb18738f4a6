//! A Chinese mobile phone number: read, and never printed whole.

use std::fmt;

use super::mask;
use super::typed::{compact, is_digits};

/// A mobile phone number of mainland China: eleven digits, the first 1, the second 3 to 9.
///
/// ```
/// use huzhu::engine::ids::MobilePhone;
/// let phone = MobilePhone::parse("+86 138-0013-8000")?;
/// assert_eq!(phone.as_str(), "13800138000");
/// assert_eq!(phone.masked(), "138****8000");
/// # Ok::<(), huzhu::engine::ids::PhoneError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MobilePhone(Box<str>);

/// Why a text is not a mobile phone number. No message repeats the number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed: ask for the number.
    #[error("the mobile phone number is empty; type its 11 digits")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the mobile phone number contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// Not eleven digits that begin with 13 to 19: ask again.
    #[error("a mobile phone number has 11 digits and begins with 13 to 19; ask for it again")]
    Form,
}

impl MobilePhone {
    /// Reads a number; spaces, hyphens and a +86, 0086 or 86 in front are dropped.
    ///
    /// # Errors
    /// [`PhoneError`] says how it must look.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let typed = compact(text).map_err(|(found, ascii)| PhoneError::FullWidth { found, ascii })?;
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let abroad = ["+86", "0086", "86"].iter().find_map(|code| typed.strip_prefix(code));
        let own = abroad.unwrap_or(&typed);
        let begins = own.starts_with('1') && matches!(own.as_bytes().get(1), Some(b'3'..=b'9'));
        let fits = own.len() == 11 && begins && is_digits(own);
        fits.then(|| Self(own.into())).ok_or(PhoneError::Form)
    }

    /// The eleven digits. For storing and sending only; print [`Self::masked`].
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// First three and last four digits, the others as `*`.
    pub fn masked(&self) -> String {
        mask(&self.0, 3, 4)
    }
}

impl fmt::Debug for MobilePhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MobilePhone({})", self.masked())
    }
}

impl PhoneError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "手机号码为空，请填写11位手机号码。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("手机号码含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::Form => "手机号码应为11位数字，以13至19开头，请核实后重新填写。".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MobilePhone, PhoneError as E};

    #[test]
    fn numbers() {
        let read = |text| MobilePhone::parse(text).map(|phone| phone.as_str().to_owned());
        for typed in ["13800138000", "138 0013 8000", "0086-13800138000", "8613800138000"] {
            assert_eq!(read(typed), Ok("13800138000".into()), "{typed}");
        }
        for (typed, error) in [
            (" ", E::Empty),
            ("138００138000", E::FullWidth { found: '０', ascii: '0' }),
            ("12800138000", E::Form),
            ("1380013800", E::Form),
            ("010-12345678", E::Form),
            ("1380013800X", E::Form),
            ("一三八", E::Form),
        ] {
            assert_eq!(read(typed), Err(error.clone()), "{typed}");
            assert!(error.zh().ends_with('。'));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_none_is_shown(text in "\\PC{0,16}|1[0-9]{10}") {
            if let Ok(phone) = MobilePhone::parse(&text) {
                let shown = format!("{phone:?}");
                prop_assert!(!shown.contains(phone.as_str()));
            }
        }
    }
}
