//! The room that the ceilings of a chain leave a plan on one claim.

use super::decide::Claim;
use super::model::{Bound, Ceiling};
use super::totals::Standing;
use crate::engine::adjudicate::run::figure;
use crate::engine::adjudicate::{Reason, figure_word};
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
    pub(super) fn room(&self, ceilings: &[usize]) -> Result<Room, Reason> {
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

    fn bound(&self, ceiling: &Ceiling) -> Result<Fen, Reason> {
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
    fn used(&self, number: usize, ceiling: &Ceiling) -> Result<Fen, Reason> {
        match ceiling.along {
            None => Ok(self.paid_under[number]),
            Some(_) => Ok(self.session.totals.get(&self.standing(ceiling)?)),
        }
    }

    fn standing(&self, ceiling: &Ceiling) -> Result<Standing, Reason> {
        let along = ceiling.along.ok_or_else(|| lacking(String::new(), ceiling))?;
        let standing = Standing::of(&ceiling.id, along, (&self.facts, self.day), self.edition);
        standing.ok_or_else(|| lacking(format!("missing-owner.{}", along.scope.word()), ceiling))
    }

    /// Counts a payment under the ceilings over its plan.
    pub(super) fn count(&mut self, ceilings: &[usize], amount: Fen) {
        for number in ceilings {
            let ceiling = &self.edition.ceilings[*number];
            self.paid_under[*number] += amount;
            if let Ok(at) = self.standing(ceiling) {
                let movement = self.session.totals.add(&at, amount);
                self.movements.push(movement);
            }
        }
    }
}

fn lacking(code: String, ceiling: &Ceiling) -> Reason {
    Reason { code, benefit: String::new(), clause: Some(ceiling.clause.clone()), given: None, short: None }
}
