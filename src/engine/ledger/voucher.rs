//! Numbers of vouchers: gapless in each period and type.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::posting::Kind;
use crate::engine::claim::words::Word;

/// The number of a voucher: `2026-05-r12` is the twelfth receipt of May 2026 (`r` 收, `p` 付, `t` 转).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VoucherNumber {
    /// The period.
    pub period: Period,
    /// The type.
    pub kind: Kind,
    /// From 1, without a gap.
    pub number: i64,
}

/// This text is no number of a voucher: write it as `2026-05-r12`, with `r` for 收, `p` for 付, `t` for 转.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number of a voucher: write it as 2026-05-r12, with r for 收, p for 付, t for 转")]
pub struct VoucherError(String);

impl VoucherNumber {
    /// As vouchers print it: `2026-05 收字第12号`.
    pub fn zh(self) -> String {
        format!("{} {}字第{}号", self.period, self.kind.zh(), self.number)
    }
}

impl fmt::Display for VoucherNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}{}", self.period, self.kind.word().get(..1).unwrap_or(""), self.number)
    }
}

impl FromStr for VoucherNumber {
    type Err = VoucherError;
    fn from_str(text: &str) -> Result<Self, VoucherError> {
        let read = || {
            let (period, rest) = text.trim().rsplit_once('-')?;
            let kind = Kind::ALL.iter().find(|(word, ..)| rest.starts_with(&word[..1]))?.1;
            let number = rest.get(1..)?.parse().ok().filter(|number| *number >= 1)?;
            Some(Self { period: period.parse().ok()?, kind, number })
        };
        read().ok_or_else(|| VoucherError(text.into()))
    }
}

impl TryFrom<String> for VoucherNumber {
    type Error = VoucherError;
    fn try_from(text: String) -> Result<Self, VoucherError> {
        text.parse()
    }
}

impl From<VoucherNumber> for String {
    fn from(number: VoucherNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back() {
        let number = VoucherNumber { period: "2026-05".parse().unwrap(), kind: Kind::Receipt, number: 12 };
        assert_eq!(
            (number.to_string().as_str(), number.zh().as_str()),
            ("2026-05-r12", "2026-05 收字第12号")
        );
        assert_eq!("2026-05-r12".parse(), Ok(number));
        for wrong in ["", "2026-05", "2026-05-x1", "2026-05-r0", "2026-05-r", "2026-14-r1", "r1"] {
            assert!(wrong.parse::<VoucherNumber>().is_err(), "{wrong}");
        }
    }
}
