//! What the finance desk does: money that came, went or moved, claims that waited, opening balances, periods, reversals.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::desk::carry_forward::{CarriedAnswer, CarryForward, CarryRequest};
use crate::desk::close_period::{ClosePeriod, CloseRequest, PeriodAnswer};
use crate::desk::keep_books::{BookRequest, BookedAnswer, KeepBooks};
use crate::desk::open_balances::{Given, OpenBalances, OpenRequest};
use crate::desk::pay_waiting::{PaidAnswer, PayRequest, PayWaiting};
use crate::desk::reopen_period::{ReopenPeriod, ReopenRequest};
use crate::desk::reverse::{Reverse, ReverseRequest};
use crate::engine::claim::words::Word;
use crate::engine::ledger::deed::{Booking, Deed};
use crate::engine::ledger::{Code, Period, VoucherNumber};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::acting::{Acting, Acts, Brought, InBook};
use crate::service::asked::At;
use crate::service::fault::Fault;
use crate::service::problem::Problem;
use crate::service::resources::claims::acts::Because;
use crate::service::sent::Sent;

/// A deed to be booked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct BookDeed {
    /// What is done: `receive`, `refund`, `subsidy-due`, `subsidy-received`, `guarantee-received`, `clawback-received`,
    /// `allocate`, `transfer`, `interest`, `fill-reserve` or `draw-reserve`.
    #[schema(min_length = 1, max_length = 40, example = "interest")]
    deed: String,
    /// The pool: its scheme, `/`, and its own name there.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient/test")]
    pool: String,
    /// How much, in yuan.
    #[schema(value_type = String, pattern = "^[0-9]{1,10}(\\.[0-9]{1,2})?$", example = "12.50")]
    amount: Fen,
    /// Whose money it is: a payer of the scheme, or who gives a subsidy.
    #[serde(default)]
    #[schema(max_length = 100)]
    payer: String,
    /// Through whom it came: the employer or the member; of a clawback the claim.
    #[serde(default)]
    #[schema(max_length = 100)]
    party: String,
    /// The pool that gets it, where money is moved between two.
    #[serde(default)]
    #[schema(max_length = 200)]
    to: String,
    /// The document: its number or name.
    #[schema(min_length = 1, max_length = 200, example = "回单0051")]
    document: String,
    /// The month; that of today, or the next that is open, when not given.
    #[schema(value_type = Option<String>, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    period: Option<Period>,
}

/// Book money that came, went or moved
#[utoipa::path(post, path = "/bookings", operation_id = "bookDeed", tag = "fund", params(InBook, Acts),
    request_body = BookDeed, responses((status = 201, description = "Booked", body = BookedAnswer)))]
pub(in crate::service) async fn book(
    acting: Acting,
    Sent(asked): Sent<BookDeed>,
) -> Result<Brought<BookedAnswer>, Problem> {
    let BookDeed { deed, pool, amount, payer, party, to, document, period } = asked;
    let booking = Booking {
        deed: word::<Deed>("/deed", &deed)?,
        pool: pool.into(),
        amount,
        payer: payer.into(),
        party: party.into(),
        to: to.into(),
        document: document.into(),
    };
    acting.bring::<KeepBooks>(BookRequest { booking, period }, "").await.map(Brought::created)
}

/// One of the words of a list, as a body has it.
fn word<W: Word>(field: &'static str, text: &str) -> Result<W, Problem> {
    let words: Vec<&str> = W::ALL.iter().map(|(word, ..)| *word).collect();
    let said = (
        format!("须为其中之一：{}，请更正。", words.join("、")),
        format!("Write one of: {}.", words.join(", ")),
    );
    let known = W::ALL.iter().find(|(known, ..)| *known == text).map(|(_, value, _)| *value);
    known.ok_or_else(|| Problem::invalid(vec![Fault::new(field, "not-a-choice", said)]))
}

/// A pool.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct OfPool {
    /// The pool.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient/test")]
    pool: String,
}

/// Pay claims that wait for a pool's money, by the rule of its scheme
#[utoipa::path(post, path = "/pools/pay-waiting", operation_id = "payWaiting", tag = "fund", params(InBook, Acts),
    request_body = OfPool, responses((status = 200, description = "What was paid, and what still waits", body = PaidAnswer)))]
pub(in crate::service) async fn pay_waiting(
    acting: Acting,
    Sent(OfPool { pool }): Sent<OfPool>,
) -> Result<Brought<PaidAnswer>, Problem> {
    acting.bring::<PayWaiting>(PayRequest { pool: pool.into() }, "").await
}

/// A row of opening balances.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpeningRow {
    /// The pool.
    #[schema(min_length = 1, max_length = 200)]
    pool: String,
    /// The account, by our word: `income-bank`, `accumulated` and so on.
    #[schema(min_length = 1, max_length = 40)]
    code: String,
    /// Payer or benefit, of accounts that are divided.
    #[serde(default)]
    #[schema(max_length = 100)]
    sub: String,
    /// With whom.
    #[serde(default)]
    #[schema(max_length = 100)]
    party: String,
    /// On the debit side, in yuan.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^[0-9]{1,10}(\\.[0-9]{1,2})?$")]
    debit: Fen,
    /// On the credit side, in yuan.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^[0-9]{1,10}(\\.[0-9]{1,2})?$")]
    credit: Fen,
}

