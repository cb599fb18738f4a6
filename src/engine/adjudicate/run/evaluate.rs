//! One claim against all benefits of all editions: gates first, then the lines, then the counters.

use super::cells::{Standing, Totals};
use super::gate::{Closed, all_hold, gate};
use super::listen::Listener;
use super::notes::{Found, Unheard};
use super::ops::{Calculation, Scratch};
use super::table::{NO_OWNER, Row, UNKNOWN};
use super::tell::tell;
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{CountedAt, EditionProgram, Program};
use crate::engine::money::Fen;

/// How a claim came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Something is paid.
    Paid,
    /// Nothing is paid.
    Nothing,
    /// A person must look at it; nothing was added to any total.
    Pends,
}

/// What a claim came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it came out.
    pub state: State,
    /// What the fund pays.
    pub paid: Fen,
}

const PENDS: Outcome = Outcome { state: State::Pends, paid: Fen::ZERO };

/// A program at work: it decides claim after claim and keeps the running totals.
#[derive(Clone, Debug)]
pub struct Machine<'p, N> {
    program: &'p Program<N>,
    /// The running totals.
    pub totals: Totals<N>,
    scratch: Scratch<N>,
}

impl<'p, N: Number> Machine<'p, N> {
    /// A machine with no claim behind it. `in_order`: claims come in the order of their dates, so that a
    /// window which was left never comes back.
    pub fn new(program: &'p Program<N>, in_order: bool) -> Self {
        let most = |of: fn(&EditionProgram<N>) -> usize| program.editions.iter().map(of).max().unwrap_or(0);
        let ops = most(|e| e.benefits.iter().map(|b| b.ops.len()).max().unwrap_or(0));
        let scratch = Scratch {
            registers: vec![N::ZERO; ops],
            paid: vec![N::ZERO; most(|e| e.benefits.len())],
            spent: vec![N::ZERO; most(|e| e.ceilings)],
            counters: vec![0; most(|e| e.counters.len())],
            opened: vec![0; program.editions.len()],
        };
        Self { program, totals: Totals::new(&program.cells, in_order), scratch }
    }

    /// Decides one claim and adds it to the running totals.
    #[inline]
    pub fn decide<L: Listener>(&mut self, row: &Row<'_>, listener: &mut L) -> Outcome {
        let program = self.program;
        let mut paid = N::ZERO;
        let mut computed = false;
        // All gates first: a claim that pends adds nothing to any total.
        for (number, edition) in program.editions.iter().enumerate() {
            self.read_counters(edition, row);
            match self.open_benefits(edition, number, row, listener) {
                Ok(open) => self.scratch.opened[number] = open,
                Err(Pends) => return PENDS,
            }
        }
        for (number, edition) in program.editions.iter().enumerate() {
            let open = self.scratch.opened[number];
            if open != 0 {
                computed = true;
                paid += self.edition(edition, (number, open), row, listener);
            }
        }
        if !computed && pends_on_open_clauses(program, row, listener) {
            return PENDS;
        }
        let fen = to_fen(paid);
        Outcome { state: if fen > Fen::ZERO { State::Paid } else { State::Nothing }, paid: fen }
    }

    /// The open benefits of one edition.
    #[inline]
    fn edition<L: Listener>(
        &mut self,
        edition: &EditionProgram<N>,
        (number, open): (usize, u64),
        row: &Row<'_>,
        listener: &mut L,
    ) -> N {
        if self.program.editions.len() > 1 {
            self.read_counters(edition, row);
        }
        if edition.benefits.len() > 1 {
            self.scratch.paid.fill(N::ZERO);
            self.scratch.spent.fill(N::ZERO);
        }
        let (mut paid, mut above) = (N::ZERO, 0_u64);
        for at in (0..edition.benefits.len()).filter(|b| open >> b & 1 == 1) {
            paid += self.benefit(edition, (number, at), row, listener);
            above |= self.counters_of(edition, at);
        }
        if !edition.counters.is_empty() {
            self.count(edition, row, above);
        }
        paid
    }

    /// One benefit.
    #[inline]
    fn benefit<L: Listener>(
        &mut self,
        edition: &EditionProgram<N>,
        (number, at): (usize, usize),
        row: &Row<'_>,
        listener: &mut L,
    ) -> N {
        let benefit = &edition.benefits[at];
        let day = row.dates[benefit.date];
        let mut last = N::ZERO;
        for (register, op) in benefit.ops.iter().enumerate() {
            let standing = op.along.map(|cell| self.totals.standing(cell, row, day, edition));
            let calculation = Calculation { row, scratch: &self.scratch };
            if L::HEARS {
                let mut found = Found::default();
                last = calculation.op(op, standing, &mut self.totals, &mut found);
                tell(&calculation, (number, at), op, (last, &found), listener);
            } else {
                last = calculation.op(op, standing, &mut self.totals, &mut Unheard);
            }
            self.scratch.registers[register] = last;
        }
        let paid = last.max(N::ZERO);
        self.scratch.paid[at] = paid;
        for (ceiling, along) in &benefit.ceilings {
            self.scratch.spent[*ceiling] += paid;
            if let Some(cell) = along {
                let standing = self.totals.standing(*cell, row, day, edition);
                self.totals.add(standing, paid);
            }
        }
        if L::HEARS {
            listener.paid(number, at, to_fen(paid));
        }
        paid
    }

