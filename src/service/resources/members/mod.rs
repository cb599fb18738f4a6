//! Members: listed and shown with masks, looked up by their number, shown in full for a reason.

pub(in crate::service) mod acts;
pub(in crate::service) mod entitlements;
pub(in crate::service) mod payees;
pub(in crate::service) mod recognised;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::engine::ids::{DocumentKind, IdentityDocument};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, mask};
use crate::service::acting::{InBook, Looking};
use crate::service::admit::{entry_of, record};
use crate::service::app::App;
use crate::service::asked::{Asked, At};
use crate::service::etag::Tagged;
use crate::service::fault::Fault;
use crate::service::page::{Items, Page};
use crate::service::password::temporary;
use crate::service::problem::Problem;
use crate::service::resources::me::by_session;
use crate::service::resources::office::OneTime;
use crate::service::sent::Sent;
use crate::store::audit::Entry;
use crate::store::identity;
use crate::store::login::{self, NewCredential, Principal};
use crate::store::member::shown::{self, EnrolmentRow, Shown};

/// A member; what is personal is masked.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Member {
    /// His id.
    id: String,
    /// The name: its first character.
    #[schema(example = "张*")]
    name: String,
    /// The employer's id.
    employer_id: Option<String>,
    /// The employer's name.
    employer: Option<String>,
    /// The household's id.
    household_id: Option<String>,
    /// `female` or `male`.
    sex: Option<String>,
    /// Telephone, its first three and last four digits.
    phone: Option<String>,
    /// The account that is paid to, its last four digits.
    account: Option<String>,
    /// In service or retired.
    service: Option<String>,
    /// The insurance.
    insurance: Option<String>,
    /// `active`, `left`, `dead` or `merged`.
    state: String,
    /// The day of death.
    died_on: Option<String>,
    /// Into whom he was merged.
    merged_into: Option<String>,
}

fn masked(shown: &Shown) -> Member {
    let Shown { id, employer_id, employer, household_id, sex, service, insurance, state, .. } = shown.clone();
    Member {
        id,
        name: mask::name(&shown.name),
        employer_id,
        employer,
        household_id,
        sex,
        phone: shown.phone.as_deref().map(mask::phone),
        account: shown.account.as_deref().map(mask::account),
        service,
        insurance,
        state,
        died_on: shown.died_on.clone(),
        merged_into: shown.merged_into.clone(),
    }
}

/// Which members.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Which {
    /// Only those of an employer, by id.
    #[param(max_length = 40)]
    employer: Option<String>,
}

/// List members by id
#[utoipa::path(get, path = "/members", operation_id = "listMembers", tag = "members", params(InBook, Which, Page),
    responses((status = 200, description = "A page of members", body = Items<Member>)))]
pub(in crate::service) async fn list(
    looking: Looking,
    Asked(Which { employer }): Asked<Which>,
    Asked(page): Asked<Page>,
) -> Result<Json<Items<Member>>, Problem> {
    let (after, employer) = (page.after()?, employer.unwrap_or_default());
    let asked = (employer.as_str(), after.as_str(), i64::from(page.most()?) + 1);
    let read = shown::list(looking.store(), looking.scope(), &looking.book, asked).await?;
    page.of(read.iter().map(masked).collect(), |member| member.id.clone()).map(Json)
}

/// Look at a member
#[utoipa::path(get, path = "/members/{member}", operation_id = "showMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    responses((status = 200, description = "The member", body = Member,
        headers(("ETag" = String, description = "His version, for If-Match")))))]
pub(in crate::service) async fn show(
    looking: Looking,
    At(id): At<String>,
) -> Result<Tagged<Member>, Problem> {
    let found = found(&looking, &id).await?;
    Ok(Tagged::new(masked(&found), Some(found.version.to_string())))
}

pub(in crate::service) async fn found(looking: &Looking, id: &str) -> Result<Shown, Problem> {
    let found = shown::find(looking.store(), looking.scope(), (&looking.book, id)).await?;
    found.ok_or_else(|| Refusal::not_found(Thing::Member, id).into())
}

/// An enrolment of a member.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Enrolment {
    /// Its id.
    id: String,
    /// The scheme.
    scheme: String,
    /// The plan; empty for a scheme's only one.
    plan: String,
    /// The employer through which it came.
    employer_id: Option<String>,
    /// First day of cover.
    from: String,
    /// Last day, inclusive; null: without end.
    to: Option<String>,
    /// Share units.
    share_units: i64,
    /// `active` or `taken-back`.
    state: String,
}

impl From<EnrolmentRow> for Enrolment {
    fn from(row: EnrolmentRow) -> Self {
        let EnrolmentRow { id, scheme_id, plan, employer_id, from_day, to_day, share_units, state } = row;
        Self { id, scheme: scheme_id, plan, employer_id, from: from_day, to: to_day, share_units, state }
    }
}

/// Enrolments of a member.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Enrolments {
    /// In the order of their first days.
    items: Vec<Enrolment>,
}

