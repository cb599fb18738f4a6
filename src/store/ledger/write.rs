//! What is booked, written: voucher, postings, lines, balances, periods and pools, with one statement each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::open::Opened;
use super::party_period::Moved;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ledger::{Account, JournalEntry, Line, Period, Posting, Short, Side, VoucherNumber};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::store::bulk::{Column, Given};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

/// A voucher to be put into the books.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The act that it comes from, such as `review`.
    pub act: &'static str,
    /// The document that it rests on; empty where it rests on claims.
    pub document: String,
    /// Why.
    pub reason: String,
    /// The account of who made it.
    pub by: String,
    /// The moment.
    pub at: String,
    /// The day.
    pub day: Day,
    /// The period, which is open to it.
    pub period: Period,
    /// The voucher that it reverses.
    pub reverses: Option<i64>,
    /// What is booked.
    pub postings: Vec<Posting>,
}

/// Rows that wait to be written.
#[derive(Debug, Default)]
pub(super) struct Rows {
    vouchers: Vec<VoucherRow>,
    postings: Vec<PostingRow>,
    entries: Vec<EntryRow>,
    moved: BTreeMap<(Account, Period), (Fen, Fen)>,
    parties: Moved,
}

#[derive(Debug, Serialize)]
struct VoucherRow {
    id: i64,
    period: String,
    kind: &'static str,
    number: i64,
    day: String,
    act: &'static str,
    document: String,
    reason: String,
    made_by: String,
    made_at: String,
    reverses: Option<i64>,
}

#[derive(Debug, Serialize)]
struct PostingRow {
    voucher_id: i64,
    number: usize,
    pool_id: Name,
    event: &'static str,
    debit: &'static str,
    credit: &'static str,
    sub: Name,
    amount_fen: i64,
    object: Name,
    party: Name,
}

#[derive(Debug, Serialize)]
struct EntryRow {
    account_id: String,
    version: i64,
    voucher_id: i64,
    side: &'static str,
    amount_fen: i64,
    balance_fen: i64,
}

#[derive(Serialize)]
struct AccountRow {
    id: String,
    pool_id: Name,
    code: &'static str,
    sub: Name,
}

#[derive(Serialize)]
struct MovedRow {
    account_id: String,
    period: String,
    debit_fen: i64,
    credit_fen: i64,
}

#[derive(Serialize)]
struct PoolRow {
    id: Name,
    scheme_id: String,
    title: String,
    posted_fen: i64,
    owed_fen: i64,
    held_fen: i64,
    waiting_fen: i64,
    before: i64,
}

#[derive(Serialize)]
struct NewPeriod {
    id: String,
}

impl Opened {
    /// Puts a voucher into the books, under the next number of its period and type. Nothing is written yet. None where
    /// there is nothing to book.
    ///
    /// # Errors
    /// [`Short`]: then nothing of it was put.
    pub fn put(&mut self, draft: Draft) -> Result<Option<VoucherNumber>, Short> {
        let Some(entry) = JournalEntry::of(draft.postings) else { return Ok(None) };
        let lines = self.books.post(&entry)?;
        self.last += 1;
        let (id, period, kind) = (self.last, draft.period, entry.kind());
        let number = self.numbers.entry((period, kind)).or_default();
        *number += 1;
        let name = VoucherNumber { period, kind, number: *number };
        self.rows.vouchers.push(VoucherRow {
            id,
            period: period.to_string(),
            kind: kind.word(),
            number: name.number,
            day: period.nearest(draft.day).to_string(),
            act: draft.act,
            document: draft.document,
            reason: draft.reason,
            made_by: draft.by,
            made_at: draft.at,
            reverses: draft.reverses,
        });
        self.rows.postings.extend(entry.postings().iter().zip(1..).map(|posting| posting_row(id, posting)));
        self.rows.parties.extend(period, entry.postings());
        for line in lines {
            self.rows.add(id, period, &line);
        }
        Ok(Some(name))
    }
}

