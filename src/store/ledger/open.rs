//! The state of the books, read within an act: pools, accounts, periods, last numbers, and what claims have to do with it.

use std::collections::BTreeMap;

use serde::Serialize;
use sqlx::FromRow;

use crate::engine::ledger::benefit::{Booked, Share};
use crate::engine::ledger::period::Periods;
use crate::engine::ledger::{Account, Balance, Books, Kind, Period, Pool};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::stage::StageName;
use crate::store::bulk::{Column, Given};
use crate::store::column::{number, word};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

/// What a claim is granted, and what was booked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The scheme.
    pub scheme: Name,
    /// Its stage.
    pub stage: StageName,
    /// How many holds are open.
    pub holds: i64,
    /// What its last decision has each pool pay of each benefit, by the scheme's own names of pools.
    pub funding: Vec<Share>,
    /// What was booked for it.
    pub booked: Vec<Booked>,
}

/// The books as they were read, and what an act has put into them since.
#[derive(Debug, Default)]
pub struct Opened {
    /// Pools and accounts, as they are after what was put.
    pub books: Books,
    /// Periods that are there.
    pub periods: Periods,
    /// Of the claims that were asked about, in their order; none where there is no such claim.
    pub claims: Vec<Option<Granted>>,
    pub(super) read: Books,
    pub(super) versions: BTreeMap<Name, i64>,
    pub(super) titles: BTreeMap<Name, (String, String)>,
    pub(super) last: i64,
    pub(super) numbers: BTreeMap<(Period, Kind), i64>,
    pub(super) rows: super::write::Rows,
}

impl Opened {
    /// Is a pool in the books?
    pub fn has(&self, pool: &str) -> bool {
        self.versions.contains_key(pool) || self.titles.contains_key(pool)
    }

    /// Names a pool that is not in the books yet: its scheme, and its title there.
    pub fn name_pool(&mut self, pool: &str, scheme: &str, title: &str) {
        if !self.has(pool) {
            self.titles.insert(pool.into(), (scheme.into(), title.into()));
        }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    period: String,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text), ("period", Column::Text)] };

/// A row of any kind: `claim`, `booked`, `pool`, `account`, `period`, `number` or `last`.
#[derive(FromRow)]
struct Row {
    kind: String,
    nth: i64,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    n: Option<i64>,
    m: Option<i64>,
    o: Option<i64>,
    p: Option<i64>,
    q: Option<i64>,
}

const ROWS: &str = "with here as (select book_id, period from given where nth = 0), \
    kinds as (select 'receipt' as kind union all select 'payment' union all select 'transfer') \
    select 'claim' as kind, g.nth, c.stage as a, coalesce(d.funding, '[]') as b, c.scheme_id as c, \
    cast(null as text) as d, c.holds as n, cast(null as bigint) as m, cast(null as bigint) as o, \
    cast(null as bigint) as p, cast(null as bigint) as q from given g \
    join claim c on c.book_id = g.book_id and c.id = g.id \
    left join decision d on d.book_id = c.book_id and d.claim_id = c.id and d.number = c.decisions \
    union all select 'booked', g.nth, p.pool_id, p.sub, p.debit, p.credit, cast(sum(p.amount_fen) as bigint), \
    null, null, null, null from given g join posting p on p.book_id = g.book_id and p.object = g.id \
    where g.id <> '' group by g.nth, p.pool_id, p.sub, p.debit, p.credit \
    union all select 'pool', 0, p.id, null, null, null, p.posted_fen, p.owed_fen, p.held_fen, p.waiting_fen, p.version \
    from here h join pool p on p.book_id = h.book_id \
    union all select 'account', 0, a.pool_id, a.code, a.sub, null, a.balance_fen, a.version, null, null, null \
    from here h join balance a on a.book_id = h.book_id \
    union all select 'period', 0, p.id, p.state, null, null, null, null, null, null, null \
    from here h join period p on p.book_id = h.book_id \
    union all select 'number', 0, p.id, k.kind, null, null, coalesce((select v.number from voucher v \
    where v.book_id = p.book_id and v.period = p.id and v.kind = k.kind order by v.number desc limit 1), 0), \
    null, null, null, null from here h join period p on p.book_id = h.book_id and p.id >= h.period \
    cross join kinds k \
    union all select 'last', 0, null, null, null, null, coalesce((select v.id from voucher v \
    where v.book_id = h.book_id order by v.id desc limit 1), 0), null, null, null, null from here h";

