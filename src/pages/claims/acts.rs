//! What is done to a claim from its page: each act of the desk, and back to the page.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use super::form::{self, FormPage};
use super::new;
use super::show::{built, found};
use crate::desk::Act;
use crate::desk::correct::{Correct, CorrectRequest};
use crate::desk::decide::{Decide, DecideRequest};
use crate::desk::hand_in::{HandIn, HandInRequest};
use crate::desk::hold::{Hold, HoldRequest};
use crate::desk::release::{Release, ReleaseRequest};
use crate::desk::revoke::{Revoke, RevokeRequest};
use crate::engine::name::Name;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::Problem;

/// Brings an act about a claim to the desk, and shows its page again: with what was done, or with why it was not.
pub(super) async fn bring<A: Act>(
    (visit, office): (Visit, Office),
    (claim, done): (&str, &str),
    mut form: Typed,
    (request, reason): (A::Request, &str),
) -> Result<Response, Problem> {
    match office.bring::<A>((form.key(), reason), request).await {
        Ok(_) => Ok(see(&format!("/claims/{claim}?done={done}"))),
        Err(problem) => {
            form.refused(&problem);
            again(&built(visit, &office, claim, form).await?)
        }
    }
}

/// Hands a draft in.
pub(in crate::pages) async fn hand_in(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    form: Typed,
) -> Result<Response, Problem> {
    let request = HandInRequest { claim: Name::from(&id) };
    bring::<HandIn>((visit, office), (&id, "submitted"), form, (request, "")).await
}

/// Decides.
pub(in crate::pages) async fn decide(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    form: Typed,
) -> Result<Response, Problem> {
    let request = DecideRequest { claim: Name::from(&id) };
    bring::<Decide>((visit, office), (&id, "decided"), form, (request, "")).await
}

/// Holds.
pub(in crate::pages) async fn hold(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let reason = form.needed("why", WHY);
    if !form.is_fine() {
        return again(&built(visit, &office, &id, form).await?);
    }
    let request = HoldRequest { claim: Name::from(&id), reason: reason.clone() };
    bring::<Hold>((visit, office), (&id, "held"), form, (request, &reason)).await
}

const WHY: (&str, &str) = ("请填写原因。", "Write the reason.");

/// Releases a hold.
pub(in crate::pages) async fn release(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let reason = form.text("reason");
    let number = form.number("number").unwrap_or_default().into();
    let request = ReleaseRequest { claim: Name::from(&id), number };
    bring::<Release>((visit, office), (&id, "released"), form, (request, &reason)).await
}

/// Takes a claim back.
pub(in crate::pages) async fn revoke(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let reason = form.needed("why", WHY);
    if !form.is_fine() {
        return again(&built(visit, &office, &id, form).await?);
    }
    let request = RevokeRequest { claim: Name::from(&id) };
    bring::<Revoke>((visit, office), (&id, "revoked"), form, (request, &reason)).await
}

/// From what kind of slip.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    slip: Option<String>,
}

/// The form to put a claim right.
pub(in crate::pages) async fn correct(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    Query(Asked { slip }): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = found(&office, &id).await?;
    let mut form = form::of_facts(&shown.claim.scheme_id, &shown.facts);
    form.put("member", shown.claim.member_id);
    form.put("slip", slip.unwrap_or_default());
    page(&FormPage { claim: id, ..new::built(visit, &office, form).await? })
}

/// Puts it right, and decides it anew.
pub(in crate::pages) async fn put_right(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let reason = form.needed("reason", ("请填写更正原因。", "Write why it is put right."));
    let (schemes, ties) = (Schemes::of(&office).await?, form.raw("untied") != "yes");
    if let Some(facts) = form::facts(&mut form, (&schemes, visit.admitted.now.day()), ties) {
        let request = CorrectRequest { claim: Name::from(&id), facts };
        match office.bring::<Correct>((form.key(), &reason), request).await {
            Ok(_) => return Ok(see(&format!("/claims/{id}?done=corrected"))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&FormPage { claim: id, ..new::built(visit, &office, form).await? })
}
