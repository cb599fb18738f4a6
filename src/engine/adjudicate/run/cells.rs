//! Running totals while claims are decided: one number for each owner, window and line.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use std::collections::HashMap;

use super::table::{NO_OWNER, Row};
use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{CellSpec, EditionProgram};
use crate::engine::calendar::YearStart;
use crate::engine::scheme::model::{Scope, Stretch};

/// One addition to a running total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<N> {
    /// The total, by its number in the program.
    pub cell: usize,
    /// The owner's number.
    pub owner: u32,
    /// The window.
    pub window: i32,
    /// What stood there before.
    pub before: N,
    /// What was added.
    pub by: N,
}

/// All running totals.
#[derive(Clone, Debug)]
pub struct Totals<N> {
    cells: Vec<Cell>,
    /// By scope: the totals of all owners, those of one owner side by side.
    scopes: [Vec<Slot<N>>; 4],
    /// Totals of windows that are not the latest of their owner.
    others: HashMap<(usize, u32, i32), N>,
    /// Dated additions of rolling windows.
    rolling: HashMap<(usize, u32), Vec<(i32, N)>>,
    /// How many totals a member has.
    of_a_member: usize,
    /// Do claims come in the order of their dates, so that a window that was left never comes back?
    in_order: bool,
    /// The additions, when somebody wants to keep them.
    log: Option<Vec<Move<N>>>,
}

/// What is looked up of a total for every claim.
#[derive(Clone, Copy, Debug)]
struct Cell {
    scope: Scope,
    stretch: Stretch,
    /// How many totals an owner of the scope has.
    many: usize,
    place: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot<N> {
    window: i32,
    total: N,
}

/// Where a total stands for one claim.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The total.
    pub cell: usize,
    /// The owner.
    pub owner: u32,
    /// The window; for a rolling one the packed day.
    pub window: i32,
}

#[inline]
fn index(scope: Scope) -> usize {
    match scope {
        Scope::Member => 0,
        Scope::Household => 1,
        Scope::Employer => 2,
        Scope::Pool => 3,
    }
}

impl<N: Number> Totals<N> {
    /// No totals yet. `in_order`: claims come in the order of their dates.
    pub fn new(specs: &[CellSpec], in_order: bool) -> Self {
        let many = |scope: Scope| specs.iter().filter(|c| c.scope == scope).count();
        let cell =
            |c: &CellSpec| Cell { scope: c.scope, stretch: c.stretch, many: many(c.scope), place: c.place };
        Self {
            cells: specs.iter().map(cell).collect(),
            scopes: [const { Vec::new() }; 4],
            of_a_member: many(Scope::Member),
            others: HashMap::new(),
            rolling: HashMap::new(),
            in_order,
            log: None,
        }
    }

    /// Makes room for so many owners of a scope.
    pub fn expect(&mut self, scope: Scope, owners: usize) {
        if let Some(cell) = self.cells.iter().find(|c| c.scope == scope) {
            let slots = &mut self.scopes[index(scope)];
            slots.resize(slots.len().max(owners * cell.many), Slot { window: i32::MIN, total: N::ZERO });
        }
    }

    /// Reads a member's totals ahead, so that they are at hand when his claim comes: a million claims of
    /// 100,000 members would wait for memory at each of them.
    #[inline(always)]
    pub fn warm(&self, member: u32) -> i32 {
        let place = member as usize * self.of_a_member;
        self.scopes[index(Scope::Member)].get(place).map_or(0, |slot| slot.window)
    }

    /// Keeps the additions from now on.
    pub fn keep_log(&mut self) {
        self.log = Some(Vec::new());
    }

