//! The numbers of the calculation: machine words where the amounts are known to fit, else wide ones.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use crate::engine::money::{Fen, RoundingMode};

/// A whole number that a compiled scheme computes with. Overflow stops the program (checks stay on in
/// release); the bounds that the caller keeps make sure that it cannot happen.
pub trait Number:
    Copy
    + Debug
    + Default
    + Ord
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
    /// The largest number.
    const LARGEST: Self;
    /// Nought.
    const ZERO: Self;
    /// From a machine word.
    fn of(n: i64) -> Self;
    /// From a wide number, if it fits.
    fn from_wide(n: i128) -> Option<Self>;
    /// As a wide number.
    fn wide(self) -> i128;
    /// As an amount of whole fen; the largest where it does not fit.
    fn fen(self) -> Fen;
    /// Divided by a positive number and rounded.
    #[must_use]
    fn divide(self, by: Self, mode: RoundingMode) -> Self;
}

impl Number for i128 {
    const LARGEST: Self = Self::MAX;
    const ZERO: Self = 0;
    fn of(n: i64) -> Self {
        n.into()
    }
    fn from_wide(n: i128) -> Option<Self> {
        Some(n)
    }
    fn wide(self) -> i128 {
        self
    }
    fn fen(self) -> Fen {
        i64::try_from(self).map_or(Fen::MAX, Number::fen)
    }
    fn divide(self, by: Self, mode: RoundingMode) -> Self {
        mode.divide(self, by)
    }
}

impl Number for i64 {
    const LARGEST: Self = Self::MAX;
    const ZERO: Self = 0;
    #[inline]
    fn of(n: i64) -> Self {
        n
    }
    fn from_wide(n: i128) -> Option<Self> {
        n.try_into().ok()
    }
    #[inline]
    fn wide(self) -> i128 {
        self.into()
    }
    #[inline(always)]
    fn fen(self) -> Fen {
        Fen::new(self).unwrap_or(Fen::MAX)
    }
    #[inline(always)]
    fn divide(self, by: Self, mode: RoundingMode) -> Self {
        mode.divide_narrow(self, by)
    }
}
