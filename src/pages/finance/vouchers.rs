//! Vouchers (凭证) of a period; one of them with its lines and postings; and its reversal.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use crate::desk::called::acts;
use crate::desk::reverse::{Reverse, ReverseRequest};
use crate::engine::claim::words::Word as _;
use crate::engine::ledger::{Event, Kind, Period, VoucherNumber};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::exchange::reports::Names;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::{Looking, Problem};
use crate::store::ledger::{self, LineRow, PostingRow, VoucherRow};

/// So many vouchers of a type are on a page.
const MOST: usize = 100;
const SHOWN: i64 = 100;

/// Which vouchers.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    period: Option<String>,
    kind: Option<String>,
    after: Option<u32>,
}

#[derive(Template)]
#[template(path = "finance/vouchers.html")]
struct Vouchers {
    p: Frame,
    tab: &'static str,
    form: Typed,
    periods: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    period: Period,
    rows: Vec<(String, &'static str, VoucherRow)>,
    next: Option<i64>,
    may_book: bool,
}

/// The vouchers of a period.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let period = super::period(&visit, asked.period.as_deref())?;
    let periods = super::periods_of(&visit, &office).await?;
    let kind = asked.kind.as_deref().and_then(Kind::from_word).unwrap_or(Kind::Transfer);
    let place = (period, kind.word(), i64::from(asked.after.unwrap_or(0)), SHOWN + 1);
    let mut found = ledger::vouchers(office.store(), office.scope(), &office.book, place).await?;
    let is_cut = found.len() > MOST;
    found.truncate(MOST);
    let next = found.last().filter(|_| is_cut).map(|row| row.number);
    let may_book = super::may_book(&visit);
    let p = visit.frame;
    let mut form = Typed::none();
    form.put("period", period.to_string());
    form.put("kind", kind.word());
    let kinds = Kind::ALL.iter().map(|(word, _, zh)| ((*word).to_owned(), p.say(zh, word).to_owned()));
    let kinds = kinds.collect();
    let rows = found
        .into_iter()
        .map(|row| (number(&row.period, &row.kind, row.number), acts::act(p.lang, &row.act), row));
    let rows = rows.collect();
    page(&Vouchers { tab: "vouchers", form, periods, kinds, period, rows, next, may_book, p })
}

/// How a voucher is named: month, type, number.
pub(super) fn number(period: &str, kind: &str, number: i64) -> String {
    let kind = Kind::from_word(kind).unwrap_or(Kind::Transfer);
    match period.parse() {
        Ok(period) => VoucherNumber { period, kind, number }.to_string(),
        Err(_) => String::new(),
    }
}

#[derive(Template)]
#[template(path = "finance/voucher.html")]
struct Voucher {
    p: Frame,
    form: Typed,
    number: String,
    kind: String,
    act: &'static str,
    row: VoucherRow,
    lines: Vec<LineRow>,
    postings: Vec<(String, PostingRow)>,
    names: Names,
    may_reverse: bool,
}

impl Voucher {
    fn account(&self, line: &LineRow) -> String {
        super::account(&self.p, &self.names, (&line.pool_id, &line.code, &line.sub))
    }
}

/// One voucher.
pub(in crate::pages) async fn one(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    page(&built(visit, &office, &id, Typed::none()).await?)
}

async fn built(visit: Visit, office: &Looking, id: &str, form: Typed) -> Result<Voucher, Problem> {
    let none = || Problem::from(Refusal::not_found(Thing::Voucher, id));
    let number: VoucherNumber = id.parse().map_err(|_| none())?;
    let found = ledger::voucher(office.store(), office.scope(), (&office.book, number)).await?;
    let (row, lines, postings) = found.ok_or_else(none)?;
    let by_hand = matches!(row.act.as_str(), "keep-books" | "open-balances") && row.reverses.is_none();
    let may_reverse = by_hand && super::may_book(&visit);
    let p = visit.frame;
    let names = super::names(office, &p).await?;
    let postings = postings.into_iter().map(|one| (super::called::<Event>(&p, &one.event), one)).collect();
    Ok(Voucher {
        number: number.to_string(),
        kind: super::called::<Kind>(&p, &row.kind),
        act: acts::act(p.lang, &row.act),
        form,
        row,
        lines,
        postings,
        names,
        may_reverse,
        p,
    })
}

/// Reverses a voucher that was booked by hand.
pub(in crate::pages) async fn reverse(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let none = || Problem::from(Refusal::not_found(Thing::Voucher, &id));
    let voucher: VoucherNumber = id.parse().map_err(|_| none())?;
    let why = form.needed("reason", ("请写明冲销的原因。", "Say why it is reversed."));
    if form.is_fine() {
        let request = ReverseRequest { voucher, period: None };
        match office.bring::<Reverse>((form.key(), &why), request).await {
            Ok(done) => return Ok(see(&format!("/finance/vouchers/{}?done=reversed", done.voucher))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, &id, form).await?)
}
