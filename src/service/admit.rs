//! The door of a route: who calls, may he, how often; and that no other site sent him.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, HOST, HeaderMap, ORIGIN};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::cookie;
use super::fault::Fault;
use super::holds::Known;
use super::outer::About;
use super::problem::Problem;
use super::routes::{Guard, Needs};
use super::secret;
use crate::clock::Now;
use crate::engine::claim::words::Word;
use crate::engine::office::{Refusal, Right};
use crate::store::audit::Entry;
use crate::store::login::{self, Caller, Principal, Shows};
use crate::store::{Scope, StoreError};

/// Somebody who was let in.
#[derive(Clone)]
pub struct Admitted {
    caller: Arc<Caller>,
    /// The hash of his session; none for a token.
    pub session: Option<String>,
    /// The login of the absent colleague in whose name he acts.
    pub(super) absent: Option<String>,
    /// The moment.
    pub now: Now,
    /// Leads to the logs.
    pub request_id: String,
}

impl std::ops::Deref for Admitted {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Admitted {
    /// What he may see.
    pub fn scope(&self) -> &Scope {
        &self.caller.scope
    }

    /// The same with the eyes of somebody whom he stands for.
    pub(super) fn seeing(&self, scope: &Scope) -> Self {
        let caller = Caller { scope: scope.clone(), ..(*self.caller).clone() };
        Self { caller: Arc::new(caller), ..self.clone() }
    }

    /// May he, by his roles of today and by what his token is held to?
    pub fn may(&self, right: Right) -> bool {
        let held = &self.caller.rights;
        let acting = self.caller.acting.as_ref();
        acting.is_some_and(|acting| acting.actor.may(right))
            && (held.is_empty() || held.split(' ').any(|word| word == right.word()))
    }
}

impl FromRequestParts<App> for Admitted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::not_logged_in)
    }
}

/// The door of a route.
pub(super) async fn admit(
    State((app, guard)): State<(App, Arc<Guard>)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    plain_address(&guard, request.uri())?;
    if guard.needs == Needs::Nobody {
        same_site((request.method(), request.headers()), false)?;
        return Ok(next.run(request).await);
    }
    let about = About::of(&request);
    let (caller, session) = caller(&app, (request.method(), request.headers()), about.now).await?;
    let absent = header(request.headers(), "huzhu-on-behalf-of").map(str::to_owned);
    let admitted = Admitted { caller, session, absent, now: about.now, request_id: about.request_id.clone() };
    about.called_by(&admitted.principal.name());
    app.limits().accounts.take(&admitted.credential, about.now)?;
    if let Err(problem) = may(&app, &guard, &admitted) {
        refused(&app, &guard, &admitted, problem.code()).await?;
        return Err(problem);
    }
    request.extensions_mut().insert(admitted);
    Ok(next.run(request).await)
}

/// No parameter that the route does not know, and nothing that no text may hold.
fn plain_address(guard: &Guard, uri: &Uri) -> Result<(), Problem> {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    if path.contains("%00") || query.contains("%00") {
        let said =
            ("地址中不能有空字符，请去掉。", "The address must not hold the NUL character; take it out.");
        return Err(Problem::bad_request(vec![Fault::new("path", "nul", said)]));
    }
    let names = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split('=').next().unwrap_or_default());
    let Some(known) = &guard.parameters else { return Ok(()) };
    let unknown: Vec<Fault> =
        names.filter(|name| !known.iter().any(|known| known == name)).map(Fault::unknown).collect();
    if unknown.is_empty() { Ok(()) } else { Err(Problem::bad_request(unknown)) }
}

/// Who shows a token, or the cookie of a session that this site itself sent.
async fn caller(
    app: &App,
    (method, headers): (&Method, &HeaderMap),
    now: Now,
) -> Result<(Arc<Caller>, Option<String>), Problem> {
    if let Some(shown) = headers.get(AUTHORIZATION) {
        let shown = shown.to_str().unwrap_or_default();
        let token = shown.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = token.map(|(_, token)| token.trim()).ok_or_else(Problem::not_logged_in)?;
        return Ok((of_secret(app, (Shows::Token, secret::hash(token)), now).await?.caller, None));
    }
    let shown = cookie::read(headers).ok_or_else(Problem::not_logged_in)?;
    same_site((method, headers), true)?;
    let hash = secret::hash(shown);
    let known = of_secret(app, (Shows::Session, hash.clone()), now).await?;
    if known.is_to_be_seen(now) {
        login::see(app.store(), &hash, &now.moment()).await?;
    }
    Ok((known.caller, Some(hash)))
}

