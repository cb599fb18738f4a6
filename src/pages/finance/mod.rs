//! Finance: pools, contributions, vouchers, accounts and periods.

pub(super) mod book;
mod chart;
mod export;
pub(super) mod ledger;
pub(super) mod opening;
pub(super) mod periods;
pub(super) mod pools;
pub(super) mod received;
pub(super) mod trial;
pub(super) mod vouchers;

use axum::http::StatusCode;

use super::frame::Frame;
use super::visit::{Office, Visit};
use crate::desk::called::accounts;
use crate::engine::claim::words::Word;
use crate::engine::ledger::{Code, Period};
use crate::engine::office::Right;
use crate::exchange::reports::Names;
use crate::service::{Looking, Problem};

/// What pools, payers and benefits of the book are called.
async fn names(office: &Looking, p: &Frame) -> Result<Names, Problem> {
    let desk = office.app.desk().office();
    Ok(accounts::of_book(desk, (office.scope(), &office.book), p.lang).await?)
}

/// The period that is named, or else that of today.
fn period(visit: &Visit, named: Option<&str>) -> Result<Period, Problem> {
    let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) else {
        return Ok(Period::of(visit.admitted.now.day()));
    };
    named.parse().map_err(|_| {
        let said = (
            "会计期间须写作2026-06，年末结转为2026-13，请更正。",
            "A period is written like 2026-06, the closing of a year 2026-13; correct it.",
        );
        Problem::new(StatusCode::BAD_REQUEST, "wrong-form", said)
    })
}

/// The periods of the book as choices, the latest first; that of today is always among them.
async fn periods_of(visit: &Visit, office: &Office) -> Result<Vec<(String, String)>, Problem> {
    let rows = crate::store::ledger::periods(office.store(), office.scope(), &office.book).await?;
    let mut ids: Vec<String> = rows.into_iter().map(|row| row.id).collect();
    ids.push(Period::of(visit.admitted.now.day()).to_string());
    ids.sort();
    ids.dedup();
    Ok(ids.into_iter().rev().map(|id| (id.clone(), id)).collect())
}

/// May who looks book something?
fn may_book(visit: &Visit) -> bool {
    visit.admitted.may(Right::KeepBooks)
}

/// What an account is called: its name in the chart that the pages use, with payer or benefit behind it.
fn account(p: &super::frame::Frame, names: &Names, (pool, code, sub): (&str, &str, &str)) -> String {
    let sub = names.sub(pool, sub);
    let name = super::words::called::<Code>(p, code);
    if sub.is_empty() { name } else { p.lang.pick(format!("{name}（{sub}）"), format!("{name} ({sub})")) }
}

/// What a word of the books is called: an event, a type of voucher.
fn called<W: Word + 'static>(p: &super::frame::Frame, word: &str) -> String {
    super::words::called::<W>(p, word)
}
