//! A fraction of decimals: numerator and denominator, divided once at the end.

use rust_decimal::Decimal;

use crate::engine::money::{Fen, Ratio, Rounding, RoundingMode};

/// An amount in fen as numerator and denominator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    above: Decimal,
    below: Decimal,
}

impl Fraction {
    pub(super) const ZERO: Self = Self { above: Decimal::ZERO, below: Decimal::ONE };
    pub(super) const ONE: Self = Self { above: Decimal::ONE, below: Decimal::ONE };

    pub(super) fn of(fen: Fen) -> Self {
        Self { above: Decimal::from(fen.get()), below: Decimal::ONE }
    }

    pub(super) fn number(n: i32) -> Self {
        Self { above: Decimal::from(n), below: Decimal::ONE }
    }

    fn lowest(self) -> Self {
        let (mut a, mut b) = (self.above.abs(), self.below);
        while !b.is_zero() {
            (a, b) = (b, a % b);
        }
        if a.is_zero() || a == Decimal::ONE {
            self
        } else {
            Self { above: self.above / a, below: self.below / a }
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        if self.below == other.below {
            return Self { above: self.above + other.above, below: self.below };
        }
        let above = self.above * other.below + other.above * self.below;
        Self { above, below: self.below * other.below }.lowest()
    }

    pub(super) fn less(self, other: Self) -> Self {
        self.plus(Self { above: -other.above, below: other.below })
    }

    pub(super) fn times(self, ratio: Ratio) -> Self {
        let (above, below) = (Decimal::from(ratio.numerator()), Decimal::from(ratio.denominator()));
        Self { above: self.above * above, below: self.below * below }.lowest()
    }

    pub(super) fn by_number(self, n: Self) -> Self {
        Self { above: self.above * n.above, below: self.below * n.below }.lowest()
    }

    pub(super) fn least(self, other: Self) -> Self {
        if self.less(other).above <= Decimal::ZERO { self } else { other }
    }

    pub(super) fn greatest(self, other: Self) -> Self {
        if self.less(other).above >= Decimal::ZERO { self } else { other }
    }

    pub(super) fn or_zero(self) -> Self {
        self.greatest(Self::ZERO)
    }

    pub(super) fn is_above(self, other: Self) -> bool {
        self.less(other).above > Decimal::ZERO
    }

    pub(super) fn is_positive(self) -> bool {
        self.above > Decimal::ZERO
    }

    /// Rounded by a named rule: the one division.
    pub(super) fn round(self, rule: Rounding) -> Fen {
        let step = Decimal::from(rule.step().get());
        let below = self.below * step;
        let size = self.above.abs();
        let rest = size % below;
        let whole = (size - rest) / below;
        let twice = rest + rest;
        let up = match rule.mode() {
            RoundingMode::Down => false,
            RoundingMode::Up => !rest.is_zero(),
            RoundingMode::HalfUp => twice >= below,
            RoundingMode::HalfEven => twice > below || (twice == below && !(whole % Decimal::TWO).is_zero()),
        };
        let steps = if up { whole + Decimal::ONE } else { whole };
        let size = steps * step;
        let fen = if self.above < Decimal::ZERO { -size } else { size };
        i64::try_from(fen).ok().and_then(|fen| Fen::new(fen).ok()).unwrap_or(Fen::MAX)
    }

    /// The times one goes into `whole` of `part`, as a share of this, rounded to the fen.
    pub(super) fn in_proportion(self, part: Self, whole: Self, mode: RoundingMode) -> Fen {
        if !whole.is_positive() {
            return Fen::ZERO;
        }
        let inverse = Self { above: whole.below, below: whole.above };
        let share = self.by_number(part.by_number(inverse));
        let rule = Rounding::new(Fen::FEN, mode).unwrap_or(Rounding::FEN_HALF_UP);
        share.round(rule)
    }

    /// As a whole number, for counters.
    pub(super) fn whole(self) -> i32 {
        i32::try_from((self.above / self.below).trunc()).unwrap_or(i32::MAX)
    }
}
