//! One's own account: the password, and the second factor.

use askama::Template;
use axum::response::Response;

use super::frame::Frame;
use super::typed::{Typed, plain};
use super::visit::{Visit, again, page, see};
use crate::service::{Problem, first_code, new_password, new_second};

#[derive(Template)]
#[template(path = "account/account.html")]
struct Account {
    p: Frame,
    form: Typed,
    must_change: bool,
    has_second: bool,
    wants_second: bool,
    /// Secret and address of a second factor that waits for its first code.
    asked: Option<(String, String)>,
}

impl Account {
    fn of(visit: Visit, form: Typed) -> Self {
        let Visit { app, admitted, frame } = visit;
        let is_staff = admitted.acting.is_some();
        Self {
            p: frame,
            form,
            must_change: admitted.is_temporary,
            has_second: admitted.has_second,
            wants_second: is_staff && app.settings().second_factor,
            asked: None,
        }
    }
}

/// The page.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&Account::of(visit, Typed::none()))
}

/// Changes the password.
pub(super) async fn change_password(visit: Visit, mut form: Typed) -> Result<Response, Problem> {
    let (old, new) = (form.raw("old").to_owned(), form.raw("new").to_owned());
    if new != form.raw("again") {
        form.fault(
            "again",
            ("两次填写的新密码不一致，请重新填写。", "It differs from the new password; write it again."),
        );
        return again(&Account::of(visit, form));
    }
    match new_password(&visit.app, &visit.admitted, (old, new)).await {
        Ok(()) => Ok(see("/account?done=password")),
        Err(problem) => {
            form.refused(&problem);
            again(&Account::of(visit, form))
        }
    }
}

/// Begins a second factor: its secret is shown once.
pub(super) async fn ask_second(visit: Visit) -> Result<Response, Problem> {
    let asked = new_second(&visit.app, &visit.admitted).await?;
    page(&Account { asked: Some(asked), ..Account::of(visit, Typed::none()) })
}

/// Confirms it with its first code.
pub(super) async fn confirm_second(visit: Visit, mut form: Typed) -> Result<Response, Problem> {
    let code = plain(form.raw("code"));
    match first_code(&visit.app, &visit.admitted, &code).await {
        Ok(()) => Ok(see("/account?done=second-factor")),
        Err(problem) => {
            form.refused(&problem);
            let asked = Some((form.raw("secret").to_owned(), form.raw("url").to_owned()));
            again(&Account { asked, ..Account::of(visit, form) })
        }
    }
}
