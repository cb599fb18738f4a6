//! Running totals while claims are decided: one number for each owner, window and line.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use std::collections::HashMap;

use super::pages::{Column, Pages};
use super::table::Row;
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
    /// By kind of window: the totals of all owners.
    pages: Vec<Pages<N>>,
    /// Dated additions of rolling windows.
    rolling: HashMap<(usize, u32), Vec<(i32, N)>>,
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
    /// Its pages.
    pages: usize,
    /// Its place on a page.
    place: usize,
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

impl<N: Number> Totals<N> {
    /// No totals yet. `in_order`: claims come in the order of their dates.
    pub fn new(specs: &[CellSpec], in_order: bool) -> Self {
        let (mut cells, mut pages): (_, Vec<Pages<N>>) = (Vec::with_capacity(specs.len()), Vec::new());
        for spec in specs {
            let found = pages.iter().position(|p| p.of == spec.window());
            let at = found.unwrap_or(pages.len());
            if found.is_none() {
                pages.push(Pages::new(spec.window()));
            }
            cells.push(Cell { scope: spec.scope, stretch: spec.stretch, pages: at, place: pages[at].many });
            pages[at].many += 1;
        }
        Self { cells, pages, rolling: HashMap::new(), in_order, log: None }
    }

    /// Makes room for so many owners of a scope.
    pub fn expect(&mut self, scope: Scope, owners: usize) {
        self.pages.iter_mut().filter(|p| p.of.scope == scope).for_each(|p| p.expect(owners));
    }

    /// Begins anew, in the room that was taken.
    pub fn forget(&mut self, in_order: bool) {
        self.in_order = in_order;
        self.pages.iter_mut().for_each(Pages::forget);
        self.rolling.clear();
        self.clear_log();
    }

    /// Do claims come in the order of their dates?
    pub fn in_order(&self) -> bool {
        self.in_order
    }

    /// Keeps the additions from now on.
    pub fn keep_log(&mut self) {
        self.in_order = false;
        self.log = Some(Vec::new());
    }

    /// The additions kept so far.
    pub fn log(&self) -> &[Move<N>] {
        self.log.as_deref().unwrap_or_default()
    }

    /// Keeps the additions no longer that were kept so far.
    pub fn clear_log(&mut self) {
        if let Some(log) = &mut self.log {
            log.clear();
        }
    }

    /// Where a total stands for a claim on a day.
    pub fn standing(&self, cell: usize, row: &Row<'_>, day: i32, edition: &EditionProgram<N>) -> Standing {
        self.at(cell, row, self.window(cell, row, day, edition))
    }

    /// Where a total stands for a claim, within a window.
    #[inline(always)]
    pub fn at(&self, cell: usize, row: &Row<'_>, window: i32) -> Standing {
        Standing { cell, owner: row.owner(self.cells[cell].scope), window }
    }

    /// The window of a total that a day of a claim lies in.
    #[inline(always)]
    pub fn window(&self, cell: usize, row: &Row<'_>, day: i32, edition: &EditionProgram<N>) -> i32 {
        match self.cells[cell].stretch {
            Stretch::Year => year(day, edition.year),
            Stretch::Month => day / 100,
            Stretch::Admission => i32::try_from(row.admission()).unwrap_or(0),
            Stretch::Rolling12Months => day,
            Stretch::PlanPeriod => period(day, edition),
            Stretch::Life => 0,
        }
    }

    /// Do days alone say which window of a total a claim falls into?
    pub fn goes_by_days(&self, cell: usize) -> bool {
        self.cells[cell].stretch != Stretch::Admission
    }

    /// Opens the window of a total, for [`Totals::change`]: all totals of its kind of window are then at hand.
    pub fn open(&mut self, at: Standing) {
        self.open_for(at.cell, at.window, &[at.owner]);
    }

    /// Opens a window of a total for many owners.
    #[inline(always)]
    pub fn open_for(&mut self, cell: usize, window: i32, owners: &[u32]) {
        let cell = self.cells[cell];
        let pages = &mut self.pages[cell.pages];
        match (cell.stretch, self.in_order) {
            (Stretch::Rolling12Months, _) => {}
            (Stretch::Admission, _) | (_, false) => {
                owners.iter().for_each(|owner| pages.turn(*owner, window));
            }
            (_, true) => pages.turn_all(window, owners),
        }
    }

    /// Whose total it is.
    pub fn scope(&self, cell: usize) -> Scope {
        self.cells[cell].scope
    }

    /// A total of all owners in the windows that are open, where nothing else has to be kept of it.
    #[inline(always)]
    pub(super) fn column(&mut self, cell: usize) -> Option<Column<'_, N>> {
        let cell = self.cells[cell];
        let plain = self.log.is_none() && cell.stretch != Stretch::Rolling12Months;
        plain.then(|| self.pages[cell.pages].column(cell.place))
    }

    /// What has been added up so far.
    pub fn get(&mut self, at: Standing) -> N {
        let cell = self.cells[at.cell];
        if cell.stretch == Stretch::Rolling12Months {
            return self.rolling_total(at);
        }
        self.open(at);
        *self.pages[cell.pages].total(at.owner, cell.place)
    }

    /// Adds to a total.
    pub fn add(&mut self, at: Standing, by: N) {
        self.open(at);
        self.change(at, |_| (by, by));
    }

    /// Changes a total whose window is open: from what stands there `change` makes a result and what is added.
    #[inline(always)]
    pub fn change(&mut self, at: Standing, change: impl FnOnce(N) -> (N, N)) -> N {
        let cell = self.cells[at.cell];
        if self.log.is_some() || cell.stretch == Stretch::Rolling12Months {
            return self.change_slowly(at, change);
        }
        let total = self.pages[cell.pages].total(at.owner, cell.place);
        let (result, by) = change(*total);
        *total += by;
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
        let cell = self.cells[at.cell];
        if cell.stretch == Stretch::Rolling12Months {
            self.rolling.entry((at.cell, at.owner)).or_default().push((at.window, by));
        } else {
            self.open(at);
            *self.pages[cell.pages].total(at.owner, cell.place) += by;
        }
    }

    fn rolling_total(&self, at: Standing) -> N {
        let moves = self.rolling.get(&(at.cell, at.owner));
        // A year before, in the packed form of a day: the same day of the year before is not counted.
        let after = at.window - 10_000;
        let within = moves.into_iter().flatten().filter(|(day, _)| after < *day && *day <= at.window);
        within.fold(N::ZERO, |sum, (_, by)| sum + *by)
    }
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
