//! The demonstration: who is in it, and being one of them without a password.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::login::{Session, begun, note, session};
use crate::engine::scheme::model::Lang;
use crate::service::app::App;
use crate::service::demo::User;
use crate::service::outer::About;
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::login::{self, Credential};

/// Somebody whom one may be.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Somebody {
    /// The login.
    login: String,
    /// The role, or `member`.
    role: String,
    /// Where he is and what he does, in Chinese.
    zh: String,
    /// The same in English.
    en: String,
    /// His book.
    book: String,
}

/// A demonstration, or none.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Demonstration {
    /// Is it one? Where it is none, nobody is listed, and nobody logs in without a password.
    is_demo: bool,
    /// Its people.
    users: Vec<Somebody>,
}

/// See whether it is a demonstration, and who is in it
#[utoipa::path(get, path = "/demo", operation_id = "showDemo", tag = "sessions",
    responses((status = 200, description = "Its people; none where it is a real office", body = Demonstration)))]
pub(in crate::service) async fn show(State(app): State<App>) -> Json<Demonstration> {
    let users = app.demo().into_iter().flat_map(|demo| &demo.users).map(somebody);
    Json(Demonstration { is_demo: app.demo().is_some(), users: users.collect() })
}

fn somebody(user: &User) -> Somebody {
    Somebody {
        login: user.login.into(),
        role: user.role.into(),
        zh: user.title.get(Lang::Zh).into(),
        en: user.title.get(Lang::En).into(),
        book: user.book.into(),
    }
}

/// Whom one wants to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Enter {
    /// The login.
    #[schema(min_length = 1, max_length = 200, example = "clerk")]
    login: String,
}

/// Enter a demonstration as one of its people
///
/// A real office has no such door: nobody is found there.
#[utoipa::path(post, path = "/demo/sessions", operation_id = "enterDemo", tag = "sessions", request_body = Enter,
    responses((status = 201, description = "Logged in", body = Session),
        (status = 404, description = "Nobody of that login, or no demonstration", content_type = "application/problem+json", body = inline(crate::service::problem::ProblemDocument))))]
pub(in crate::service) async fn enter(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    let about = About::of(&request);
    app.limits().logins.take(&about.address, about.now)?;
    let Sent(Enter { login }) =
        <Sent<Enter> as axum::extract::FromRequest<App>>::from_request(request, &app).await?;
    let (known, cookie) = entered(&app, &about, &login).await?;
    let mut response = (StatusCode::CREATED, Json(session(&app, &known, about.now))).into_response();
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// The credential of somebody of the demonstration; none in a real office.
async fn of_demo(app: &App, login: &str) -> Result<Option<Credential>, Problem> {
    let Some(user) = app.demo().and_then(|demo| demo.user(login)) else { return Ok(None) };
    Ok(login::of_principal(app.store(), &user.principal.name()).await?)
}

/// Logs somebody of a demonstration in without a password: the cookie of his session.
///
/// # Errors
///
/// Where there is nobody of that login, or it is no demonstration; those of the database.
pub async fn enter_demo(app: &App, about: &About, login: &str) -> Result<Option<HeaderValue>, Problem> {
    app.limits().logins.take(&about.address, about.now)?;
    Ok(entered(app, about, login).await?.1)
}

async fn entered(
    app: &App,
    about: &About,
    login: &str,
) -> Result<(Credential, Option<HeaderValue>), Problem> {
    let known = of_demo(app, login).await?.ok_or_else(nobody)?;
    app.metrics().count("logins", "demo");
    about.called_by(&known.id);
    note(app, &known, about, "done").await?;
    let cookie = begun(app, &known, about.now).await?;
    Ok((known, cookie))
}

fn nobody() -> Problem {
    let said = (
        "没有这个演示账号，或本系统不是演示系统；请用账号和密码登录。",
        "There is nobody of that login, or it is no demonstration; log in with login and password.",
    );
    Problem::new(StatusCode::NOT_FOUND, "no-demo", said)
}
