//! An exact ratio: a percentage or a fraction as the notice prints it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::engine::ids::full_width;

/// A fraction in lowest terms, never negative: `50%`, `12.5%`, `2/37`, `2`.
///
/// ```
/// use huzhu::engine::money::Ratio;
/// let seventy = Ratio::parse("70%")?;
/// assert_eq!((seventy.numerator(), seventy.denominator()), (7, 10));
/// assert_eq!(Ratio::parse("2/37")?.to_string(), "2/37");
/// # Ok::<(), huzhu::engine::money::RatioError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

/// Why a text is not a ratio.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatioError {
    /// A full-width digit or sign.
    #[error("the ratio has the full-width character `{found}`: write `{meant}` instead")]
    FullWidth {
        /// The character that was found.
        found: char,
        /// The ASCII character that was meant.
        meant: char,
    },
    /// A bare decimal such as 0.5: a reader could take it for yuan.
    #[error("`{0}` is no ratio: write a percentage in quotes (\"50%\") or a fraction (\"2/37\")")]
    NotARatio(String),
    /// A denominator of nought.
    #[error("`{0}` divides by nought")]
    Zero(String),
    /// More than six digits on either side.
    #[error("`{0}` is finer or larger than any published ratio (at most 1000000 on either side)")]
    TooFine(String),
}

const LARGEST: i64 = 1_000_000;

impl Ratio {
    /// Nothing of it.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// All of it.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// The fraction in lowest terms.
    ///
    /// # Errors
    /// [`RatioError::Zero`] and [`RatioError::TooFine`]; a negative side is too fine as well.
    pub fn new(numerator: i64, denominator: i64) -> Result<Self, RatioError> {
        let as_written = || format!("{numerator}/{denominator}");
        if denominator == 0 {
            return Err(RatioError::Zero(as_written()));
        }
        if numerator < 0 || denominator < 0 {
            return Err(RatioError::NotARatio(as_written()));
        }
        let by = gcd(numerator, denominator);
        let (numerator, denominator) = (numerator / by, denominator / by);
        if numerator > LARGEST || denominator > LARGEST {
            return Err(RatioError::TooFine(as_written()));
        }
        Ok(Self { numerator, denominator })
    }

    /// The number above the line, in lowest terms.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The number below the line, in lowest terms; at least 1.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// Is it more than the whole?
    pub const fn is_above_one(self) -> bool {
        self.numerator > self.denominator
    }

    /// Reads `50%`, `12.5%`, `2/37` or a whole number (`2` is twice).
    ///
    /// # Errors
    /// The variant of [`RatioError`] that says what to write instead.
    pub fn parse(text: &str) -> Result<Self, RatioError> {
        let t = text.trim();
        if let Some((_, found, meant)) = full_width(t) {
            return Err(RatioError::FullWidth { found, meant });
        }
        let number = |s: &str| -> Result<i64, RatioError> {
            let s = s.trim();
            if s.is_empty() || s.len() > 12 || !s.bytes().all(|b| b.is_ascii_digit()) {
                return Err(RatioError::NotARatio(t.into()));
            }
            s.parse().map_err(|_| RatioError::TooFine(t.into()))
        };
        if let Some(percent) = t.strip_suffix('%') {
            let (whole, decimals) = percent.trim().split_once('.').unwrap_or((percent, ""));
            if decimals.len() > 4 {
                return Err(RatioError::TooFine(t.into()));
            }
            let places = u32::try_from(decimals.len()).unwrap_or(0);
            let decimals = if decimals.is_empty() { 0 } else { number(decimals)? };
            let scale = 10_i64.pow(places);
            return Self::new(number(whole)? * scale + decimals, 100 * scale);
        }
        if let Some((above, below)) = t.split_once('/') {
            return Self::new(number(above)?, number(below)?);
        }
        Self::new(number(t)?, 1)
    }
}

/// The greatest common divisor; 1 for two noughts so that it can always divide.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { numerator, denominator } = *self;
        if numerator >= 2 * denominator && denominator == 1 {
            return f.pad(&numerator.to_string());
        }
        if 1_000_000 % denominator != 0 {
            return f.pad(&format!("{numerator}/{denominator}"));
        }
        let parts = numerator * (1_000_000 / denominator);
        let (whole, rest) = (parts / 10_000, parts % 10_000);
        let decimals = format!("{rest:04}");
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        f.pad(&format!("{whole}{point}{decimals}%"))
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
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
    fn ratios_are_read_as_notices_print_them() {
        for (text, above, below, printed) in [
            ("50%", 1, 2, "50%"),
            ("0%", 0, 1, "0%"),
            ("100%", 1, 1, "100%"),
            ("12.5%", 1, 8, "12.5%"),
            ("69.5%", 139, 200, "69.5%"),
            ("0.0001%", 1, 1_000_000, "0.0001%"),
            ("2/37", 2, 37, "2/37"),
            ("1/5", 1, 5, "20%"),
            ("2", 2, 1, "2"),
            ("150%", 3, 2, "150%"),
        ] {
            let r = Ratio::parse(text).unwrap();
            assert_eq!((r.numerator(), r.denominator()), (above, below), "{text}");
            assert_eq!(r.to_string(), printed);
        }
    }

    #[test]
    fn what_is_no_ratio_is_refused() {
        for text in ["", "0.5", "50％", "-1/2", "1/0", "%", "1e3%", "1.23456%", "1/2000001", "1/2/3", "a"] {
            assert!(Ratio::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(above in 0_i64..=LARGEST, below in 1_i64..=LARGEST) {
            let r = Ratio::new(above, below).unwrap();
            prop_assert_eq!(Ratio::parse(&r.to_string()), Ok(r));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = Ratio::parse(&text);
        }
    }
}
