//! Lines: each becomes one operation, its ratios whole numbers of the parts that it counts in.

use super::denominators::{self, name};
use super::tail::Tail;
use super::{At, CompileError, Unit};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{
    AmountColumn, BandAt, BandTable, BoundAt, Input, Op, OpKind, Origin,
};
use crate::engine::money::{Fen, Ratio, lcm};
use crate::engine::scheme::model::{Band, Bands, Bound, Bounded, Kind, Line, Portion, Reading, ResultOf};

/// The registers of the lines compiled so far.
pub(super) struct Registers<N> {
    /// The operations.
    pub(super) ops: Vec<Op<N>>,
    /// Line id → the operation whose result stands for it.
    ids: Vec<(String, usize)>,
}

impl<N: Number> Registers<N> {
    pub(super) fn at(&self, id: &str) -> Option<usize> {
        self.ids.iter().rev().find(|(name, _)| name == id).map(|(_, at)| *at)
    }

    pub(super) fn stands_for(&mut self, id: &str, at: usize) {
        self.ids.push((id.into(), at));
    }

    pub(super) fn push(&mut self, op: Op<N>) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }

    /// A register as an input counted in parts of `denominator`.
    pub(super) fn input(&self, from: usize, denominator: i64) -> Result<Input<N>, CompileError> {
        let scale = i128::from(denominator / self.ops[from].denominator);
        Ok(Input { from, scale: N::from_wide(scale).ok_or(CompileError::Width)? })
    }
}

/// A line on its way to become an operation.
struct Making<'a, 's, N> {
    at: &'a At<'s>,
    line: &'s Line,
    registers: &'a Registers<N>,
    /// The parts that the inputs count in.
    inputs: i64,
    /// The parts that the result counts in.
    own: i64,
}

impl Unit {
    /// All operations of a benefit: its lines, and the steps that the engine adds before the limits.
    pub(super) fn ops<N: Number>(&mut self, at: &At<'_>) -> Result<Vec<Op<N>>, CompileError> {
        let parts = denominators::of(at.benefit, &mut self.cells.parts().clone())?;
        let tail = Tail::of(at.benefit);
        let mut registers = Registers { ops: vec![], ids: vec![] };
        let alone = at.benefit.limits_of_a_claim(&at.source.0.counts);
        let core_id = at.benefit.lines.get(tail.core).map(|l| l.id.clone()).unwrap_or_default();
        let mut last = 0;
        for number in (0..at.benefit.lines.len()).filter(|number| !alone.contains(number)) {
            if tail.is_limit(number) {
                last = self.limit(at, (number, parts[number]), last, &mut registers)?;
                continue;
            }
            self.add_line(at, number, parts[number], &mut registers)?;
            if tail.core == number {
                self.before_the_limits(at, &tail, &mut registers)?;
                last = registers.ops.len() - 1;
                for limit in &alone {
                    last = self.limit(at, (*limit, parts[*limit]), last, &mut registers)?;
                }
                last = self.ceilings(at, last, &mut registers)?;
                registers.stands_for(&core_id, last);
            }
        }
        Self::whole_fen(&mut registers)?;
        Ok(registers.ops)
    }

    /// Compiles a limit of the last run: it reads what came out of the run so far, which stands for the line that
    /// it names.
    fn limit<N: Number>(
        &mut self,
        at: &At<'_>,
        (number, parts): (usize, i64),
        last: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        if let Kind::Bound(bound) = &at.benefit.lines[number].kind {
            registers.stands_for(&bound.of, last);
        }
        self.add_line(at, number, parts, registers)
    }

    fn add_line<N: Number>(
        &mut self,
        at: &At<'_>,
        number: usize,
        parts: i64,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let line = &at.benefit.lines[number];
        let op = self.line(at, (number, line), parts, registers)?;
        self.largest_factor = self.largest_factor.max(i128::from(op.denominator) * 4);
        let here = registers.push(op);
        registers.stands_for(&line.id, here);
        Ok(here)
    }

