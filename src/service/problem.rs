//! Problems (RFC 9457): what is answered instead of what was asked for, in the caller's language.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::fault::Fault;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// Why something is not answered. It is put into words by the outer layer, which knows the caller's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<What>);

/// What the problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct What {
    status: StatusCode,
    code: &'static str,
    said: Said,
    faults: Vec<Fault>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A status, a code that is kept for ever, and a sentence that says what to do.
    pub fn new(status: StatusCode, code: &'static str, said: impl Into<Said>) -> Self {
        Self(Box::new(What { status, code, said: said.into(), faults: vec![], header: None }))
    }

    /// The same with all that is wrong in what was sent.
    #[must_use]
    pub(super) fn with(mut self, faults: Vec<Fault>) -> Self {
        self.0.faults = faults;
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Its code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// What is said of it.
    pub fn said(&self) -> &Said {
        &self.0.said
    }

    /// What is wrong field by field: JSON pointer, and what to do.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &Said)> {
        self.0.faults.iter().map(|fault| (fault.field(), fault.said()))
    }

    /// What was sent is wrong in some fields.
    pub(super) fn invalid(faults: Vec<Fault>) -> Self {
        let said = (
            "提交的内容有误，请按errors所列逐项更正后重新提交。",
            "What was sent is wrong; correct each field that errors names, and send it again.",
        );
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", said).with(faults)
    }

    /// A part of the URL or a header is wrong.
    pub(super) fn bad_request(faults: Vec<Fault>) -> Self {
        let said = (
            "请求的地址、参数或请求头有误，请按errors所列逐项更正。",
            "The address, a parameter or a header is wrong; correct what errors names.",
        );
        Self::new(StatusCode::BAD_REQUEST, "bad-request", said).with(faults)
    }

    /// Nobody is logged in.
    pub fn not_logged_in() -> Self {
        let said = (
            "尚未登录或登录已过期，请登录后重试。",
            "You are not logged in, or no longer; log in and try again.",
        );
        let scheme = HeaderValue::from_static("Bearer realm=\"huzhu\"");
        Self::new(StatusCode::UNAUTHORIZED, "not-logged-in", said)
            .header(axum::http::header::WWW_AUTHENTICATE, scheme)
    }

    /// As it is sent.
    fn document(&self, lang: Lang, request_id: &str) -> ProblemDocument {
        ProblemDocument {
            r#type: format!("urn:huzhu:problem:{}", self.0.code),
            title: title(self.0.status).get(lang).to_owned(),
            status: self.0.status.as_u16(),
            code: self.0.code.to_owned(),
            detail: self.0.said.get(lang).to_owned(),
            request_id: request_id.to_owned(),
            errors: self.0.faults.iter().map(|fault| fault.document(lang)).collect(),
        }
    }

    /// The response in a language.
    pub(super) fn respond(&self, lang: Lang, request_id: &str) -> Response {
        let body = serde_json::to_vec(&self.document(lang, request_id)).unwrap_or_default();
        let mut response = (self.0.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.pick("zh-CN", "en")));
        if let Some((name, value)) = &self.0.header {
            headers.insert(name.clone(), value.clone());
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What went wrong, as RFC 9457 says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ProblemDocument {
    /// A URN that ends in the code.
    #[schema(example = "urn:huzhu:problem:not-found")]
    r#type: String,
    /// What kind of problem it is.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// The code, which is kept for ever: for programs.
    #[schema(example = "not-found")]
    code: String,
    /// What is wrong and what to do: for people.
    detail: String,
    /// Leads to the logs.
    request_id: String,
    /// What is wrong in what was sent, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FaultDocument>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct FaultDocument {
    /// The field: a JSON pointer into the body, or the name of a parameter or header.
    #[schema(example = "/facts/claim/days")]
    pub(super) field: String,
    /// What is wrong with it: for programs.
    #[schema(example = "unknown-field")]
    pub(super) code: String,
    /// What is wrong with it and what to do: for people.
    pub(super) detail: String,
}

fn title(status: StatusCode) -> Said {
    let (zh, en) = match status.as_u16() {
        400 => ("请求有误", "Bad request"),
        401 => ("未登录", "Not logged in"),
        403 => ("无权办理", "Not allowed"),
        404 => ("没有找到", "Not found"),
        405 => ("不支持的请求方法", "Method not allowed"),
        408 => ("请求超时", "Request timeout"),
        409 => ("与当前状态不符", "Conflict"),
        412 => ("内容已被修改", "Changed meanwhile"),
        413 => ("内容过大", "Too large"),
        415 => ("不支持的内容类型", "Unsupported media type"),
        422 => ("内容有误", "Invalid content"),
        428 => ("缺少前提条件", "Precondition required"),
        429 => ("请求过多", "Too many requests"),
        503 => ("暂时无法服务", "Service unavailable"),
        _ => ("服务器内部错误", "Internal error"),
    };
    Said::new(zh, en)
}
