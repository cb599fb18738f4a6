//! One payment borne in shares: no fen is lost, and the odd fen has a named taker.

use super::{Fen, Ratio};

/// Who bears which part of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share<T> {
    /// The pool or payer.
    pub of: T,
    /// Its part of the whole; the parts of a split add up to one.
    pub part: Ratio,
    /// Does it take the fen that cannot be divided? Exactly one share of a split does.
    pub takes_odd_fen: bool,
}

/// Splits an amount; each share is rounded towards nought and the taker of the odd fen gets the rest.
///
/// ```
/// use huzhu::engine::money::{split, Fen, Ratio, Share};
/// let half = Ratio::parse("1/2").unwrap();
/// let shares = [
///     Share { of: "city", part: half, takes_odd_fen: true },
///     Share { of: "county", part: half, takes_odd_fen: false },
/// ];
/// let parts = split(Fen::new(101).unwrap(), &shares);
/// assert_eq!(parts, [Fen::new(51).unwrap(), Fen::new(50).unwrap()]);
/// ```
pub fn split<T>(amount: Fen, shares: &[Share<T>]) -> Vec<Fen> {
    let of = |s: &Share<T>| {
        let wide = i128::from(amount.get()) * i128::from(s.part.numerator());
        i64::try_from(wide / i128::from(s.part.denominator())).ok().and_then(|f| Fen::new(f).ok())
    };
    let mut parts: Vec<Fen> = shares.iter().map(|s| of(s).unwrap_or_default()).collect();
    let rest = amount - parts.iter().copied().sum();
    if let Some(taker) = shares.iter().position(|s| s.takes_odd_fen) {
        parts[taker] += rest;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_fen_is_lost(fen in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(1_i64..50, 1..6)) {
            let whole = weights.iter().sum();
            let shares: Vec<Share<usize>> = weights.iter().enumerate()
                .map(|(i, w)| Share { of: i, part: Ratio::new(*w, whole).unwrap(), takes_odd_fen: i == 0 })
                .collect();
            let amount = Fen::new(fen).unwrap();
            let parts = split(amount, &shares);
            prop_assert_eq!(parts.iter().copied().sum::<Fen>(), amount);
            for (part, weight) in parts.iter().zip(&weights).skip(1) {
                prop_assert!((i128::from(part.get()) * i128::from(whole) - i128::from(fen) * i128::from(*weight)).abs() < i128::from(whole));
            }
        }
    }
}
