//! Who listens to a calculation hears each step as it is made; nobody listening costs nothing.

use super::gate::Closed;
use crate::engine::adjudicate::program::Origin;
use crate::engine::money::{Exact, Fen, Ratio};

/// One step of a calculation, as it was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The edition, by number.
    pub edition: usize,
    /// The benefit, by number.
    pub benefit: usize,
    /// The line or the engine's own step.
    pub origin: Origin,
    /// The band, by number: the part of a line that falls into one band.
    pub band: Option<usize>,
    /// The row of a table, by number.
    pub row: Option<usize>,
    /// How many, for a line that counts.
    pub count: Option<i64>,
    /// The amount it starts from.
    pub base: Exact,
    /// The ratio it takes.
    pub ratio: Option<Ratio>,
    /// The bound it holds to: a deductible, a limit, the amount for each one counted.
    pub bound: Option<Exact>,
    /// The running total before, for lines along a window.
    pub before: Option<Exact>,
    /// The result.
    pub amount: Exact,
}

/// Somebody who hears how a claim is decided.
pub trait Listener {
    /// Does it hear at all? What nobody hears is not made.
    const HEARS: bool = true;
    /// A benefit does not apply, or goes to a person. No benefit: the claim as a whole.
    fn closed(&mut self, edition: usize, benefit: Option<usize>, why: Closed);
    /// A step was computed.
    fn step(&mut self, step: &Step);
    /// A benefit was computed to its end and pays this, perhaps nothing.
    fn paid(&mut self, edition: usize, benefit: usize, amount: Fen);
}

/// Nobody.
pub struct Silence;

impl Listener for Silence {
    const HEARS: bool = false;
    #[inline]
    fn closed(&mut self, _: usize, _: Option<usize>, _: Closed) {}
    #[inline]
    fn step(&mut self, _: &Step) {}
    #[inline]
    fn paid(&mut self, _: usize, _: usize, _: Fen) {}
}
