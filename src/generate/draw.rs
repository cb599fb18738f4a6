//! Numbers drawn for one thing of the world: the same for the same seed and thing, in whatever order one asks.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What numbers are drawn for. Each has its own row of them, so that a new draw for one changes no other.
#[derive(Clone, Copy, Debug)]
pub(super) enum About {
    Employers,
    Member,
    Row,
    Claim,
    Dirt,
    RosterDirt,
}

impl About {
    const fn mark(self) -> u64 {
        match self {
            Self::Employers => 1,
            Self::Member => 2,
            Self::Row => 3,
            Self::Claim => 4,
            Self::Dirt => 5,
            Self::RosterDirt => 6,
        }
    }
}

/// The seed of a world.
#[derive(Clone, Debug)]
pub(super) struct Seed(ChaCha8Rng);

impl Seed {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The draws for the thing with a number, below 2^56.
    pub fn draw(&self, about: About, number: u64) -> Draw {
        let mut of = self.0.clone();
        of.set_stream((about.mark() << 56) | number);
        Draw(of)
    }
}

/// Draws.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// A number below `n`; nought for nought.
    pub fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// The same as an amount or an offset.
    pub fn upto(&mut self, n: i64) -> i64 {
        i64::try_from(self.below(u64::try_from(n).unwrap_or(0).saturating_add(1))).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub fn is_one_of(&mut self, per_1000: u64) -> bool {
        self.below(1000) < per_1000
    }

    /// One of some things.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let many = u64::try_from(all.len()).unwrap_or(0);
        all.get(usize::try_from(self.below(many)).unwrap_or(0))
    }

    /// One of some things by weight.
    pub fn weighed<'a, T>(&mut self, all: &'a [(u64, T)]) -> Option<&'a T> {
        let mut at = self.below(all.iter().map(|(weight, _)| weight).sum());
        all.iter()
            .find(|(weight, _)| {
                let here = at < *weight;
                at = at.saturating_sub(*weight);
                here
            })
            .map(|(_, thing)| thing)
    }

    /// A number from 2^`least` to below 2^(`least` + `spread`) whose size is as likely to be small as large.
    pub fn of_any_size(&mut self, least: u32, spread: u64) -> u64 {
        let bits = least + u32::try_from(self.below(spread)).unwrap_or(0);
        let floor = 1_u64 << bits.min(40);
        floor + self.below(floor)
    }

    /// A rank below `n`. A fifth of the draws is of the lowest hundredth, two fifths of the lowest tenth, the rest of
    /// all: so a few go to hospital every week of a year, and nobody more often than there are days.
    pub fn skewed(&mut self, n: u64) -> u64 {
        let parts = [(1, n.div_ceil(100)), (2, n.div_ceil(10)), (2, n)];
        let part = self.weighed(&parts).copied().unwrap_or(n);
        self.below(part)
    }
}
