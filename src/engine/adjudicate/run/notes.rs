//! What an operation notes beside its result, for who listens. With nobody listening nothing is noted.

use crate::engine::adjudicate::number::Number;
use crate::engine::money::Ratio;

/// Takes the notes of one operation.
pub(super) trait Notes<N>: Default {
    /// The amount it starts from.
    fn base(&mut self, base: N);
    /// The row of its table.
    fn row(&mut self, row: Option<usize>);
    /// The band it fell into.
    fn band(&mut self, band: Option<usize>);
    /// The ratio it takes.
    fn ratio(&mut self, ratio: Ratio);
    /// The bound it holds to.
    fn bound(&mut self, bound: N);
    /// The running total before.
    fn before(&mut self, before: N);
    /// It does not count on this claim.
    fn skipped(&mut self);
}

/// Nobody listens.
#[derive(Default)]
pub(super) struct Unheard;

impl<N> Notes<N> for Unheard {
    #[inline(always)]
    fn base(&mut self, _: N) {}
    #[inline(always)]
    fn row(&mut self, _: Option<usize>) {}
    #[inline(always)]
    fn band(&mut self, _: Option<usize>) {}
    #[inline(always)]
    fn ratio(&mut self, _: Ratio) {}
    #[inline(always)]
    fn bound(&mut self, _: N) {}
    #[inline(always)]
    fn before(&mut self, _: N) {}
    #[inline(always)]
    fn skipped(&mut self) {}
}

/// The notes of one operation.
#[derive(Debug, Default)]
pub(super) struct Found<N> {
    pub(super) base: Option<N>,
    pub(super) row: Option<usize>,
    pub(super) band: Option<usize>,
    pub(super) ratio: Option<Ratio>,
    pub(super) bound: Option<N>,
    pub(super) before: Option<N>,
    pub(super) skipped: bool,
}

impl<N: Number> Notes<N> for Found<N> {
    fn base(&mut self, base: N) {
        self.base = Some(base);
    }
    fn row(&mut self, row: Option<usize>) {
        self.row = row;
    }
    fn band(&mut self, band: Option<usize>) {
        self.band = band;
    }
    fn ratio(&mut self, ratio: Ratio) {
        self.ratio = Some(ratio);
    }
    fn bound(&mut self, bound: N) {
        self.bound = Some(bound);
    }
    fn before(&mut self, before: N) {
        self.before = Some(before);
    }
    fn skipped(&mut self) {
        self.skipped = true;
    }
}
