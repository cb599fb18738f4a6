//! Periods (会计期间): how each stands, closing one after its checklist, and reopening it by somebody else.

use askama::Template;
use axum::response::Response;

use crate::desk::close_period::{ClosePeriod, CloseRequest};
use crate::desk::reopen_period::{ReopenPeriod, ReopenRequest};
use crate::engine::claim::words::Word as _;
use crate::engine::ledger::period::Checked;
use crate::engine::ledger::{Period, PeriodState};
use crate::engine::office::Right;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::{Looking, Problem};
use crate::store::greeting;
use crate::store::ledger;

/// A period on the page.
struct Row {
    id: String,
    called: String,
    tone: &'static str,
    by: String,
    at: String,
    vouchers: i64,
    may_close: bool,
    may_reopen: bool,
}

#[derive(Template)]
#[template(path = "finance/periods.html")]
struct Periods {
    p: Frame,
    tab: &'static str,
    form: Typed,
    rows: Vec<Row>,
    checks: Vec<String>,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    page(&built(visit, &office, Typed::none()).await?)
}

async fn built(visit: Visit, office: &Looking, form: Typed) -> Result<Periods, Problem> {
    let (may, today) = (visit.admitted.may(Right::CloseBooks), visit.admitted.now.day());
    let p = visit.frame;
    let found = ledger::periods(office.store(), office.scope(), &office.book).await?;
    let mut rows = Vec::with_capacity(found.len());
    for row in found.into_iter().rev() {
        let is_over = row.id.parse::<Period>().is_ok_and(|period| period.is_over(today));
        let by = match &row.closed_by {
            Some(staff) => greeting::of_staff(office.store(), staff).await?.unwrap_or_default().0,
            None => String::new(),
        };
        rows.push(Row {
            called: super::called::<PeriodState>(&p, &row.state),
            tone: if row.state == "open" { "good" } else { "" },
            by,
            at: row.closed_at.as_deref().map(|at| p.moment(at)).unwrap_or_default(),
            vouchers: row.vouchers,
            may_close: may && row.state != "closed" && is_over,
            may_reopen: may && row.state != "open",
            id: row.id,
        });
    }
    let checks = Checked::ALL.iter().map(|(_, check, zh)| p.say(zh, in_english(*check)).to_owned()).collect();
    Ok(Periods { p, tab: "periods", form, rows, checks })
}

fn in_english(check: Checked) -> &'static str {
    match check {
        Checked::Balanced => "debits equal credits",
        Checked::Gapless => "the numbers of vouchers have no gap",
        Checked::Pools => "what pools hold is what the accounts say",
        Checked::Opening => "the account of opening balances is cleared",
    }
}

/// Closes a period: softly, or for good.
pub(in crate::pages) async fn close(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    if let Some(period) = named(&mut form) {
        let request = CloseRequest { period, soft: form.raw("how") == "soft" };
        match office.bring::<ClosePeriod>((form.key(), ""), request).await {
            Ok(_) => return Ok(see("/finance/periods?done=closed")),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, form).await?)
}

/// Reopens a period that somebody else closed.
pub(in crate::pages) async fn reopen(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let why = form.text("reason");
    if let Some(period) = named(&mut form) {
        let request = ReopenRequest { period };
        match office.bring::<ReopenPeriod>((form.key(), &why), request).await {
            Ok(_) => return Ok(see("/finance/periods?done=reopened")),
            Err(problem) => {
                let said =
                    problem.faults().next().map_or_else(|| problem.said().clone(), |(_, said)| said.clone());
                form.fault("", said);
            }
        }
    }
    again(&built(visit, &office, form).await?)
}

fn named(form: &mut Typed) -> Option<Period> {
    let period = form.text("period").parse().ok();
    if period.is_none() {
        form.fault(
            "",
            ("会计期间不明，请在列表中重新选择。", "Which period is not clear; choose it in the list again."),
        );
    }
    period
}
