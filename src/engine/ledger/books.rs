//! Books in memory: balances as they were read, and the lines that a journal entry adds to them.

use std::collections::BTreeMap;
use std::fmt;

use super::code::Code;
use super::pool::Pool;
use super::posting::{JournalEntry, Posting};
use super::refusal::Short;
use crate::engine::money::Fen;
use crate::engine::name::Name;

/// An account of a pool, or a sub-account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// The pool.
    pub pool: Name,
    /// Which of its accounts.
    pub code: Code,
    /// Payer or benefit; empty where the account has no sub-accounts.
    pub sub: Name,
}

impl Account {
    /// The account that a posting debits or credits.
    fn of(posting: &Posting, code: Code) -> Self {
        let sub = if code.has_sub() { posting.sub().into() } else { Name::default() };
        Self { pool: posting.pool().into(), code, sub }
    }
}

/// As its id in the books: `cn/guizhou/sinan/county:contribution-income:member`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::engine::claim::words::Word as _;
        write!(f, "{}:{}", self.pool, self.code.word())?;
        if self.sub.is_empty() { Ok(()) } else { write!(f, ":{}", self.sub) }
    }
}

/// Where an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// 借
    Debit,
    /// 贷
    Credit,
}

impl Side {
    /// The word of the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Debit => "debit",
            Self::Credit => "credit",
        }
    }

    /// The side of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Debit, Self::Credit].into_iter().find(|side| side.word() == word)
    }

    /// An amount as a debit, or, negative, a credit.
    pub fn signed(self, amount: Fen) -> Fen {
        match self {
            Self::Debit => amount,
            Self::Credit => -amount,
        }
    }
}

/// What stands on an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Debits less credits.
    pub amount: Fen,
    /// How many lines it has.
    pub version: i64,
}

/// A line of a voucher: what it adds to one side of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account: Account,
    /// The side.
    pub side: Side,
    /// How much, above nought.
    pub amount: Fen,
    /// The account after it: debits less credits.
    pub balance: Fen,
    /// The number of the line on its account, from 1.
    pub version: i64,
}

/// Pools and accounts as they were read, and as they are after what was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// By name.
    pub pools: BTreeMap<Name, Pool>,
    /// The accounts.
    pub accounts: BTreeMap<Account, Balance>,
}

impl Books {
    /// A pool; one that was not there has nothing.
    pub fn pool(&self, id: &str) -> Pool {
        self.pools.get(id).copied().unwrap_or_default()
    }

    /// What stands on an account.
    pub fn balance(&self, account: &Account) -> Fen {
        self.accounts.get(account).map_or(Fen::ZERO, |balance| balance.amount)
    }

    /// Writes an entry down: the lines that it adds, in the order of accounts, debits first.
    ///
    /// # Errors
    /// [`Short`] where a pool would have less than it must keep, or a bank account less than nothing; the books are as
    /// they were.
    pub fn post(&mut self, entry: &JournalEntry) -> Result<Vec<Line>, Short> {
        let mut sums: BTreeMap<(Account, Side), Fen> = BTreeMap::new();
        let mut pools: BTreeMap<Name, Pool> = BTreeMap::new();
        for posting in entry.postings() {
            for (code, side) in [(posting.debit(), Side::Debit), (posting.credit(), Side::Credit)] {
                *sums.entry((Account::of(posting, code), side)).or_default() += posting.amount();
            }
            let before = || self.pool(posting.pool());
            pools.entry(posting.pool().into()).or_insert_with(before).apply(posting);
        }
        self.check(&sums, &pools)?;
        self.pools.append(&mut pools);
        Ok(sums.into_iter().map(|((account, side), amount)| self.add(account, side, amount)).collect())
    }

    fn check(
        &self,
        sums: &BTreeMap<(Account, Side), Fen>,
        pools: &BTreeMap<Name, Pool>,
    ) -> Result<(), Short> {
        for (id, pool) in pools {
            let before = self.pool(id);
            let figures = [pool.posted, pool.owed, pool.held, pool.waiting];
            if figures.iter().any(|figure| Fen::new(figure.get()).is_err()) {
                return Err(Short::Beyond { pool: id.clone() });
            }
            if pool.available() < Fen::ZERO && pool.available() < before.available() {
                return Err(Short::Pool { pool: id.clone(), available: before.available() });
            }
        }
        for (account, _) in sums.keys() {
            let of = |side: Side| sums.get(&(account.clone(), side)).copied().unwrap_or_default();
            let before = self.balance(account);
            let after = before + of(Side::Debit) - of(Side::Credit);
            if Fen::new(after.get()).is_err() {
                return Err(Short::Beyond { pool: account.pool.clone() });
            }
            if account.code.is_bank() && after < Fen::ZERO {
                let (pool, code) = (account.pool.clone(), account.code);
                return Err(Short::Bank { pool, code, has: before });
            }
        }
        Ok(())
    }

    fn add(&mut self, account: Account, side: Side, amount: Fen) -> Line {
        let balance = self.accounts.entry(account.clone()).or_default();
        balance.amount += side.signed(amount);
        balance.version += 1;
        Line { account, side, amount, balance: balance.amount, version: balance.version }
    }
}
