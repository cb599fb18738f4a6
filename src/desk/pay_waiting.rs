//! Pay waiting (待付转付): claims that wait for a pool's money get what there is, by the rule of their scheme.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::books::{draft, known, open};
use super::follow::rule;
use super::office::Office;
use crate::engine::ledger::period::choose;
use crate::engine::ledger::waiting::pay_waiting;
use crate::engine::ledger::{Code, Event, Period, Posting, VoucherNumber};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::{Refusal, Right};
use crate::store::ledger;
use crate::store::{StoreError, Tx};

/// Pays claims that wait.
pub struct PayWaiting;

/// Of which pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayRequest {
    /// The pool.
    pub pool: Name,
}

/// What became of those that waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidAnswer {
    /// The voucher; none where nothing could be paid.
    pub voucher: Option<VoucherNumber>,
    /// What is payable now.
    pub paid: Fen,
    /// What is not owed any more.
    pub cut: Fen,
    /// What still waits.
    pub waits: Fen,
}

impl Act for PayWaiting {
    const NAME: &'static str = "pay-waiting";
    const RIGHT: Right = Right::KeepBooks;
    type Request = PayRequest;
    type Answer = PaidAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, PayRequest>],
    ) -> Result<Vec<Outcome<PaidAnswer>>, StoreError> {
        let Some(first) = slice.first() else { return Ok(vec![]) };
        let pools: Vec<&str> = slice.iter().map(|asked| asked.request.pool.as_str()).collect();
        let (mut books, named) = open(office, tx, (&[], &pools), Period::of(first.now.day())).await?;
        let mut outcomes = Vec::with_capacity(slice.len());
        for (at, asked) in slice.iter().enumerate() {
            let id = &asked.request.pool;
            if let Err(refusal) = known(&books, id) {
                outcomes.push(Err(refusal));
                continue;
            }
            if pools[..at].contains(&id.as_str()) {
                let what = crate::engine::office::refusal::Thing::Pool;
                outcomes.push(Err(Refusal::Stale { what, id: id.clone() }));
                continue;
            }
            let waiting = ledger::waiting(tx, id).await?;
            let rule = named.get(id).and_then(rule);
            let postings = pay_waiting(id, books.books.pool(id), rule, &waiting);
            let (paid, cut) = (sum(&postings, Event::BenefitFunded), sum(&postings, Event::BenefitCut));
            let period = choose(&books.periods, asked.now.day());
            let put = books.put(draft(asked, Self::NAME, ("", period), postings));
            outcomes.push(put.map_err(|short| Refusal::Books(short.into())).map(|voucher| {
                let waits = books.books.pool(id).waiting;
                Done::new(PaidAnswer { voucher, paid, cut, waits }, id.to_string())
            }));
        }
        ledger::write(tx, books).await?;
        Ok(outcomes)
    }
}

fn sum(postings: &[Posting], event: Event) -> Fen {
    let of = |one: &&Posting| one.event() == event && one.debit() == Code::BenefitWaiting;
    postings.iter().filter(of).map(Posting::amount).sum()
}
