//! Close a period (结账): after the checklist holds; softly, so that only the accountant books into it, or for good.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::office::Office;
use crate::engine::ledger::period::{self, Check, Checked, Checklist};
use crate::engine::ledger::{Books, BooksRefusal, Code, Period, PeriodState, Pool};
use crate::engine::money::Fen;
use crate::engine::office::{Refusal, Right};
use crate::store::ledger::{self, Moved};
use crate::store::{StoreError, Tx};

/// Closes a period.
pub struct ClosePeriod;

/// Which period, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseRequest {
    /// The period.
    pub period: Period,
    /// Only softly: the desks book into the next one, the accountant may still book into this.
    pub soft: bool,
}

/// How a period stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodAnswer {
    /// The period.
    pub period: Period,
    /// How it stands.
    pub state: PeriodState,
}

impl Act for ClosePeriod {
    const NAME: &'static str = "close-period";
    const RIGHT: Right = Right::CloseBooks;
    type Request = CloseRequest;
    type Answer = PeriodAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, CloseRequest>],
    ) -> Result<Vec<Outcome<PeriodAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        // Few close periods, and never many at once: each reads the books as the one before left them.
        for asked in slice {
            outcomes.push(one(tx, asked).await?);
        }
        Ok(outcomes)
    }
}

async fn one(tx: &mut Tx, asked: &Asked<'_, CloseRequest>) -> Result<Outcome<PeriodAnswer>, StoreError> {
    let CloseRequest { period, soft } = *asked.request;
    let books = ledger::open(tx, &[], period).await?;
    let state = match period::close(&books.periods, period, soft, asked.now.day()) {
        Ok(state) => state,
        Err(why) => return Ok(Err(Refusal::Books(BooksRefusal::Period { period, why }))),
    };
    if !soft {
        let checks = checklist(&books.books, ledger::is_gapless(tx, period).await?);
        if !checks.holds() {
            return Ok(Err(Refusal::Books(BooksRefusal::Checklist { period, checks })));
        }
    }
    let closed_by = Some(asked.actor.staff.to_string());
    let moved = Moved { period, state, closed_by, closed_at: Some(asked.now.moment()) };
    ledger::move_period(tx, moved).await?;
    Ok(Ok(Done::new(PeriodAnswer { period, state }, period.to_string())))
}

/// What must hold before a period is closed.
fn checklist(books: &Books, gapless: bool) -> Checklist {
    let sum = |keep: fn(Code) -> bool| -> Fen {
        books.accounts.iter().filter(|(account, _)| keep(account.code)).map(|(_, b)| b.amount).sum()
    };
    let of = |id: &str| {
        let own = books.accounts.iter().filter(|(account, _)| account.pool == id);
        Pool::of(own.map(|(account, balance)| (account.code, balance.amount)))
    };
    let pools = books.pools.iter().all(|(id, pool)| *pool == of(id));
    let checks = [
        (Checked::Balanced, sum(|_| true) == Fen::ZERO),
        (Checked::Gapless, gapless),
        (Checked::Pools, pools),
        (Checked::Opening, sum(|code| code == Code::Opening) == Fen::ZERO),
    ];
    Checklist(checks.map(|(what, holds)| Check { what, holds }).into())
}