    /// The additions kept since the last call.
    pub fn take_log(&mut self) -> Vec<Move<N>> {
        self.log.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Where a total stands for a claim on a day.
    #[inline(always)]
    pub fn standing(&self, cell: usize, row: &Row<'_>, day: i32, edition: &EditionProgram<N>) -> Standing {
        let spec = &self.cells[cell];
        let window = match spec.stretch {
            Stretch::Year => year(day, edition.year),
            Stretch::Month => day / 100,
            Stretch::Admission => i32::try_from(row.admission()).unwrap_or(0),
            Stretch::Rolling12Months => day,
            Stretch::PlanPeriod => period(day, edition),
            Stretch::Life => 0,
        };
        Standing { cell, owner: row.owner(spec.scope), window }
    }

    /// What has been added up so far.
    #[inline]
    pub fn get(&mut self, at: Standing) -> N {
        debug_assert!(at.owner != NO_OWNER);
        if self.cells[at.cell].stretch == Stretch::Rolling12Months {
            return self.rolling_total(at);
        }
        self.slot(at).total
    }

    /// Adds to a total.
    pub fn add(&mut self, at: Standing, by: N) {
        self.change(at, |_| (by, by));
    }

    /// Changes a total: from what stands there `change` makes a result and what is added.
    #[inline(always)]
    pub fn change(&mut self, at: Standing, change: impl FnOnce(N) -> (N, N)) -> N {
        if self.log.is_some() || self.cells[at.cell].stretch == Stretch::Rolling12Months {
            return self.change_slowly(at, change);
        }
        let slot = self.slot(at);
        let (result, by) = change(slot.total);
        slot.total += by;
        result
    }

    fn change_slowly(&mut self, at: Standing, change: impl FnOnce(N) -> (N, N)) -> N {
        let before = self.get(at);
        let (result, by) = change(before);
        if let Some(log) = &mut self.log {
            log.push(Move { cell: at.cell, owner: at.owner, window: at.window, before, by });
        }
        self.put(at, by);
        result
    }

    /// Adds without keeping a log: for totals that a history brings along.
    pub fn put(&mut self, at: Standing, by: N) {
        if self.cells[at.cell].stretch == Stretch::Rolling12Months {
            self.rolling.entry((at.cell, at.owner)).or_default().push((at.window, by));
        } else {
            self.slot(at).total += by;
        }
    }

    fn rolling_total(&self, at: Standing) -> N {
        let moves = self.rolling.get(&(at.cell, at.owner));
        // A year before, in the packed form of a day: the same day of the year before is not counted.
        let after = at.window - 10_000;
        let within = moves.into_iter().flatten().filter(|(day, _)| after < *day && *day <= at.window);
        within.fold(N::ZERO, |sum, (_, by)| sum + *by)
    }

    #[inline(always)]
    fn slot(&mut self, at: Standing) -> &mut Slot<N> {
        let cell = self.cells[at.cell];
        let slots = &mut self.scopes[index(cell.scope)];
        let place = at.owner as usize * cell.many + cell.place;
        if place >= slots.len() {
            grow(slots, place, cell.many);
        }
        let slot = &mut slots[place];
        if slot.window != at.window {
            let total = if self.in_order { N::ZERO } else { turn(&mut self.others, at, *slot) };
            *slot = Slot { window: at.window, total };
        }
        slot
    }
}

#[cold]
fn grow<N: Number>(slots: &mut Vec<Slot<N>>, place: usize, many: usize) {
    slots.resize((place + 1).next_multiple_of(many), Slot { window: i32::MIN, total: N::ZERO });
}

/// Another window than the latest: its total comes back, and the latest is put aside.
#[cold]
fn turn<N: Number>(others: &mut HashMap<(usize, u32, i32), N>, at: Standing, latest: Slot<N>) -> N {
    if latest.window != i32::MIN {
        others.insert((at.cell, at.owner, latest.window), latest.total);
    }
    others.remove(&(at.cell, at.owner, at.window)).unwrap_or(N::ZERO)
}

/// The fund's year of a packed day.
#[inline]
fn year(day: i32, start: YearStart) -> i32 {
    day / 10_000 - i32::from(day % 10_000 < start.month_day())
}

fn period<N>(day: i32, edition: &EditionProgram<N>) -> i32 {
    let within = edition.periods.iter().find(|(from, to)| *from <= day && day <= *to);
    within.map_or(edition.from, |(from, _)| *from)
}
