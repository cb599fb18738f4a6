//! The lines of a benefit, computed one after the other; each step is heard as it is made.

use super::bounds::{bounded, paid_ones, proportion};
use super::cells::{Standing, Totals};
use super::gate::{all_hold, value};
use super::table::Row;
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{BoundAt, CeilingAt, Input, Op, OpKind, Pick};
use crate::engine::money::Ratio;
use crate::engine::scheme::model::{BoundKind, Reading};

/// What a calculation remembers within one claim. Made once for a program and used for every claim.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch<N> {
    /// The results of the operations of the benefit at hand.
    pub(super) registers: Vec<N>,
    /// What the benefits of the edition at hand paid.
    pub(super) paid: Vec<N>,
    /// What its ceilings have let through.
    pub(super) spent: Vec<N>,
    /// Its counters before this claim.
    pub(super) counters: Vec<i32>,
    /// The benefits of each edition whose gate is open, one bit each.
    pub(super) opened: Vec<u64>,
}

/// What an operation found, for who listens.
pub(super) struct Found<N> {
    pub(super) amount: N,
    pub(super) base: N,
    pub(super) band: Option<usize>,
    pub(super) row: Option<usize>,
    pub(super) ratio: Option<Ratio>,
    pub(super) bound: Option<N>,
    pub(super) before: Option<N>,
    /// Did the line count at all?
    pub(super) counts: bool,
}

impl<N: Number> Found<N> {
    #[inline]
    fn plain(amount: N) -> Self {
        Self {
            amount,
            base: amount,
            band: None,
            row: None,
            ratio: None,
            bound: None,
            before: None,
            counts: true,
        }
    }
}

/// One claim at one benefit.
pub(super) struct Calculation<'c, N> {
    pub(super) row: &'c Row<'c>,
    pub(super) scratch: &'c mut Scratch<N>,
}

