//! The claims at hand, side by side, and what an operation sees of one of them.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use super::cells::{Standing, Totals};
use super::gate::{all_hold, value};
use super::notes::Notes;
use super::scratch::{LookBack, Scratch};
use super::table::{Row, Rows};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{BoundAt, Condition, Input, OpKind, Pick};

/// Claims whose gate is open for the benefit at hand.
pub(super) struct Lanes<'m, N> {
    /// The claims decided side by side.
    pub(super) rows: Rows<'m>,
    /// Those whose gate is open.
    pub(super) open: &'m [usize],
    pub(super) scratch: &'m mut Scratch<N>,
    pub(super) totals: &'m mut Totals<N>,
}

impl<N: Number> Lanes<'_, N> {
    /// Fills a register for each open claim.
    #[inline(always)]
    pub(super) fn each(
        &mut self,
        register: usize,
        mut of: impl FnMut(&Calculation<'_, N>, &mut Totals<N>) -> N,
    ) {
        let Scratch { registers, back, width, .. } = &mut *self.scratch;
        let (above, here) = registers.split_at_mut(register * *width);
        for (place, (amount, lane)) in here.iter_mut().zip(self.open).enumerate() {
            let at = Calculation { rows: self.rows, lane: *lane, place, above, back };
            *amount = of(&at, self.totals);
        }
    }

    /// The same along a window, each with an amount from above and with its total, which lies on an open page.
    /// False, and nothing is done, where more has to be kept of the total than itself.
    #[inline(always)]
    pub(super) fn each_on_page(
        &mut self,
        (register, cell): (usize, usize),
        input: Input<N>,
        mut of: impl FnMut(&Calculation<'_, N>, N, &mut N) -> N,
    ) -> bool {
        let Some(mut totals) = self.totals.column(cell) else { return false };
        let Scratch { registers, back, width, owners, .. } = &mut *self.scratch;
        let (above, here) = registers.split_at_mut(register * *width);
        let inputs = &above[input.from * *width..][..self.open.len()];
        let of_claims = here.iter_mut().zip(inputs).zip(owners.iter().zip(self.open));
        for (place, ((amount, x), (owner, lane))) in of_claims.enumerate() {
            let at = Calculation { rows: self.rows, lane: *lane, place, above, back };
            *amount = of(&at, *x * input.scale, totals.of(*owner));
        }
        true
    }
}

/// One claim at one benefit.
#[derive(Clone, Copy)]
pub(super) struct Calculation<'c, N> {
    rows: Rows<'c>,
    /// The claim's place among those decided side by side.
    lane: usize,
    /// Its place among those whose gate is open.
    place: usize,
    /// The registers of the operations above.
    above: &'c [N],
    back: &'c LookBack<N>,
}

impl<'c, N: Number> Calculation<'c, N> {
    /// The claim.
    #[inline(always)]
    pub(super) fn row(&self) -> Row<'c> {
        self.rows.row(self.lane)
    }

    /// A register above.
    #[inline(always)]
    pub(super) fn get(&self, input: Input<N>) -> N {
        self.above[input.from * self.back.width + self.place] * input.scale
    }

    /// An amount of the claim, out of its column.
    #[inline(always)]
    pub(super) fn amount(&self, column: &[i64]) -> N {
        N::of(column[self.lane])
    }

    pub(super) fn all(&self, inputs: &[Input<N>]) -> impl Iterator<Item = N> {
        inputs.iter().map(|i| self.get(*i))
    }

    /// What a benefit above paid.
    pub(super) fn paid(&self, benefit: usize) -> N {
        self.back.paid[benefit * self.back.width + self.lane]
    }

    /// What was paid under a ceiling by benefits above.
    pub(super) fn spent(&self, ceiling: usize) -> N {
        self.back.spent[ceiling * self.back.width + self.lane]
    }

    pub(super) fn counters(&self) -> &[i32] {
        &self.back.counters
    }

    /// Where a total stands for this claim, on the day that decides the benefit.
    #[inline(always)]
    pub(super) fn standing(&self, cell: usize, totals: &Totals<N>) -> Standing {
        totals.at(cell, &self.row(), self.back.window)
    }

    /// Do conditions hold for sure?
    #[inline(always)]
    pub(super) fn holds(&self, conditions: &[Condition]) -> bool {
        conditions.is_empty() || all_hold(conditions, &self.row(), self.counters()) == Ok(true)
    }

    /// What an operation that does not count leaves: bounds the amount as it is, others nothing.
    pub(super) fn unchanged(&self, kind: &OpKind<N>) -> N {
        match kind {
            OpKind::Reduce { of, below, .. } => self.get(*of) * *below,
            OpKind::Bound { of, .. } => self.get(*of),
            _ => N::ZERO,
        }
    }

    #[inline(always)]
    pub(super) fn pick<'p, T>(&self, pick: &'p Pick<T>, notes: &mut impl Notes<N>) -> &'p T {
        match pick {
            Pick::One(value) => value,
            Pick::Table(_, _, rows) => (*self).pick_row(pick, rows, notes),
        }
    }

    /// Kept out of the loops of those that have one value only.
    #[inline(never)]
    fn pick_row<'p, T>(self, pick: &'p Pick<T>, rows: &'p [T], notes: &mut impl Notes<N>) -> &'p T {
        let found = pick.get(|key| value(key, &self.row(), self.counters()));
        notes.row(found.map(|(row, _)| row));
        // The checker proved that one row fits; the first stands in for a scheme that was not checked.
        found.map_or(&rows[0], |(_, value)| value)
    }

    #[inline(always)]
    pub(super) fn bound(&self, bound: &BoundAt<N>, notes: &mut impl Notes<N>) -> N {
        match bound {
            BoundAt::Amount(pick) => *self.pick(pick, notes),
            BoundAt::Register(input) => self.get(*input),
        }
    }

    pub(super) fn difference(&self, inputs: &[Input<N>], signed: bool, notes: &mut impl Notes<N>) -> N {
        let mut all = self.all(inputs);
        let first = all.next().unwrap_or(N::ZERO);
        notes.base(first);
        let left = all.fold(first, |left, n| left - n);
        if signed { left } else { left.max(N::ZERO) }
    }
}
