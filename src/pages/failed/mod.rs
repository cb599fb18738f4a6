//! What is shown instead of a page: why, what to do, and the number that leads to the logs.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::frame::Frame;
use super::visit::with_status;
use crate::service::Problem;

#[derive(Template)]
#[template(path = "failed/failed.html")]
struct Failed<'f> {
    p: Frame,
    title: &'f str,
    said: &'f str,
    faults: Vec<&'f str>,
}

/// A problem as a page.
pub(super) fn page(p: Frame, problem: &Problem) -> Response {
    let title = match problem.status().as_u16() {
        403 => ("无权办理", "Not allowed"),
        404 => ("没有找到", "Not found"),
        429 => ("请求过于频繁", "Too many requests"),
        400..=499 => ("未能办理", "Not done"),
        _ => ("系统出现问题", "Something is broken"),
    };
    let lang = p.lang;
    let faults = problem.faults().map(|(_, said)| said.get(lang)).collect();
    let template = Failed { title: lang.pick(title.0, title.1), said: problem.said().get(lang), faults, p };
    with_status(problem.status(), &template).unwrap_or_else(IntoResponse::into_response)
}

#[derive(Template)]
#[template(path = "failed/fragment.html")]
struct Fragment<'f> {
    said: &'f str,
    request_id: &'f str,
    sign_in: Option<(String, &'f str)>,
}

/// A problem in place of a fragment: the page around it stays.
pub(super) fn fragment(p: &Frame, problem: &Problem) -> Response {
    let said = problem.said().get(p.lang);
    shown(&Fragment { said, request_id: &p.request_id, sign_in: None })
}

/// The session ended while somebody was typing.
pub(super) fn lost(p: &Frame, back: &str) -> Response {
    let said = p.say(
        "登录已过期。已填写的内容保存在本机，重新登录后可继续填写。",
        "Your session has ended. What you typed is kept on this computer; sign in and go on.",
    );
    let path = format!("/sign-in?next={}&lost=1", super::around::percent(back));
    shown(&Fragment { said, request_id: "", sign_in: Some((path, p.say("重新登录", "Sign in"))) })
}

/// Answered with 200, so that it is put into its place.
fn shown(template: &Fragment<'_>) -> Response {
    super::visit::page(template).unwrap_or_else(IntoResponse::into_response)
}
