//! The lines of a benefit: what each operation makes of the registers above it, for all claims at hand.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use super::bounds::{bounded, paid_ones, proportion};
use super::cells::Totals;
use super::gate::value;
use super::lanes::{Calculation, Lanes};
use super::notes::Notes;
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{BandTable, BoundAt, CeilingAt, Input, Op, OpKind, Pick};
use crate::engine::money::RoundingMode;
use crate::engine::scheme::model::{BoundKind, Reading};

/// One operation for all claims at hand: its kind is asked once for all of them. `tell` gets what came of each.
pub(super) struct Operation<'o, 'm, N, F> {
    pub(super) op: &'o Op<N>,
    pub(super) register: usize,
    pub(super) lanes: Lanes<'m, N>,
    pub(super) tell: F,
}

impl<N: Number, F> Operation<'_, '_, N, F> {
    /// Computes it.
    #[inline(always)]
    pub(super) fn compute<T: Notes<N>>(self)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        match &self.op.kind {
            OpKind::Column(column) => {
                let amounts = self.lanes.rows.amounts(*column);
                self.alone(|at, _| at.amount(amounts));
            }
            OpKind::Amount(pick) => self.alone(|at, notes| *at.pick(pick, notes)),
            OpKind::Sum(all) => self.alone(|at, _| at.all(all).fold(N::ZERO, |sum, n| sum + n)),
            OpKind::Difference(all, signed) => self.alone(|at, notes| at.difference(all, *signed, notes)),
            OpKind::Least(all) => self.alone(|at, _| at.all(all).min().unwrap_or(N::ZERO)),
            OpKind::Greatest(all) => self.alone(|at, _| at.all(all).max().unwrap_or(N::ZERO)),
            OpKind::Paid(benefit) => self.alone(|at, _| at.paid(*benefit)),
            OpKind::SoFar(of) => self.so_far(*of),
            OpKind::Count { key, after, most, all_from, each } => {
                let ones = |at: &Calculation<'_, N>| {
                    paid_ones(value(*key, &at.row(), at.counters()), *after, *all_from)
                };
                self.count(ones, *most, each);
            }
            OpKind::Proportion { of, part, whole, parts, mode } => self.alone(|at, notes| {
                let (x, part, whole) = (at.get(*of), at.get(*part), at.get(*whole));
                notes.base(x);
                let fen = proportion(x.wide(), part.wide(), whole.wide(), (parts.wide(), *mode));
                N::from_wide(fen).unwrap_or(N::ZERO)
            }),
            OpKind::Ceiling { of, ceiling, at_most } => self.ceiling(*of, *ceiling, *at_most),
            OpKind::Portion(of, pick) => self.curve(*of, |at, x, notes| {
                let (above, ratio) = at.pick(pick, notes);
                notes.ratio(*ratio);
                x * *above
            }),
            OpKind::Bands(of, None, Pick::One(table)) if table.reading == Reading::Marginal => {
                self.marginal(*of, table);
            }
            OpKind::Bands(of, by, pick) => self.bands(*of, *by, pick),
            OpKind::Bound { of, kind: BoundKind::Limit, bound, .. } if self.op.along.is_some() => {
                self.limit(*of, bound);
            }
            OpKind::Bound { of, kind, bound, exclusive } => self.curve(*of, |at, x, notes| {
                let bound = at.bound(bound, notes);
                notes.bound(bound);
                bounded(*kind, x, bound, *exclusive)
            }),
            // The commonest way to round is not asked of each claim.
            OpKind::Round { of, step, fen, mode: RoundingMode::HalfUp } => {
                self.curve(*of, |_, x, _| x.divide(*step, RoundingMode::HalfUp) * *fen);
            }
            OpKind::Round { of, step, fen, mode } => {
                self.curve(*of, |_, x, _| x.divide(*step, *mode) * *fen);
            }
            OpKind::Reduce { of, above, ratio, .. } => self.curve(*of, |_, x, notes| {
                notes.ratio(*ratio);
                x * *above
            }),
        }
    }

    /// For every claim at hand where the operation counts; else it is nought, or leaves the amount as it is.
    #[inline(always)]
    fn each<T: Notes<N>>(mut self, of: impl Fn(&Calculation<'_, N>, &mut Totals<N>, &mut T) -> N)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        self.lanes.each(self.register, |at, totals| {
            let mut notes = T::default();
            let amount = if at.holds(&self.op.when) {
                of(at, totals, &mut notes)
            } else {
                notes.skipped();
                at.unchanged(&self.op.kind)
            };
            (self.tell)(at, amount, notes);
            amount
        });
    }

    /// For every claim at hand along a window: from an amount and the total before, the result and what is added
    /// to the total.
    #[inline(always)]
    fn along<T: Notes<N>>(mut self, (cell, input): (usize, Input<N>), step: &impl Step<N, T>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        let always = self.op.when.is_empty();
        let done = self.lanes.each_on_page((self.register, cell), input, |at, x, total| {
            let mut notes = T::default();
            let amount = if always || at.holds(&self.op.when) {
                let (amount, by) = step.of(at, (x, *total), &mut notes);
                *total += by;
                amount
            } else {
                notes.skipped();
                at.unchanged(&self.op.kind)
            };
            (self.tell)(at, amount, notes);
            amount
        });
        if !done {
            self.each(|at, totals, notes| {
                totals.change(at.standing(cell, totals), |used| step.of(at, (at.get(input), used), notes))
            });
        }
    }

    /// What looks at this claim alone.
    #[inline(always)]
    fn alone<T: Notes<N>>(self, of: impl Fn(&Calculation<'_, N>, &mut T) -> N)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        self.each(|at, _, notes| of(at, notes));
    }

    /// What makes a result of one amount. Along a window it is what it makes of the running total after this
    /// claim, less what it made of the one before.
    #[inline(always)]
    fn curve<T: Notes<N>>(self, input: Input<N>, of: impl Fn(&Calculation<'_, N>, N, &mut T) -> N)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        match self.op.along {
            None => self.alone(|at, notes| {
                let x = at.get(input);
                notes.base(x);
                of(at, x, notes)
            }),
            Some(_) => self.stretch(input, |at, from, to, notes| {
                let upper = of(at, to, notes);
                upper - of(at, from, &mut T::default())
            }),
        }
    }

    /// What makes a result of the stretch between two running totals, or between nought and an amount.
    #[inline(always)]
    fn stretch<T: Notes<N>>(self, input: Input<N>, of: impl Fn(&Calculation<'_, N>, N, N, &mut T) -> N)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        match self.op.along {
            None => self.alone(|at, notes| {
                let x = at.get(input);
                notes.base(x);
                of(at, N::ZERO, x, notes)
            }),
            Some(cell) => self.along((cell, input), &|at: &Calculation<'_, N>, (x, used), notes: &mut T| {
                let amount = of(at, used, used + x, notes);
                notes.base(x);
                notes.before(used);
                (amount, x)
            }),
        }
    }

    /// Marginal bands of one table.
    #[inline(always)]
    fn marginal<T: Notes<N>>(self, input: Input<N>, table: &BandTable<N>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        match self.op.along {
            None => self.stretch(input, |_, from, to, _| table.between(from, to)),
            Some(cell) => self.along((cell, input), &Marginal(table)),
        }
    }

    /// Bands of a keyed table, or found by another amount, or that pay on the whole.
    fn bands<T: Notes<N>>(self, of: Input<N>, found_by: Option<Input<N>>, pick: &Pick<BandTable<N>>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        self.curve(of, |at, x, notes| {
            let table = at.pick(pick, notes);
            if table.reading == Reading::Marginal {
                return table.between(N::ZERO, x);
            }
            let finder = found_by.map_or(x, |by| at.get(by));
            let (band, amount) = table.found(x, finder);
            notes.band(band);
            if let Some(band) = band.filter(|_| table.reading == Reading::Whole) {
                notes.ratio(table.bands[band].ratio);
            }
            amount
        });
    }

    /// Limits along a window look at what was paid, not at what was asked: so they hold when the limit itself
    /// changes. What a limit that others come after lets through is added when the benefit is done.
    #[inline(always)]
    fn limit<T: Notes<N>>(self, of: Input<N>, bound: &BoundAt<N>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        let Some(cell) = self.op.along else {
            return self.alone(|at, notes| at.get(of).min(at.bound(bound, notes)));
        };
        if self.op.settles_later {
            return self.each(|at, totals, notes| {
                let used = totals.get(at.standing(cell, totals));
                within(at.get(of), at.bound(bound, notes), used, notes)
            });
        }
        self.along((cell, of), &Limit(bound));
    }

    /// What counts against a ceiling is added when the benefit is done: limits may still trim it.
    fn ceiling<T: Notes<N>>(self, of: Input<N>, ceiling: usize, at_most: CeilingAt<N>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        let cell = self.op.along;
        self.each(|at, totals, notes| {
            let bound = match at_most {
                CeilingAt::Amount(amount) => amount,
                CeilingAt::Column(column) => N::of(at.row().amount(column)),
            };
            let used = match cell {
                Some(cell) => totals.get(at.standing(cell, totals)),
                None => at.spent(ceiling),
            };
            within(at.get(of), bound, used, notes)
        });
    }

    fn so_far<T: Notes<N>>(self, of: Input<N>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        let Some(cell) = self.op.along else { return self.curve(of, |_, x, _| x) };
        self.along((cell, of), &|_: &Calculation<'_, N>, (x, used), notes: &mut T| {
            notes.base(x);
            notes.before(used);
            (used + x, x)
        });
    }

    /// A number times an amount; along a window at most so many in all.
    fn count<T: Notes<N>>(self, ones: impl Fn(&Calculation<'_, N>) -> i32, most: Option<i32>, each: &Pick<N>)
    where
        F: FnMut(&Calculation<'_, N>, N, T),
    {
        let cell = self.op.along;
        let most = most.map_or(N::LARGEST, |most| N::of(most.into()));
        self.each(|at, totals, notes| {
            let ones = N::of(ones(at).into());
            let many = match cell {
                None => ones.min(most),
                Some(cell) => totals.change(at.standing(cell, totals), |used| {
                    notes.before(used);
                    let many = ones.min((most - used).max(N::ZERO));
                    (many, many)
                }),
            };
            let each = *at.pick(each, notes);
            notes.bound(each);
            notes.base(many);
            many * each
        });
    }
}

/// A step along a window: from an amount and the total before it the result, and what is added to the total.
trait Step<N, T> {
    fn of(&self, at: &Calculation<'_, N>, from: (N, N), notes: &mut T) -> (N, N);
}

impl<N, T, F: Fn(&Calculation<'_, N>, (N, N), &mut T) -> (N, N)> Step<N, T> for F {
    #[inline(always)]
    fn of(&self, at: &Calculation<'_, N>, from: (N, N), notes: &mut T) -> (N, N) {
        self(at, from, notes)
    }
}

/// Marginal bands: the commonest step, and as a type of its own always part of the loop.
struct Marginal<'p, N>(&'p BandTable<N>);

impl<N: Number, T: Notes<N>> Step<N, T> for Marginal<'_, N> {
    #[inline(always)]
    fn of(&self, _: &Calculation<'_, N>, (x, used): (N, N), notes: &mut T) -> (N, N) {
        notes.base(x);
        notes.before(used);
        (self.0.between(used, used + x), x)
    }
}

/// A limit: as common.
struct Limit<'p, N>(&'p BoundAt<N>);

impl<N: Number, T: Notes<N>> Step<N, T> for Limit<'_, N> {
    #[inline(always)]
    fn of(&self, at: &Calculation<'_, N>, (x, used): (N, N), notes: &mut T) -> (N, N) {
        let amount = within(x, at.bound(self.0, notes), used, notes);
        (amount, amount.max(N::ZERO))
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
