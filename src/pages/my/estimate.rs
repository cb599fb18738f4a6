//! An estimate: what a bill would bring, with the member's own cover and what he received before. Nothing is kept.

use askama::Template;
use axum::response::Response;

use super::himself;
use crate::desk::quote::{QuoteRequest, quote};
use crate::engine::claim::words::{HospitalLevel, Place, Setting};
use crate::pages::claims::form::facts;
use crate::pages::explained::Explained;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page};
use crate::pages::words::choices;
use crate::service::{Looking, Problem};
use crate::store::member::shown;

#[derive(Template)]
#[template(path = "my/estimate.html")]
struct Estimate {
    p: Frame,
    form: Typed,
    schemes: Vec<(String, String)>,
    settings: Vec<(String, String)>,
    places: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    explained: Option<Explained>,
}

/// The form.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("setting", "inpatient");
    page(&built(visit.frame, &office, form).await?)
}

async fn built(p: Frame, office: &Looking, form: Typed) -> Result<Estimate, Problem> {
    let member = himself(office).await?;
    let all = Schemes::of(office).await?;
    let held = shown::enrolments(office.store(), &office.book, &member).await?;
    let mut schemes: Vec<(String, String)> = held
        .iter()
        .filter(|row| row.state == "active")
        .map(|row| (row.scheme_id.clone(), all.title(&p, &row.scheme_id)))
        .collect();
    schemes.sort();
    schemes.dedup();
    let none = p.say("不清楚", "I do not know");
    Ok(Estimate {
        settings: choices::<Setting>(&p, none),
        places: choices::<Place>(&p, none),
        levels: choices::<HospitalLevel>(&p, none),
        schemes,
        explained: None,
        form,
        p,
    })
}

/// What it would come to.
pub(in crate::pages) async fn ask(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let member = himself(&office).await?;
    let today = visit.admitted.now.day();
    let schemes = Schemes::of(&office).await?;
    needed(&mut form);
    let mut slip = form.clone();
    slip.put("member", member.id.clone());
    slip.put("event", "treatment");
    for date in ["admission_date", "discharge_date", "settlement_date"] {
        slip.put(date, today.to_string());
    }
    let facts = facts(&mut slip, (&schemes, today), false);
    for (name, said) in slip.faults().iter().skip(form.faults().len()) {
        form.fault(name, said.clone());
    }
    let Some(facts) = facts.filter(|_| form.is_fine()) else {
        return again(&built(visit.frame, &office, form).await?);
    };
    let request = QuoteRequest { scheme: form.raw("scheme").into(), facts };
    let quoted = quote(office.app.desk().office(), &office.book, request).await??;
    let explained = Explained::of(&visit.frame, &quoted.adjudication, &quoted.scheme);
    page(&Estimate { explained: Some(explained), ..built(visit.frame, &office, form).await? })
}

fn needed(form: &mut Typed) {
    let scheme = form.text("scheme");
    if scheme.is_empty() {
        form.fault("scheme", ("请选择互助计划。", "Choose a scheme."));
    }
    for (name, zh, en) in [
        ("total", "请填写医疗费总额。", "Write what the hospital billed."),
        ("funds_paid", "请填写医保已支付的金额；没有的填0。", "Write what insurance paid, or 0."),
    ] {
        if form.money(name).is_none() && form.wrong(name).is_none() {
            form.fault(name, (zh, en));
        }
    }
    if let (Some(total), Some(paid)) = (form.money("total"), form.money("funds_paid"))
        && paid > total
    {
        form.fault("funds_paid", ("医保支付不能多于总额，请核对。", "It is more than the bill; check it."));
    }
}
