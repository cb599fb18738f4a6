//! Reverse (冲销): a voucher of the finance desk is taken back by its full negation, in an open period.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::books::{draft, earliest, period};
use super::keep_books::{BookedAnswer, KeepBooks};
use super::office::Office;
use super::open_balances::OpenBalances;
use crate::engine::ledger::{BooksRefusal, Period, Posting, VoucherNumber};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::ledger::{self, Opened, Reversible};
use crate::store::{StoreError, Tx};

/// Reverses a voucher.
pub struct Reverse;

/// Which; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReverseRequest {
    /// The number of the voucher.
    pub voucher: VoucherNumber,
    /// The period of the reversal; none: that of the day, or the next that is open.
    pub period: Option<Period>,
}

impl Act for Reverse {
    const NAME: &'static str = "reverse";
    const RIGHT: Right = Right::KeepBooks;
    type Request = ReverseRequest;
    type Answer = BookedAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, ReverseRequest>],
    ) -> Result<Vec<Outcome<BookedAnswer>>, StoreError> {
        let Some(first) = slice.first() else { return Ok(vec![]) };
        let from = earliest(slice.iter().map(|asked| asked.request.period), first.now.day());
        let mut books = ledger::open(tx, &[], from).await?;
        let mut outcomes: Vec<Outcome<BookedAnswer>> = Vec::with_capacity(slice.len());
        for (at, asked) in slice.iter().enumerate() {
            let number = asked.request.voucher;
            let twice = slice[..at].iter().any(|other| other.request.voucher == number);
            let found = ledger::reversible(tx, number).await?;
            outcomes.push(one(&mut books, found.map(|found| (found, twice)), asked));
        }
        ledger::write(tx, books).await?;
        Ok(outcomes)
    }
}

fn one(
    books: &mut Opened,
    found: Option<(Reversible, bool)>,
    asked: &Asked<'_, ReverseRequest>,
) -> Outcome<BookedAnswer> {
    let ReverseRequest { voucher, period: wanted } = asked.request;
    let none = || Refusal::not_found(Thing::Voucher, &voucher.to_string());
    let (found, twice) = found.ok_or_else(none)?;
    asked.needs_reason("请写明冲销的原因。", "Say why it is reversed (--because).")?;
    let by_hand = [KeepBooks::NAME, OpenBalances::NAME].contains(&found.act.as_str());
    if twice || found.reversed || !by_hand {
        return Err(BooksRefusal::NotReversible { voucher: voucher.to_string().into() }.into());
    }
    let period = period(&books.periods, *wanted, asked.now.day())?;
    let postings = found.postings.iter().map(Posting::reversal).collect();
    let mut draft = draft(asked, Reverse::NAME, (&voucher.to_string(), period), postings);
    draft.reverses = Some(found.id);
    let voucher = books.put(draft).map_err(BooksRefusal::from)?.ok_or(BooksRefusal::Amount)?;
    Ok(Done::new(BookedAnswer { voucher }, voucher.to_string()))
}
