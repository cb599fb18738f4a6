//! A report as a file: a workbook, or CSV.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::exchange::sheet::Sheet;
use crate::service::Problem;

/// The file, called by a plain name and as its ending says: `xlsx`, or else CSV.
pub(super) fn file(sheet: &Sheet, name: &str, ending: &str) -> Result<Response, Problem> {
    let (bytes, media) = if ending == "xlsx" {
        let bytes = sheet.to_xlsx().map_err(|why| {
            let said = (
                format!("报表无法写成Excel文件：{why}。请改为导出CSV。"),
                format!("The report makes no workbook: {why}. Take CSV instead."),
            );
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no-workbook", said)
        })?;
        (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else {
        (sheet.to_csv().into_bytes(), "text/csv; charset=utf-8")
    };
    let ending = if ending == "xlsx" { "xlsx" } else { "csv" };
    let called = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""));
    let mut response = ([(CONTENT_TYPE, HeaderValue::from_static(media))], bytes).into_response();
    response.headers_mut().extend(called.ok().map(|called| (CONTENT_DISPOSITION, called)));
    Ok(response)
}
