//! Where a member is paid: the desk names another account, and another person confirms it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::frame::Frame;
use super::members::found;
use super::typed::Typed;
use super::visit::{Office, Visit, again, page, see};
use crate::desk::change_account::{AccountNaming, ChangeAccount};
use crate::desk::confirm_account::{AccountConfirmation, ConfirmAccount};
use crate::engine::office::{Right, mask};
use crate::service::{Looking, Problem};
use crate::store::account;

/// An account that was named.
struct Named {
    id: String,
    account: String,
    holder: String,
    at: String,
    confirmed: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "paid_to/paid_to.html")]
struct PaidTo {
    p: Frame,
    form: Typed,
    member: String,
    name: String,
    now: String,
    named: Vec<Named>,
    may_change: bool,
    may_confirm: bool,
}

/// The page.
pub(super) async fn show(visit: Visit, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    page(&built(visit, &office, &id, Typed::none()).await?)
}

async fn built(visit: Visit, office: &Looking, id: &str, form: Typed) -> Result<PaidTo, Problem> {
    let member = found(office, id).await?;
    let may = |right| visit.admitted.may(right);
    let (may_change, may_confirm) = (may(Right::ChangeAccount), may(Right::ConfirmAccount));
    let p = visit.frame;
    let rows = account::of_member(office.store(), office.scope(), (&office.book, &member.id)).await?;
    let last = rows.last().map(|row| row.id.clone()).unwrap_or_default();
    let mut named: Vec<Named> = rows
        .iter()
        .map(|row| Named {
            id: row.id.clone(),
            account: mask::account(&row.account),
            holder: row.holder.as_deref().map(mask::name).unwrap_or_default(),
            at: p.moment(&row.named_at),
            confirmed: row.confirmed_at.as_deref().map(|at| p.moment(at)).unwrap_or_default(),
            // One that was followed by another is confirmed no more.
            is_open: row.confirmed_at.is_none() && row.id == last,
        })
        .collect();
    named.reverse();
    Ok(PaidTo {
        name: mask::name(&member.name),
        now: member.account.as_deref().map(mask::account).unwrap_or_default(),
        member: member.id,
        named,
        may_change,
        may_confirm,
        form,
        p,
    })
}

/// Names another account.
pub(super) async fn change(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let account = form.needed("account", ("请填写新的收款账号。", "Write the new account.")).replace(' ', "");
    let holder = Some(form.text("holder")).filter(|holder| !holder.is_empty());
    if form.is_fine() {
        let request = AccountNaming { member: id.clone(), account, holder };
        match office.bring::<ChangeAccount>((form.key(), ""), request).await {
            Ok(_) => return Ok(see(&format!("/members/{id}/account?done=named"))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, &id, form).await?)
}

/// Confirms what another person named.
pub(super) async fn confirm(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let request = AccountConfirmation { change: form.text("change") };
    match office.bring::<ConfirmAccount>((form.key(), ""), request).await {
        Ok(_) => Ok(see(&format!("/members/{id}/account?done=confirmed"))),
        Err(problem) => {
            form.refused(&problem);
            again(&built(visit, &office, &id, form).await?)
        }
    }
}
