//! One claim against all benefits of all editions: gates first, then the lines, then the counters.

use super::cells::{Standing, Totals};
use super::gate::{Closed, all_hold, asks, gate};
use super::lanes::{Calculation, Lanes};
use super::listen::Listener;
use super::notes::{Found, Unheard};
use super::ops::Operation;
use super::scratch::{Lane, Scratch};
use super::sure::{Answers, certain};
use super::table::{NO_OWNER, Row, Rows, Table, UNKNOWN};
use super::tell::tell;
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{Condition, CountedAt, EditionProgram, Program};
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

/// A program at work: it decides claim after claim and keeps the running totals.
#[derive(Clone, Debug)]
pub struct Machine<'p, N> {
    program: &'p Program<N>,
    /// The running totals.
    pub totals: Totals<N>,
    scratch: Scratch<N>,
}

impl<'p, N: Number> Machine<'p, N> {
    /// A machine with no claim behind it, for claims that come one by one. `in_order`: they come in the order of
    /// their dates, so that a window which was left never comes back.
    pub fn new(program: &'p Program<N>, in_order: bool) -> Self {
        Self::wide(program, in_order, 1)
    }

    /// A machine with no claim behind it, for all claims of a table.
    pub fn for_table(program: &'p Program<N>, table: &Table) -> Self {
        Self::wide(program, table.in_order(), table.len())
    }

    fn wide(program: &'p Program<N>, in_order: bool, lanes: usize) -> Self {
        Self { program, totals: Totals::new(&program.cells, in_order), scratch: Scratch::new(program, lanes) }
    }

    /// Forgets all claims before, for others that may come in the order of their dates.
    pub fn forget(&mut self, in_order: bool) {
        self.totals.forget(in_order);
    }

    /// How many claims may be decided side by side: each line is then computed for all of them before the
    /// next line. One at a time where a claim's gate or bound looks at what the claim before was paid.
    pub fn side_by_side(&self) -> usize {
        self.scratch.width
    }

    /// Decides one claim and adds it to the running totals.
    pub fn decide<L: Listener>(&mut self, row: &Row<'_>, listener: &mut L) -> Outcome {
        let mut outcome = Outcome { state: State::Nothing, paid: Fen::ZERO };
        self.decide_all(row.alone(), listener, |found| outcome = found);
        outcome
    }

    /// Decides claims side by side, at most [`Machine::side_by_side`] of them, and one at a time when
    /// somebody listens; `each` gets their outcomes in order.
    pub fn decide_all<L: Listener>(
        &mut self,
        rows: Rows<'_>,
        listener: &mut L,
        mut each: impl FnMut(Outcome),
    ) {
        if rows.len() > 1 && !self.in_one_window(rows) {
            rows.iter().for_each(|row| self.block(row.alone(), listener, &mut each));
        } else {
            self.block(rows, listener, &mut each);
        }
    }

    /// Do all claims fall into the same windows? Only then may their lines be computed side by side: a page of
    /// totals shows one window at a time. Of claims in the order of their days the first and the last tell; stays
    /// go their own ways.
    fn in_one_window(&self, rows: Rows<'_>) -> bool {
        let [edition] = self.program.editions.as_slice() else { return false };
        let (first, last) = (rows.row(0), rows.row(rows.len() - 1));
        let window = |cell, row: &Row<'_>| self.totals.window(cell, row, row.date(edition.date), edition);
        let is_one = |cell| self.totals.goes_by_days(cell) && window(cell, &first) == window(cell, &last);
        self.totals.in_order() && (0..self.program.cells.len()).all(is_one)
    }

    #[inline]
    fn block<L: Listener>(&mut self, rows: Rows<'_>, listener: &mut L, each: &mut impl FnMut(Outcome)) {
        let program = self.program;
        self.scratch.sums[..rows.len()].fill(N::ZERO);
        let certain = if L::HEARS || rows.len() == 1 { None } else { self.certain_gates(rows) };
        let is_certain = |lane: &usize| certain.as_ref().is_some_and(|certain| certain.is_yes(*lane));
        for lane in (0..rows.len()).filter(|lane| !is_certain(lane)) {
            self.scratch.states[lane] = self.gates(lane, &rows.row(lane), listener);
        }
        for (number, edition) in program.editions.iter().enumerate() {
            self.edition(edition, number, rows, listener);
        }
        let open_clauses = program.editions.iter().any(|edition| !edition.open_clauses.is_empty());
        for lane in 0..rows.len() {
            let (paid, said) = (self.scratch.sums[lane].fen(), self.scratch.states[lane]);
            let is_left = open_clauses && said == Lane::Closed;
            let state = if said == Lane::Pends
                || (is_left && pends_on_open_clauses(program, &rows.row(lane), listener))
            {
                State::Pends
            } else if paid > Fen::ZERO {
                State::Paid
            } else {
                State::Nothing
            };
            each(Outcome { state, paid });
        }
    }

