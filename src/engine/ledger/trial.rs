//! The trial balance: for each account what stood before, what moved, and what stands after.

use std::collections::BTreeMap;

use super::books::Account;
use super::code::Code;
use super::period::Period;
use crate::engine::money::Fen;

/// What moved on an account in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The account.
    pub account: Account,
    /// The period.
    pub period: Period,
    /// Debits.
    pub debit: Fen,
    /// Credits.
    pub credit: Fen,
}

/// One account of a trial balance. Balances are debits less credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// The account.
    pub account: Account,
    /// Before the period.
    pub before: Fen,
    /// Debits of the period.
    pub debit: Fen,
    /// Credits of the period.
    pub credit: Fen,
    /// Debits of the year up to the period.
    pub year_debit: Fen,
    /// Credits of the year up to the period.
    pub year_credit: Fen,
}

impl TrialRow {
    /// After the period.
    pub fn after(&self) -> Fen {
        self.before + self.debit - self.credit
    }
}

/// A trial balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    /// The period.
    pub period: Period,
    /// Each account that ever moved, in the order of pools and codes.
    pub rows: Vec<TrialRow>,
}

impl TrialBalance {
    /// The trial balance of a period, from what moved in it and before.
    pub fn of(period: Period, totals: &[Totals]) -> Self {
        let mut rows: BTreeMap<&Account, TrialRow> = BTreeMap::new();
        for moved in totals.iter().filter(|moved| moved.period <= period) {
            let row = rows.entry(&moved.account).or_insert_with(|| empty(&moved.account));
            if moved.period == period {
                row.debit += moved.debit;
                row.credit += moved.credit;
            } else {
                row.before += moved.debit - moved.credit;
            }
            if moved.period >= period.first_of_year() {
                row.year_debit += moved.debit;
                row.year_credit += moved.credit;
            }
        }
        Self { period, rows: rows.into_values().collect() }
    }

    /// Do debits equal credits: before, in the period, in the year?
    pub fn balances(&self) -> bool {
        let sum = |of: fn(&TrialRow) -> Fen| self.rows.iter().map(of).sum::<Fen>();
        let moved = sum(|row| row.debit) == sum(|row| row.credit);
        let year = sum(|row| row.year_debit) == sum(|row| row.year_credit);
        moved && year && sum(|row| row.before) == Fen::ZERO
    }

    /// What stands on all accounts of a code after the period.
    pub fn after(&self, code: Code) -> Fen {
        self.rows.iter().filter(|row| row.account.code == code).map(TrialRow::after).sum()
    }
}

fn empty(account: &Account) -> TrialRow {
    TrialRow {
        account: account.clone(),
        before: Fen::ZERO,
        debit: Fen::ZERO,
        credit: Fen::ZERO,
        year_debit: Fen::ZERO,
        year_credit: Fen::ZERO,
    }
}
