//! Sessions: logging in with a password and a second factor, and logging out.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Now;
use crate::service::admit::{Admitted, record};
use crate::service::app::App;
use crate::service::holds::{IDLE, LONGEST};
use crate::service::outer::About;
use crate::service::problem::Problem;
use crate::service::second::Second;
use crate::service::sent::Sent;
use crate::service::{cookie, secret};
use crate::store::BookId;
use crate::store::StoreError;
use crate::store::audit::Entry;
use crate::store::login::{self, Credential, Principal};

/// So many failures are forgiven; each after them locks, twice as long as the one before, up to an hour.
const FORGIVEN: i64 = 5;
const LOCKED: i64 = 60;
const DOUBLINGS: i64 = 6;

/// A login.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct LogIn {
    /// What is typed.
    #[schema(min_length = 1, max_length = 200, example = "admin")]
    login: String,
    /// The password.
    #[schema(min_length = 1, max_length = 200, example = "correct-horse-battery")]
    password: String,
    /// The six digits of the second factor, where one is set up.
    #[schema(max_length = 10, example = "123456")]
    code: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Session {
    /// Who is logged in: an account of the staff, or a book and a member.
    account: String,
    /// When it ends in any case, UTC; it ends earlier when it is not used for 30 minutes.
    ends_at: String,
    /// It ends when it is not used for so many seconds.
    idle_seconds: i64,
    /// What must be done before anything else: `change-password`, `set-up-second-factor`.
    must: Vec<String>,
}

/// Log in
///
/// The session's secret comes as a cookie. A failed login says only that it failed.
#[utoipa::path(post, path = "/sessions", operation_id = "logIn", tag = "sessions", request_body = LogIn,
    responses((status = 201, description = "Logged in", body = Session),
        (status = 401, description = "Login, password or code is wrong, or too many tries failed", content_type = "application/problem+json", body = inline(crate::service::problem::ProblemDocument))))]
