//! Schemes: their editions, the rule sheet of each, what differs from the one before, and the second person who publishes.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::desk::schemes::edition_of;
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::diff::diff;
use crate::engine::scheme::sheet::fragment;
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::service::{Looking, Problem};
use crate::store::editions::{self, EditionRow};
use crate::store::scheme::{EditionKey, PublishedEdition};

#[derive(Template)]
#[template(path = "office/schemes.html")]
pub(super) struct Schemes {
    p: Frame,
    tab: &'static str,
    form: Typed,
    rows: Vec<Line>,
    may_propose: bool,
}

/// An edition in the list: what it is called, and in what state it is.
struct Line {
    row: EditionRow,
    title: String,
    called: String,
    tone: &'static str,
}

/// The list.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    page(&listed(visit, &office, Typed::none()).await?)
}

pub(super) async fn listed(visit: Visit, office: &Looking, form: Typed) -> Result<Schemes, Problem> {
    let (p, may_propose) = (visit.frame, visit.admitted.may(Right::ProposeScheme));
    let titles = crate::pages::schemes::Schemes::of(office).await?;
    let mut rows = vec![];
    for row in editions::all(office.store()).await? {
        let (title, (called, tone)) = (title(&p, office, &titles, &row).await?, state(&p, &row.state));
        rows.push(Line { row, title, called, tone });
    }
    Ok(Schemes { tab: "schemes", form, rows, may_propose, p })
}

/// What an edition is called: one that is proposed, or of which nothing is published, as its own text says.
async fn title(
    p: &Frame,
    office: &Looking,
    published: &crate::pages::schemes::Schemes,
    row: &EditionRow,
) -> Result<String, Problem> {
    if row.state != "proposed" && published.get(&row.scheme_id).is_some() {
        return Ok(published.title(p, &row.scheme_id));
    }
    let text = editions::text(office.store(), &key_of(row)).await?;
    let edition = text.as_ref().and_then(|text| edition_of(text).ok());
    Ok(edition.map_or_else(|| row.scheme_id.clone(), |edition| edition.title.get(p.lang).to_owned()))
}

fn state(p: &Frame, word: &str) -> (String, &'static str) {
    let (zh, en, tone) = match word {
        "published" => ("已发布", "published", "good"),
        "proposed" => ("待另一人确认", "waits for a second person", "warn"),
        _ => ("已撤下", "withdrawn", ""),
    };
    (p.say(zh, en).to_owned(), tone)
}

/// Which edition.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    scheme: String,
    from: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "office/edition.html")]
pub(super) struct Edition {
    p: Frame,
    form: Typed,
    row: EditionRow,
    /// The scheme's title; its id where the edition does not read.
    title: String,
    state: (String, &'static str),
    /// The first day of the one before, and what differs from it.
    before: Option<(String, Vec<String>)>,
    sheet: String,
    may_confirm: bool,
}

/// One edition.
pub(in crate::pages) async fn one(
    visit: Visit,
    office: Office,
    Query(Asked { scheme, from, hash }): Query<Asked>,
) -> Result<Response, Problem> {
    let key = EditionKey { scheme_id: scheme, from_day: from, hash };
    page(&built(visit, &office, &key, Typed::none()).await?)
}

pub(super) async fn built(
    visit: Visit,
    office: &Looking,
    key: &EditionKey,
    form: Typed,
) -> Result<Edition, Problem> {
    let none =
        || Problem::from(Refusal::not_found(Thing::Edition, &format!("{}@{}", key.scheme_id, key.from_day)));
    let (p, store) = (visit.frame, office.store());
    let own = editions::text(store, key).await?.ok_or_else(none)?;
    let all = editions::all(store).await?;
    let same = |row: &&EditionRow| {
        row.scheme_id == key.scheme_id && row.from_day == key.from_day && row.hash == key.hash
    };
    let row = all.iter().find(same).cloned().ok_or_else(none)?;
    let earlier = all.iter().find(|one| {
        one.scheme_id == key.scheme_id && one.from_day < key.from_day && one.state == "published"
    });
    let before = match earlier {
        Some(earlier) => editions::text(store, &key_of(earlier)).await?,
        None => None,
    };
    let differs = before.map(|before| (p.day(&before.from_day), differences(&p, &before, &own)));
    let may_confirm = row.state == "proposed" && visit.admitted.may(Right::ConfirmScheme);
    let read = edition_of(&own).ok();
    let title =
        read.as_ref().map_or_else(|| row.scheme_id.clone(), |edition| edition.title.get(p.lang).into());
    let sheet = read.map(|edition| fragment(&edition, p.lang)).unwrap_or_default();
    Ok(Edition { title, state: state(&p, &row.state), sheet, before: differs, may_confirm, row, form, p })
}

fn key_of(row: &EditionRow) -> EditionKey {
    EditionKey { scheme_id: row.scheme_id.clone(), from_day: row.from_day.clone(), hash: row.hash.clone() }
}

fn differences(p: &Frame, old: &PublishedEdition, new: &PublishedEdition) -> Vec<String> {
    diff(&old.text, &new.text).iter().map(|one| one.say(p.lang)).collect()
}

/// The day of an edition's key.
pub(super) fn day(key: &EditionKey) -> Option<Day> {
    crate::engine::calendar::parse_day(&key.from_day).ok()
}
