//! Bands: marginal, whole-amount, fixed.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{BandAt, BandTable};
use crate::engine::scheme::model::Reading;

impl<N: Number> BandAt<N> {
    fn holds(&self, amount: N) -> bool {
        let above = if self.from_inclusive { amount >= self.over } else { amount > self.over };
        above && (if self.to_inclusive { amount <= self.to } else { amount < self.to })
    }
}

impl<N: Number> BandTable<N> {
    /// The band that `finder` falls into, and what it pays on `x`: whole-amount and fixed bands.
    pub fn found(&self, x: N, finder: N) -> (Option<usize>, N) {
        match self.bands.iter().position(|b| b.holds(finder)) {
            Some(at) if self.reading == Reading::Fixed => (Some(at), self.bands[at].amount),
            Some(at) => (Some(at), x * self.bands[at].pay),
            None => (None, N::ZERO),
        }
    }

    /// What marginal bands pay on the stretch from one running total to another. Backwards it is what they take
    /// back.
    #[inline(always)]
    pub fn between(&self, from: N, to: N) -> N {
        if to < from { -self.rising(to, from) } else { self.rising(from, to) }
    }

    /// Without a branch on the amounts, since which band it is cannot be foreseen.
    #[inline(always)]
    fn rising(&self, from: N, to: N) -> N {
        let part = |band: &BandAt<N>| (to.min(band.to) - from.max(band.over)).max(N::ZERO);
        let paying = self.bands.iter().filter(|band| band.pay != N::ZERO);
        paying.fold(N::ZERO, |sum, band| sum + part(band) * band.pay)
    }

    /// The parts of `from..to` that fall into each band, with what each pays: their sum is what the bands
    /// make of the whole stretch. The part beyond the last band pays nothing and has no band.
    pub fn slices(&self, from: N, to: N) -> impl Iterator<Item = (usize, N, N)> + '_ {
        self.bands.iter().enumerate().filter_map(move |(at, band)| {
            let slice = to.min(band.to) - from.max(band.over);
            (slice > N::ZERO).then(|| (at, slice, slice * band.pay))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::money::Ratio;
    use proptest::prelude::*;

    fn table(cuts: &[(i64, i64)]) -> BandTable<i64> {
        let mut bands: Vec<BandAt<i64>> = Vec::new();
        for (at, (width, pay)) in cuts.iter().enumerate() {
            let (over, below) = bands.last().map_or((0, 0), |b| (b.to, b.below + (b.to - b.over) * b.pay));
            let to = if at + 1 == cuts.len() { i64::MAX } else { over + width };
            bands.push(BandAt {
                over,
                from_inclusive: false,
                to,
                to_inclusive: true,
                below,
                pay: *pay,
                ratio: Ratio::ZERO,
                amount: 0,
            });
        }
        BandTable { reading: Reading::Marginal, bands }
    }

    proptest! {
        #[test]
        fn slices_add_up_and_more_pays_more(
            cuts in prop::collection::vec((1_i64..1000, 0_i64..100), 1..6),
            from in 0_i64..5000,
            more in 0_i64..5000,
        ) {
            let table = table(&cuts);
            let value = |x| table.between(0, x);
            let sum: i64 = table.slices(from, from + more).map(|(_, _, pays)| pays).sum();
            prop_assert_eq!(sum, table.between(from, from + more));
            prop_assert_eq!(sum, value(from + more) - value(from));
            prop_assert_eq!(-sum, table.between(from + more, from));
            prop_assert!(value(from + more) >= value(from));
        }
    }
}