    fn line<N: Number>(
        &mut self,
        at: &At<'_>,
        (number, line): (usize, &Line),
        own: i64,
        registers: &Registers<N>,
    ) -> Result<Op<N>, CompileError> {
        let unchecked = || CompileError::Unchecked(format!("benefit.{}.{}", at.benefit.id, line.id));
        let froms = line.kind.inputs().into_iter().map(|id| registers.at(id).ok_or_else(unchecked));
        let froms = froms.collect::<Result<Vec<usize>, _>>()?;
        let common = froms.iter().fold(1, |all, from| lcm(all, registers.ops[*from].denominator));
        let along = match line.along {
            Some(window) => {
                self.owner(window);
                Some(self.cells.place(&name(at.benefit, line), window)?)
            }
            None => None,
        };
        // After a redirection by the steps before the limits the inputs may be coarser than planned.
        let inputs = along.map_or(common, |_| self.cells.parts()[&name(at.benefit, line)]);
        let own =
            if matches!(line.kind, Kind::Bound(_) | Kind::Extreme(_) | Kind::Sum(_) | Kind::SoFar { .. }) {
                inputs
            } else {
                own
            };
        let making = Making { at, line, registers, inputs, own };
        let kind = self.kind(&making)?;
        let when = self.when(&line.when, &at.sight())?;
        let settles_later = along.is_some() && Tail::of(at.benefit).settles_later(number);
        Ok(Op { origin: Origin::Line(number), kind, along, settles_later, when, inputs, denominator: own })
    }

    fn kind<N: Number>(&mut self, m: &Making<'_, '_, N>) -> Result<OpKind<N>, CompileError> {
        Ok(match &m.line.kind {
            Kind::Amount(a) => OpKind::Amount(self.pick(&a.amount, m.at, |fen| constant(*fen, 1))?),
            Kind::Measure(figures) => OpKind::Column(self.amount(AmountColumn::Measures(figures.of.clone()))),
            Kind::Sum(sum) if sum.difference => OpKind::Difference(m.inputs(&sum.of)?, sum.signed),
            Kind::Sum(sum) => OpKind::Sum(m.inputs(&sum.of)?),
            Kind::Portion(portion) => self.portion(m, portion)?,
            Kind::Bands(bands) => self.bands(m, bands)?,
            Kind::Count(c) => OpKind::Count {
                key: self.key(&c.count, &m.at.source.1, (m.at.benefit.plan.as_deref(), m.at.on), false)?,
                after: c.after.into(),
                most: c.most.map(Into::into),
                all_from: c.all_from.map(Into::into),
                each: self.pick(&c.each, m.at, |fen| constant(*fen, 1))?,
            },
            Kind::Proportion(p) => OpKind::Proportion {
                of: m.input(&p.of)?,
                part: m.input(&p.part)?,
                whole: m.input(&p.whole)?,
                parts: N::from_wide(m.inputs.into()).ok_or(CompileError::Width)?,
                mode: m.at.source.0.money.round.mode(),
            },
            Kind::Extreme(e) if e.greatest => OpKind::Greatest(m.inputs(&e.of)?),
            Kind::Extreme(e) => OpKind::Least(m.inputs(&e.of)?),
            Kind::Result(ResultOf::Scheme(id)) => {
                OpKind::Column(self.amount(AmountColumn::Layer(id.clone())))
            }
            Kind::Result(ResultOf::Benefit(id)) => {
                let benefit = m.at.source.0.benefits.iter().position(|b| b.id == *id);
                OpKind::Paid(benefit.ok_or_else(|| CompileError::Unchecked(format!("benefit.{id}")))?)
            }
            Kind::Bound(b) => self.bound(m, b)?,
            Kind::SoFar { of } => OpKind::SoFar(m.input(of)?),
            Kind::Round { of, rule } => OpKind::Round {
                of: m.input(of)?,
                step: constant(rule.step(), m.inputs)?,
                fen: constant(rule.step(), 1)?,
                mode: rule.mode(),
            },
        })
    }

