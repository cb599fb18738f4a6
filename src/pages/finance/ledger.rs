//! The ledger of an account (明细账): its lines in a period, each with its voucher and what stands after it.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::engine::claim::words::Word;
use crate::engine::ledger::{Account, Code, Period};
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page, see};
use crate::service::Problem;
use crate::store::ledger::{self, LedgerRow};

/// So many lines are on a page.
const MOST: usize = 200;
const SHOWN: i64 = 200;

/// Of which account, in which period, after how many lines.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    pool: Option<String>,
    code: Option<String>,
    sub: Option<String>,
    period: Option<String>,
    after: Option<u32>,
}

/// A line.
struct Line {
    voucher: String,
    day: String,
    said: String,
    debit: String,
    credit: String,
    balance: String,
}

#[derive(Template)]
#[template(path = "finance/ledger.html")]
struct Ledger {
    p: Frame,
    tab: &'static str,
    form: Typed,
    periods: Vec<(String, String)>,
    title: String,
    period: Period,
    lines: Vec<Line>,
    next: Option<i64>,
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let Some((pool, code)) = asked.pool.as_deref().zip(asked.code.as_deref()) else {
        // An account is chosen in the trial balance.
        return Ok(see("/finance/trial"));
    };
    let period = super::period(&visit, asked.period.as_deref())?;
    let periods = super::periods_of(&visit, &office).await?;
    let account = account((pool, code), asked.sub.as_deref())?;
    let after = i64::from(asked.after.unwrap_or(0));
    let span = (period, period, after, SHOWN + 1);
    let mut rows = ledger::ledger_of(office.store(), office.scope(), (&office.book, &account), span).await?;
    let next = (rows.len() > MOST).then_some(after + SHOWN);
    rows.truncate(MOST);
    let p = visit.frame;
    let names = super::names(&office, &p).await?;
    let title = super::account(&p, &names, (&account.pool, account.code.word(), &account.sub));
    let mut form = Typed::none();
    for (name, value) in
        [("pool", account.pool.as_str()), ("code", account.code.word()), ("sub", &account.sub)]
    {
        form.put(name, value);
    }
    form.put("period", period.to_string());
    let lines = rows.iter().map(|row| line(&p, row)).collect();
    let title = format!("{} · {title}", names.pool(&account.pool));
    page(&Ledger { p, tab: "trial", form, periods, title, period, lines, next })
}

fn account((pool, code): (&str, &str), sub: Option<&str>) -> Result<Account, Problem> {
    let code = Code::from_word(code).ok_or_else(|| {
        let said =
            ("没有这个科目，请从科目余额表进入。", "There is no such account; come from the trial balance.");
        Problem::new(StatusCode::NOT_FOUND, "not-found", said)
    })?;
    Ok(Account { pool: pool.into(), code, sub: sub.unwrap_or_default().into() })
}

fn line(p: &Frame, row: &LedgerRow) -> Line {
    let amount = p.fen(&row.amount_fen);
    let (debit, credit) = if row.side == "debit" { (amount, String::new()) } else { (String::new(), amount) };
    let said = if row.document.is_empty() { &row.reason } else { &row.document };
    Line {
        voucher: super::vouchers::number(&row.period, &row.kind, row.number),
        day: p.day(&row.day),
        said: said.clone(),
        debit,
        credit,
        balance: p.fen(&row.balance_fen),
    }
}
