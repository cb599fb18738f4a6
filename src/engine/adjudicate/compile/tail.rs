//! The end of a benefit: before the last run of limits come the waiting time's share and the rounding, so that
//! limits count what is really paid and are never exceeded by a rounding. Of these limits, those that look at this
//! claim alone come first, then the ceilings, then the limits along a window: what a claim may be at most is cut
//! off before anybody asks what is left of a year.

use super::lines::{Registers, constant};
use super::{At, CompileError, Unit};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{AmountColumn, CeilingAt, Op, OpKind, Origin};
use crate::engine::money::{Fen, Rounding};
use crate::engine::scheme::model::{Benefit, Ceiling, Pays};

/// Where the limits at the end begin.
pub(super) struct Tail {
    /// The last line that is no limit of the run.
    pub(super) core: usize,
    /// The first line of the benefit.
    first: usize,
    /// The limits of the run, the last line first.
    limits: Vec<usize>,
}

impl Tail {
    pub(super) fn of(benefit: &Benefit) -> Self {
        let mut core = benefit.lines.len().saturating_sub(1);
        if benefit.pays == Pays::MemberKeeps {
            return Self { core, first: 0, limits: vec![] };
        }
        let mut limits = benefit.last_limits();
        let below = limits.first().and_then(|at| benefit.lines[*at].kind.inputs().first().copied());
        core = below.and_then(|id| benefit.lines.iter().position(|l| l.id == id)).unwrap_or(core);
        limits.reverse();
        Self { core, first: 0, limits }
    }

    /// Is a line one of the run?
    pub(super) fn is_limit(&self, line: usize) -> bool {
        self.limits.contains(&line)
    }

    /// Is a line a limit that another limit comes after?
    pub(super) fn settles_later(&self, line: usize) -> bool {
        self.limits.iter().skip(1).any(|limit| *limit == line)
    }
}

impl Unit {
    /// The steps that the engine adds after the core line; the limits then read their result.
    pub(super) fn before_the_limits<N: Number>(
        &mut self,
        at: &At<'_>,
        tail: &Tail,
        registers: &mut Registers<N>,
    ) -> Result<(), CompileError> {
        let core = registers.ops.len() - 1;
        let mut last = core;
        if at.benefit.pays == Pays::MemberKeeps {
            last = Self::rest(tail, core, registers)?;
        }
        for (number, stage) in at.benefit.waiting.iter().enumerate() {
            if stage.pay.numerator() > 0 {
                last = self.reduce(at, number, last, registers)?;
            }
        }
        last = self.rounding(at, last, registers)?;
        registers.stands_for(&at.benefit.lines[tail.core].id, last);
        Ok(())
    }

    /// The ceilings over several benefits.
    pub(super) fn ceilings<N: Number>(
        &mut self,
        at: &At<'_>,
        mut last: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let ceilings = at.source.0.ceilings.iter().enumerate();
        for (number, ceiling) in ceilings.filter(|(_, c)| c.covers.contains(&at.benefit.id)) {
            last = self.ceiling(number, ceiling, last, registers)?;
        }
        Ok(last)
    }

    fn rest<N: Number>(
        tail: &Tail,
        kept: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let denominator =
            crate::engine::money::lcm(registers.ops[tail.first].denominator, registers.ops[kept].denominator);
        let of = vec![registers.input(tail.first, denominator)?, registers.input(kept, denominator)?];
        let kind = OpKind::Difference(of, false);
        Ok(registers.push(Op {
            origin: Origin::Rest,
            kind,
            along: None,
            settles_later: false,
            when: vec![],
            inputs: denominator,
            denominator,
        }))
    }

    fn reduce<N: Number>(
        &mut self,
        at: &At<'_>,
        stage: usize,
        last: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let ratio = at.benefit.waiting[stage].pay;
        let before = registers.ops[last].denominator;
        let denominator = before.checked_mul(ratio.denominator()).filter(|d| *d <= super::cells::FINEST);
        let denominator = denominator.ok_or_else(|| CompileError::TooFine(at.benefit.id.clone()))?;
        self.largest_factor = self.largest_factor.max(i128::from(denominator) * 4);
        let width = |n: i64| N::from_wide(n.into()).ok_or(CompileError::Width);
        let kind = OpKind::Reduce {
            of: registers.input(last, before)?,
            above: width(ratio.numerator())?,
            below: width(ratio.denominator())?,
            ratio,
        };
        let when = self.stage(at, stage)?;
        Ok(registers.push(Op {
            origin: Origin::Waiting(stage),
            kind,
            along: None,
            settles_later: false,
            when,
            inputs: before,
            denominator,
        }))
    }

    fn rounding<N: Number>(
        &mut self,
        at: &At<'_>,
        last: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let money = &at.source.0.money;
        let along = match money.along {
            Some(window) => {
                self.owner(window);
                Some(self.cells.rounding(&at.benefit.id, window, registers.ops[last].denominator)?)
            }
            None => None,
        };
        let parts = along.map_or(registers.ops[last].denominator, |cell| self.cells.denominator(cell));
        let kind = round_to(registers, last, parts, money.round)?;
        Ok(registers.push(Op {
            origin: Origin::Rounding,
            kind,
            along,
            settles_later: false,
            when: vec![],
            inputs: parts,
            denominator: 1,
        }))
    }

    fn ceiling<N: Number>(
        &mut self,
        number: usize,
        ceiling: &Ceiling,
        last: usize,
        registers: &mut Registers<N>,
    ) -> Result<usize, CompileError> {
        let at_most = match &ceiling.measure {
            Some(figures) => CeilingAt::Column(self.amount(AmountColumn::Measures(figures.of.clone()))),
            None => CeilingAt::Amount(constant(ceiling.amount.unwrap_or(Fen::ZERO), 1)?),
        };
        let along = match ceiling.along {
            Some(window) => {
                self.owner(window);
                Some(self.cells.place(&format!("ceiling.{}", ceiling.id), window)?)
            }
            None => None,
        };
        let of = registers.input(last, 1)?;
        let kind = OpKind::Ceiling { of, ceiling: number, at_most };
        Ok(registers.push(Op {
            origin: Origin::Ceiling(number),
            kind,
            along,
            settles_later: false,
            when: vec![],
            inputs: 1,
            denominator: 1,
        }))
    }

    /// What a limit leaves that is no whole number of fen is rounded down: a limit is never exceeded.
    pub(super) fn whole_fen<N: Number>(registers: &mut Registers<N>) -> Result<(), CompileError> {
        let last = registers.ops.len() - 1;
        let parts = registers.ops[last].denominator;
        if parts > 1 {
            let kind = round_to(registers, last, parts, Rounding::FEN_DOWN)?;
            registers.push(Op {
                origin: Origin::WholeFen,
                kind,
                along: None,
                settles_later: false,
                when: vec![],
                inputs: parts,
                denominator: 1,
            });
        }
        Ok(())
    }
}

fn round_to<N: Number>(
    registers: &Registers<N>,
    last: usize,
    parts: i64,
    rule: Rounding,
) -> Result<OpKind<N>, CompileError> {
    Ok(OpKind::Round {
        of: registers.input(last, parts)?,
        step: constant(rule.step(), parts)?,
        fen: constant(rule.step(), 1)?,
        mode: rule.mode(),
    })
}
