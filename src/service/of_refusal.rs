//! Problems out of what the office refuses, and out of what fails in the store.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};

use super::fault::Fault;
use super::problem::Problem;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::RefusalKind;
use crate::store::StoreError;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match (&refusal, refusal.kind()) {
            (Refusal::DocumentTooLarge { .. }, _) => StatusCode::PAYLOAD_TOO_LARGE,
            (Refusal::DocumentType { .. }, _) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            (_, RefusalKind::NotFound) => StatusCode::NOT_FOUND,
            (_, RefusalKind::Forbidden) => StatusCode::FORBIDDEN,
            (_, RefusalKind::Conflict) => StatusCode::CONFLICT,
            (_, RefusalKind::Invalid) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let problem = Self::new(status, refusal.code(), refusal.said());
        match &refusal {
            Refusal::Field { field, said } => {
                problem.with(vec![Fault::new(field.as_str(), "invalid", said.clone())])
            }
            _ => problem,
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::from(&error)
    }
}

impl From<Arc<StoreError>> for Problem {
    fn from(error: Arc<StoreError>) -> Self {
        Self::from(&*error)
    }
}

/// What the database says leads to nothing that a caller should see: it goes to the log.
impl From<&StoreError> for Problem {
    fn from(error: &StoreError) -> Self {
        let (code, zh, en) = match error {
            StoreError::Busy(_) => (
                "busy",
                "数据库正忙，未作改动，请稍后用同一请求编号重试。",
                "The database is busy and nothing was done; try again with the same key in a while.",
            ),
            StoreError::Unknown(_) => (
                "outcome-unknown",
                "提交时连接中断，是否已办理尚不确定，请用同一请求编号重试，不会重复办理。",
                "The connection broke during commit; ask again with the same key, nothing is done twice.",
            ),
            StoreError::Down(_) => (
                "database-down",
                "无法连接数据库，未作改动，请待其恢复后重试。",
                "The database cannot be reached and nothing was done; try again when it is back.",
            ),
            StoreError::Full(_) => (
                "disk-full",
                "磁盘或数据库空间已满，未作改动，请联系管理员腾出空间。",
                "The database has no room left and nothing was done; have the administrator make room.",
            ),
            StoreError::NoBook(_)
            | StoreError::Url(_)
            | StoreError::Setting { .. }
            | StoreError::Migration(_)
            | StoreError::Broken(_)
            | StoreError::Sealed(_)
            | StoreError::Refused(_) => return broken(error),
        };
        tracing::warn!(%error, code, "the database did not do it");
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, (zh, en));
        problem.header(RETRY_AFTER, HeaderValue::from_static("2"))
    }
}

fn broken(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store is broken");
    internal()
}

/// A surprise.
pub(super) fn internal() -> Problem {
    let said = (
        "服务器内部错误，未作改动；请将request_id告知管理员。",
        "Something is broken in the server and nothing was done; tell the administrator the request_id.",
    );
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", said)
}
