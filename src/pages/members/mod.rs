//! Members as the desk sees them: found by number, shown masked, with what they hold and what they claimed.

mod by_name;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::claims::listed;
use super::frame::Frame;
use super::schemes::Schemes;
use super::typed::Typed;
use super::visit::{Office, Visit, again, page};
use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right, mask};
use crate::service::{Looking, Problem};
use crate::store::claim::queue;
use crate::store::identity;
use crate::store::member::shown::{self, EnrolmentRow, Shown};

/// A member that was found, masked.
struct Found {
    id: String,
    name: String,
    number: String,
    employer: String,
}

#[derive(Template)]
#[template(path = "members/find.html")]
struct Find {
    p: Frame,
    form: Typed,
    found: Vec<Found>,
}

/// The form to look for a member.
pub(super) async fn find(visit: Visit) -> Result<Response, Problem> {
    page(&Find { p: visit.frame, form: Typed::none(), found: vec![] })
}

/// Looks for a member by his number (or the office's own number of him), which stand in no address.
pub(super) async fn look_up(visit: Visit, office: Office, mut form: Typed) -> Result<Response, Problem> {
    let wanted = form
        .needed("wanted", ("请填写身份证号或会员编号。", "Write an identity number or a member's number."));
    let mut found = vec![];
    if form.is_fine() {
        match sought(&office, &wanted).await? {
            Ok(Some(member)) => found.push(masked(&office, &member).await?),
            Ok(None) => form.fault(
                "wanted",
                (
                    "本机构没有这名会员。请核对号码；确为新会员的，请先办理参加。",
                    "There is no such member here. Check the number; a new member is enrolled first.",
                ),
            ),
            Err(said) => form.fault("wanted", said),
        }
    }
    let template = Find { p: visit.frame, form, found };
    if template.form.is_fine() { page(&template) } else { again(&template) }
}

/// Looks for members by name.
pub(super) async fn by_name(visit: Visit, office: Office, mut form: Typed) -> Result<Response, Problem> {
    let mut found = vec![];
    for member in by_name::of(&office, &mut form).await? {
        found.push(masked(&office, &member).await?);
    }
    let template = Find { p: visit.frame, form, found };
    if template.form.is_fine() { page(&template) } else { again(&template) }
}

/// The member of an identity number or of an id; or what is wrong with the number.
async fn sought(office: &Looking, wanted: &str) -> Result<Result<Option<Shown>, (String, String)>, Problem> {
    let wanted = wanted.replace([' ', '-'], "");
    let id = if wanted.len() == 9 && wanted.to_ascii_lowercase().starts_with('m') {
        Some(wanted.to_ascii_lowercase())
    } else {
        let document = match IdentityDocument::parse(DocumentKind::Resident, &wanted.to_ascii_uppercase()) {
            Ok(document) => document,
            Err(why) => return Ok(Err((why.zh(), why.to_string()))),
        };
        let index = identity::index_of(office.store().keys(), &document);
        shown::of_number(office.store(), office.scope(), (&office.book, &index)).await?
    };
    let Some(id) = id else { return Ok(Ok(None)) };
    Ok(Ok(shown::find(office.store(), office.scope(), (&office.book, &id)).await?))
}

async fn masked(office: &Looking, member: &Shown) -> Result<Found, Problem> {
    let numbers = shown::numbers(office.store(), &office.book, member).await?;
    Ok(Found {
        id: member.id.clone(),
        name: mask::name(&member.name),
        number: numbers.first().map(|number| mask::identity(&number.number)).unwrap_or_default(),
        employer: member.employer.clone().unwrap_or_default(),
    })
}

/// What a member holds.
struct Holds {
    scheme: String,
    plan: String,
    from: String,
    to: String,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "members/member.html")]
struct MemberPage {
    p: Frame,
    member: Found,
    phone: String,
    account: String,
    state: (&'static str, &'static str),
    holds: Vec<Holds>,
    claims: Vec<listed::Shown>,
    may_submit: bool,
}

/// A member of the book, where he is seen.
pub(super) async fn found(office: &Looking, id: &str) -> Result<Shown, Problem> {
    let found = shown::find(office.store(), office.scope(), (&office.book, id)).await?;
    found.ok_or_else(|| Refusal::not_found(Thing::Member, id).into())
}

/// A member's page.
pub(super) async fn show(visit: Visit, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let (p, member) = (visit.frame, found(&office, &id).await?);
    let schemes = Schemes::of(&office).await?;
    let enrolments = shown::enrolments(office.store(), &office.book, &member).await?;
    let claims = queue::of_member(office.store(), office.scope(), (&office.book, &member.id), 50).await?;
    page(&MemberPage {
        member: masked(&office, &member).await?,
        phone: member.phone.as_deref().map(mask::phone).unwrap_or_default(),
        account: member.account.as_deref().map(mask::account).unwrap_or_default(),
        state: state(&p, &member.state),
        holds: enrolments.iter().map(|row| holds(&p, row, &schemes)).collect(),
        claims: listed::shown(&p, &claims, &schemes),
        may_submit: visit.admitted.may(Right::Submit) && member.merged_into.is_none(),
        p,
    })
}

fn state(p: &Frame, word: &str) -> (&'static str, &'static str) {
    match word {
        "active" => (p.say("在册", "active"), "good"),
        "left" => (p.say("已退出", "left"), "warn"),
        "dead" => (p.say("已身故", "dead"), "warn"),
        _ => (p.say("已合并", "merged"), "warn"),
    }
}

fn holds(p: &Frame, row: &EnrolmentRow, schemes: &Schemes) -> Holds {
    Holds {
        scheme: schemes.title(p, &row.scheme_id),
        plan: schemes.plan(p, (&row.scheme_id, &row.plan)),
        from: p.day(&row.from_day),
        to: row.to_day.as_deref().map_or_else(|| p.say("长期", "no end").to_owned(), |day| p.day(day)),
        is_open: row.state == "active",
    }
}
