//! How the system is: version, database, the chain of the book, and what waits.

use askama::Template;
use axum::response::Response;

use crate::pages::frame::Frame;
use crate::pages::visit::{Office, Visit, page};
use crate::pages::words;
use crate::service::Problem;
use crate::store::book;
use crate::store::claim::queue;

#[derive(Template)]
#[template(path = "office/health.html")]
struct Health {
    p: Frame,
    tab: &'static str,
    version: &'static str,
    book: String,
    audited: i64,
    head: String,
    waits: Vec<(String, i64)>,
    limits: Vec<(&'static str, String)>,
}

/// The page. That it is shown says that the database answers.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let p = visit.frame;
    let kept = book::find(office.store(), office.scope(), &office.book).await?;
    let (audited, head) = kept.map(|kept| (kept.audited, kept.audit_head)).unwrap_or_default();
    let counts = queue::counts(office.store(), office.scope(), &office.book).await?;
    let waits = counts.into_iter().map(|one| (words::stage(&p, &one.stage), one.claims)).collect();
    let set = office.app.settings();
    let second =
        if set.second_factor { p.say("须启用", "needed") } else { p.say("不要求", "not needed") };
    let limits = vec![
        (p.say("工作人员动态验证码", "Second factor of the staff"), second.to_owned()),
        (p.say("每个账号每分钟请求数", "Requests of an account in a minute"), set.per_account.to_string()),
        (p.say("每个地址每分钟登录次数", "Logins from an address in a minute"), set.logins.to_string()),
    ];
    let version = env!("CARGO_PKG_VERSION");
    page(&Health { tab: "health", version, book: office.book.to_string(), audited, head, waits, limits, p })
}