pub(in crate::service) async fn log_in(
    State(app): State<App>,
    request: Request,
) -> Result<Response, Problem> {
    let (about, headers) = (About::of(&request), request.headers().clone());
    app.limits().logins.take(&about.address, about.now)?;
    let Sent(LogIn { login, password, code }) =
        <Sent<LogIn> as axum::extract::FromRequest<App>>::from_request(request, &app).await?;
    let (known, cookie) = known(&app, (&about, &headers), (login, password, code)).await?;
    let session = session(&app, &known, about.now);
    let mut response = (StatusCode::CREATED, Json(session)).into_response();
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// Logs somebody in: the cookie of his session. What he is asked for is what the API asks for, the limit of attempts
/// included.
///
/// # Errors
///
/// Where login, password or code is wrong, or there are too many attempts; those of the database.
pub async fn enter(
    app: &App,
    (about, headers): (&About, &HeaderMap),
    (login, password, code): (String, String, Option<String>),
) -> Result<Option<HeaderValue>, Problem> {
    app.limits().logins.take(&about.address, about.now)?;
    let (_, cookie) = known(app, (about, headers), (login, password, code)).await?;
    Ok(cookie)
}

/// Logs somebody out: the cookie that takes his away.
///
/// # Errors
///
/// Those of the database.
pub async fn leave(app: &App, admitted: &Admitted) -> Result<Option<HeaderValue>, Problem> {
    if let Some(hash) = &admitted.session {
        login::end(app.store(), hash, &admitted.now.moment()).await?;
    }
    Ok(cookie::set("", 0))
}

/// The credential that login, password and code belong to, and the cookie of its new session; the old one ends.
async fn known(
    app: &App,
    (about, headers): (&About, &HeaderMap),
    (login, password, code): (String, String, Option<String>),
) -> Result<(Credential, Option<HeaderValue>), Problem> {
    let found = login::of_login(app.store(), &login).await?;
    let Some(known) = checked(app, found, (password, code), about).await? else {
        app.metrics().count("logins", "failed");
        return Err(failed());
    };
    app.metrics().count("logins", "done");
    about.called_by(&known.id);
    if let Some(old) = cookie::read(headers).map(secret::hash) {
        login::end(app.store(), &old, &about.now.moment()).await?;
    }
    let cookie = begun(app, &known, about.now).await?;
    Ok((known, cookie))
}

pub(super) async fn begun(
    app: &App,
    known: &Credential,
    now: Now,
) -> Result<Option<HeaderValue>, StoreError> {
    let shown = secret::secret(app.store().keys().random());
    let before = now.plus_seconds(-2 * LONGEST).moment();
    login::start(app.store(), (&secret::hash(&shown), &known.id), &now.moment(), &before).await?;
    Ok(cookie::set(&shown, LONGEST))
}

pub(super) fn session(app: &App, known: &Credential, now: Now) -> Session {
    let is_staff = !known.staff_id.is_empty();
    let must = [
        ("change-password", known.is_temporary == 1),
        ("set-up-second-factor", is_staff && app.settings().second_factor && known.second_state != "on"),
    ];
    Session {
        account: known.id.clone(),
        ends_at: now.plus_seconds(LONGEST).moment(),
        idle_seconds: IDLE,
        must: must.iter().filter(|(_, must)| *must).map(|(what, _)| (*what).to_owned()).collect(),
    }
}

/// The credential, where password and code are right. Each attempt is counted before it is checked, and each that fails
/// stands in the audit chain.
pub(super) async fn checked(
    app: &App,
    known: Option<Credential>,
    (password, code): (String, Option<String>),
    about: &About,
) -> Result<Option<Credential>, Problem> {
    let Some(known) = known else {
        app.passwords().is(password, None).await?;
        return Ok(None);
    };
    let now = about.now.moment();
    let attempt = login::attempt(app.store(), &known.id, &now).await?;
    let is_right = app.passwords().is(password, Some(known.password_hash.clone())).await?;
    let step = match (known.second_state.as_str(), code) {
        ("on", Some(code)) => {
            Second::new(app.store().keys(), &known.id, &known.second_salt).step(&code, about.now.seconds())
        }
        ("on", None) => None,
        _ => Some(0),
    };
    let mut fine = attempt.is_some() && is_right && step.is_some();
    if fine {
        let taken = step.filter(|step| *step > 0);
        fine = login::succeed(app.store(), &known.id, taken).await?;
    }
    if let Some(failures) = attempt.filter(|failures| !fine && *failures >= FORGIVEN) {
        let seconds = LOCKED << (failures - FORGIVEN).min(DOUBLINGS);
        login::lock(app.store(), &known.id, &about.now.plus_seconds(seconds).moment()).await?;
    }
    note(app, &known, about, if fine { "done" } else { "login-failed" }).await?;
    Ok(Some(known).filter(|_| fine))
}

pub(super) async fn note(app: &App, known: &Credential, about: &About, result: &str) -> Result<(), Problem> {
    let entry = Entry {
        at: about.now.moment(),
        who: known.id.clone(),
        act: "log-in".into(),
        object: known.id.clone(),
        result: result.into(),
        request_id: about.request_id.clone(),
        ..Entry::default()
    };
    let principal = if known.staff_id.is_empty() {
        let book =
            BookId::try_from(known.book_id.as_str()).map_err(|why| StoreError::Broken(why.to_string()))?;
        Principal::Member(book, known.member_id.clone())
    } else {
        Principal::Staff(known.staff_id.clone())
    };
    Ok(record(app, &principal, entry).await?)
}

fn failed() -> Problem {
    let said = (
        "登录名、密码或动态验证码不正确，或因多次失败暂时锁定；请核对后稍后再试。",
        "Login, password or code is wrong, or too many tries failed and it is locked for a while; check them and try again later.",
    );
    Problem::new(StatusCode::UNAUTHORIZED, "login-failed", said)
}

/// Log out
#[utoipa::path(delete, path = "/sessions/current", operation_id = "logOut", tag = "sessions",
    responses((status = 204, description = "Logged out; with a token nothing is done")))]
pub(in crate::service) async fn log_out(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Response, Problem> {
    let cookie = leave(&app, &admitted).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}
