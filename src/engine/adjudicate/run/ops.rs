//! The lines of a benefit: what each operation makes of the registers above it.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use super::bounds::{bounded, paid_ones, proportion};
use super::cells::{Standing, Totals};
use super::gate::{all_hold, value};
use super::notes::{Notes, Unheard};
use super::scratch::Scratch;
use super::table::Row;
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{BoundAt, CeilingAt, Input, Op, OpKind, Pick};
use crate::engine::scheme::model::{BoundKind, Reading};

/// One claim at one benefit.
pub(super) struct Calculation<'c, N> {
    pub(super) row: &'c Row<'c>,
    /// The claim's place among those decided side by side.
    pub(super) lane: usize,
    pub(super) scratch: &'c Scratch<N>,
}

impl<N: Number> Calculation<'_, N> {
    /// Computes one operation. `standing` tells where its running total stands, if it has one.
    #[inline(always)]
    pub(super) fn op(
        &self,
        op: &Op<N>,
        standing: Option<Standing>,
        totals: &mut Totals<N>,
        notes: &mut impl Notes<N>,
    ) -> N {
        if !op.when.is_empty() && all_hold(&op.when, self.row, &self.scratch.counters) != Ok(true) {
            notes.skipped();
            return match op.kind {
                OpKind::Reduce { of, below, .. } => self.get(of) * below,
                OpKind::Bound { of, .. } => self.get(of),
                _ => N::ZERO,
            };
        }
        match standing {
            None => self.alone(op, notes),
            Some(at) => self.along(op, at, totals, notes),
        }
    }

    #[inline(always)]
    fn get(&self, input: Input<N>) -> N {
        self.scratch.registers[input.from * self.scratch.width + self.lane] * input.scale
    }

    #[inline(always)]
    pub(super) fn pick<'p, T>(&self, pick: &'p Pick<T>, notes: &mut impl Notes<N>) -> &'p T {
        match pick {
            Pick::One(value) => value,
            Pick::Table(_, _, rows) => {
                let found = pick.get(|key| value(key, self.row, &self.scratch.counters));
                notes.row(found.map(|(row, _)| row));
                // The checker proved that one row fits; the first stands in for a scheme that was not checked.
                found.map_or(&rows[0], |(_, value)| value)
            }
        }
    }

    fn all(&self, inputs: &[Input<N>]) -> impl Iterator<Item = N> {
        inputs.iter().map(|i| self.get(*i))
    }

    /// An operation on this claim alone.
    #[inline(always)]
    fn alone(&self, op: &Op<N>, notes: &mut impl Notes<N>) -> N {
        match &op.kind {
            OpKind::Column(column) => N::of(self.row.amounts[*column]),
            OpKind::Amount(pick) => *self.pick(pick, notes),
            OpKind::Sum(inputs) => self.all(inputs).fold(N::ZERO, |sum, n| sum + n),
            OpKind::Difference(inputs, signed) => self.difference(inputs, *signed, notes),
            OpKind::Least(inputs) => self.all(inputs).min().unwrap_or(N::ZERO),
            OpKind::Greatest(inputs) => self.all(inputs).max().unwrap_or(N::ZERO),
            OpKind::Paid(benefit) => self.scratch.paid[*benefit * self.scratch.width + self.lane],
            OpKind::Count { key, after, most, all_from, each } => {
                let many = paid_ones(value(*key, self.row, &self.scratch.counters), *after, *all_from);
                self.counted(N::of(most.map_or(many, |most| many.min(most)).into()), each, notes)
            }
            OpKind::Proportion { of, part, whole, parts, mode } => {
                let (x, part, whole) = (self.get(*of), self.get(*part), self.get(*whole));
                notes.base(x);
                let fen = proportion(x.wide(), part.wide(), whole.wide(), (parts.wide(), *mode));
                N::from_wide(fen).unwrap_or(N::ZERO)
            }
            OpKind::Ceiling { of, ceiling, at_most } => {
                let bound = self.ceiling_bound(*at_most);
                within(
                    self.get(*of),
                    bound,
                    self.scratch.spent[*ceiling * self.scratch.width + self.lane],
                    notes,
                )
            }
            kind => self.function(kind, self.single_input(kind), notes),
        }
    }

    /// An operation along a window: what the running total makes of this claim.
    #[inline(always)]
    fn along(&self, op: &Op<N>, at: Standing, totals: &mut Totals<N>, notes: &mut impl Notes<N>) -> N {
        match &op.kind {
            // Limits look at what was paid, not at what was asked: so they hold when the limit itself changes.
            OpKind::Bound { of, kind: BoundKind::Limit, bound, .. } => {
                let (x, bound) = (self.get(*of), self.bound(bound, notes));
                if op.settles_later {
                    return within(x, bound, totals.get(at), notes);
                }
                totals.change(at, |used| {
                    let amount = within(x, bound, used, notes);
                    (amount, amount.max(N::ZERO))
                })
            }
            OpKind::SoFar(of) => {
                let x = self.get(*of);
                notes.base(x);
                totals.change(at, |used| {
                    notes.before(used);
                    (used + x, x)
                })
            }
            // What counts against a ceiling is added when the benefit is done: limits may still trim it.
            OpKind::Ceiling { of, at_most, .. } => {
                within(self.get(*of), self.ceiling_bound(*at_most), totals.get(at), notes)
            }
            OpKind::Count { key, after, most, all_from, each } => {
                let many = paid_ones(value(*key, self.row, &self.scratch.counters), *after, *all_from);
                let most = most.map_or(N::LARGEST, |most| N::of(most.into()));
                let many = totals.change(at, |used| {
                    notes.before(used);
                    let many = N::of(many.into()).min((most - used).max(N::ZERO));
                    (many, many)
                });
                self.counted(many, each, notes)
            }
            kind => {
                let x = self.single_input(kind);
                totals.change(at, |used| {
                    let upper = self.function(kind, used + x, notes);
                    let lower = self.function(kind, used, &mut Unheard);
                    notes.base(x);
                    notes.before(used);
                    (upper - lower, x)
                })
            }
        }
    }

    fn counted(&self, many: N, each: &Pick<N>, notes: &mut impl Notes<N>) -> N {
        let each = *self.pick(each, notes);
        notes.bound(each);
        notes.base(many);
        many * each
    }

    #[inline(always)]
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
    #[inline(always)]
    fn function(&self, kind: &OpKind<N>, x: N, notes: &mut impl Notes<N>) -> N {
        notes.base(x);
        match kind {
            OpKind::Portion(_, pick) => {
                let (above, ratio) = self.pick(pick, notes);
                notes.ratio(*ratio);
                x * *above
            }
            OpKind::Bands(_, found_by, pick) => {
                let table = self.pick(pick, notes);
                if table.reading == Reading::Marginal {
                    return table.marginal(x);
                }
                let finder = found_by.map_or(x, |by| self.get(by));
                let (band, amount) = table.found(x, finder);
                notes.band(band);
                if let Some(band) = band.filter(|_| table.reading == Reading::Whole) {
                    notes.ratio(table.bands[band].ratio);
                }
                amount
            }
            OpKind::Bound { kind, bound, exclusive, .. } => {
                let bound = self.bound(bound, notes);
                notes.bound(bound);
                bounded(*kind, x, bound, *exclusive)
            }
            OpKind::Round { step, fen, mode, .. } => x.divide(*step, *mode) * *fen,
            OpKind::Reduce { above, ratio, .. } => {
                notes.ratio(*ratio);
                x * *above
            }
            _ => x,
        }
    }

    #[inline(always)]
    fn bound(&self, bound: &BoundAt<N>, notes: &mut impl Notes<N>) -> N {
        match bound {
            BoundAt::Amount(pick) => *self.pick(pick, notes),
            BoundAt::Register(input) => self.get(*input),
        }
    }

    fn difference(&self, inputs: &[Input<N>], signed: bool, notes: &mut impl Notes<N>) -> N {
        let mut all = self.all(inputs);
        let first = all.next().unwrap_or(N::ZERO);
        notes.base(first);
        let left = all.fold(first, |left, n| left - n);
        if signed { left } else { left.max(N::ZERO) }
    }

    fn ceiling_bound(&self, at_most: CeilingAt<N>) -> N {
        match at_most {
            CeilingAt::Amount(amount) => amount,
            CeilingAt::Column(column) => N::of(self.row.amounts[column]),
        }
    }
}

/// What a bound that is used up to some part lets through.
#[inline(always)]
fn within<N: Number>(x: N, bound: N, used: N, notes: &mut impl Notes<N>) -> N {
    notes.base(x);
    notes.bound(bound);
    notes.before(used);
    x.min((bound - used).max(N::ZERO))
}
