//! Named rounding: to which step, and which way.

use std::fmt;

use serde::Serialize;

use super::Fen;

/// Which way an amount between two steps goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// To the nearer step, the middle away from nought (四舍五入).
    HalfUp,
    /// To the nearer step, the middle to the even one (四舍六入五成双).
    HalfEven,
    /// Towards nought (舍去).
    Down,
    /// Away from nought (进位).
    Up,
}

impl RoundingMode {
    /// All modes, with the word that schemes use.
    pub const ALL: [(&'static str, Self); 4] =
        [("half-up", Self::HalfUp), ("half-even", Self::HalfEven), ("down", Self::Down), ("up", Self::Up)];

    /// The word that schemes use.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, mode)| *mode == self).map_or("", |(word, _)| word)
    }

    /// `numerator / denominator`, rounded to a whole number. The denominator is positive.
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        let (quotient, rest) = (numerator / denominator, numerator % denominator);
        let away = if numerator < 0 { -1 } else { 1 };
        let twice = (rest * 2).abs();
        let moves = match self {
            Self::Down => false,
            Self::Up => rest != 0,
            Self::HalfUp => twice >= denominator && rest != 0,
            Self::HalfEven => twice > denominator || (twice == denominator && quotient % 2 != 0),
        };
        if moves { quotient + away } else { quotient }
    }

    /// [`RoundingMode::divide`] for machine words; half up, the commonest, also in machine words.
    #[expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]
    #[inline(always)]
    pub fn divide_narrow(self, numerator: i64, denominator: i64) -> i64 {
        match self {
            Self::HalfUp => half_up_narrow(numerator, denominator),
            Self::Down | Self::Up | Self::HalfEven => {
                i64::try_from(self.divide(numerator.into(), denominator.into())).unwrap_or(i64::MAX)
            }
        }
    }
}

/// Half up without a branch: half the denominator more, and what is over falls away. Of an odd denominator half of it
/// is never a tie, so that the half may be rounded down.
#[expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]
#[inline(always)]
fn half_up_narrow(numerator: i64, denominator: i64) -> i64 {
    let whole = denominator.unsigned_abs();
    let size = ((numerator.unsigned_abs() + whole / 2) / whole).cast_signed();
    if numerator < 0 { -size } else { size }
}

/// A step and a mode: "to the jiao, half up".
///
/// ```
/// use huzhu::engine::money::{Exact, Fen, Rounding, RoundingMode};
/// let hundred_yen = Rounding::new(Fen::yuan(100), RoundingMode::Down)?;
/// assert_eq!(Exact::from(Fen::yuan(62_430)).round(hundred_yen), Fen::yuan(62_400));
/// # Ok::<(), huzhu::engine::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Rounding {
    step: Fen,
    mode: RoundingMode,
}

impl Rounding {
    /// To the fen, half up: what most notices mean by 元 with two decimals.
    pub const FEN_HALF_UP: Self = Self { step: Fen::FEN, mode: RoundingMode::HalfUp };
    /// To the fen, down: what a limit may leave is never rounded above it.
    pub const FEN_DOWN: Self = Self { step: Fen::FEN, mode: RoundingMode::Down };

    /// A step of at least one fen, and a mode.
    ///
    /// # Errors
    /// [`super::MoneyError::NotANumber`] for a step below one fen.
    pub fn new(step: Fen, mode: RoundingMode) -> Result<Self, super::MoneyError> {
        if step < Fen::FEN {
            return Err(super::MoneyError::NotANumber(step.to_string()));
        }
        Ok(Self { step, mode })
    }

    /// The step, in fen.
    pub const fn step(self) -> Fen {
        self.step
    }

    /// The mode.
    pub const fn mode(self) -> RoundingMode {
        self.mode
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.step, self.mode.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::money::Exact;
    use RoundingMode::{Down, HalfEven, HalfUp, Up};

    #[test]
    fn each_mode_takes_its_side() {
        for (above, below, mode, fen) in [
            (1_213_688, 10, HalfUp, 121_369),
            (1_213_688, 10, Down, 121_368),
            (5, 10, HalfUp, 1),
            (-5, 10, HalfUp, -1),
            (4, 10, HalfUp, 0),
            (5, 10, HalfEven, 0),
            (15, 10, HalfEven, 2),
            (25, 10, HalfEven, 2),
            (26, 10, HalfEven, 3),
            (1, 10, Up, 1),
            (0, 10, Up, 0),
            (-1, 10, Up, -1),
        ] {
            let rule = Rounding::new(Fen::FEN, mode).unwrap();
            assert_eq!(Exact::new(above, below).round(rule).get(), fen, "{above}/{below} {mode:?}");
            assert_eq!(mode.divide_narrow(i64::try_from(above).unwrap(), below), fen);
        }
    }

    #[test]
    fn a_step_may_be_a_jiao_or_a_thousand() {
        let to = |step, mode| Rounding::new(step, mode).unwrap();
        let x = Exact::from(Fen::new(123_456).unwrap());
        assert_eq!(x.round(to(Fen::new(10).unwrap(), HalfUp)).get(), 123_460);
        assert_eq!(x.round(to(Fen::yuan(1000), Down)), Fen::yuan(1000));
        assert!(Rounding::new(Fen::ZERO, Down).is_err());
    }
}
