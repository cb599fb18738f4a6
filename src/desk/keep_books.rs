//! Keep books (记账): money that came, went or moved, booked on a document.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::books::{Named, draft, earliest, known, open, period};
use super::office::Office;
use super::reserve::Years;
use crate::engine::ledger::contribution::Dues;
use crate::engine::ledger::deed::{Booking, Deed, Known};
use crate::engine::ledger::{BooksRefusal, Period, Posting, VoucherNumber};
use crate::engine::name::Name;
use crate::engine::office::{Refusal, Right};
use crate::store::ledger::{self, OfParty, Opened};
use crate::store::{StoreError, Tx};

/// Books a deed.
pub struct KeepBooks;

/// A deed, and the period that it is booked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRequest {
    /// What is done.
    pub booking: Booking,
    /// The period; none: that of the day, or the next that is open.
    pub period: Option<Period>,
}

/// The voucher that it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookedAnswer {
    /// The number of the voucher.
    pub voucher: VoucherNumber,
}

type Standing = Vec<(OfParty, Name, Dues)>;

impl Act for KeepBooks {
    const NAME: &'static str = "keep-books";
    const RIGHT: Right = Right::KeepBooks;
    type Request = BookRequest;
    type Answer = BookedAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, BookRequest>],
    ) -> Result<Vec<Outcome<BookedAnswer>>, StoreError> {
        let Some(first) = slice.first() else { return Ok(vec![]) };
        let from = earliest(slice.iter().map(|asked| asked.request.period), first.now.day());
        let bookings = || slice.iter().map(|asked| &asked.request.booking);
        let claims: Vec<&str> = bookings().map(|one| one.party.as_str()).collect();
        let pools: Vec<&str> = bookings().flat_map(Booking::pools).map(Name::as_str).collect();
        let (mut books, named) = open(office, tx, (&claims, &pools), from).await?;
        let parties = bookings().map(|one| OfParty { pool: one.pool.clone(), party: one.party.clone() });
        let mut parties: Vec<OfParty> = parties.filter(|of| !of.party.is_empty()).collect();
        parties.dedup();
        let standing: Standing = ledger::dues(tx, &parties).await?;
        let ids: Vec<&str> = parties.iter().map(|of| of.party.as_str()).collect();
        let known = ledger::parties(tx, &ids).await?;
        let years = Years::read(tx, filled(&books, slice)).await?;
        let mut outcomes = Vec::with_capacity(slice.len());
        let mut beside = Beside { named, standing, known, years };
        for (at, asked) in slice.iter().enumerate() {
            outcomes.push(one(&mut books, &mut beside, at, asked));
        }
        ledger::write(tx, books).await?;
        Ok(outcomes)
    }
}

/// What is known beside the books: the pools as their schemes have them, what stands between pools and parties, which parties
/// there are, and what the years brought whose reserves are filled.
struct Beside {
    named: Named,
    standing: Standing,
    known: HashSet<String>,
    years: Years,
}

/// The pools whose reserves are to be filled, each with the year.
fn filled(books: &Opened, slice: &[Asked<'_, BookRequest>]) -> Vec<(Name, i16)> {
    let fills = slice.iter().filter(|asked| asked.request.booking.deed == Deed::FillReserve);
    let of = |asked: &Asked<'_, BookRequest>| {
        let period = period(&books.periods, asked.request.period, asked.now.day()).ok()?;
        Some((asked.request.booking.pool.clone(), period.year()))
    };
    fills.filter_map(of).collect()
}