/// List the enrolments of a member: what he is covered by, and from when to when
#[utoipa::path(get, path = "/members/{member}/enrolments", operation_id = "listEnrolments", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    responses((status = 200, description = "The enrolments", body = Enrolments)))]
pub(in crate::service) async fn enrolments(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<Enrolments>, Problem> {
    let member = found(&looking, &id).await?;
    let rows = shown::enrolments(looking.store(), &looking.book, &member).await?;
    Ok(Json(Enrolments { items: rows.into_iter().map(Enrolment::from).collect() }))
}

/// A number that is looked up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct LookUp {
    /// The resident identity number.
    #[schema(min_length = 1, max_length = 40, example = "11010519491231002X")]
    id_number: String,
}

/// Who has a number.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct LookedUp {
    /// The member; null where nobody that one sees has it.
    member: Option<String>,
}

/// Look a member up by the identity number, which stands in no address
#[utoipa::path(post, path = "/members/look-up", operation_id = "lookUpMember", tag = "members", params(InBook),
    request_body = LookUp, responses((status = 200, description = "Who has it", body = LookedUp)))]
pub(in crate::service) async fn look_up(
    looking: Looking,
    Sent(LookUp { id_number }): Sent<LookUp>,
) -> Result<Json<LookedUp>, Problem> {
    let document = IdentityDocument::parse(DocumentKind::Resident, &id_number).map_err(|why| {
        Problem::invalid(vec![Fault::new("/id_number", "wrong-form", (why.zh(), why.to_string()))])
    })?;
    let index = identity::index_of(looking.store().keys(), &document);
    let member = shown::of_number(looking.store(), looking.scope(), (&looking.book, &index)).await?;
    Ok(Json(LookedUp { member }))
}

/// Why something is shown in full.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Reveal {
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "核对收款账户")]
    reason: String,
}

/// A member in full.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Revealed {
    /// His id.
    id: String,
    /// The name.
    name: String,
    /// The day of birth.
    birth: Option<String>,
    /// The telephone.
    phone: Option<String>,
    /// The account that is paid to.
    account: Option<String>,
    /// His numbers.
    numbers: Vec<NumberShown>,
}

/// A number that names a member.
#[derive(Serialize, ToSchema)]
struct NumberShown {
    /// The kind of document, or `file-number`.
    kind: String,
    /// The number.
    number: String,
    /// `current` or `replaced`.
    state: String,
}

/// Show a member in full, for a reason
#[utoipa::path(post, path = "/members/{member}/reveal", operation_id = "revealMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    request_body = Reveal, responses((status = 200, description = "The member", body = Revealed)))]
pub(in crate::service) async fn reveal(
    looking: Looking,
    At(id): At<String>,
    Sent(Reveal { reason }): Sent<Reveal>,
) -> Result<Json<Revealed>, Problem> {
    let member = found(&looking, &id).await?;
    let numbers = shown::numbers(looking.store(), &looking.book, &member).await?;
    let entry = Entry {
        act: "reveal-member".into(),
        object: member.id.clone(),
        reason,
        ..entry_of(&looking.admitted)
    };
    record(&looking.app, &looking.admitted.principal, entry).await?;
    let number = |one: shown::Number| NumberShown { kind: one.kind, number: one.number, state: one.state };
    let Shown { id, name, birth, phone, account, .. } = member;
    Ok(Json(Revealed { id, name, birth, phone, account, numbers: numbers.into_iter().map(number).collect() }))
}

/// What a member logs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct GiveAccess {
    /// What is typed to log in; no identity number.
    #[schema(min_length = 4, max_length = 40, pattern = "^[a-z][a-z0-9-]*$", example = "member-1")]
    login: String,
}

/// Give a member a one-time password, so that he may look at what is his
#[utoipa::path(post, path = "/members/{member}/access", operation_id = "giveMemberAccess", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    request_body = GiveAccess, responses((status = 201, description = "Given", body = OneTime)))]
pub(in crate::service) async fn access(
    State(app): State<App>,
    looking: Looking,
    At(id): At<String>,
    Sent(GiveAccess { login }): Sent<GiveAccess>,
) -> Result<(StatusCode, Json<OneTime>), Problem> {
    by_session(&looking.admitted)?;
    let member = found(&looking, &id).await?;
    let principal = Principal::Member(looking.book.clone(), member.id);
    if login::of_login(app.store(), &login).await?.is_some_and(|known| known.id != principal.name()) {
        return Err(taken());
    }
    let random = app.store().keys().random();
    let password = temporary(random);
    let hash = app.passwords().hash(password.clone(), random).await?;
    let at = looking.admitted.now.moment();
    let new = NewCredential { principal: &principal, login: &login, password_hash: &hash, at: &at };
    login::insert(app.store(), &new).await?;
    let entry = Entry { act: "give-access".into(), object: id, ..entry_of(&looking.admitted) };
    record(&app, &looking.admitted.principal, entry).await?;
    Ok((StatusCode::CREATED, Json(OneTime::new(login, password))))
}

fn taken() -> Problem {
    let said = ("该登录名已被使用，请更换。", "The login is taken; choose another.");
    Problem::invalid(vec![Fault::new("/login", "taken", said)])
}
