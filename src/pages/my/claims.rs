//! A member's own claims: where each stands, and what was answered, in plain sentences.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::himself;
use crate::desk::appeal::AppealRequest;
use crate::desk::appeal_own::AppealOwn;
use crate::engine::claim::words::Word as _;
use crate::engine::letter::LetterKind;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{Refusal, mask};
use crate::pages::claims::listed;
use crate::pages::explained::Explained;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::{Looking, Problem};
use crate::store::claim::{self, queue};
use crate::store::document;

/// A claim, and what its stage means to whom it is about.
struct Own {
    shown: listed::Shown,
    /// Whose it is; empty where it is his own.
    whose: String,
    means: String,
    amount: String,
}

#[derive(Template)]
#[template(path = "my/claims.html")]
struct Claims {
    p: Frame,
    claims: Vec<Own>,
}

/// The list.
pub(in crate::pages) async fn list(visit: Visit, office: Office) -> Result<Response, Problem> {
    himself(&office).await?;
    let (p, schemes, mut claims) = (visit.frame, Schemes::of(&office).await?, vec![]);
    for (ward, eyes) in office.with_wards().await? {
        let found =
            queue::of_member(eyes.store(), eyes.scope(), (&eyes.book, eyes.scope().member()), 50).await?;
        let stages: Vec<String> = found.iter().map(|one| one.stage.clone()).collect();
        let shown = listed::shown(&p, &found, &schemes);
        let whose = ward.map(|ward| mask::name(&ward.name)).unwrap_or_default();
        let theirs = |(shown, stage): (_, String)| Own { whose: whose.clone(), ..own(&p, shown, &stage) };
        claims.extend(shown.into_iter().zip(stages).map(theirs));
    }
    page(&Claims { p, claims })
}

/// What is not answered yet has no amount for him.
fn own(p: &Frame, shown: listed::Shown, stage: &str) -> Own {
    let amount = if stage == "approved" { shown.amount.clone() } else { String::new() };
    Own { means: means(p, stage, shown.holds > 0).to_owned(), whose: String::new(), amount, shown }
}

/// What a stage means to a member, and what comes next.
fn means<'t>(p: &Frame, stage: &str, is_held: bool) -> &'t str {
    if is_held {
        return p.say(
            "正在核实有关情况，核实后继续办理。",
            "Something is being looked into; it goes on afterwards.",
        );
    }
    match StageName::from_word(stage) {
        Some(StageName::Draft) => p.say(
            "材料待窗口核对，尚未受理。",
            "The desk is still to look at the papers; it is not handed in yet.",
        ),
        Some(StageName::Submitted) => p.say("已受理，等待审核。", "It is handed in and waits to be decided."),
        Some(StageName::Pending) => {
            p.say("缺少材料或信息，请按补正通知书补齐。", "Something is missing: the letter says what.")
        }
        Some(StageName::Proposed) => {
            p.say("已审核，等待另一人复核。", "It is decided and waits for a second person.")
        }
        Some(StageName::Approved) => {
            p.say("已核准，款项将转入您的收款账户。", "It is approved; the money goes to your account.")
        }
        Some(StageName::Denied) => p.say(
            "不予给付，通知书中写明了理由和复议办法。",
            "Nothing is paid; the letter says why and how to appeal.",
        ),
        Some(StageName::Revoked) | None => p.say("已撤销。", "It was taken back."),
    }
}

#[derive(Template)]
#[template(path = "my/claim.html")]
pub(super) struct Claim {
    p: Frame,
    form: Typed,
    own: Own,
    papers: Vec<String>,
    may_attach: bool,
    explained: Option<Explained>,
    letter: String,
    may_appeal: bool,
    appealed: bool,
}

/// One of them, or of those of somebody whom he stands for.
pub(in crate::pages) async fn one(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    page(&built(visit, &office, &id, Typed::none()).await?)
}

/// The page, with a form of it that is shown again.
pub(super) async fn built(visit: Visit, office: &Looking, id: &str, form: Typed) -> Result<Claim, Problem> {
    let office = &office.about(id).await?;
    let (p, member, store) = (visit.frame, himself(office).await?, office.store());
    let found = claim::find(store, store.keys(), office.scope(), (&office.book, id)).await?;
    let found = found.ok_or_else(|| Refusal::not_found(Thing::Claim, id))?;
    let papers = document::of_claim(store, store.keys(), office.scope(), (&office.book, id)).await?;
    let schemes = Schemes::of(office).await?;
    let all = queue::of_member(store, office.scope(), (&office.book, &member.id), 1_000).await?;
    let listed: Vec<_> = all.into_iter().filter(|one| one.id == id).collect();
    let shown = listed::shown(&p, &listed, &schemes).pop();
    let shown = shown.ok_or_else(|| Refusal::not_found(Thing::Claim, id))?;
    let kind = StageName::from_word(&found.claim.stage).and_then(LetterKind::of);
    let scheme = schemes.get(&found.claim.scheme_id);
    let answered = found.decided.as_ref().filter(|_| kind.is_some()).zip(scheme);
    let explained =
        answered.map(|(decided, scheme)| Explained::of(&p, &decided.adjudication, &scheme.scheme));
    let appeals = |kind: &str| found.events.iter().filter(|event| event.kind == kind).count();
    Ok(Claim {
        explained,
        papers: papers.into_iter().map(|one| one.name).collect(),
        may_attach: matches!(found.claim.stage.as_str(), "draft" | "submitted" | "pending"),
        appealed: appeals("appeal") > appeals("answer"),
        letter: kind.map(|kind| p.say(kind.zh(), "Letter").to_owned()).unwrap_or_default(),
        may_appeal: matches!(kind, Some(LetterKind::Benefit | LetterKind::Denial)),
        own: own(&p, shown, &found.claim.stage),
        form,
        p,
    })
}

/// Appeals against the answer to one of them.
pub(in crate::pages) async fn appeal(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let said = ("请写明不同意的理由。", "Write why you do not agree.");
    let (grounds, told) = (form.needed("grounds", said), form.day("told"));
    if form.is_fine() {
        let request = AppealRequest { claim: Name::from(&id), grounds, told };
        match office.bring_own::<AppealOwn>(form.key(), request).await {
            Ok(_) => return Ok(see(&format!("/my/claims/{id}?done=appealed"))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, &id, form).await?)
}