fn one(
    books: &mut Opened,
    beside: &mut Beside,
    at: usize,
    asked: &Asked<'_, BookRequest>,
) -> Outcome<BookedAnswer> {
    let BookRequest { booking, period: wanted } = asked.request;
    for pool in booking.pools() {
        known(books, pool)?;
    }
    checked(booking, &beside.named)?;
    contributes(booking, beside)?;
    let period = period(&books.periods, *wanted, asked.now.day())?;
    let rule = beside.named.get(&booking.pool).and_then(|pool| pool.reserve.as_ref());
    beside.years.check(booking, (rule, &books.books), period.year())?;
    let dues = of(&mut beside.standing, booking);
    let booked = books.claims.get(at).cloned().flatten().map(|claim| claim.booked).unwrap_or_default();
    let known = Known { dues: *dues, booked };
    let postings: Vec<Posting> = booking.postings(&known, &books.books)?;
    let mut after = *dues;
    postings.iter().for_each(|one| after.apply(one.debit(), one.credit(), one.amount()));
    let draft = draft(asked, KeepBooks::NAME, (&booking.document, period), postings);
    let voucher = books.put(draft).map_err(BooksRefusal::from)?.ok_or(BooksRefusal::Amount)?;
    *of(&mut beside.standing, booking) = after;
    beside.years.booked(booking, period.year());
    Ok(Done::new(BookedAnswer { voucher }, voucher.to_string()))
}

/// What stands between the pool and the party for the payer.
fn of<'s>(standing: &'s mut Standing, booking: &Booking) -> &'s mut Dues {
    let of = OfParty { pool: booking.pool.clone(), party: booking.party.clone() };
    let at = standing.iter().position(|(party, payer, _)| *party == of && *payer == booking.payer);
    let at = at.unwrap_or_else(|| {
        standing.push((of, booking.payer.clone(), Dues::default()));
        standing.len() - 1
    });
    &mut standing[at].2
}

/// Money of a contribution comes for a payer of the scheme, through an employer or a member of the book.
fn contributes(booking: &Booking, beside: &Beside) -> Result<(), Refusal> {
    if !matches!(booking.deed, Deed::Receive | Deed::Refund) {
        return Ok(());
    }
    let Booking { pool, payer, party, .. } = booking;
    if !beside.named.may_pay(pool, payer) {
        let said = (
            format!("方案没有缴费方“{payer}”，请核对（会员为member）。"),
            format!(
                "The scheme has no payer `{payer}`; compare with its [[payer]] entries (a member is `member`)."
            ),
        );
        return Err(Refusal::field("payer", said));
    }
    // What stands for a party that was taken back with its import may still be given back.
    let stands = || beside.standing.iter().any(|(of, ..)| of.pool == *pool && of.party == *party);
    if !beside.known.contains(party.as_str()) && !stands() {
        let said = (
            format!("没有编号为“{party}”的单位或会员，请核对。"),
            format!("There is no employer or member `{party}`; give the id of one."),
        );
        return Err(Refusal::field("party", said));
    }
    Ok(())
}

/// What a deed needs beside pool, amount and document; and what earmarked money may not do.
fn checked(booking: &Booking, named: &Named) -> Result<(), Refusal> {
    let needs = |field: &str, value: &Name, zh: &str, en: &str| {
        if value.trim().is_empty() { Err(Refusal::field(field, (zh, en))) } else { Ok(()) }
    };
    match booking.deed {
        Deed::Receive | Deed::Refund => {
            needs("payer", &booking.payer, "请写明缴费方。", "Say whose contribution it is (--payer).")?;
            needs("party", &booking.party, "请写明单位或会员。", "Say through whom it came (--party).")
        }
        Deed::SubsidyDue | Deed::SubsidyReceived => {
            needs("payer", &booking.payer, "请写明补助方。", "Say who gives the subsidy (--payer).")
        }
        Deed::ClawbackReceived => {
            needs("party", &booking.party, "请写明申请编号。", "Say for which claim (--party).")
        }
        Deed::Transfer => {
            needs("to", &booking.to, "请写明调入的资金池。", "Say which pool gets it (--to).")?;
            if booking.to == booking.pool {
                return Err(Refusal::field(
                    "to",
                    ("调出与调入的资金池相同，请更正。", "Both are the same pool; correct it."),
                ));
            }
            match named.get(&booking.pool).filter(|pool| !pool.only_for.is_empty()) {
                Some(_) => Err(BooksRefusal::Earmarked { pool: booking.pool.clone() }.into()),
                None => Ok(()),
            }
        }
        Deed::GuaranteeReceived | Deed::Allocate | Deed::Interest | Deed::FillReserve | Deed::DrawReserve => {
            Ok(())
        }
    }
}
