//! A member names another account to be paid to; somebody at the desk confirms it, and nothing is paid to it before.

use askama::Template;
use axum::response::Response;

use super::himself;
use crate::desk::change_account::AccountNaming;
use crate::desk::name_own_account::NameOwnAccount;
use crate::engine::office::mask;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::service::{Looking, Problem};
use crate::store::account;

#[derive(Template)]
#[template(path = "my/account.html")]
struct OwnAccount {
    p: Frame,
    form: Typed,
    /// Where he is paid now; empty where that is not known.
    now: String,
    /// What waits for the desk: the account, and when it was named.
    waits: Option<(String, String)>,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    page(&built(visit, &office, Typed::none()).await?)
}

async fn built(visit: Visit, office: &Looking, form: Typed) -> Result<OwnAccount, Problem> {
    let (p, member) = (visit.frame, himself(office).await?);
    let rows = account::of_member(office.store(), office.scope(), (&office.book, &member.id)).await?;
    let last = rows.last().filter(|row| row.confirmed_at.is_none());
    Ok(OwnAccount {
        waits: last.map(|row| (mask::account(&row.account), p.moment(&row.named_at))),
        now: member.account.as_deref().map(mask::account).unwrap_or_default(),
        form,
        p,
    })
}

/// Names another one.
pub(in crate::pages) async fn name(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let member = himself(&office).await?;
    let strip = |text: String| text.replace([' ', '-'], "");
    let account = strip(form.needed("account", ("请填写新的收款账号。", "Write the new account.")));
    let again_typed = strip(form.text("again"));
    if again_typed != account && form.wrong("account").is_none() {
        form.fault("again", ("两次填写的账号不一致，请核对。", "The two are not the same; check them."));
    }
    if form.is_fine() {
        let request = AccountNaming { member: member.id, account, holder: None };
        match office.bring_own::<NameOwnAccount>(form.key(), request).await {
            Ok(_) => return Ok(see("/my/account?done=named-own")),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, form).await?)
}
