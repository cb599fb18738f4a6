//! Contributions by employer: due, received, open and in advance, of a year up to a period.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use super::export;
use crate::engine::ledger::Period;
use crate::engine::money::Fen;
use crate::exchange::reports::{Names, heads};
use crate::exchange::sheet::{Cell, Sheet};
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::service::Problem;
use crate::store::ledger::{self, ContributedRow};

/// Up to which period.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    period: Option<String>,
}

#[derive(Template)]
#[template(path = "finance/received.html")]
struct Received {
    p: Frame,
    tab: &'static str,
    form: Typed,
    periods: Vec<(String, String)>,
    period: Period,
    rows: Vec<ContributedRow>,
    names: Names,
    sums: [i64; 4],
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (period, rows) = read(&visit, &office, &asked).await?;
    let periods = super::periods_of(&visit, &office).await?;
    let mut form = Typed::none();
    form.put("period", period.to_string());
    let sums = sums(&rows);
    let names = super::names(&office, &visit.frame).await?;
    page(&Received { p: visit.frame, names, tab: "received", form, periods, period, rows, sums })
}

async fn read(
    visit: &Visit,
    office: &Office,
    asked: &Asked,
) -> Result<(Period, Vec<ContributedRow>), Problem> {
    let period = super::period(visit, asked.period.as_deref())?;
    let span = (&office.book, period.first_of_year(), period);
    Ok((period, ledger::contributed(office.store(), office.scope(), span).await?))
}

fn sums(rows: &[ContributedRow]) -> [i64; 4] {
    rows.iter().fold([0; 4], |[due, received, open, advance], row| {
        [due + row.due_fen, received + row.received_fen, open + row.open_fen, advance + row.advance_fen]
    })
}

/// The same as a file: `xlsx` or `csv`.
pub(in crate::pages) async fn give(
    visit: Visit,
    office: Office,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (period, rows) = read(&visit, &office, &asked).await?;
    let ending = file.rsplit_once('.').map_or("csv", |(_, ending)| ending);
    export::file(&sheet(&visit.frame, period, &rows)?, &format!("contributions-{period}"), ending)
}

fn sheet(p: &Frame, period: Period, rows: &[ContributedRow]) -> Result<Sheet, Problem> {
    let columns = [
        ("单位", "employer"),
        ("单位名称", "name"),
        ("资金池", "pool"),
        ("缴费方", "payer"),
        ("本年应收", "due this year"),
        ("本年实收", "received this year"),
        ("欠缴", "open"),
        ("预缴", "in advance"),
    ];
    let amount = |fen: i64| {
        let amount =
            Fen::new(fen).map_err(|_| crate::store::StoreError::Broken("an amount is too large".into()));
        Ok::<_, Problem>(Cell::Amount(amount?))
    };
    let row = |row: &ContributedRow| {
        let texts = [&row.party, &row.employer, &row.pool_id, &row.payer].map(Cell::text);
        let amounts = [row.due_fen, row.received_fen, row.open_fen, row.advance_fen].map(amount);
        let amounts = amounts.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok::<_, Problem>(texts.into_iter().chain(amounts).collect())
    };
    Ok(Sheet {
        title: p.lang.pick(format!("{period} 缴费情况"), format!("Contributions up to {period}")),
        heads: heads(&columns, p.lang),
        rows: rows.iter().map(row).collect::<Result<_, _>>()?,
    })
}
