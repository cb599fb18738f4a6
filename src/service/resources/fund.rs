//! The fund: pools and what they have, vouchers, periods, balances, and what was booked for something.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::engine::claim::words::Word;
use crate::engine::ledger::{Kind, Period, Totals, VoucherNumber};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::acting::{InBook, Looking};
use crate::service::asked::{Asked, At};
use crate::service::fault::Fault;
use crate::service::page::{Items, Page};
use crate::service::problem::Problem;
use crate::store::ledger::{self, LineRow, PeriodRow, PoolRow, PostingRow, VoucherRow};

/// Pools.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Pools {
    /// By id.
    items: Vec<PoolRow>,
}

/// List the pools of the fund, each with what it has, owes and holds back
#[utoipa::path(get, path = "/pools", operation_id = "listPools", tag = "fund", params(InBook),
    responses((status = 200, description = "The pools", body = Pools)))]
pub(in crate::service) async fn pools(looking: Looking) -> Result<Json<Pools>, Problem> {
    let items = ledger::pools(looking.store(), looking.scope(), &looking.book).await?;
    Ok(Json(Pools { items }))
}

/// Periods.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Periods {
    /// In order.
    items: Vec<PeriodRow>,
}

/// List the periods of the books
#[utoipa::path(get, path = "/periods", operation_id = "listPeriods", tag = "fund", params(InBook),
    responses((status = 200, description = "The periods", body = Periods)))]
pub(in crate::service) async fn periods(looking: Looking) -> Result<Json<Periods>, Problem> {
    let items = ledger::periods(looking.store(), looking.scope(), &looking.book).await?;
    Ok(Json(Periods { items }))
}

/// What moved on an account up to a period.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Balance {
    /// The pool.
    pool: String,
    /// The account.
    account: String,
    /// What it is divided by.
    sub: String,
    /// The month.
    period: String,
    /// Debited in it, in yuan.
    debit: String,
    /// Credited in it, in yuan.
    credit: String,
}

/// Balances.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Balances {
    /// By account and month.
    items: Vec<Balance>,
}

/// What moved on each account, month by month, up to a period
#[utoipa::path(get, path = "/periods/{period}/balances", operation_id = "listBalances", tag = "fund",
    params(("period" = String, Path, description = "The month", example = "2026-06"), InBook),
    responses((status = 200, description = "The movements", body = Balances)))]
pub(in crate::service) async fn balances(
    looking: Looking,
    At(period): At<String>,
) -> Result<Json<Balances>, Problem> {
    let period = month(&period)?;
    let totals = ledger::totals(looking.store(), looking.scope(), (&looking.book, period)).await?;
    Ok(Json(Balances { items: totals.into_iter().map(Balance::from).collect() }))
}

impl From<Totals> for Balance {
    fn from(Totals { account, period, debit, credit }: Totals) -> Self {
        Self {
            pool: account.pool.to_string(),
            account: account.code.word().into(),
            sub: account.sub.to_string(),
            period: period.to_string(),
            debit: debit.to_string(),
            credit: credit.to_string(),
        }
    }
}

/// A month as it is written.
pub(super) fn month(text: &str) -> Result<Period, Problem> {
    let said = ("不是月份，请写作2026-06。", "It is no month; write it like 2026-06.");
    text.parse().map_err(|_| Problem::bad_request(vec![Fault::new("period", "wrong-form", said)]))
}

/// Which vouchers.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Which {
    /// `receipt`, `payment` or `transfer`.
    #[param(example = "transfer", pattern = "^(receipt|payment|transfer)$")]
    kind: String,
}

fn kind(word: &str) -> Result<Kind, Problem> {
    let said = ("须为receipt、payment或transfer，请更正。", "Write receipt, payment or transfer.");
    let known = Kind::ALL.iter().find(|(known, ..)| *known == word).map(|(_, kind, _)| *kind);
    known.ok_or_else(|| Problem::bad_request(vec![Fault::new("kind", "not-a-choice", said)]))
}

/// List the vouchers of one kind of a period by number
#[utoipa::path(get, path = "/periods/{period}/vouchers", operation_id = "listVouchers", tag = "fund",
    params(("period" = String, Path, description = "The month", example = "2026-06"), InBook, Which, Page),
    responses((status = 200, description = "A page of vouchers", body = Items<VoucherRow>)))]
pub(in crate::service) async fn vouchers(
    looking: Looking,
    At(period): At<String>,
    Asked(Which { kind: word }): Asked<Which>,
    Asked(page): Asked<Page>,
) -> Result<Json<Items<VoucherRow>>, Problem> {
    let place = (month(&period)?, kind(&word)?.word(), page.after_number()?, i64::from(page.most()?) + 1);
    let read = ledger::vouchers(looking.store(), looking.scope(), &looking.book, place).await?;
    page.of(read, |voucher| voucher.number.to_string()).map(Json)
}

/// A voucher with its lines and postings.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct VoucherShown {
    /// Its head.
    voucher: VoucherRow,
    /// What it adds to each side of each account.
    lines: Vec<LineRow>,
    /// Why, posting by posting.
    postings: Vec<PostingRow>,
}

/// Look at a voucher
#[utoipa::path(get, path = "/vouchers/{voucher}", operation_id = "showVoucher", tag = "fund",
    params(("voucher" = String, Path, description = "Its number: month, type (r, p or t) and number in the month", example = "2026-06-t1"), InBook),
    responses((status = 200, description = "The voucher", body = VoucherShown)))]
pub(in crate::service) async fn voucher(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<VoucherShown>, Problem> {
    let none = || Problem::from(Refusal::not_found(Thing::Voucher, &id));
    let number: VoucherNumber = id.parse().map_err(|_| none())?;
    let found = ledger::voucher(looking.store(), looking.scope(), (&looking.book, number)).await?;
    let (voucher, lines, postings) = found.ok_or_else(none)?;
    Ok(Json(VoucherShown { voucher, lines, postings }))
}

/// What was booked.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Postings {
    /// In the order in which it was booked.
    items: Vec<PostingRow>,
}

/// What was booked for a claim
#[utoipa::path(get, path = "/claims/{claim}/postings", operation_id = "listPostings", tag = "fund",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The postings", body = Postings)))]
pub(in crate::service) async fn postings(
    looking: Looking,
    At(claim): At<String>,
) -> Result<Json<Postings>, Problem> {
    let items = ledger::postings(looking.store(), looking.scope(), (&looking.book, &claim)).await?;
    Ok(Json(Postings { items }))
}