fn posting_row(voucher_id: i64, (posting, number): (&Posting, usize)) -> PostingRow {
    PostingRow {
        voucher_id,
        number,
        pool_id: posting.pool().into(),
        event: posting.event().word(),
        debit: posting.debit().word(),
        credit: posting.credit().word(),
        sub: posting.sub().into(),
        amount_fen: posting.amount().get(),
        object: posting.object().into(),
        party: posting.party().into(),
    }
}

impl Rows {
    fn add(&mut self, voucher_id: i64, period: Period, line: &Line) {
        self.entries.push(EntryRow {
            account_id: line.account.to_string(),
            version: line.version,
            voucher_id,
            side: line.side.word(),
            amount_fen: line.amount.get(),
            balance_fen: line.balance.get(),
        });
        let (debit, credit) = self.moved.entry((line.account.clone(), period)).or_default();
        match line.side {
            Side::Debit => *debit += line.amount,
            Side::Credit => *credit += line.amount,
        }
    }
}

/// Writes what was put.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] where a balance is not what it was when the books were opened.
pub async fn write(tx: &mut Tx, opened: Opened) -> Result<(), StoreError> {
    let Opened { rows, books, read, versions, titles, periods, .. } = opened;
    if rows.vouchers.is_empty() {
        return Ok(());
    }
    let new: BTreeSet<&Account> = rows.moved.keys().map(|(account, _)| account).collect();
    let new = new.into_iter().filter(|account| !read.accounts.contains_key(*account));
    let account = |account: &Account| AccountRow {
        id: account.to_string(),
        pool_id: account.pool.clone(),
        code: account.code.word(),
        sub: account.sub.clone(),
    };
    let accounts: Vec<AccountRow> = new.map(account).collect();
    let pool = |id: &Name| {
        let pool = books.pool(id);
        let (scheme_id, title) = titles.get(id).cloned().unwrap_or_default();
        PoolRow {
            id: id.clone(),
            scheme_id,
            title,
            posted_fen: pool.posted.get(),
            owed_fen: pool.owed.get(),
            held_fen: pool.held.get(),
            waiting_fen: pool.waiting.get(),
            before: versions.get(id).copied().unwrap_or(-1),
        }
    };
    let changed = books.pools.keys().filter(|id| read.pools.get(*id) != books.pools.get(*id));
    let new = rows.moved.keys().map(|(account, _)| &account.pool).filter(|id| !versions.contains_key(*id));
    let pools: BTreeSet<&Name> = changed.chain(new).collect();
    let pools: Vec<PoolRow> = pools.into_iter().map(pool).collect();
    let moved = |((account, period), (debit, credit)): (&(Account, Period), &(Fen, Fen))| MovedRow {
        account_id: account.to_string(),
        period: period.to_string(),
        debit_fen: debit.get(),
        credit_fen: credit.get(),
    };
    let moved: Vec<MovedRow> = rows.moved.iter().map(moved).collect();
    let begun: BTreeSet<&Period> = rows.moved.keys().map(|(_, period)| period).collect();
    let begun: Vec<NewPeriod> = begun
        .into_iter()
        .filter(|id| !periods.contains_key(id))
        .map(|id| NewPeriod { id: id.to_string() })
        .collect();
    tx.bulk(&PERIODS, &begun, INSERT_PERIODS).await?;
    tx.bulk(&VOUCHERS, &rows.vouchers, INSERT_VOUCHERS).await?;
    tx.bulk(&POSTINGS, &rows.postings, INSERT_POSTINGS).await?;
    tx.bulk(&ENTRIES, &rows.entries, INSERT_ENTRIES).await?;
    tx.bulk(&MOVED, &moved, ADD_MOVED).await?;
    rows.parties.write(tx).await?;
    tx.bulk(&ACCOUNTS, &accounts, INSERT_ACCOUNTS).await?;
    write_pools(tx, pools).await
}

async fn write_pools(tx: &mut Tx, pools: Vec<PoolRow>) -> Result<(), StoreError> {
    let (new, old): (Vec<_>, Vec<_>) = pools.into_iter().partition(|pool| pool.before < 0);
    tx.bulk(&POOLS, &new, INSERT_POOLS).await?;
    let written = tx.bulk(&POOLS, &old, UPDATE_POOLS).await?;
    // A guarded update that misses a row means that somebody wrote in the book beside its lock.
    if usize::try_from(written) == Ok(old.len()) {
        Ok(())
    } else {
        let of = old.len();
        Err(StoreError::Broken(format!("pools changed while an act had the book: {written} of {of} written")))
    }
}