impl<N: Number> Calculation<'_, N> {
    /// Computes one operation. `standing` tells where its running total stands, if it has one.
    #[inline]
    pub(super) fn op(&mut self, op: &Op<N>, standing: Option<Standing>, totals: &mut Totals<N>) -> Found<N> {
        if !op.when.is_empty() && all_hold(&op.when, self.row, &self.scratch.counters) != Ok(true) {
            let amount = match op.kind {
                OpKind::Reduce { of, below, .. } => self.get(of) * below,
                _ => N::ZERO,
            };
            return Found { counts: false, ..Found::plain(amount) };
        }
        match standing {
            None => self.alone(op),
            Some(at) => self.along(op, at, totals),
        }
    }

    #[inline]
    fn get(&self, input: Input<N>) -> N {
        self.scratch.registers[input.from] * input.scale
    }

    #[inline]
    pub(super) fn pick<'p, T>(&self, pick: &'p Pick<T>) -> (Option<usize>, &'p T) {
        match pick {
            Pick::One(value) => (None, value),
            Pick::Table(_, _, rows) => {
                let found = pick.get(|key| value(key, self.row, &self.scratch.counters));
                // The checker proved that one row fits; the first stands in for a scheme that was not checked.
                found.map_or((None, &rows[0]), |(row, value)| (Some(row), value))
            }
        }
    }

    fn all(&self, inputs: &[Input<N>]) -> impl Iterator<Item = N> {
        inputs.iter().map(|i| self.get(*i))
    }

    /// An operation on this claim alone.
    #[inline]
    fn alone(&mut self, op: &Op<N>) -> Found<N> {
        match &op.kind {
            OpKind::Column(column) => Found::plain(N::of(self.row.amounts[*column])),
            OpKind::Amount(pick) => {
                let (row, amount) = self.pick(pick);
                Found { row, ..Found::plain(*amount) }
            }
            OpKind::Sum(inputs) => Found::plain(self.all(inputs).fold(N::ZERO, |sum, n| sum + n)),
            OpKind::Difference(inputs, signed) => self.difference(inputs, *signed),
            OpKind::Least(inputs) => Found::plain(self.all(inputs).min().unwrap_or(N::ZERO)),
            OpKind::Greatest(inputs) => Found::plain(self.all(inputs).max().unwrap_or(N::ZERO)),
            OpKind::Paid(benefit) => Found::plain(self.scratch.paid[*benefit]),
            OpKind::Count { key, after, most, all_from, each } => {
                let many = paid_ones(value(*key, self.row, &self.scratch.counters), *after, *all_from);
                let many = N::of(most.map_or(many, |most| many.min(most)).into());
                self.counted(many, each, None)
            }
            OpKind::Proportion { of, part, whole, parts, mode } => {
                let (x, part, whole) = (self.get(*of), self.get(*part), self.get(*whole));
                let fen = proportion(x.wide(), part.wide(), whole.wide(), (parts.wide(), *mode));
                Found { base: x, ..Found::plain(N::from_wide(fen).unwrap_or(N::ZERO)) }
            }
            OpKind::Ceiling { of, ceiling, at_most } => {
                let used = self.scratch.spent[*ceiling];
                let found = self.within(self.get(*of), self.ceiling_bound(*at_most), used);
                self.scratch.spent[*ceiling] = used + found.amount;
                found
            }
            kind => self.function(kind, self.single_input(kind)),
        }
    }

    /// An operation along a window: what the running total makes of this claim.
    #[inline]
    fn along(&mut self, op: &Op<N>, at: Standing, totals: &mut Totals<N>) -> Found<N> {
        let used = totals.get(at);
        match &op.kind {
            // Limits look at what was paid, not at what was asked: so they hold when the limit itself changes.
            OpKind::Bound { of, kind: BoundKind::Limit, bound, .. } => {
                let (row, bound) = self.bound(bound);
                let found = Found { row, ..self.within(self.get(*of), bound, used) };
                totals.add(at, found.amount);
                found
            }
            OpKind::Ceiling { of, at_most, .. } => {
                let found = self.within(self.get(*of), self.ceiling_bound(*at_most), used);
                totals.add(at, found.amount);
                found
            }
            OpKind::Count { key, after, most, all_from, each } => {
                let many = paid_ones(value(*key, self.row, &self.scratch.counters), *after, *all_from);
                let left = most.map_or(N::LARGEST, |most| (N::of(most.into()) - used).max(N::ZERO));
                let many = N::of(many.into()).min(left);
                totals.add(at, many);
                self.counted(many, each, Some(used))
            }
            kind => {
                let x = self.single_input(kind);
                totals.add(at, x);
                let (upper, lower) = (self.function(kind, used + x), self.function(kind, used));
                Found { amount: upper.amount - lower.amount, base: x, before: Some(used), ..upper }
            }
        }
    }

    fn counted(&self, many: N, each: &Pick<N>, before: Option<N>) -> Found<N> {
        let (row, each) = self.pick(each);
        Found { row, bound: Some(*each), base: many, before, ..Found::plain(many * *each) }
    }

    #[inline]
    fn within(&self, x: N, bound: N, used: N) -> Found<N> {
        let amount = x.min((bound - used).max(N::ZERO));
        Found { base: x, bound: Some(bound), before: Some(used), ..Found::plain(amount) }
    }

    #[inline]
    fn single_input(&self, kind: &OpKind<N>) -> N {
        match kind {
            OpKind::Portion(of, _)
            | OpKind::Bands(of, ..)
            | OpKind::Bound { of, .. }
            | OpKind::Round { of, .. }
            | OpKind::Reduce { of, .. } => self.get(*of),
            _ => N::ZERO,
        }
    }

    /// What an operation of one input makes of an amount.
    #[inline]
    fn function(&self, kind: &OpKind<N>, x: N) -> Found<N> {
        match kind {
            OpKind::Portion(_, pick) => {
                let (row, (above, ratio)) = self.pick(pick);
                Found { base: x, row, ratio: Some(*ratio), ..Found::plain(x * *above) }
            }
            OpKind::Bands(_, found_by, pick) => {
                let (row, table) = self.pick(pick);
                let finder = found_by.map_or(x, |by| self.get(by));
                let (band, amount) = table.value(x, finder);
                let ratio = band.map(|b| table.bands[b].ratio).filter(|_| table.reading == Reading::Whole);
                Found { base: x, band, row, ratio, ..Found::plain(amount) }
            }
            OpKind::Bound { kind, bound, exclusive, .. } => {
                let (row, bound) = self.bound(bound);
                let amount = bounded(*kind, x, bound, *exclusive);
                Found { base: x, row, bound: Some(bound), ..Found::plain(amount) }
            }
            OpKind::Round { step, fen, mode, .. } => {
                Found { base: x, ..Found::plain(x.divide(*step, *mode) * *fen) }
            }
            OpKind::Reduce { above, ratio, .. } => {
                Found { base: x, ratio: Some(*ratio), ..Found::plain(x * *above) }
            }
            _ => Found::plain(x),
        }
    }

    #[inline]
    fn bound(&self, bound: &BoundAt<N>) -> (Option<usize>, N) {
        match bound {
            BoundAt::Amount(pick) => {
                let (row, bound) = self.pick(pick);
                (row, *bound)
            }
            BoundAt::Register(input) => (None, self.get(*input)),
        }
    }

    fn difference(&self, inputs: &[Input<N>], signed: bool) -> Found<N> {
        let mut all = self.all(inputs);
        let first = all.next().unwrap_or(N::ZERO);
        let left = all.fold(first, |left, n| left - n);
        let amount = if signed { left } else { left.max(N::ZERO) };
        Found { base: first, ..Found::plain(amount) }
    }

    fn ceiling_bound(&self, at_most: CeilingAt<N>) -> N {
        match at_most {
            CeilingAt::Amount(amount) => amount,
            CeilingAt::Column(column) => N::of(self.row.amounts[column]),
        }
    }
}
