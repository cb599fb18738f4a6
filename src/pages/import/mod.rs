//! A whole file of settlements: what is good and what is bad in it is said before anything is done; then the good rows are
//! taken in, and the bad ones come as a file that can be corrected and sent again.

mod sent;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::frame::Frame;
use super::schemes::Schemes;
use super::typed::Typed;
use super::visit::{Office, Visit, again, page};
use crate::desk::import_settlements::TakenIn;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::wrong_settlements;
use crate::service::Problem;
use sent::{Sent, take_in};

/// So many bad rows are listed; all of them are in the file.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "import/import.html")]
struct ImportPage {
    p: Frame,
    form: Typed,
    schemes: Vec<(String, String)>,
    found: Option<Found>,
}

/// The same in its place on the page.
#[derive(Template)]
#[template(path = "import/in_place.html")]
struct InPlace {
    p: Frame,
    form: Typed,
    found: Option<Found>,
}

/// What was found in a file, or came of it.
#[derive(Template)]
#[template(path = "import/found.html")]
struct Found {
    p: Frame,
    /// What the file is called.
    name: String,
    good: usize,
    bad: BTreeMap<usize, Said>,
    warnings: Vec<String>,
    /// What came of the import, where it was taken in.
    came: Option<TakenIn>,
    /// Reasons that only the import knows, by line, to be sent along for the file of bad rows.
    reasons: String,
}

impl askama::filters::HtmlSafe for Found {}

impl Found {
    fn listed(&self) -> impl Iterator<Item = (&usize, &str)> {
        self.bad.iter().take(LISTED).map(|(line, said)| (line, self.p.said(said)))
    }

    fn is_cut(&self) -> bool {
        self.bad.len() > LISTED
    }
}

/// The form.
pub(super) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    page(&built(visit, &office, (Typed::none(), None)).await?)
}

async fn built(
    visit: Visit,
    office: &Office,
    (form, found): (Typed, Option<Found>),
) -> Result<ImportPage, Problem> {
    let p = visit.frame;
    let schemes = Schemes::of(office).await?.choices(&p);
    Ok(ImportPage { p, form, schemes, found })
}

/// Says what is good and what is bad in a file; nothing is done.
pub(super) async fn check(
    visit: Visit,
    office: Office,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Problem> {
    let sent = match Sent::read(&visit, &office, sent).await? {
        Ok(sent) => sent,
        Err(form) => return shown(visit, &office, (form, None, &headers)).await,
    };
    let found = sent.found(&visit.frame);
    shown(visit, &office, (sent.form, Some(found), &headers)).await
}

/// Takes the good rows in.
pub(super) async fn import(
    visit: Visit,
    office: Office,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Problem> {
    let mut sent = match Sent::read(&visit, &office, sent).await? {
        Ok(sent) => sent,
        Err(form) => return shown(visit, &office, (form, None, &headers)).await,
    };
    let mut found = sent.found(&visit.frame);
    match take_in(&office, &mut sent).await {
        Ok(came) => {
            let texts: BTreeMap<usize, (&str, &str)> = came
                .bad
                .iter()
                .map(|bad| (bad.line, (bad.said.get(Lang::Zh), bad.said.get(Lang::En))))
                .collect();
            found.reasons = serde_json::to_string(&texts).unwrap_or_default();
            found.bad.extend(came.bad.iter().map(|bad| (bad.line, bad.said.clone())));
            found.came = Some(came);
        }
        Err(problem) => {
            sent.form.refused(&problem);
            return shown(visit, &office, (sent.form, None, &headers)).await;
        }
    }
    shown(visit, &office, (sent.form, Some(found), &headers)).await
}

/// The page again with what was found; only that, where it was asked in place. Nothing found: the file as a whole is wrong.
async fn shown(
    visit: Visit,
    office: &Office,
    (form, found, headers): (Typed, Option<Found>, &HeaderMap),
) -> Result<Response, Problem> {
    if headers.contains_key("hx-request") {
        return page(&InPlace { p: visit.frame, form, found });
    }
    let is_fine = form.is_fine();
    let shown = built(visit, office, (form, found)).await?;
    if is_fine { page(&shown) } else { again(&shown) }
}

/// The bad rows as a file, each with its reason.
pub(super) async fn bad(
    visit: Visit,
    office: Office,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Problem> {
    let sent = match Sent::read(&visit, &office, sent).await? {
        Ok(sent) => sent,
        Err(form) => return shown(visit, &office, (form, None, &headers)).await,
    };
    let p = &visit.frame;
    let known: BTreeMap<usize, (String, String)> =
        serde_json::from_str(sent.form.raw("reasons")).unwrap_or_default();
    let mut reasons: BTreeMap<usize, String> =
        known.into_iter().map(|(line, (zh, en))| (line, p.lang.pick(zh, en))).collect();
    reasons.extend(sent.bad.iter().map(|(line, said)| (*line, p.said(said).to_owned())));
    let rows = wrong_settlements(&sent.content, &reasons).map_err(|why| sent::no_table(&why))?;
    // A spreadsheet knows by the mark that the text is UTF-8.
    let rows = format!("\u{feff}{}", String::from_utf8_lossy(&rows));
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"settlements.bad.csv\"")),
    ];
    Ok((head, rows).into_response())
}