const PERIODS: Given = Given { name: "given", columns: &[("id", Column::Text)] };
const INSERT_PERIODS: &str = "insert into period (book_id, id, state) select book_id, id, 'open' from given";

const VOUCHERS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Number),
        ("period", Column::Text),
        ("kind", Column::Text),
        ("number", Column::Number),
        ("day", Column::Text),
        ("act", Column::Text),
        ("document", Column::Text),
        ("reason", Column::Text),
        ("made_by", Column::Text),
        ("made_at", Column::Text),
        ("reverses", Column::Number),
    ],
};
const INSERT_VOUCHERS: &str = "insert into voucher (book_id, id, period, kind, number, day, act, document, reason, \
    made_by, made_at, reverses) select book_id, id, period, kind, number, day, act, document, reason, made_by, made_at, \
    reverses from given";

const POSTINGS: Given = Given {
    name: "given",
    columns: &[
        ("voucher_id", Column::Number),
        ("number", Column::Number),
        ("pool_id", Column::Text),
        ("event", Column::Text),
        ("debit", Column::Text),
        ("credit", Column::Text),
        ("sub", Column::Text),
        ("amount_fen", Column::Number),
        ("object", Column::Text),
        ("party", Column::Text),
    ],
};
const INSERT_POSTINGS: &str = "insert into posting (book_id, voucher_id, number, pool_id, event, debit, credit, sub, \
    amount_fen, object, party) select book_id, voucher_id, number, pool_id, event, debit, credit, sub, amount_fen, object, \
    party from given";

const ENTRIES: Given = Given {
    name: "given",
    columns: &[
        ("account_id", Column::Text),
        ("version", Column::Number),
        ("voucher_id", Column::Number),
        ("side", Column::Text),
        ("amount_fen", Column::Number),
        ("balance_fen", Column::Number),
    ],
};
const INSERT_ENTRIES: &str = "insert into entry (book_id, account_id, version, voucher_id, side, amount_fen, balance_fen) \
    select book_id, account_id, version, voucher_id, side, amount_fen, balance_fen from given";

const MOVED: Given = Given {
    name: "given",
    columns: &[
        ("account_id", Column::Text),
        ("period", Column::Text),
        ("debit_fen", Column::Number),
        ("credit_fen", Column::Number),
    ],
};
const ADD_MOVED: &str = "insert into account_period (book_id, account_id, period, debit_fen, credit_fen) \
    select book_id, account_id, period, debit_fen, credit_fen from given where true \
    on conflict (book_id, account_id, period) do update set debit_fen = account_period.debit_fen + excluded.debit_fen, \
    credit_fen = account_period.credit_fen + excluded.credit_fen";

const ACCOUNTS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("pool_id", Column::Text),
        ("code", Column::Text),
        ("sub", Column::Text),
    ],
};
const INSERT_ACCOUNTS: &str = "insert into account (book_id, id, pool_id, code, sub) \
    select book_id, id, pool_id, code, sub from given";

const POOLS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("scheme_id", Column::Text),
        ("title", Column::Text),
        ("posted_fen", Column::Number),
        ("owed_fen", Column::Number),
        ("held_fen", Column::Number),
        ("waiting_fen", Column::Number),
        ("before", Column::Number),
    ],
};
const INSERT_POOLS: &str = "insert into pool (book_id, id, scheme_id, title, posted_fen, owed_fen, held_fen, waiting_fen) \
    select book_id, id, scheme_id, title, posted_fen, owed_fen, held_fen, waiting_fen from given";
const UPDATE_POOLS: &str = "update pool set posted_fen = g.posted_fen, owed_fen = g.owed_fen, held_fen = g.held_fen, \
    waiting_fen = g.waiting_fen, version = pool.version + 1 from given g \
    where pool.book_id = g.book_id and pool.id = g.id and pool.version = g.before";