    /// The counters that count a line of this benefit which is above nought, one bit each.
    #[inline]
    fn counters_of(&self, edition: &EditionProgram<N>, at: usize) -> u64 {
        let is_above = |counted: CountedAt| match counted {
            CountedAt::Above(benefit, op) => benefit == at && self.scratch.registers[op] > N::ZERO,
            _ => false,
        };
        let counters = edition.counters.iter().enumerate();
        counters.filter(|(_, c)| is_above(c.counted)).fold(0, |all, (number, _)| all | 1 << number)
    }

    /// Adds this claim to the counters.
    fn count(&mut self, edition: &EditionProgram<N>, row: &Row<'_>, above: u64) {
        for (number, counter) in edition.counters.iter().enumerate() {
            let counts = match counter.counted {
                CountedAt::Claims => true,
                CountedAt::AnyPaid => self.scratch.paid.iter().any(|p| *p > N::ZERO),
                CountedAt::Paid(benefit) => self.scratch.paid[benefit] > N::ZERO,
                CountedAt::Above(..) => above >> number & 1 == 1,
            };
            if let (true, Some(standing)) = (counts, self.counter(edition, number, row)) {
                self.totals.add(standing, N::of(1));
            }
        }
    }

    /// The counters' values before this claim.
    #[inline]
    fn read_counters(&mut self, edition: &EditionProgram<N>, row: &Row<'_>) {
        for number in 0..edition.counters.len() {
            let standing = self.counter(edition, number, row);
            let value = standing.map(|at| i32::try_from(self.totals.get(at).wide()).unwrap_or(i32::MAX));
            self.scratch.counters[number] = value.unwrap_or(UNKNOWN);
        }
    }

    /// Where a counter stands: one of a benefit goes by that benefit's date, any other by the edition's.
    /// None for a claim whose day or owner is not known.
    fn counter(&self, edition: &EditionProgram<N>, number: usize, row: &Row<'_>) -> Option<Standing> {
        let counter = &edition.counters[number];
        let date = match counter.counted {
            CountedAt::Paid(benefit) | CountedAt::Above(benefit, _) => edition.benefits[benefit].date,
            CountedAt::Claims | CountedAt::AnyPaid => edition.date,
        };
        let day = Some(row.dates[date]).filter(|day| *day != UNKNOWN)?;
        let standing = self.totals.standing(counter.cell, row, day, edition);
        (standing.owner != NO_OWNER).then_some(standing)
    }

    /// The benefits whose gate is open, one bit each.
    #[inline]
    fn open_benefits<L: Listener>(
        &self,
        edition: &EditionProgram<N>,
        number: usize,
        row: &Row<'_>,
        listener: &mut L,
    ) -> Result<u64, Pends> {
        let (mut open, mut pends) = (0_u64, false);
        for (at, benefit) in edition.benefits.iter().enumerate() {
            match gate(benefit, edition, row, &self.scratch.counters) {
                Ok(()) => open |= 1 << at,
                Err(closed) => {
                    pends |= closed.pends();
                    listener.closed(number, Some(at), closed);
                }
            }
        }
        if open != 0 {
            for (conditions, clause) in &edition.to_a_person {
                if all_hold(conditions, row, &self.scratch.counters) != Ok(false) {
                    pends = true;
                    listener.closed(number, None, Closed::ToAPerson(*clause));
                }
            }
        }
        if pends { Err(Pends) } else { Ok(open) }
    }
}

struct Pends;

fn to_fen<N: Number>(n: N) -> Fen {
    i64::try_from(n.wide()).ok().and_then(|fen| Fen::new(fen).ok()).unwrap_or(Fen::MAX)
}

/// A claim that no benefit applies to may be a clause's that is not encoded.
fn pends_on_open_clauses<N, L: Listener>(program: &Program<N>, row: &Row<'_>, listener: &mut L) -> bool {
    let mut pends = false;
    for (number, edition) in program.editions.iter().enumerate() {
        let day = row.dates[edition.date];
        let in_force = day != UNKNOWN && edition.from <= day && day <= edition.to;
        for clause in edition.open_clauses.iter().filter(|_| in_force) {
            pends = true;
            listener.closed(number, None, Closed::ToAPerson(*clause));
        }
    }
    pends
}
