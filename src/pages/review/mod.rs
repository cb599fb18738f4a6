//! The reviewer's work: what waits by age or by amount, one claim after the other, and many at once where the rules say yes.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use super::claims::listed::{Shown, shown};
use super::claims::show::built;
use super::frame::Frame;
use super::schemes::Schemes;
use super::typed::Typed;
use super::visit::{Office, Visit, again, page, see};
use crate::desk::review::{Review, ReviewRequest, Verdict};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::mask;
use crate::service::{Looking, Problem};
use crate::store::claim::queue;
use crate::store::unanswered::{self, Unanswered};

/// So many claims are shown at once.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "review/review.html")]
struct Queue {
    p: Frame,
    form: Typed,
    claims: Vec<Shown>,
    by_amount: bool,
    sum: String,
    appeals: Vec<Matter>,
    accounts: Vec<Matter>,
}

/// An appeal or an account that waits for an answer.
struct Matter {
    path: String,
    called: String,
    since: String,
}

/// In which order.
#[derive(Deserialize)]
pub(super) struct Asked {
    by: Option<String>,
}

/// The page.
pub(super) async fn show(
    visit: Visit,
    office: Office,
    Query(Asked { by }): Query<Asked>,
) -> Result<Response, Problem> {
    page(&queued(visit, &office, by.as_deref() == Some("amount"), Typed::none()).await?)
}

async fn queued(visit: Visit, office: &Looking, by_amount: bool, form: Typed) -> Result<Queue, Problem> {
    let p = visit.frame;
    let wanted = ("proposed", by_amount, MOST);
    let waiting = queue::at_stage(office.store(), office.scope(), &office.book, wanted).await?;
    let schemes = Schemes::of(office).await?;
    let sum = waiting.iter().map(|claim| claim.paid_fen).sum();
    let (store, scope, book) = (office.store(), office.scope(), &office.book);
    let appeals = unanswered::appeals(store, scope, book, MOST).await?;
    let accounts = unanswered::accounts(store, scope, book, MOST).await?;
    let matter = |path: String, one: &Unanswered| Matter {
        path,
        called: mask::name(&one.name),
        since: p.moment(&one.since),
    };
    Ok(Queue {
        claims: shown(&p, &waiting, &schemes),
        sum: p.fen(&sum),
        appeals: appeals.iter().map(|one| matter(format!("/claims/{}", one.id), one)).collect(),
        accounts: accounts.iter().map(|one| matter(format!("/members/{}/account", one.id), one)).collect(),
        form,
        by_amount,
        p,
    })
}

/// After which receipt.
#[derive(Deserialize)]
pub(super) struct After {
    after: Option<i64>,
    done: Option<String>,
}

/// Goes to the next claim that waits, after a receipt number; from the first one again after the last.
pub(super) async fn next(
    _: Visit,
    office: Office,
    Query(After { after, done }): Query<After>,
) -> Result<Response, Problem> {
    let wanted = ("proposed", false, 10 * MOST);
    let waiting = queue::at_stage(office.store(), office.scope(), &office.book, wanted).await?;
    let after = after.unwrap_or_default();
    let next = waiting.iter().find(|claim| claim.receipt > after).or_else(|| waiting.first());
    let done = done.filter(|code| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
    let done = done.map(|code| format!("?done={code}")).unwrap_or_default();
    Ok(see(&next.map_or_else(|| format!("/review{done}"), |claim| format!("/claims/{}{done}", claim.id))))
}

/// A review of one claim; then the next one.
pub(super) async fn give(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let (Some((verdict, done)), true) = (given(&mut form), form.is_fine()) else {
        return again(&built(visit, &office, &id, form).await?);
    };
    let decision = form.number("decision").unwrap_or_default().into();
    let reason = because(&visit.frame, &form);
    let request = ReviewRequest { claim: Name::from(&id), decision, verdict };
    match office.bring::<Review>((form.key(), &reason), request).await {
        Ok(reviewed) if !reviewed.held.is_empty() => Ok(see(&format!("/claims/{id}?done=held"))),
        Ok(_) => Ok(see(&format!("/review/next?after={}&done={done}", form.raw("receipt")))),
        Err(problem) => {
            form.refused(&problem);
            again(&built(visit, &office, &id, form).await?)
        }
    }
}

/// What the reviewer says, and what is told of it afterwards; what is missing is noted at its field.
fn given(form: &mut Typed) -> Option<(Verdict, &'static str)> {
    let given = match form.raw("verdict") {
        "approve" => (Verdict::Approve, "approved"),
        "send-back" => (Verdict::SendBack, "sent-back"),
        "deny" => (Verdict::Deny, "denied"),
        "recuse" => (Verdict::Recuse, "recused"),
        _ => return None,
    };
    if given.0 == Verdict::Deny && form.raw("clause").is_empty() {
        form.fault("clause", ("不予给付须写明依据的条款，请选择。", "A denial names its clause; choose it."));
    }
    if given.0 != Verdict::Approve {
        form.needed(
            "reason",
            ("请填写理由，办理记录中会显示。", "Write the reason; it stands in the record."),
        );
    }
    Some(given)
}

/// The reason, with the clause of a denial.
fn because(p: &Frame, form: &Typed) -> String {
    let (reason, clause) = (form.raw("reason"), form.raw("clause"));
    if form.raw("verdict") != "deny" {
        return reason.to_owned();
    }
    p.lang.pick(format!("依据第{clause}条：{reason}"), format!("Clause {clause}: {reason}"))
}

/// Approves those that were ticked, each on its own: the rules approve them, and nothing holds them.
pub(super) async fn give_many(visit: Visit, office: Office, mut form: Typed) -> Result<Response, Problem> {
    let ticked: Vec<(String, u32)> = form.all("claim").filter_map(named).collect();
    if ticked.is_empty() {
        form.fault("", ("请先勾选要通过的申请。", "Tick the claims to be approved first."));
    }
    for (at, (claim, decision)) in ticked.into_iter().enumerate() {
        let request = ReviewRequest { claim: Name::from(&claim), decision, verdict: Verdict::Approve };
        let key = format!("{}/{at}", form.key());
        if let Err(problem) = office.bring::<Review>((&key, ""), request).await {
            let said = problem.said().clone();
            form.fault("", said.map(|zh| format!("{claim}：{zh}"), |en| format!("{claim}: {en}")));
        }
    }
    if form.is_fine() {
        return Ok(see("/review?done=approved-many"));
    }
    again(&queued(visit, &office, false, form).await?)
}

/// `c00000012/1`: a claim and the number of its decision.
fn named(text: &str) -> Option<(String, u32)> {
    let (claim, decision) = text.split_once('/')?;
    Some((claim.to_owned(), decision.parse().ok()?))
}

impl Queue {
    /// May it be approved without a look at it: is something paid, and nothing held?
    fn is_plain(claim: &Shown) -> bool {
        claim.holds == 0 && claim.amount != super::format::money(Fen::ZERO)
    }
}
