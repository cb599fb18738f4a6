//! A member signs in: identity number, and the code that the desk set.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::Response;

use crate::pages::frame::Frame;
use crate::pages::typed::{Typed, plain};
use crate::pages::visit::{Guest, again, page, see};
use crate::service::{About, App, Problem, enter_member};

#[derive(Template)]
#[template(path = "my/sign_in.html")]
struct SignIn {
    p: Frame,
    form: Typed,
}

/// The form.
pub(in crate::pages) async fn show(Guest(p): Guest) -> Result<Response, Problem> {
    page(&SignIn { p, form: Typed::none() })
}

/// Signs him in.
pub(in crate::pages) async fn enter(
    State(app): State<App>,
    Extension(about): Extension<About>,
    headers: HeaderMap,
    Guest(p): Guest,
    mut form: Typed,
) -> Result<Response, Problem> {
    let number = form.needed("number", ("请填写身份证号。", "Write your identity number."));
    let code = plain(form.raw("code")).replace([' ', '-'], "");
    if code.is_empty() {
        form.fault("code", ("请填写查询码。", "Write your code."));
    }
    if !form.is_fine() {
        return again(&SignIn { p, form });
    }
    match enter_member(&app, (&about, &headers), (&number.replace([' ', '-'], ""), code)).await {
        Ok(cookie) => {
            let mut response = see("/my");
            response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
            Ok(response)
        }
        Err(problem) => {
            form.refused(&problem);
            again(&SignIn { p, form })
        }
    }
}
