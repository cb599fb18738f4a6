//! The totals of one kind of window: for each owner a page with the totals of the window that is open.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use std::collections::HashMap;

use crate::engine::adjudicate::number::Number;
use crate::engine::scheme::model::Window;

/// No window was opened yet.
const NONE: i32 = i32::MIN;

/// The pages of all owners. Nothing but the totals lies together, so that those of 100,000 members stay close
/// to the processor.
#[derive(Clone, Debug)]
pub(super) struct Pages<N> {
    pub(super) of: Window,
    /// How many totals a page has.
    pub(super) many: usize,
    /// The window that is open for all owners.
    window: i32,
    /// By owner: the window that is open.
    windows: Vec<i32>,
    /// By owner: its totals side by side.
    totals: Vec<N>,
    /// Pages that were turned and may come back.
    turned: HashMap<(u32, i32), Vec<N>>,
}

impl<N: Number> Pages<N> {
    pub(super) fn new(of: Window) -> Self {
        Self { of, many: 0, window: NONE, windows: vec![], totals: vec![], turned: HashMap::new() }
    }

    /// Makes room for so many owners.
    pub(super) fn expect(&mut self, owners: usize) {
        let owners = owners.max(self.windows.len());
        self.windows.resize(owners, NONE);
        self.totals.resize(owners * self.many, N::ZERO);
    }

    /// Begins anew, in the room that was taken.
    pub(super) fn forget(&mut self) {
        self.window = NONE;
        self.windows.fill(NONE);
        self.totals.fill(N::ZERO);
        self.turned.clear();
    }

    /// Opens a window that is the same for all owners, and does not come back once it was left: then all totals
    /// begin anew at once.
    pub(super) fn turn_all(&mut self, window: i32, owners: &[u32]) {
        if std::mem::replace(&mut self.window, window) != window {
            self.totals.fill(N::ZERO);
        }
        if let Some(last) = owners.iter().max() {
            self.owner(*last);
        }
        self.fetch(owners);
    }

    /// Reads the pages of many owners, so that memory brings all of them at once and none is waited for later.
    fn fetch(&self, owners: &[u32]) {
        let first = |owner: &u32| self.totals[*owner as usize * self.many];
        std::hint::black_box(owners.iter().map(first).max());
    }

    /// Opens a window, and puts the one that was open aside.
    pub(super) fn turn(&mut self, owner: u32, window: i32) {
        let at = self.owner(owner);
        let before = std::mem::replace(&mut self.windows[at], window);
        if before == window {
            return;
        }
        let page = &mut self.totals[at * self.many..(at + 1) * self.many];
        if before != NONE {
            self.turned.insert((owner, before), page.to_vec());
        }
        match self.turned.remove(&(owner, window)) {
            Some(earlier) => page.copy_from_slice(&earlier),
            None => page.fill(N::ZERO),
        }
    }

    /// A total of the window that is open.
    #[inline(always)]
    pub(super) fn total(&mut self, owner: u32, place: usize) -> &mut N {
        &mut self.totals[owner as usize * self.many + place]
    }

    /// One total of all owners.
    #[inline(always)]
    pub(super) fn column(&mut self, place: usize) -> Column<'_, N> {
        Column { many: self.many, totals: &mut self.totals, place }
    }

    #[inline(always)]
    fn owner(&mut self, owner: u32) -> usize {
        let at = owner as usize;
        if at >= self.windows.len() {
            self.expect(at + 1);
        }
        at
    }
}

/// One total of all owners, each in the window that is open.
pub(super) struct Column<'p, N> {
    totals: &'p mut [N],
    many: usize,
    place: usize,
}

impl<N> Column<'_, N> {
    /// That of one owner.
    #[inline(always)]
    pub(super) fn of(&mut self, owner: u32) -> &mut N {
        &mut self.totals[owner as usize * self.many + self.place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scheme::model::{Scope, Stretch};

    fn two_totals() -> Pages<i64> {
        let mut pages = Pages::new(Window { scope: Scope::Member, stretch: Stretch::Year });
        pages.many = 2;
        pages
    }

    #[test]
    fn a_window_that_is_left_comes_back_with_its_totals() {
        let mut pages = two_totals();
        for (window, found) in [(2016, 0), (2017, 0), (2016, 5), (2018, 0), (2017, 5)] {
            pages.turn(7, window);
            assert_eq!(*pages.total(7, 1), found, "{window}");
            *pages.total(7, 1) = 5;
        }
    }

    #[test]
    fn a_window_of_all_that_goes_on_keeps_its_totals() {
        let mut pages = two_totals();
        for (window, found) in [(2016, 0), (2016, 5), (2017, 0), (2017, 5)] {
            pages.turn_all(window, &[3]);
            assert_eq!(*pages.total(3, 0), found, "{window}");
            *pages.total(3, 0) = 5;
        }
    }
}
