//! What stands between pools and parties, for claims that wait, and for what is taken back or reversed.

use std::collections::HashSet;

use serde::Serialize;
use sqlx::FromRow;

use super::open::fen;
use crate::engine::claim::words::Word;
use crate::engine::ledger::contribution::Dues;
use crate::engine::ledger::waiting::Waiting;
use crate::engine::ledger::{Posting, VoucherNumber};
use crate::engine::name::Name;
use crate::store::bulk::{Column, Given};
use crate::store::column::word;
use crate::store::error::StoreError;
use crate::store::tx::Tx;

/// A pool, and an employer or a member without one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OfParty {
    /// The pool.
    pub pool: Name,
    /// The party.
    pub party: Name,
}

const PARTIES: Given = Given { name: "given", columns: &[("pool", Column::Text), ("party", Column::Text)] };

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

const IDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// Those among some ids that are an employer's or a member's of the book.
///
/// # Errors
///
/// Those of the database.
pub async fn parties(tx: &mut Tx, ids: &[&str]) -> Result<HashSet<String>, StoreError> {
    let given: Vec<Id<'_>> = ids.iter().map(|id| Id { id }).collect();
    let sql = "select e.id from given g join employer e on e.book_id = g.book_id and e.id = g.id \
        union select m.id from given g join member m on m.book_id = g.book_id and m.id = g.id";
    let rows: Vec<(String,)> = tx.bulk_read(&IDS, &given, sql).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

#[derive(FromRow)]
struct Row {
    pool_id: String,
    event: String,
    sub: String,
    debit: String,
    credit: String,
    amount_fen: i64,
    object: String,
    party: String,
}

impl Row {
    fn posting(&self) -> Result<Posting, StoreError> {
        let accounts = (word(&self.debit)?, word(&self.credit)?);
        let posting = Posting::stored(&self.pool_id, word(&self.event)?, accounts, fen(self.amount_fen)?);
        let posting = posting.ok_or_else(|| StoreError::Broken("a posting is not above nought".into()))?;
        Ok(posting.under(&self.sub).about(&self.object).with(&self.party))
    }
}

/// Pool, party, payer, and what stands between them.
///
/// # Errors
///
/// Those of the database.
pub async fn dues(tx: &mut Tx, parties: &[OfParty]) -> Result<Vec<(OfParty, Name, Dues)>, StoreError> {
    let sql = "select p.pool_id, '' as event, p.sub, p.debit, p.credit, \
        cast(sum(p.amount_fen) as bigint) as amount_fen, '' as object, p.party from given g \
        join posting p on p.book_id = g.book_id and p.party = g.party and p.party <> '' and p.pool_id = g.pool \
        group by p.pool_id, p.sub, p.debit, p.credit, p.party";
    let rows: Vec<Row> = tx.bulk_read(&PARTIES, parties, sql).await?;
    let mut all: Vec<(OfParty, Name, Dues)> = vec![];
    for row in rows {
        let of = OfParty { pool: row.pool_id.as_str().into(), party: row.party.as_str().into() };
        let (debit, credit, amount) = (word(&row.debit)?, word(&row.credit)?, fen(row.amount_fen)?);
        let at = all.iter().position(|(party, payer, _)| *party == of && *payer == row.sub);
        let at = at.unwrap_or_else(|| {
            all.push((of, row.sub.as_str().into(), Dues::default()));
            all.len() - 1
        });
        all[at].2.apply(debit, credit, amount);
    }
    Ok(all)
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// What was booked as due for the enrolments that some imports brought.
///
/// # Errors
///
/// Those of the database.
pub async fn of_imports(tx: &mut Tx, imports: &[&str]) -> Result<Vec<Posting>, StoreError> {
    let sql = "select p.pool_id, p.event, p.sub, p.debit, p.credit, p.amount_fen, p.object, p.party from given g \
        join enrolment e on e.book_id = g.book_id and e.import_id = g.id \
        join posting p on p.book_id = e.book_id and p.object = e.id and p.event = 'contribution-due' \
        order by p.voucher_id, p.number";
    let asked: Vec<Asked<'_>> = imports.iter().map(|id| Asked { id }).collect();
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked, sql).await?;
    rows.iter().map(Row::posting).collect()
}

#[derive(FromRow)]
struct WaitingRow {
    object: String,
    sub: String,
    waits: i64,
    holds: i64,
}

/// The claims that wait for a pool's money, in the order in which they were approved.
///
/// # Errors
///
/// Those of the database.
pub async fn waiting(tx: &mut Tx, pool: &str) -> Result<Vec<Waiting>, StoreError> {
    let sql = "with w as (select p.book_id, p.object, p.sub, min(p.voucher_id) as voucher, min(p.number) as number, \
        sum(case when p.credit = 'benefit-waiting' then p.amount_fen else -p.amount_fen end) as waits from given g \
        join posting p on p.book_id = g.book_id and p.pool_id = g.id \
        where 'benefit-waiting' in (p.debit, p.credit) group by p.book_id, p.object, p.sub) \
        select w.object, w.sub, cast(w.waits as bigint) as waits, c.holds from w \
        join claim c on c.book_id = w.book_id and c.id = w.object where w.waits > 0 order by w.voucher, w.number";
    let rows: Vec<WaitingRow> = tx.bulk_read(&ASKED, &[Asked { id: pool }], sql).await?;
    let of = |row: WaitingRow| {
        let amount = fen(row.waits)?;
        Ok(Waiting { claim: row.object.into(), benefit: row.sub.into(), amount, held: row.holds > 0 })
    };
    rows.into_iter().map(of).collect()
}

/// A voucher as it is to be reversed.
#[derive(Clone, Debug)]
pub struct Reversible {
    /// Its id.
    pub id: i64,
    /// The act that made it.
    pub act: String,
    /// Was it reversed?
    pub reversed: bool,
    /// What it booked.
    pub postings: Vec<Posting>,
}

#[derive(Serialize)]
struct Called {
    period: String,
    kind: &'static str,
    number: i64,
}

const NUMBERS: Given = Given {
    name: "given",
    columns: &[("period", Column::Text), ("kind", Column::Text), ("number", Column::Number)],
};

#[derive(FromRow)]
struct Head {
    id: i64,
    act: String,
    reversed: i64,
}

/// A voucher with its postings, if there is one of that number.
///
/// # Errors
///
/// Those of the database.
pub async fn reversible(tx: &mut Tx, number: VoucherNumber) -> Result<Option<Reversible>, StoreError> {
    let asked =
        [Called { period: number.period.to_string(), kind: number.kind.word(), number: number.number }];
    let sql = "select v.id, v.act, cast((select count(*) from voucher r where r.book_id = v.book_id \
        and r.reverses = v.id) as bigint) as reversed from given g join voucher v on v.book_id = g.book_id \
        and v.period = g.period and v.kind = g.kind and v.number = g.number";
    let head: Vec<Head> = tx.bulk_read(&NUMBERS, &asked, sql).await?;
    let Some(head) = head.into_iter().next() else { return Ok(None) };
    let sql = "select p.pool_id, p.event, p.sub, p.debit, p.credit, p.amount_fen, p.object, p.party from given g \
        join voucher v on v.book_id = g.book_id and v.period = g.period and v.kind = g.kind and v.number = g.number \
        join posting p on p.book_id = v.book_id and p.voucher_id = v.id order by p.number";
    let rows: Vec<Row> = tx.bulk_read(&NUMBERS, &asked, sql).await?;
    let postings = rows.iter().map(Row::posting).collect::<Result<_, _>>()?;
    Ok(Some(Reversible { id: head.id, act: head.act, reversed: head.reversed > 0, postings }))
}
