//! Reopen a period (反结账): the last one that is closed, by somebody else than who closed it.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::close_period::PeriodAnswer;
use super::office::Office;
use crate::engine::ledger::period::{self, MoveError};
use crate::engine::ledger::{BooksRefusal, Period, PeriodState};
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::ledger::{self, Moved};
use crate::store::{StoreError, Tx};

/// Reopens a period.
pub struct ReopenPeriod;

/// Which; why stands in the call's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopenRequest {
    /// The period.
    pub period: Period,
}

impl Act for ReopenPeriod {
    const NAME: &'static str = "reopen-period";
    const RIGHT: Right = Right::CloseBooks;
    type Request = ReopenRequest;
    type Answer = PeriodAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, ReopenRequest>],
    ) -> Result<Vec<Outcome<PeriodAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            outcomes.push(one(tx, asked).await?);
        }
        Ok(outcomes)
    }
}

async fn one(tx: &mut Tx, asked: &Asked<'_, ReopenRequest>) -> Result<Outcome<PeriodAnswer>, StoreError> {
    let period = asked.request.period;
    if let Err(refusal) = asked.needs_reason("请写明反结账的原因。", "Say why it is reopened (--because).")
    {
        return Ok(Err(refusal));
    }
    let books = ledger::open(tx, &[], period).await?;
    let mut closers = Involved::default();
    if let Some(person) = ledger::closer(tx, period).await? {
        closers.add_person(Person(person.into()));
    }
    let same: bool = closers.check(&asked.actor).is_err();
    if let Err(why) = period::reopen(&books.periods, period, same) {
        let why: MoveError = why;
        return Ok(Err(Refusal::Books(BooksRefusal::Period { period, why })));
    }
    let state = PeriodState::Open;
    ledger::move_period(tx, Moved { period, state, closed_by: None, closed_at: None }).await?;
    Ok(Ok(Done::new(PeriodAnswer { period, state }, period.to_string())))
}
