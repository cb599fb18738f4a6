//! Signing in and out: login, password, and the code of a second factor where one is set up.

use askama::Template;
use axum::extract::{Extension, Query, State};
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::frame::Frame;
use super::typed::{Typed, plain};
use super::visit::{Guest, Visit, again, local, page, see};
use super::words;
use crate::service::{About, App, Problem};

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignIn {
    p: Frame,
    form: Typed,
    is_lost: bool,
    /// Login, role and title of those whom one may be; none where it is a real office.
    demo: Vec<Somebody>,
}

/// Somebody of a demonstration.
struct Somebody {
    login: &'static str,
    role: String,
    title: String,
    /// Is he the first of his role?
    is_first: bool,
}

impl SignIn {
    fn of(app: &App, p: Frame, form: Typed, is_lost: bool) -> Self {
        let users = app.demo().map(|demo| demo.users.as_slice()).unwrap_or_default();
        let is_first = |at: usize| users[..at].iter().all(|before| before.role != users[at].role);
        let demo = users.iter().enumerate().map(|(at, user)| Somebody {
            is_first: is_first(at),
            login: user.login,
            role: words::role(&p, user.role),
            title: p.said(&user.title).to_owned(),
        });
        Self { demo: demo.collect(), p, form, is_lost }
    }
}

/// Where to go afterwards, and whether a session ended.
#[derive(Deserialize)]
pub(super) struct Asked {
    next: Option<String>,
    lost: Option<String>,
}

/// The form.
pub(super) async fn show(
    State(app): State<App>,
    Guest(p): Guest,
    Query(Asked { next, lost }): Query<Asked>,
) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("next", next.as_deref().and_then(local).unwrap_or_default());
    page(&SignIn::of(&app, p, form, lost.is_some()))
}

/// Signs somebody in, and leads him to where he wanted to go.
pub(super) async fn enter(
    State(app): State<App>,
    Extension(about): Extension<About>,
    headers: HeaderMap,
    Guest(p): Guest,
    mut form: Typed,
) -> Result<Response, Problem> {
    let login = form.needed("login", ("请填写登录名。", "Write your login."));
    let password = form.raw("password").to_owned();
    if password.is_empty() {
        form.fault("password", ("请填写密码。", "Write your password."));
    }
    if !form.is_fine() {
        return again(&SignIn::of(&app, p, form, false));
    }
    let code = Some(plain(form.raw("code"))).filter(|code| !code.is_empty());
    match crate::service::enter(&app, (&about, &headers), (login, password, code)).await {
        Ok(cookie) => {
            let mut response = see(&local(form.raw("next")).unwrap_or_else(|| "/".into()));
            response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
            Ok(response)
        }
        Err(problem) => {
            form.refused(&problem);
            again(&SignIn::of(&app, p, form, false))
        }
    }
}

/// Signs somebody of a demonstration in, by one click.
pub(super) async fn enter_demo(
    State(app): State<App>,
    Extension(about): Extension<About>,
    form: Typed,
) -> Result<Response, Problem> {
    let cookie = crate::service::enter_demo(&app, &about, form.raw("login")).await?;
    let mut response = see(&local(form.raw("next")).unwrap_or_else(|| "/".into()));
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// Signs somebody out.
pub(super) async fn leave(visit: Visit) -> Result<Response, Problem> {
    let cookie = crate::service::leave(&visit.app, &visit.admitted).await?;
    let mut response = see("/sign-in").into_response();
    response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}
