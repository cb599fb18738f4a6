//! An amount of money in fen (分, one hundredth of a yuan).

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::figures::Figures;
use crate::engine::ids::full_width;

/// An amount in fen; may be negative (a reversal). Never above [`Fen::MAX`] in size.
///
/// ```
/// use huzhu::engine::money::Fen;
/// let paid = Fen::parse("1234.50")?;
/// assert_eq!(paid.get(), 123_450);
/// assert_eq!(paid.to_string(), "1234.50");
/// # Ok::<(), huzhu::engine::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

/// Why a text or number is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("the amount is empty: write yuan, for example 1234.50")]
    Empty,
    /// A full-width digit or sign, as a Chinese input method writes it.
    #[error("the amount has the full-width character `{found}`: write `{meant}` instead")]
    FullWidth {
        /// The character that was found.
        found: char,
        /// The ASCII character that was meant.
        meant: char,
    },
    /// More than two decimals.
    #[error("`{0}` has more than two decimals: a fen is the smallest amount")]
    ThirdDecimal(String),
    /// Commas that do not stand between groups of three digits.
    #[error("the commas of `{0}` do not separate thousands: write the amount without commas")]
    Commas(String),
    /// Not a plain number of yuan (letters, exponents, `NaN`, two points …).
    #[error("`{0}` is not an amount: write yuan with at most two decimals, for example 1234.50")]
    NotANumber(String),
    /// Above 100,000,000,000 yuan.
    #[error("`{0}` is larger than any amount this system keeps (100000000000.00 yuan)")]
    TooLarge(String),
}

impl MoneyError {
    /// The sentence for a clerk, in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "金额为空，请填写元，例如 1234.50".into(),
            Self::FullWidth { found, meant } => format!("金额中有全角字符“{found}”，请改为半角“{meant}”"),
            Self::ThirdDecimal(t) => format!("金额“{t}”超过两位小数，最小单位是分"),
            Self::Commas(t) => format!("金额“{t}”的千分位逗号位置不对，请去掉逗号"),
            Self::NotANumber(t) => format!("“{t}”不是金额，请填写元，最多两位小数，例如 1234.50"),
            Self::TooLarge(t) => format!("金额“{t}”超过系统上限（1000亿元），请核对单位是否为元"),
        }
    }
}

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// One fen, the smallest amount.
    pub const FEN: Self = Self(1);
    /// The largest size of an amount: 10^13 fen, that is 100,000,000,000 yuan.
    pub const MAX: Self = Self(10_000_000_000_000);

    /// An amount of so many fen.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] beyond [`Fen::MAX`] in either direction.
    pub fn new(fen: i64) -> Result<Self, MoneyError> {
        if fen.unsigned_abs() > Self::MAX.0.unsigned_abs() {
            return Err(MoneyError::TooLarge(fen.to_string()));
        }
        Ok(Self(fen))
    }

    /// An amount of so many whole yuan, for constants.
    ///
    /// # Panics
    /// Above 100,000,000 yuan, at compile time when used in a constant.
    pub const fn yuan(yuan: i32) -> Self {
        assert!(yuan <= 100_000_000 && yuan >= -100_000_000, "an amount in code is small");
        Self(yuan as i64 * 100)
    }

    /// The number of fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads yuan as people write them: an optional sign, digits (thousands commas allowed where they
    /// separate groups of three), at most two decimals. No exponent, no full-width digit.
    ///
    /// # Errors
    /// The variant of [`MoneyError`] that says what to mend.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let t = text.trim().trim_start_matches(['¥', '￥']);
        if t.is_empty() {
            return Err(MoneyError::Empty);
        }
        if let Some((_, found, meant)) = full_width(t) {
            return Err(MoneyError::FullWidth { found, meant });
        }
        let (negative, digits) = match t.as_bytes()[0] {
            b'-' => (true, &t[1..]),
            b'+' => (false, &t[1..]),
            _ => (false, t),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = without_commas(whole, t)?;
        let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(&whole) || !is_digits(decimals) || digits.ends_with('.') {
            return Err(MoneyError::NotANumber(t.into()));
        }
        let decimals = if decimals.len() > 2 { decimals.trim_end_matches('0') } else { decimals };
        if decimals.len() > 2 {
            return Err(MoneyError::ThirdDecimal(t.into()));
        }
        let fen: i64 =
            format!("{whole}{decimals:0<2}").parse().map_err(|_| MoneyError::TooLarge(t.into()))?;
        Self::new(if negative { -fen } else { fen }).map_err(|_| MoneyError::TooLarge(t.into()))
    }

    /// From a decimal number of yuan.
    ///
    /// # Errors
    /// [`MoneyError::ThirdDecimal`] or [`MoneyError::TooLarge`].
    pub fn from_decimal(yuan: Decimal) -> Result<Self, MoneyError> {
        let plain = yuan.normalize();
        if plain.scale() > 2 {
            return Err(MoneyError::ThirdDecimal(plain.to_string()));
        }
        Self::parse(&plain.to_string())
    }

    /// The decimal number of yuan, with two decimals.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        self.min(other)
    }

    /// This amount, or nothing when it is negative.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The sum, unless it leaves the range of amounts.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.0.checked_add(other.0)?).ok()
    }
}

