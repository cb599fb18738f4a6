//! Carry forward (年终结转): the income and the expenses of a year go to the accumulated balance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::books::draft;
use super::office::Office;
use crate::engine::ledger::period::carry;
use crate::engine::ledger::{Account, BooksRefusal, Period, PeriodState, VoucherNumber, carry_forward};
use crate::engine::money::Fen;
use crate::engine::office::{Refusal, Right};
use crate::store::ledger::{self, Moved};
use crate::store::{StoreError, Tx};

/// Closes a year.
pub struct CarryForward;

/// Which year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryRequest {
    /// The year.
    pub year: i16,
}

/// What was carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedAnswer {
    /// The voucher; none where there was neither income nor expense.
    pub voucher: Option<VoucherNumber>,
    /// The closing of the year, which is closed with it.
    pub period: Period,
}

impl Act for CarryForward {
    const NAME: &'static str = "carry-forward";
    const RIGHT: Right = Right::CloseBooks;
    type Request = CarryRequest;
    type Answer = CarriedAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, CarryRequest>],
    ) -> Result<Vec<Outcome<CarriedAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            outcomes.push(one(tx, asked).await?);
        }
        Ok(outcomes)
    }
}

async fn one(tx: &mut Tx, asked: &Asked<'_, CarryRequest>) -> Result<Outcome<CarriedAnswer>, StoreError> {
    let period = Period::closing(asked.request.year);
    let mut books = ledger::open(tx, &[], period.first_of_year()).await?;
    if let Err(why) = carry(&books.periods, asked.request.year, asked.now.day()) {
        return Ok(Err(Refusal::Books(BooksRefusal::Period { period, why })));
    }
    let mut balances: BTreeMap<Account, Fen> = BTreeMap::new();
    for moved in ledger::moved_up_to(tx, period).await? {
        *balances.entry(moved.account).or_default() += moved.debit - moved.credit;
    }
    let postings = carry_forward(balances.iter().map(|(account, balance)| (account, *balance)));
    let voucher = match books.put(draft(asked, CarryForward::NAME, ("", period), postings)) {
        Ok(voucher) => voucher,
        Err(short) => return Ok(Err(Refusal::Books(short.into()))),
    };
    ledger::write(tx, books).await?;
    let closed_by = Some(asked.actor.staff.to_string());
    let state = PeriodState::Closed;
    ledger::move_period(tx, Moved { period, state, closed_by, closed_at: Some(asked.now.moment()) }).await?;
    Ok(Ok(Done::new(CarriedAnswer { voucher, period }, period.to_string())))
}