    /// What can be said of the gates of many claims at once: the rest is asked one by one.
    fn certain_gates(&mut self, rows: Rows<'_>) -> Option<Answers> {
        let [edition] = self.program.editions.as_slice() else { return None };
        if !edition.counters.is_empty() {
            return None;
        }
        let opened = &mut self.scratch.opened[..rows.len()];
        let certain = certain(edition, &rows, opened);
        for (state, opened) in self.scratch.states.iter_mut().zip(opened) {
            *state = if *opened == 0 { Lane::Closed } else { Lane::Open };
        }
        Some(certain)
    }

    /// All gates come before any line: a claim that pends adds nothing to any total.
    #[inline]
    fn gates<L: Listener>(&mut self, lane: usize, row: &Row<'_>, listener: &mut L) -> Lane {
        let mut found = Lane::Closed;
        for (number, edition) in self.program.editions.iter().enumerate() {
            self.read_counters(edition, row);
            let (open, said) = self.open_benefits(edition, number, row, listener);
            self.scratch.opened[number * self.scratch.width + lane] = open;
            found = found.max(said);
            // Who listens is told of every edition what is missing.
            if found == Lane::Pends && !L::HEARS {
                return found;
            }
        }
        found
    }

    /// The open benefits of one edition.
    #[inline]
    fn edition<L: Listener>(
        &mut self,
        edition: &EditionProgram<N>,
        number: usize,
        rows: Rows<'_>,
        listener: &mut L,
    ) {
        if edition.benefits.len() > 1 {
            self.scratch.back.paid.fill(N::ZERO);
        }
        if edition.ceilings > 0 {
            self.scratch.back.spent.fill(N::ZERO);
        }
        // With counters there is one claim at a time, and other editions' counters were read since.
        let counted = rows.iter().next().filter(|_| !edition.counters.is_empty());
        if let Some(row) = &counted {
            self.read_counters(edition, row);
        }
        let mut above = 0_u64;
        let mut computed = false;
        for at in 0..edition.benefits.len() {
            let mut lanes = std::mem::take(&mut self.scratch.lanes);
            self.scratch.open_lanes(rows.len(), (number, at), &mut lanes);
            if !lanes.is_empty() {
                self.benefit(edition, (number, at), (rows, &lanes), listener);
                above |= self.counters_of(edition, at);
                computed = true;
            }
            self.scratch.lanes = lanes;
        }
        if let Some(row) = counted.filter(|_| computed) {
            self.count(edition, &row, above);
        }
    }

    /// One benefit, line by line, each for all claims whose gate is open.
    #[inline]
    fn benefit<L: Listener>(
        &mut self,
        edition: &EditionProgram<N>,
        (number, at): (usize, usize),
        (rows, open): (Rows<'_>, &[usize]),
        listener: &mut L,
    ) {
        let benefit = &edition.benefits[at];
        let mut window = None;
        for (register, op) in benefit.ops.iter().enumerate() {
            // Lines along the same window share it, and their totals lie side by side.
            if let Some(cell) = op.along.filter(|cell| window != Some(self.program.cells[*cell].window())) {
                window = Some(self.program.cells[cell].window());
                self.open_windows(edition, (cell, benefit.date), (rows, open));
            }
            let lanes = Lanes { rows, open, scratch: &mut self.scratch, totals: &mut self.totals };
            if L::HEARS {
                let tell = |calculation: &Calculation<'_, N>, amount, found: Found<N>| {
                    tell(calculation, (number, at), op, (amount, &found), listener);
                };
                Operation { op, register, lanes, tell }.compute();
            } else {
                let tell = |_: &Calculation<'_, N>, _, _: Unheard| {};
                Operation { op, register, lanes, tell }.compute();
            }
        }
        self.pay(edition, (number, at), (rows, open), listener);
    }

