//! A bank account number: digits, checked as far as a number can be, and never printed whole.

use std::fmt;

use super::mask;
use super::typed::{compact, is_digits};

/// A bank account or card number of 8 to 35 digits.
///
/// ```
/// use huzhu::engine::ids::BankAccount;
/// let account = BankAccount::parse("6222 0212 3456 7890 129")?;
/// assert_eq!(account.masked(), "***************0129");
/// assert!(account.is_doubtful());
/// # Ok::<(), huzhu::engine::ids::AccountError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BankAccount(Box<str>);

/// Why a text is not an account number. No message repeats the number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nothing was typed: ask for the number.
    #[error("the account number is empty; type it as on the card or passbook")]
    Empty,
    /// A full-width character was typed: switch the keyboard to half-width.
    #[error("the account number contains the full-width character '{found}'; type '{ascii}' instead")]
    FullWidth {
        /// The character found.
        found: char,
        /// The character meant.
        ascii: char,
    },
    /// Something that is no digit; a spreadsheet may have turned the number into 6.22E+18.
    #[error(
        "the account number must have digits only; if a spreadsheet shows it like 6.22E+18, format the column as text"
    )]
    NotDigits,
    /// Too few or too many digits: compare with the card or passbook.
    #[error("the account number has {found} digits; it must have 8 to 35")]
    Length {
        /// How many digits were typed.
        found: usize,
    },
}

impl BankAccount {
    /// Reads a number; spaces and hyphens are dropped.
    ///
    /// # Errors
    /// [`AccountError`] says what to compare with the card or passbook.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let typed = compact(text).map_err(|(found, ascii)| AccountError::FullWidth { found, ascii })?;
        match typed.len() {
            0 => Err(AccountError::Empty),
            _ if !is_digits(&typed) => Err(AccountError::NotDigits),
            8..=35 => Ok(Self(typed.into_boxed_str())),
            found => Err(AccountError::Length { found }),
        }
    }

    /// The digits. For storing and sending only; print [`Self::masked`].
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits, the others as `*`.
    pub fn masked(&self) -> String {
        mask(&self.0, 0, 4)
    }

    /// Is it built like a card of `UnionPay` (62…, 16 to 19 digits) and fails the check of cards (ISO/IEC 7812,
    /// Luhn)? A reason to ask, never to refuse: passbooks and older cards have numbers without a check digit.
    pub fn is_doubtful(&self) -> bool {
        self.0.starts_with("62") && (16..=19).contains(&self.0.len()) && !passes_luhn(&self.0)
    }
}

/// From the right, each second digit doubled; the sum of all digits is divisible by ten.
fn passes_luhn(digits: &str) -> bool {
    let digit = |(at, byte): (usize, u8)| {
        let value = u32::from(byte - b'0') * if at % 2 == 1 { 2 } else { 1 };
        value / 10 + value % 10
    };
    digits.bytes().rev().enumerate().map(digit).sum::<u32>().is_multiple_of(10)
}

impl fmt::Debug for BankAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankAccount({})", self.masked())
    }
}

impl AccountError {
    /// The sentence for the clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "银行账号为空，请按银行卡或存折填写。".to_owned(),
            Self::FullWidth { found, ascii } => {
                format!("银行账号含有全角字符“{found}”，请改为半角“{ascii}”。")
            }
            Self::NotDigits => {
                "银行账号只能含数字；如表格显示为6.22E+18一类形式，请将该列设为文本格式后重新填写。"
                    .to_owned()
            }
            Self::Length { found } => {
                format!("银行账号应为8至35位数字，现为{found}位，请对照银行卡或存折核对。")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AccountError as E, BankAccount, passes_luhn};

    #[test]
    fn numbers() {
        let read = |text| BankAccount::parse(text).map(|account| account.as_str().to_owned());
        assert_eq!(read(" 6222-0200 0000 0000 000 "), Ok("6222020000000000000".into()));
        for (typed, error) in [
            ("", E::Empty),
            ("- -", E::Empty),
            ("６222020000000000000", E::FullWidth { found: '６', ascii: '6' }),
            ("6.22E+18", E::NotDigits),
            ("1234567", E::Length { found: 7 }),
            (&"1".repeat(36), E::Length { found: 36 }),
        ] {
            assert_eq!(read(typed), Err(error.clone()), "{typed}");
            assert!(error.zh().ends_with('。'));
        }
        // (number, doubtful)
        let table = [
            ("6222020000000000000", false),
            ("6222020000000000001", true),
            ("6222020000000000", true),
            ("0200001909234213898", false),
        ];
        for (number, doubtful) in table {
            assert_eq!(BankAccount::parse(number).unwrap().is_doubtful(), doubtful, "{number}");
        }
        assert!(passes_luhn("79927398713") && !passes_luhn("79927398710"));
    }

    proptest! {
        #[test]
        fn one_mistyped_digit_of_a_card_is_doubted(body in "62[0-9]{16}", at in 2_usize..19, other in 0_u8..10) {
            let check = (0..10).find(|c| passes_luhn(&format!("{body}{c}"))).unwrap();
            let card = format!("{body}{check}");
            prop_assert!(!BankAccount::parse(&card).unwrap().is_doubtful());
            let mut typed = card.clone().into_bytes();
            typed[at] = b'0' + other;
            let typed = String::from_utf8(typed).unwrap();
            prop_assert_eq!(BankAccount::parse(&typed).unwrap().is_doubtful(), typed != card);
            let shown = format!("{:?}", BankAccount::parse(&card));
            prop_assert!(!shown.contains(&card[..15]));
        }
    }
}