fn without_commas(whole: &str, all: &str) -> Result<String, MoneyError> {
    if !whole.contains(',') {
        return Ok(whole.into());
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let thousands = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3);
    if thousands { Ok(groups.concat()) } else { Err(MoneyError::Commas(all.into())) }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Figures::new(self.0.into(), 2).as_str())
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Self::add)
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yuan_are_read_as_people_write_them() {
        for (text, fen) in [
            ("0", 0),
            ("0.01", 1),
            ("1234.5", 123_450),
            ("1,234.50", 123_450),
            ("12,345,678", 1_234_567_800),
            ("-3", -300),
            ("+3.10", 310),
            (" ¥8 ", 800),
            ("3.1000", 310),
            ("100000000000.00", 10_000_000_000_000),
        ] {
            assert_eq!(Fen::parse(text).map(Fen::get), Ok(fen), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        let not = |t: &str| MoneyError::NotANumber(t.into());
        for (text, error) in [
            ("", MoneyError::Empty),
            ("１２", MoneyError::FullWidth { found: '１', meant: '1' }),
            ("1.001", MoneyError::ThirdDecimal("1.001".into())),
            ("1,23.00", MoneyError::Commas("1,23.00".into())),
            ("1e3", not("1e3")),
            ("NaN", not("NaN")),
            ("1.2.3", not("1.2.3")),
            ("5.", not("5.")),
            (".5", not(".5")),
            ("--1", not("--1")),
            ("100000000000.01", MoneyError::TooLarge("100000000000.01".into())),
            ("99999999999999999999", MoneyError::TooLarge("99999999999999999999".into())),
        ] {
            assert_eq!(Fen::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn decimals_come_and_go() {
        assert_eq!(Fen::from_decimal(Decimal::new(12345, 2)).map(Fen::get), Ok(12345));
        assert!(matches!(Fen::from_decimal(Decimal::new(12345, 3)), Err(MoneyError::ThirdDecimal(_))));
        assert!(matches!(Fen::from_decimal(Decimal::MAX), Err(MoneyError::TooLarge(_))));
        assert_eq!(Fen::yuan(-2).to_decimal(), Decimal::new(-200, 2));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(fen in -Fen::MAX.get()..=Fen::MAX.get()) {
            let amount = Fen::new(fen).unwrap();
            prop_assert_eq!(Fen::parse(&amount.to_string()), Ok(amount));
            prop_assert_eq!(Fen::from_decimal(amount.to_decimal()), Ok(amount));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,24}") {
            let _ = Fen::parse(&text);
        }
    }
}
