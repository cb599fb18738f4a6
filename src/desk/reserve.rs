//! Reserves of pools (储备金): what the schemes say of them, what the books hold, and what may go in or come out now.

use std::collections::BTreeMap;

use super::follow::pools_of;
use super::office::Office;
use crate::clock::Now;
use crate::engine::ledger::deed::{Booking, Deed};
use crate::engine::ledger::reserve::{OfYear, may_draw, may_fill};
use crate::engine::ledger::{Account, Books, BooksRefusal, Code, Period};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::model::Reserve;
use crate::store::ledger;
use crate::store::{BookId, StoreError, Tx};

/// What the years brought to the pools whose reserves are to be filled.
pub(super) struct Years(BTreeMap<(Name, i16), OfYear>);

impl Years {
    /// Reads them; nothing is asked where no reserve is filled.
    pub async fn read(tx: &mut Tx, mut wanted: Vec<(Name, i16)>) -> Result<Self, StoreError> {
        wanted.sort_unstable();
        wanted.dedup();
        Ok(Self(ledger::of_years(tx, &wanted).await?))
    }

    /// Does the rule of the pool's scheme let this in or out?
    pub fn check(
        &self,
        booking: &Booking,
        (rule, books): (Option<&Reserve>, &Books),
        year: i16,
    ) -> Result<(), BooksRefusal> {
        let Some(rule) = rule else { return Ok(()) };
        let pool = &booking.pool;
        let most = match booking.deed {
            Deed::FillReserve => may_fill(rule, self.of(pool, year), holds(books, pool)),
            Deed::DrawReserve => may_draw(rule, books.pool(pool)),
            _ => None,
        };
        match most {
            Some(most) if booking.amount > most => {
                Err(BooksRefusal::Reserve { pool: pool.clone(), clause: rule.clause.as_str().into(), most })
            }
            _ => Ok(()),
        }
    }

    /// Something was put in: who comes later in the slice has so much less.
    pub fn booked(&mut self, booking: &Booking, year: i16) {
        if booking.deed == Deed::FillReserve {
            self.0.entry((booking.pool.clone(), year)).or_default().filled += booking.amount;
        }
    }

    fn of(&self, pool: &Name, year: i16) -> OfYear {
        self.0.get(&(pool.clone(), year)).copied().unwrap_or_default()
    }
}

/// What the reserve of a pool holds.
fn holds(books: &Books, pool: &Name) -> Fen {
    -books.balance(&Account { pool: pool.clone(), code: Code::ReserveFund, sub: Name::default() })
}

/// How the reserve of a pool stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The pool.
    pub pool: Name,
    /// What its scheme says of it; none: nothing.
    pub rule: Option<Reserve>,
    /// What this year brought.
    pub year: OfYear,
    /// What it holds.
    pub holds: Fen,
    /// How much may go in; none: no bound is named.
    pub may_fill: Option<Fen>,
    /// How much may come out; none: no bound is named.
    pub may_draw: Option<Fen>,
}

/// The reserves of a book as they stand now, pool by pool. Who asks must have been let see the book.
///
/// # Errors
///
/// Those of the store.
pub async fn reserves(office: &Office, book: &BookId, now: Now) -> Result<Vec<Standing>, StoreError> {
    let inner = office.clone();
    office.store.look(book, move |tx| Box::pin(async move { stand(&inner, tx, now).await })).await
}

async fn stand(office: &Office, tx: &mut Tx, now: Now) -> Result<Vec<Standing>, StoreError> {
    let year = Period::of(now.day()).year();
    let books = ledger::open(tx, &[], Period::of(now.day())).await?.books;
    let pools: Vec<(Name, i16)> = books.pools.keys().map(|pool| (pool.clone(), year)).collect();
    let mut schemes: Vec<&str> =
        pools.iter().filter_map(|(pool, _)| Some(pool.rsplit_once('/')?.0)).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let named = pools_of(office, tx, &schemes).await?;
    let years = Years::read(tx, pools.clone()).await?;
    let standing = |(pool, _): (Name, i16)| {
        let rule = named.get(&pool).and_then(|(_, named)| named.reserve.clone());
        let (year, holds) = (years.of(&pool, year), holds(&books, &pool));
        let may_fill = rule.as_ref().and_then(|rule| may_fill(rule, year, holds));
        let may_draw =
            rule.as_ref().and_then(|rule| may_draw(rule, books.pool(&pool))).map(|most| most.least(holds));
        Standing { pool, rule, year, holds, may_fill, may_draw }
    };
    Ok(pools.into_iter().map(standing).collect())
}