    fn portion<N: Number>(&mut self, m: &Making<'_, '_, N>, p: &Portion) -> Result<OpKind<N>, CompileError> {
        let parts = m.own / m.inputs;
        let above = |ratio: &Ratio| {
            let above = i128::from(ratio.numerator()) * i128::from(parts / ratio.denominator());
            N::from_wide(above).map(|n| (n, *ratio)).ok_or(CompileError::Width)
        };
        for row in &p.ratio.rows {
            let whole = i128::from(row.value.numerator()) / i128::from(row.value.denominator()) + 1;
            self.largest_factor = self.largest_factor.max(i128::from(m.own) * whole * 4);
        }
        Ok(OpKind::Portion(m.input(&p.of)?, self.pick(&p.ratio, m.at, above)?))
    }

    fn bands<N: Number>(&mut self, m: &Making<'_, '_, N>, b: &Bands) -> Result<OpKind<N>, CompileError> {
        let parts = if b.reading == Reading::Fixed { 1 } else { m.own / m.inputs };
        let table = |bands: &Vec<Band>| band_table(bands, b.reading, m.inputs, (parts, m.own));
        let found_by = b.found_by.as_ref().map(|id| m.input(id)).transpose()?;
        Ok(OpKind::Bands(m.input(&b.of)?, found_by, self.pick(&b.bands, m.at, table)?))
    }

    fn bound<N: Number>(&mut self, m: &Making<'_, '_, N>, b: &Bounded) -> Result<OpKind<N>, CompileError> {
        let bound = match &b.bound {
            Bound::Amount(table) => BoundAt::Amount(self.pick(table, m.at, |fen| constant(*fen, m.inputs))?),
            Bound::Line(id) => BoundAt::Register(m.input(id)?),
        };
        Ok(OpKind::Bound { of: m.input(&b.of)?, kind: b.kind, bound, exclusive: b.exclusive })
    }
}

impl<N: Number> Making<'_, '_, N> {
    fn input(&self, id: &str) -> Result<Input<N>, CompileError> {
        let from = self.registers.at(id).ok_or_else(|| CompileError::Unchecked(id.into()))?;
        self.registers.input(from, self.inputs)
    }

    fn inputs(&self, ids: &[String]) -> Result<Vec<Input<N>>, CompileError> {
        ids.iter().map(|id| self.input(id)).collect()
    }
}

/// An amount counted in parts of a fen.
pub(super) fn constant<N: Number>(fen: Fen, parts: i64) -> Result<N, CompileError> {
    N::from_wide(i128::from(fen.get()) * i128::from(parts)).ok_or(CompileError::Width)
}

fn band_table<N: Number>(
    bands: &[Band],
    reading: Reading,
    inputs: i64,
    (parts, own): (i64, i64),
) -> Result<BandTable<N>, CompileError> {
    let mut below = 0_i128;
    let mut table = Vec::new();
    for band in bands {
        let pay = i128::from(band.pay.numerator()) * i128::from(parts / band.pay.denominator());
        let over = i128::from(band.over.get()) * i128::from(inputs);
        let to = band.to.map(|to| i128::from(to.get()) * i128::from(inputs));
        let width = |n: i128| N::from_wide(n).ok_or(CompileError::Width);
        table.push(BandAt {
            over: width(over)?,
            from_inclusive: band.from_inclusive,
            to: to.map_or(Ok(N::LARGEST), width)?,
            to_inclusive: band.to_inclusive,
            below: width(below)?,
            pay: width(pay)?,
            ratio: band.pay,
            amount: constant(band.amount, own)?,
        });
        below += to.map_or(0, |to| (to - over) * pay);
    }
    Ok(BandTable { reading, bands: table })
}
