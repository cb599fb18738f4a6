//! Booking by hand (记账): money that came, went or moved, on a document.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::desk::keep_books::{BookRequest, KeepBooks};
use crate::engine::claim::words::Word as _;
use crate::engine::ledger::deed::{Booking, Deed};
use crate::exchange::reports::Names;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::pages::words;
use crate::service::{Looking, Problem};
use crate::store::ledger;

#[derive(Template)]
#[template(path = "finance/book.html")]
struct Book {
    p: Frame,
    tab: &'static str,
    form: Typed,
    deeds: Vec<(String, String)>,
    pools: Vec<(String, String)>,
    to: Vec<(String, String)>,
}

/// On which pool.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    pool: Option<String>,
}

/// The form.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(Asked { pool }): Query<Asked>,
) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("pool", pool.unwrap_or_default());
    page(&built(visit, &office, form).await?)
}

async fn built(visit: Visit, office: &Looking, form: Typed) -> Result<Book, Problem> {
    let p = visit.frame;
    let names = super::names(office, &p).await?;
    let found = ledger::pools(office.store(), office.scope(), &office.book).await?;
    let pools: Vec<(String, String)> =
        found.into_iter().map(|row| (row.id.clone(), names.pool(&row.id).to_owned())).collect();
    let none = (String::new(), p.say("仅调拨时填写", "only for a transfer").to_owned());
    let to = std::iter::once(none).chain(pools.iter().cloned()).collect();
    let deeds = words::choices::<Deed>(&p, p.say("请选择", "choose one"));
    Ok(Book { p, tab: "vouchers", form, deeds, pools, to })
}

/// Books it.
pub(in crate::pages) async fn book(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let names = super::names(&office, &visit.frame).await?;
    if let Some(request) = request(&mut form, &names) {
        match office.bring::<KeepBooks>((form.key(), ""), request).await {
            Ok(done) => return Ok(see(&format!("/finance/vouchers/{}?done=booked", done.voucher))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, form).await?)
}

fn request(form: &mut Typed, names: &Names) -> Option<BookRequest> {
    let deed = Deed::from_word(form.raw("deed"));
    if deed.is_none() {
        form.fault("deed", ("请选择事项。", "Choose what is booked."));
    }
    let pool = form.needed("pool", ("请选择资金池。", "Choose the pool."));
    let document =
        form.needed("document", ("请填写依据的单据，如银行回单号。", "Write the document that it rests on."));
    let amount = form.money("amount");
    if amount.is_none() && form.wrong("amount").is_none() {
        form.fault("amount", ("请填写金额。", "Write the amount."));
    }
    let (payer, party, to) = (form.text("payer"), form.text("party"), form.text("to"));
    let period = form.text("period");
    let wanted = period.parse().ok();
    if wanted.is_none() && !period.is_empty() {
        form.fault("period", ("会计期间须写作2026-06。", "Write a period like 2026-06."));
    }
    if !form.is_fine() {
        return None;
    }
    let booking = Booking {
        deed: deed?,
        payer: names.id_of_sub(&pool, &payer).into(),
        pool: pool.into(),
        amount: amount?,
        party: party.into(),
        to: to.into(),
        document: document.into(),
    };
    Some(BookRequest { booking, period: wanted })
}
