//! Numbers that look random and are the same for the same seed (`SplitMix64`, Steele and others 2014).

/// A row of numbers.
#[derive(Clone, Debug)]
pub(super) struct SplitMix(u64);

impl SplitMix {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; nought for nought.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let wide = u64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) * u64::from(n);
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// True once in `n` times.
    pub(super) fn once_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// One of some things; none of nothing.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let many = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.get(usize::try_from(self.below(many)).unwrap_or(0))
    }

    /// A number whose size is as likely to be small as large, below `2^bits`.
    pub(super) fn of_any_size(&mut self, bits: u32) -> i64 {
        let bits = self.below(bits) + 1;
        i64::from(self.below(1 << bits.min(31)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_numbers_in_their_range() {
        let row = |seed| {
            let mut random = SplitMix::new(seed);
            (0..1000).map(|_| random.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(row(1), row(1));
        assert_ne!(row(1), row(2));
        assert!((0..7).all(|n| row(1).contains(&n)));
        assert!(row(1).iter().all(|n| *n < 7));
    }
}
