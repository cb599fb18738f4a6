//! One diagnosis code (ICD-10): its spellings, its order, its extensions.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::engine::ids::full_width;

/// A diagnosis code of ICD-10 as the Chinese insurance catalogue writes it: a letter, two digits, and
/// perhaps a point with up to four more characters and a suffix of `x` and up to four digits.
///
/// Source: 医疗保障疾病诊断分类与代码 (ICD-10 医保版). Codes order as their characters do, so that every
/// code stands right before its extensions.
///
/// ```
/// use huzhu::engine::claim::diagnosis::IcdCode;
/// assert_eq!(" c50.900x001 ".parse::<IcdCode>()?.to_string(), "C50.900X001");
/// assert_eq!("C509".parse::<IcdCode>()?, "C50.9+".parse()?);
/// # Ok::<(), huzhu::engine::claim::diagnosis::IcdError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct IcdCode {
    /// The characters without the point, from the highest byte down, then zeros. At most 12 are used.
    key: u128,
}

/// Why a text is not a diagnosis code, or not an entry of a set of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IcdError {
    /// Nothing was typed: ask for the code.
    #[error("the diagnosis code is empty; write one like C50.900")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the diagnosis code contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// Not of the form of a code: write one code per field, as in the catalogue.
    #[error("this is not a diagnosis code; write one code of ICD-10, like I10, C50.900 or C50.900x001")]
    Spelling,
    /// A range whose end comes before its start: exchange them.
    #[error("the range of diagnosis codes runs backwards from {first} to {last}; exchange the two")]
    Backwards {
        /// Start as written.
        first: IcdCode,
        /// End as written.
        last: IcdCode,
    },
}

impl IcdCode {
    /// The code as a number that orders as codes do.
    pub(super) fn key(self) -> u128 {
        self.key
    }

    /// The code of a key taken from [`Self::key`].
    pub(super) fn of_key(key: u128) -> Self {
        Self { key }
    }

    /// Its category of three characters, which says less of the person: `C50` of `C50.900`.
    #[must_use]
    pub fn category(self) -> Self {
        Self { key: self.key >> 104 << 104 }
    }

    /// The greatest key of this code and its extensions: every unused byte becomes 0xFF.
    pub(super) fn last_extension(self) -> u128 {
        let unused = self.key.trailing_zeros() / 8 * 8;
        self.key | ((1 << unused) - 1)
    }
}

impl FromStr for IcdCode {
    type Err = IcdError;

    /// Reads one code: spaces around it and a dagger or asterisk (`+`, `†`, `*`) at its end are dropped,
    /// lower case becomes upper case, a missing point is put in.
    fn from_str(text: &str) -> Result<Self, IcdError> {
        let text = text.trim();
        if let Some((_, found, ascii)) = full_width(text) {
            return Err(IcdError::FullWidth { found, ascii });
        }
        let bare = text.trim_end_matches(['+', '*', '†']).trim_end().to_ascii_uppercase();
        if bare.is_empty() {
            return Err(IcdError::Empty);
        }
        let (category, detail) = bare.split_at_checked(3).ok_or(IcdError::Spelling)?;
        let extended = detail.strip_prefix('.').map_or(detail.is_empty() || is_detail(detail), is_detail);
        if !(is_category(category) && extended) {
            return Err(IcdError::Spelling);
        }
        Ok(Self { key: key_of(bare.bytes().filter(|byte| *byte != b'.')) })
    }
}

impl fmt::Display for IcdCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(13);
        for byte in self.key.to_be_bytes().into_iter().take_while(|byte| *byte != 0) {
            if text.len() == 3 {
                text.push('.');
            }
            text.push(char::from(byte));
        }
        f.pad(&text)
    }
}

impl From<IcdCode> for String {
    fn from(code: IcdCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for IcdCode {
    type Error = IcdError;

    fn try_from(text: String) -> Result<Self, IcdError> {
        text.parse()
    }
}

impl fmt::Debug for IcdCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IcdCode({self})")
    }
}

impl IcdError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "疾病诊断编码为空，请填写，例如C50.900。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("疾病诊断编码含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::Spelling => {
                "疾病诊断编码格式有误，请按ICD-10医保版填写一个编码，例如I10、C50.900或C50.900x001。"
                    .to_owned()
            }
            Self::Backwards { first, last } => {
                format!("疾病诊断编码范围{first}至{last}前后颠倒，请对调。")
            }
        }
    }
}

/// A letter and two digits.
fn is_category(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

/// One to four letters or digits, then perhaps `X` and one to four digits.
fn is_detail(text: &str) -> bool {
    let plain = |part: &str| {
        (1..=4).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let suffixed = |(stem, suffix): (&str, &str)| {
        plain(stem) && (1..=4).contains(&suffix.len()) && suffix.bytes().all(|byte| byte.is_ascii_digit())
    };
    plain(text) || text.rsplit_once('X').is_some_and(suffixed)
}

/// Up to 16 characters from the highest byte down.
fn key_of(characters: impl Iterator<Item = u8>) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(characters).for_each(|(slot, byte)| *slot = byte);
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{IcdCode, IcdError as E};

    fn code(text: &str) -> IcdCode {
        text.parse().unwrap()
    }

    #[test]
    fn codes_that_are_read() {
        let table = [
            ("i10", "I10"),
            (" C50.9 ", "C50.9"),
            ("C509", "C50.9"),
            ("C50.900x001", "C50.900X001"),
            ("I10.x00x002", "I10.X00X002"),
            ("I10xx02", "I10.XX02"),
            ("A17.0+", "A17.0"),
            ("G01 *", "G01"),
            ("A17.000†", "A17.000"),
            ("m51.2024x0001", "M51.2024X0001"),
        ];
        for (typed, shown) in table {
            assert_eq!(code(typed).to_string(), shown, "{typed}");
            assert_eq!(code(shown), code(typed));
        }
    }

    #[test]
    fn codes_that_are_refused() {
        let table = [
            ("", E::Empty),
            (" + ", E::Empty),
            ("Ｃ50", E::FullWidth { found: 'Ｃ', ascii: 'C' }),
            ("C50。9", E::FullWidth { found: '。', ascii: '.' }),
        ];
        for (typed, error) in table {
            assert_eq!(typed.parse::<IcdCode>(), Err(error), "{typed}");
        }
        let misspelt = "C C5 50C C50. C5O C50.12345 C50..9 C50.9.1 A17.0+G01* C50-9 C50.9000x C50.x1.2 肺癌 C5肺 \
                        C50.90000x001 C50.900x00001 M8140/3 CC0";
        for typed in misspelt.split(' ') {
            assert_eq!(typed.parse::<IcdCode>(), Err(E::Spelling), "{typed}");
        }
    }

    #[test]
    fn in_json_a_code_is_its_text() {
        assert_eq!(serde_json::to_string(&code("c509")).unwrap(), "\"C50.9\"");
        assert_eq!(serde_json::from_str::<IcdCode>("\"c50.9*\"").unwrap(), code("C50.9"));
        assert!(serde_json::from_str::<IcdCode>("\"C5\"").is_err());
    }

    proptest! {
        #[test]
        fn display_is_read_back_and_no_text_panics(text in "\\PC{0,16}|[A-Z][0-9]{2}\\.?[A-Z0-9x]{0,9}[+*]?") {
            if let Ok(code) = text.parse::<IcdCode>() {
                prop_assert_eq!(code.to_string().parse(), Ok(code));
            }
        }
    }
}