/// Whose secret it is, as long as it holds.
async fn of_secret(app: &App, (shows, hash): (Shows, String), now: Now) -> Result<Known, Problem> {
    let (store, day) = (app.store(), now.day());
    let read = async { login::who_calls(store, (shows, &hash), day).await?.map(Known::new).transpose() };
    let found = app.callers().recall::<StoreError>(store, (shows, hash.clone(), day), read).await?;
    let found = found.as_ref().as_ref().filter(|known| known.holds(now));
    found.cloned().ok_or_else(Problem::not_logged_in)
}

/// What changes something must not come from a page of another site: a browser says where it comes from, and what says
/// nothing is only believed where no cookie speaks for it.
fn same_site((method, headers): (&Method, &HeaderMap), has_cookie: bool) -> Result<(), Problem> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let fine = match (header(headers, "sec-fetch-site"), header(headers, ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = header(headers, HOST.as_str()).unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
        }
        (None, None) => !has_cookie,
    };
    if fine {
        return Ok(());
    }
    let said = (
        "该请求来自其他网站，未予办理；请在本系统页面操作，或改用令牌。",
        "The request comes from another site and was not carried out; use the pages of this one, or a token.",
    );
    Err(Problem::new(StatusCode::FORBIDDEN, "other-site", said))
}

pub(super) fn header<'r>(headers: &'r HeaderMap, name: &str) -> Option<&'r str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn may(app: &App, guard: &Guard, admitted: &Admitted) -> Result<(), Problem> {
    let right = match guard.needs {
        Needs::Nobody | Needs::Somebody => return Ok(()),
        Needs::Right(right) | Needs::OwnOr(right) => right,
    };
    ready(app, admitted)?;
    let own = matches!(guard.needs, Needs::OwnOr(_)) && matches!(admitted.principal, Principal::Member(..));
    // In whose name he acts, and whether he may, the desk finds out; a token is held to its rights in any case.
    let deputy = guard.is_act && admitted.absent.is_some() && admitted.rights.is_empty();
    if own || deputy || admitted.may(right) { Ok(()) } else { Err(Refusal::NoRight { right }.into()) }
}

/// A password that was given must be changed first, and staff must have a second factor.
fn ready(app: &App, admitted: &Admitted) -> Result<(), Problem> {
    if admitted.is_temporary {
        let said = (
            "您使用的是一次性密码，请先修改密码（PUT /api/v1/me/password）。",
            "Your password is a one-time one; change it first (PUT /api/v1/me/password).",
        );
        return Err(Problem::new(StatusCode::FORBIDDEN, "change-password", said));
    }
    let is_staff = matches!(admitted.principal, Principal::Staff(_));
    if is_staff && app.settings().second_factor && !admitted.has_second {
        let said = (
            "工作人员须先启用动态验证码（POST /api/v1/me/second-factor）。",
            "Staff need a second factor; set it up first (POST /api/v1/me/second-factor).",
        );
        return Err(Problem::new(StatusCode::FORBIDDEN, "set-up-second-factor", said));
    }
    Ok(())
}

/// A refusal at the door stands in the audit chain, as those of the desk do.
async fn refused(app: &App, guard: &Guard, admitted: &Admitted, code: &str) -> Result<(), StoreError> {
    let entry = Entry { act: guard.operation.clone(), result: code.into(), ..entry_of(admitted) };
    record(app, &admitted.principal, entry).await
}

/// A row of the audit chain about a caller.
pub fn entry_of(admitted: &Admitted) -> Entry {
    Entry {
        at: admitted.now.moment(),
        who: admitted.principal.name(),
        scope: admitted.acting.as_ref().map(|acting| acting.path.clone()).unwrap_or_default(),
        result: "done".into(),
        request_id: admitted.request_id.clone(),
        ..Entry::default()
    }
}

/// Writes a row into the audit chain of somebody's book.
///
/// # Errors
///
/// Those of the database.
pub async fn record(app: &App, principal: &Principal, entry: Entry) -> Result<(), StoreError> {
    let Some(book) = login::book_of(app.store(), principal).await? else { return Ok(()) };
    let write = app.store().write(&book, move |tx| {
        Box::pin(async move {
            tx.audit([entry]);
            Ok(())
        })
    });
    write.await
}