    fn open_windows(
        &mut self,
        edition: &EditionProgram<N>,
        (cell, date): (usize, usize),
        (rows, open): (Rows<'_>, &[usize]),
    ) {
        let Some(first) = open.first().map(|lane| rows.row(*lane)) else { return };
        let window = self.totals.window(cell, &first, first.date(date), edition);
        self.scratch.back.window = window;
        let owners = rows.owners(self.totals.scope(cell));
        self.scratch.owners.clear();
        self.scratch.owners.extend(open.iter().map(|lane| owners.map_or(0, |owners| owners[*lane])));
        self.totals.open_for(cell, window, &self.scratch.owners);
    }

    /// What a benefit's last line grants is paid.
    #[inline]
    fn pay<L: Listener>(
        &mut self,
        edition: &EditionProgram<N>,
        (number, at): (usize, usize),
        (rows, open): (Rows<'_>, &[usize]),
        listener: &mut L,
    ) {
        let benefit = &edition.benefits[at];
        let width = self.scratch.width;
        let last = benefit.ops.len().saturating_sub(1) * width;
        for (place, lane) in open.iter().enumerate() {
            let paid = self.scratch.registers[last + place].max(N::ZERO);
            self.scratch.back.paid[at * width + lane] = paid;
            self.scratch.sums[*lane] += paid;
            if !benefit.ceilings.is_empty() || !benefit.settled.is_empty() {
                self.settle(edition, at, (&rows.row(*lane), *lane), paid);
            }
            if L::HEARS {
                listener.paid(number, at, paid.fen());
            }
        }
    }

    /// What a benefit finally pays counts against its ceilings, and against limits that others came after.
    fn settle(&mut self, edition: &EditionProgram<N>, at: usize, (row, lane): (&Row<'_>, usize), paid: N) {
        let benefit = &edition.benefits[at];
        for ceiling in &benefit.ceilings {
            self.scratch.back.spent[ceiling * self.scratch.width + lane] += paid;
        }
        for (cell, parts) in &benefit.settled {
            let standing = self.totals.standing(*cell, row, row.date(benefit.date), edition);
            self.totals.add(standing, paid * *parts);
        }
    }

    /// The counters that count a line of this benefit which is above nought, one bit each.
    #[inline]
    fn counters_of(&self, edition: &EditionProgram<N>, at: usize) -> u64 {
        let is_above = |counted: CountedAt| match counted {
            CountedAt::Above(benefit, op) => {
                benefit == at && self.scratch.registers[op * self.scratch.width] > N::ZERO
            }
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
                CountedAt::AnyPaid => self.scratch.back.paid.iter().any(|p| *p > N::ZERO),
                CountedAt::Paid(benefit) => self.scratch.back.paid[benefit * self.scratch.width] > N::ZERO,
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
            self.scratch.back.counters[number] = value.unwrap_or(UNKNOWN);
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
        let day = Some(row.date(date)).filter(|day| *day != UNKNOWN)?;
        let standing = self.totals.standing(counter.cell, row, day, edition);
        (standing.owner != NO_OWNER).then_some(standing)
    }

    /// The benefits whose gate is open, one bit each, and what all gates together say.
    #[inline]
    fn open_benefits<L: Listener>(
        &self,
        edition: &EditionProgram<N>,
        number: usize,
        row: &Row<'_>,
        listener: &mut L,
    ) -> (u64, Lane) {
        let (mut open, mut said) = (0_u64, Lane::Closed);
        for (at, benefit) in edition.benefits.iter().enumerate() {
            match gate(benefit, edition, row, &self.scratch.back.counters) {
                Ok(()) => {
                    open |= 1 << at;
                    said = said.max(Lane::Open);
                }
                Err(closed) => {
                    said = said.max(closed.lane());
                    if L::HEARS && closed.pends() {
                        let tell = |ask| listener.closed(number, Some(at), ask);
                        asks(benefit, row, &self.scratch.back.counters, tell);
                    } else {
                        listener.closed(number, Some(at), closed);
                    }
                }
            }
        }
        for (conditions, clause) in &edition.to_a_person {
            if self.meets(conditions, edition, row, said) {
                said = Lane::Pends;
                listener.closed(number, None, Closed::ToAPerson(*clause));
            }
        }
        (open, said)
    }

    /// Does a claim meet a clause that is not encoded? Where a benefit applies, as soon as it may; where none
    /// does, only for sure, and not when it is refused for another reason than its kind.
    fn meets(
        &self,
        conditions: &[Condition],
        edition: &EditionProgram<N>,
        row: &Row<'_>,
        said: Lane,
    ) -> bool {
        let holds = all_hold(conditions, row, &self.scratch.back.counters);
        match said {
            Lane::Open | Lane::Pends => holds != Ok(false),
            Lane::Closed => holds == Ok(true) && may_be_in_force(edition, row),
            Lane::Refused => false,
        }
    }
}

/// Is the edition in force on the day of a claim, as far as the day is known?
fn may_be_in_force<N>(edition: &EditionProgram<N>, row: &Row<'_>) -> bool {
    let day = row.date(edition.date);
    day == UNKNOWN || (edition.from <= day && day <= edition.to)
}

/// A claim that no benefit applies to may be a clause's that is not encoded.
fn pends_on_open_clauses<N, L: Listener>(program: &Program<N>, row: &Row<'_>, listener: &mut L) -> bool {
    let mut pends = false;
    for (number, edition) in program.editions.iter().enumerate() {
        for clause in edition.open_clauses.iter().filter(|_| may_be_in_force(edition, row)) {
            pends = true;
            listener.closed(number, None, Closed::ToAPerson(*clause));
        }
    }
    pends
}