/// Opening balances.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct OpenTheBooks {
    /// The rows: of each pool debits and credits are the same.
    #[schema(min_items = 1, max_items = 1000, example = json!([
        { "pool": "demo/inpatient/test", "code": "income-bank", "debit": "100.00" },
        { "pool": "demo/inpatient/test", "code": "accumulated", "credit": "100.00" }]))]
    rows: Vec<OpeningRow>,
    /// The document.
    #[schema(min_length = 1, max_length = 200, example = "期初余额表")]
    document: String,
    /// The month; that of today when not given.
    #[schema(value_type = Option<String>, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$")]
    period: Option<Period>,
}

/// Book what pools had when their books begin
#[utoipa::path(post, path = "/opening-balances", operation_id = "openBalances", tag = "fund", params(InBook, Acts),
    request_body = OpenTheBooks, responses((status = 201, description = "Booked", body = BookedAnswer)))]
pub(in crate::service) async fn open(
    acting: Acting,
    Sent(OpenTheBooks { rows, document, period }): Sent<OpenTheBooks>,
) -> Result<Brought<BookedAnswer>, Problem> {
    let row = |(line, row): (usize, OpeningRow)| {
        let code = word::<Code>("/rows", &row.code)?;
        let OpeningRow { pool, sub, party, debit, credit, .. } = row;
        let (pool, sub, party) = (pool.into(), sub.into(), party.into());
        Ok(Given { line, pool, code, sub, party, debit, credit })
    };
    let rows = (1..).zip(rows).map(row).collect::<Result<Vec<Given>, Problem>>()?;
    acting.bring::<OpenBalances>(OpenRequest { rows, document, period }, "").await.map(Brought::created)
}

/// How a period is closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct CloseAPeriod {
    /// Only for others than the finance desk?
    #[serde(default)]
    soft: bool,
}

/// Close a month
#[utoipa::path(post, path = "/periods/{period}/close", operation_id = "closePeriod", tag = "fund",
    params(("period" = String, Path, description = "The month", example = "2026-06"), InBook, Acts),
    request_body = CloseAPeriod, responses((status = 200, description = "Closed", body = PeriodAnswer)))]
pub(in crate::service) async fn close(
    acting: Acting,
    At(period): At<String>,
    Sent(CloseAPeriod { soft }): Sent<CloseAPeriod>,
) -> Result<Brought<PeriodAnswer>, Problem> {
    let period = super::fund::month(&period)?;
    acting.bring::<ClosePeriod>(CloseRequest { period, soft }, "").await
}

/// Open a month again, which another person closed
#[utoipa::path(post, path = "/periods/{period}/reopen", operation_id = "reopenPeriod", tag = "fund",
    params(("period" = String, Path, description = "The month", example = "2026-06"), InBook, Acts),
    request_body = Because, responses((status = 200, description = "Open", body = PeriodAnswer)))]
pub(in crate::service) async fn reopen(
    acting: Acting,
    At(period): At<String>,
    Sent(because): Sent<Because>,
) -> Result<Brought<PeriodAnswer>, Problem> {
    let period = super::fund::month(&period)?;
    acting.bring::<ReopenPeriod>(ReopenRequest { period }, because.reason()).await
}

/// Reverse a voucher
#[utoipa::path(post, path = "/vouchers/{voucher}/reverse", operation_id = "reverseVoucher", tag = "fund",
    params(("voucher" = String, Path, description = "Its number", example = "2026-06-t1"), InBook, Acts),
    request_body = Because, responses((status = 201, description = "Reversed by another voucher", body = BookedAnswer)))]
pub(in crate::service) async fn reverse(
    acting: Acting,
    At(id): At<String>,
    Sent(because): Sent<Because>,
) -> Result<Brought<BookedAnswer>, Problem> {
    let voucher: VoucherNumber = id.parse().map_err(|_| Refusal::not_found(Thing::Voucher, &id))?;
    let request = ReverseRequest { voucher, period: None };
    acting.bring::<Reverse>(request, because.reason()).await.map(Brought::created)
}

/// A year that ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct EndYear {
    /// The year.
    #[schema(minimum = 1900, maximum = 2200, example = 2025)]
    year: i16,
}

/// Carry the result of a year forward
#[utoipa::path(post, path = "/years", operation_id = "carryForward", tag = "fund", params(InBook, Acts),
    request_body = EndYear, responses((status = 201, description = "Carried forward", body = CarriedAnswer)))]
pub(in crate::service) async fn carry(
    acting: Acting,
    Sent(EndYear { year }): Sent<EndYear>,
) -> Result<Brought<CarriedAnswer>, Problem> {
    acting.bring::<CarryForward>(CarryRequest { year }, "").await.map(Brought::created)
}
