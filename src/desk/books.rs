//! What the acts of the finance desk have in common: pools that are known, periods, vouchers in the making.

use std::collections::{BTreeMap, HashMap};

use super::act::Asked;
use super::follow::{pool_id, pools_of};
use super::office::Office;
use crate::engine::calendar::Day;
use crate::engine::ledger::period::{MoveError, Periods, choose, may_book};
use crate::engine::ledger::{BooksRefusal, Period, Posting};
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::{Lang, Pool};
use crate::store::ledger::{self, Draft, Opened};
use crate::store::{StoreError, Tx};

/// The pools of published schemes, by their ids in the books, with their schemes; and who contributes to each scheme.
pub(super) struct Named {
    pools: BTreeMap<Name, (String, Pool)>,
    payers: HashMap<String, Vec<String>>,
}

/// Opens the books for an act on some pools, and names those that are not in them yet.
pub(super) async fn open(
    office: &Office,
    tx: &mut Tx,
    (claims, pools): (&[&str], &[&str]),
    from: Period,
) -> Result<(Opened, Named), StoreError> {
    let mut books = ledger::open(tx, claims, from).await?;
    let mut schemes: Vec<&str> = pools.iter().filter_map(|pool| Some(pool.rsplit_once('/')?.0)).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let mut named = pools_of(office, tx, &schemes).await?;
    named.retain(|id, _| pools.contains(&id.as_str()));
    for (id, (scheme, pool)) in &named {
        books.name_pool(id, scheme, pool.label.get(Lang::Zh));
    }
    let mut payers: HashMap<String, Vec<String>> = HashMap::new();
    for (scheme, in_office) in office.schemes.of(tx, &schemes).await? {
        let main = pool_id(&scheme, "");
        if pools.contains(&main.as_str()) {
            books.name_pool(&main, &scheme, "互助金");
        }
        let all = in_office.editions().flat_map(|edition| &edition.payers).map(|(id, _)| id.clone());
        payers.insert(scheme, all.collect());
    }
    Ok((books, Named { pools: named, payers }))
}

impl Named {
    /// The pool as its scheme has it.
    pub fn get(&self, id: &str) -> Option<&Pool> {
        self.pools.get(id).map(|(_, pool)| pool)
    }

    /// May somebody contribute to the pool? A scheme that names no payers leaves it open.
    pub fn may_pay(&self, pool: &str, payer: &str) -> bool {
        let payers = pool.rsplit_once('/').and_then(|(scheme, _)| self.payers.get(scheme));
        payers.is_none_or(|all| all.is_empty() || payer == "member" || all.iter().any(|one| one == payer))
    }
}

/// A pool that is in the books, or that a published scheme names.
pub(super) fn known(books: &Opened, pool: &str) -> Result<(), Refusal> {
    if books.has(pool) { Ok(()) } else { Err(Refusal::not_found(Thing::Pool, pool)) }
}

/// The period that something is booked into: the one that was named, or that of the day.
pub(super) fn period(periods: &Periods, named: Option<Period>, day: Day) -> Result<Period, BooksRefusal> {
    let of_day = choose(periods, day);
    let Some(period) = named else { return Ok(of_day) };
    if period.is_closing() || period > of_day {
        let why = if period.is_closing() { MoveError::NotCarried } else { MoveError::NotBegun };
        return Err(BooksRefusal::Period { period, why });
    }
    may_book(periods, period).map_err(|state| BooksRefusal::PeriodClosed { period, state })?;
    Ok(period)
}

/// The earliest of the periods that are named, and the one of the day.
pub(super) fn earliest(named: impl Iterator<Item = Option<Period>>, day: Day) -> Period {
    named.flatten().chain([Period::of(day)]).min().unwrap_or_else(|| Period::of(day))
}

/// A voucher of one who asked.
pub(super) fn draft<R>(
    asked: &Asked<'_, R>,
    act: &'static str,
    (document, period): (&str, Period),
    postings: Vec<Posting>,
) -> Draft {
    Draft {
        act,
        document: document.into(),
        reason: asked.reason.into(),
        by: asked.actor.staff.to_string(),
        at: asked.now.moment(),
        day: asked.now.day(),
        period,
        reverses: None,
        postings,
    }
}
