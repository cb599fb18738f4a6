//! An amount between two lines of a calculation: exact, not yet rounded to the fen.

use std::fmt;

use serde::{Serialize, Serializer};

use super::figures::Figures;
use super::{Fen, Rounding};

/// A number of fen as a fraction. Two of them are equal when they are the same amount.
///
/// ```
/// use huzhu::engine::money::{Exact, Fen, Rounding};
/// let half_a_fen = Exact::new(1, 2);
/// assert_eq!(half_a_fen.to_string(), "0.005");
/// assert_eq!(half_a_fen.round(Rounding::FEN_HALF_UP), Fen::new(1)?);
/// # Ok::<(), huzhu::engine::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    numerator: i128,
    denominator: i64,
}

impl Exact {
    /// No money.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator / denominator` fen; the denominator is at least 1.
    pub const fn new(numerator: i128, denominator: i64) -> Self {
        Self { numerator, denominator: if denominator < 1 { 1 } else { denominator } }
    }

    /// The number above the line.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line, as it was computed (not in lowest terms).
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// Is it nothing?
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The whole number of fen, if it is one.
    pub fn whole(self) -> Option<Fen> {
        if let (1, Ok(fen)) = (self.denominator, i64::try_from(self.numerator)) {
            return Fen::new(fen).ok();
        }
        let d = i128::from(self.denominator);
        let fen = (self.numerator % d == 0).then(|| self.numerator / d)?;
        Fen::new(i64::try_from(fen).ok()?).ok()
    }

    /// Rounded by a named rule. An amount beyond [`Fen::MAX`] stays at that bound.
    pub fn round(self, rule: Rounding) -> Fen {
        let step = i128::from(rule.step().get());
        let steps = rule.mode().divide(self.numerator, i128::from(self.denominator) * step);
        let most = i128::from(Fen::MAX.get());
        let fen = (steps * step).clamp(-most, most);
        i64::try_from(fen).ok().and_then(|fen| Fen::new(fen).ok()).unwrap_or(Fen::MAX)
    }

    /// The same amount the other way.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }

    /// The sum of two exact amounts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.less(other.negated())
    }

    /// The difference of two exact amounts.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        if self.denominator == other.denominator {
            return Self::new(self.numerator - other.numerator, self.denominator);
        }
        let (a, b) = (i128::from(self.denominator), i128::from(other.denominator));
        let common = lcm(self.denominator, other.denominator);
        let c = i128::from(common);
        Self::new(self.numerator * (c / a) - other.numerator * (c / b), common)
    }

    fn in_lowest_terms(self) -> (i128, i128) {
        let (mut a, mut b) = (self.numerator.abs(), i128::from(self.denominator));
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = a.max(1);
        (self.numerator / by, i128::from(self.denominator) / by)
    }
}

/// The least common multiple of two denominators.
pub(crate) fn lcm(a: i64, b: i64) -> i64 {
    a / super::ratio::gcd(a, b) * b
}

impl From<Fen> for Exact {
    fn from(fen: Fen) -> Self {
        Self::new(i128::from(fen.get()), 1)
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.numerator * i128::from(other.denominator) == other.numerator * i128::from(self.denominator)
    }
}

impl Eq for Exact {}

impl fmt::Display for Exact {
    /// Yuan: two decimals, more where the amount needs them, a fraction where decimals never end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(fen) = self.whole() {
            return fen.fmt(f);
        }
        let (above, below) = self.in_lowest_terms();
        let below = below * 100;
        let Some(places) = (2_u32..=8).find(|p| 10_i128.pow(*p) % below == 0) else {
            return f.pad(&format!("{above}/{below}"));
        };
        let scale = 10_i128.pow(places);
        f.pad(Figures::new(above * (scale / below), places as usize).as_str())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Exact {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no exact amount")))
    }
}

impl Exact {
    /// Reads what [`fmt::Display`] writes: yuan as decimals or as a fraction.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |s: &str| s.strip_prefix('-').unwrap_or(s).bytes().all(|b| b.is_ascii_digit());
        if let Some((above, below)) = text.split_once('/') {
            let below: i64 = below.parse().ok()?;
            let hundredth = (below > 0 && below % 100 == 0 && plain(above)).then_some(below / 100)?;
            return Some(Self::new(above.parse().ok()?, hundredth));
        }
        let (whole, decimals) = text.split_once('.')?;
        let places = u32::try_from(decimals.len()).ok().filter(|p| (2..=8).contains(p))?;
        if !plain(whole) || !plain(decimals) || decimals.starts_with('-') {
            return None;
        }
        Some(Self::new(format!("{whole}{decimals}").parse().ok()?, 10_i64.pow(places - 2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn exact_amounts_print_as_yuan() {
        for (above, below, text) in [
            (0, 1, "0.00"),
            (1, 2, "0.005"),
            (-1, 2, "-0.005"),
            (12345, 1, "123.45"),
            (1, 3, "1/300"),
            (100, 37, "100/3700"),
            (12_345_678, 1000, "123.45678"),
        ] {
            assert_eq!(Exact::new(above, below).to_string(), text);
        }
    }

    #[test]
    fn a_fraction_of_two_thirty_sevenths_is_exact() {
        let x = Exact::new(37 * 2, 37).less(Exact::new(2, 1));
        assert!(x.is_zero());
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(above in -1_000_000_000_i128..1_000_000_000, below in 1_i64..1000) {
            let x = Exact::new(above, below);
            prop_assert_eq!(Exact::parse(&x.to_string()), Some(x));
        }
    }
}
