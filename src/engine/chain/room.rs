//! The room that the ceilings of a chain leave a plan on one claim.

use super::decide::Claim;
use super::model::{Bound, Ceiling, ChainEdition};
use super::totals::{Standing, Totals};
use crate::engine::adjudicate::run::figure;
use crate::engine::adjudicate::{Movement, Reason, figure_word};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;

/// What is left to a plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// So much may be paid.
    pub(super) left: Fen,
    /// The ceiling that leaves least; none bounds it.
    pub(super) tightest: Option<Tightest>,
}

/// The ceiling that leaves least.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tightest {
    /// Its number.
    pub(super) ceiling: usize,
    /// What it bounds at.
    pub(super) bound: Fen,
    /// What was paid under it before.
    pub(super) used: Fen,
}

impl Claim<'_, '_> {
    /// What the ceilings over a plan leave it, or why that cannot be known.
    pub(super) fn room(&self, ceilings: &[usize]) -> Result<Room, Box<Reason>> {
        let mut room = Room { left: Fen::MAX, tightest: None };
        for number in ceilings {
            let ceiling = &self.edition.ceilings[*number];
            let (bound, used) = (self.bound(ceiling)?, self.used(*number, ceiling)?);
            let left = (bound - used).or_zero();
            if left < room.left || room.tightest.is_none() {
                room = Room { left, tightest: Some(Tightest { ceiling: *number, bound, used }) };
            }
        }
        Ok(room)
    }

    fn bound(&self, ceiling: &Ceiling) -> Result<Fen, Box<Reason>> {
        let figures = match &ceiling.bound {
            Bound::Amount(amount) => return Ok(*amount),
            Bound::Figures(figures) => figures,
        };
        let mut sum = Fen::ZERO;
        for of in figures {
            let amount = figure(of, &self.facts);
            sum += amount.ok_or_else(|| lacking(format!("missing-figure.{}", figure_word(of)), ceiling))?;
        }
        Ok(sum)
    }

    /// What was paid under a ceiling so far, this claim's earlier plans included.
    fn used(&self, number: usize, ceiling: &Ceiling) -> Result<Fen, Box<Reason>> {
        match ceiling.along {
            None => Ok(self.paid_under[number]),
            Some(along) => match &self.running[number] {
                Some((_, before)) => Ok(*before + self.paid_under[number]),
                None => Err(lacking(format!("missing-owner.{}", along.scope.word()), ceiling)),
            },
        }
    }

    /// Counts a payment under the ceilings over its plan.
    pub(super) fn count(&mut self, ceilings: &[usize], amount: Fen) {
        for number in ceilings {
            self.paid_under[*number] += amount;
        }
    }

    /// Adds what was paid on the claim to the running totals of the ceilings.
    pub(super) fn close(&mut self) -> Vec<Movement> {
        let paid = self.running.iter().zip(&self.paid_under).filter(|(_, paid)| **paid > Fen::ZERO);
        let paid = paid.filter_map(|(running, paid)| Some((running.as_ref()?, *paid)));
        paid.map(|((at, before), paid)| self.session.totals.add(at, *before, paid)).collect()
    }
}

/// Where the running totals of the ceilings stand for a claim, and what they were before it; none for a ceiling
/// of single claims, and where the owner is not known.
pub(super) fn running(
    totals: &Totals,
    edition: &ChainEdition,
    of: (&Facts, Day),
) -> Vec<Option<(Standing, Fen)>> {
    let one = |ceiling: &Ceiling| {
        let at = Standing::of(&ceiling.id, ceiling.along?, of, edition)?;
        let before = totals.get(&at);
        Some((at, before))
    };
    edition.ceilings.iter().map(one).collect()
}

fn lacking(code: String, ceiling: &Ceiling) -> Box<Reason> {
    Box::new(Reason::new(code, "", Some(&ceiling.clause)))
}
