//! Today at the desk: what waits for a clerk, and where to begin.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use super::claims::listed::{Shown, shown};
use super::frame::Frame;
use super::schemes::Schemes;
use super::typed::{Typed, plain};
use super::visit::{Office, Visit, again, page, see};
use crate::service::Problem;
use crate::store::claim::queue::{self, Count};

/// So many claims of a list are shown.
pub(super) const MOST: i64 = 100;

/// What waits, as a figure that leads to its list.
struct Figure {
    what: &'static str,
    label: &'static str,
    count: i64,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct Today {
    p: Frame,
    day: String,
    figures: Vec<Figure>,
    claims: Vec<Shown>,
    is_cut: bool,
    form: Typed,
}

/// Which list.
#[derive(Deserialize)]
pub(super) struct Asked {
    what: Option<String>,
}

/// The page.
pub(super) async fn show(
    visit: Visit,
    office: Office,
    Query(Asked { what }): Query<Asked>,
) -> Result<Response, Problem> {
    page(&today(visit, &office, what.as_deref(), Typed::none()).await?)
}

async fn today(visit: Visit, office: &Office, what: Option<&str>, form: Typed) -> Result<Today, Problem> {
    let (store, scope, p) = (office.store(), office.scope(), visit.frame);
    let counts = queue::counts(store, scope, &office.book).await?;
    let what = what.unwrap_or_else(|| most_urgent(&counts));
    let claims = match what {
        "held" => queue::held(store, scope, &office.book, MOST).await?,
        stage => queue::at_stage(store, scope, &office.book, (stage, false, MOST)).await?,
    };
    let schemes = Schemes::of(office).await?;
    Ok(Today {
        day: p.day(&visit.admitted.now.day().to_string()),
        figures: figures(&p, &counts, what),
        is_cut: i64::try_from(claims.len()).unwrap_or(MOST) >= MOST,
        claims: shown(&p, &claims, &schemes),
        form,
        p,
    })
}

/// The first list that is not empty.
fn most_urgent(counts: &[Count]) -> &'static str {
    let waits = |stage: &&&str| counts.iter().any(|count| count.stage == **stage && count.claims > 0);
    ["submitted", "pending", "draft", "proposed"].iter().find(waits).copied().unwrap_or("submitted")
}

fn figures(p: &Frame, counts: &[Count], what: &str) -> Vec<Figure> {
    let of = |stage: &str| counts.iter().filter(|count| count.stage == stage).map(|count| count.claims).sum();
    let held = counts.iter().map(|count| count.held).sum();
    let all = [
        ("submitted", p.say("已受理，待审核", "to be decided"), of("submitted")),
        ("pending", p.say("待补正材料", "something is missing"), of("pending")),
        ("draft", p.say("草稿", "drafts"), of("draft")),
        ("held", p.say("已暂停，待核实", "held"), held),
        ("proposed", p.say("待复核", "under review"), of("proposed")),
    ];
    all.map(|(word, label, count)| Figure { what: word, label, count, is_here: word == what }).into()
}

/// Goes to the claim of a receipt number.
pub(super) async fn find(visit: Visit, office: Office, mut form: Typed) -> Result<Response, Problem> {
    let typed = plain(form.raw("receipt"));
    let number = typed.trim_start_matches(['c', 'C']).parse().ok();
    let found = match number {
        Some(number) => queue::of_receipt(office.store(), office.scope(), (&office.book, number)).await?,
        None => None,
    };
    if let Some(id) = found {
        return Ok(see(&format!("/claims/{id}")));
    }
    let said = (
        "没有这个受理编号，请核对回执上的数字。",
        "There is no claim of this number; check it on the receipt.",
    );
    form.fault("receipt", said);
    again(&today(visit, &office, None, form).await?)
}
