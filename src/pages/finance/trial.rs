//! The trial balance (科目余额表) and income and expenses (收支表) of a period, on the page and as a file.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use super::export;
use crate::engine::claim::words::Word;
use crate::engine::ledger::chart::{Chart, Template as Charts};
use crate::engine::ledger::{Period, TrialBalance, TrialRow};
use crate::engine::money::Fen;
use crate::exchange::reports::{self, Names};
use crate::exchange::sheet::{Cell, Sheet};
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::service::Problem;
use crate::store::ledger;

/// Of which period, with which names.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    period: Option<String>,
    chart: Option<String>,
}

/// A row, and where its ledger is.
struct Row {
    pool: String,
    called: String,
    number: String,
    name: String,
    code: &'static str,
    sub: String,
    before: Fen,
    debit: Fen,
    credit: Fen,
    after: Fen,
}

#[derive(Template)]
#[template(path = "finance/trial.html")]
struct Trial {
    p: Frame,
    tab: &'static str,
    form: Typed,
    periods: Vec<(String, String)>,
    charts: Vec<(String, String)>,
    period: Period,
    rows: Vec<Row>,
    sums: [Fen; 2],
    balances: bool,
    income: Sheet,
}

impl Trial {
    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Amount(amount) => self.p.money(amount),
            Cell::Text(_) | Cell::Count(_) => cell.shown(),
        }
    }
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let periods = super::periods_of(&visit, &office).await?;
    let (trial, chart, template) = read(&visit, &office, &asked).await?;
    let p = visit.frame;
    let names = super::names(&office, &p).await?;
    let mut form = Typed::none();
    form.put("period", trial.period.to_string());
    form.put("chart", template.word());
    let charts = Charts::ALL.iter().map(|(word, _, zh)| ((*word).to_owned(), p.say(zh, word).to_owned()));
    let sum = |of: fn(&Row) -> Fen, rows: &[Row]| rows.iter().map(of).sum::<Fen>();
    let rows: Vec<Row> = trial.rows.iter().map(|one| row(&p, one, (&chart, &names))).collect();
    page(&Trial {
        tab: "trial",
        form,
        periods,
        charts: charts.collect(),
        period: trial.period,
        sums: [sum(|row| row.debit, &rows), sum(|row| row.credit, &rows)],
        rows,
        balances: trial.balances(),
        income: reports::income(&trial, (&chart, &names), p.lang),
        p,
    })
}

fn row(p: &Frame, one: &TrialRow, (chart, names): (&Chart, &Names)) -> Row {
    let (number, name) = reports::account(one, (chart, names), p.lang);
    Row {
        called: names.pool(&one.account.pool).to_owned(),
        pool: one.account.pool.to_string(),
        number,
        name,
        code: one.account.code.word(),
        sub: one.account.sub.to_string(),
        before: one.before,
        debit: one.debit,
        credit: one.credit,
        after: one.after(),
    }
}

async fn read(
    visit: &Visit,
    office: &Office,
    asked: &Asked,
) -> Result<(TrialBalance, Chart, Charts), Problem> {
    let period = super::period(visit, asked.period.as_deref())?;
    let named = asked.chart.as_deref().and_then(Charts::from_word);
    let template = named.unwrap_or(Charts::SocialInsurance);
    let chart = template.chart().map_err(|why| {
        let said = (format!("科目表无法读取：{why}"), format!("The chart cannot be read: {why}"));
        Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "chart", said)
    })?;
    let totals = ledger::totals(office.store(), office.scope(), (&office.book, period)).await?;
    Ok((TrialBalance::of(period, &totals), chart, template))
}

/// One of the two as a file: `trial-balance.xlsx`, `income.csv`.
pub(in crate::pages) async fn give(
    visit: Visit,
    office: Office,
    Path(file): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (trial, chart, _) = read(&visit, &office, &asked).await?;
    let (what, ending) = file.rsplit_once('.').unwrap_or((&file, "csv"));
    let sheet = match what {
        "income" => reports::income(&trial, (&chart, &Names::default()), visit.frame.lang),
        _ => reports::trial_sheet(&trial, (&chart, &Names::default()), visit.frame.lang),
    };
    let what = if what == "income" { "income" } else { "trial-balance" };
    export::file(&sheet, &format!("{what}-{}", trial.period), ending)
}