/// Reads the books for an act that books into no period before one, and what some claims have to do with them. One
/// statement, however many claims.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] where something in the books cannot be read.
pub async fn open(tx: &mut Tx, claims: &[&str], from: Period) -> Result<Opened, StoreError> {
    let period = from.to_string();
    let mut asked: Vec<Asked<'_>> = claims.iter().map(|id| Asked { id, period: period.clone() }).collect();
    if asked.is_empty() {
        asked.push(Asked { id: "", period });
    }
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked, ROWS).await?;
    let mut opened = Opened { claims: claims.iter().map(|_| None).collect(), ..Opened::default() };
    let mut booked: Vec<(usize, Booked)> = vec![];
    for row in rows {
        opened.take(&row, &mut booked)?;
    }
    for (at, one) in booked {
        if let Some(claim) = opened.claims.get_mut(at).and_then(Option::as_mut) {
            claim.booked.push(one);
        }
    }
    opened.read = opened.books.clone();
    Ok(opened)
}

impl Opened {
    fn take(&mut self, row: &Row, booked: &mut Vec<(usize, Booked)>) -> Result<(), StoreError> {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (a, b, c, d) = (text(&row.a), text(&row.b), text(&row.c), text(&row.d));
        let amount = |part: Option<i64>| fen(part.unwrap_or(0));
        match row.kind.as_str() {
            "claim" => {
                let claim = Granted {
                    scheme: c.into(),
                    stage: word(&a)?,
                    holds: row.n.unwrap_or(0),
                    funding: funding(&b)?,
                    booked: vec![],
                };
                self.claims[number::<usize>(row.nth)?] = Some(claim);
            }
            "booked" => {
                let (debit, credit) = (word(&c)?, word(&d)?);
                let one = Booked { pool: a.into(), benefit: b.into(), debit, credit, amount: amount(row.n)? };
                booked.push((number(row.nth)?, one));
            }
            "pool" => {
                self.versions.insert(a.as_str().into(), row.q.unwrap_or(0));
                let pool = Pool {
                    posted: amount(row.n)?,
                    owed: amount(row.m)?,
                    held: amount(row.o)?,
                    waiting: amount(row.p)?,
                };
                self.books.pools.insert(a.into(), pool);
            }
            "account" => {
                let account = Account { pool: a.into(), code: word(&b)?, sub: c.into() };
                let balance = Balance { amount: amount(row.n)?, version: row.m.unwrap_or(0) };
                self.books.accounts.insert(account, balance);
            }
            "period" => {
                self.periods.insert(period(&a)?, word(&b)?);
            }
            "number" => {
                self.numbers.insert((period(&a)?, word(&b)?), row.n.unwrap_or(0));
            }
            _ => self.last = row.n.unwrap_or(0),
        }
        Ok(())
    }
}

/// What each pool pays of each benefit, as a decision has it: `[["inpatient","county",40000]]`.
fn funding(json: &str) -> Result<Vec<Share>, StoreError> {
    let shares: Vec<(Name, Name, i64)> = serde_json::from_str(json)?;
    shares
        .into_iter()
        .map(|(benefit, pool, amount)| Ok(Share { pool, benefit, amount: fen(amount)? }))
        .collect()
}

/// An amount of a column.
pub(super) fn fen(amount: i64) -> Result<Fen, StoreError> {
    Fen::new(amount).map_err(|why| StoreError::Broken(why.to_string()))
}

/// A period of a column.
pub(super) fn period(text: &str) -> Result<Period, StoreError> {
    text.parse().map_err(|_| StoreError::Broken(format!("a period is stored as {text:?}")))
}
